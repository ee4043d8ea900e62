namespace NnGen;

/// <summary>What can be read of a tape: inputs, targets, outputs, values of nodes, gradients of inputs, and the dropout masks.</summary>
public abstract partial class NetworkTape<T>
{
    private readonly Dictionary<string, T[]> _gathered = new(StringComparer.Ordinal);
    private T[] _packedOutputs = [];

    /// <summary>
    /// The network's output for each row of the last <c>Forward</c>, in training mode. Several outputs are copied side by side; each by itself is under
    /// <see cref="Value"/>.
    /// </summary>
    public TapeRows<T> Output
    {
        get
        {
            if (_info.Outputs.Count == 1)
            {
                return View(Find(TapeSlotKind.Output));
            }

            if (_packedOutputs.Length == 0)
            {
                _packedOutputs = new T[Capacity * _info.OutputSize];
            }

            var packed = new TapeRows<T>(_packedOutputs, Rows, _info.OutputSize, _info.OutputSize);
            for (int i = 0; i < _info.Outputs.Count; i++)
            {
                OutputInfo output = _info.Outputs[i];
                TapeRows<T> rows = Value(output.Name);
                for (int row = 0; row < Rows; row++)
                {
                    rows[row].CopyTo(output.Of(packed[row]));
                }
            }

            return packed;
        }
    }

    /// <summary>
    /// The inputs that the last <c>Forward</c> copied, as they were handed over (see <see cref="InputInfo.Layout"/>); several inputs side by side, each by
    /// itself under <see cref="Value"/>.
    /// </summary>
    public TapeRows<T> Input => View(Find(TapeSlotKind.Input)) with { Channels = 0 };

    /// <summary>The targets that the last <c>Forward</c> copied, those of several outputs side by side; class labels stand as one-hot rows.</summary>
    public TapeRows<T> Target => View(Find(TapeSlotKind.Target));

    /// <summary>
    /// The gradient of the loss with respect to each input of the last <c>Backward</c>. A property of the tape, not of the gradients,
    /// because it has one row for each row of the batch. Its elements lie as those of the input do: see <see cref="InputInfo.Layout"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network is declared without <c>InputGradient = true</c>, or has several inputs.</exception>
    public TapeRows<T> InputGradient => _info.Inputs.Count == 1
        ? View(Find(TapeSlotKind.InputGradient))
        : throw new InvalidOperationException($"{_info.Name} has several inputs: take the gradient of each with InputGradientOf, such as InputGradientOf(\"{_info.Inputs[0].Name}\").");

    /// <summary>The gradient of the loss with respect to one of several inputs, as <see cref="InputGradient"/> is of an only one.</summary>
    /// <param name="name">The input's name: one of <see cref="NetworkInfo.Inputs"/>.</param>
    /// <exception cref="ArgumentException">There is no input of that name.</exception>
    /// <exception cref="InvalidOperationException">The network is declared without <c>InputGradient = true</c>, or nothing that learns depends on the input.</exception>
    public TapeRows<T> InputGradientOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool isKnown = false;
        foreach (InputInfo input in _info.Inputs)
        {
            isKnown |= input.Name == name;
        }

        if (!isKnown)
        {
            throw new ArgumentException($"{_info.Name} has no input '{name}'; it has: {string.Join(", ", _info.Inputs.Select(input => input.Name))}.", nameof(name));
        }

        if (_info.Inputs.Count == 1)
        {
            return InputGradient;
        }

        foreach (TapeSlot slot in _slots)
        {
            if (slot.Kind == TapeSlotKind.InputGradient && slot.Name == name)
            {
                return View(slot);
            }
        }

        throw new InvalidOperationException($"{_info.Name} computes no gradient of its input {name}: declare it with [Network(InputGradient = true)], and let the loss depend on the input smoothly.");
    }

    /// <summary>The mask of a dropout node: 1 keeps an element, 0 drops it. Writable, for tests that bring their own.</summary>
    /// <param name="name">The node's name, such as <c>dropout1</c>.</param>
    /// <exception cref="ArgumentException">There is no dropout node of that name.</exception>
    public TapeRows<T> Mask(string name) => View(Find(name, TapeSlotKind.Mask));

    /// <summary>
    /// The value that a node had in the last <c>Forward</c>, for debugging and learning. An image that the next convolution reads in its margins is copied
    /// out of them when it is asked for, to one array for each node; of all others it is a view.
    /// </summary>
    /// <param name="name">The node's name, such as <c>relu1</c>.</param>
    /// <exception cref="ArgumentException">There is no node of that name, or its value never reaches memory because it is fused into a later node.</exception>
    public TapeRows<T> Value(string name) => View(Find(name, TapeSlotKind.Value));

    /// <summary>An image without the margins in which it lies.</summary>
    private TapeRows<T> Gathered(TapeSlot slot)
    {
        if (!_gathered.TryGetValue(slot.Name, out T[]? rows))
        {
            _gathered.Add(slot.Name, rows = new T[Capacity * slot.Columns]);
        }

        ReadOnlySpan<T> all = All(slot);
        int lines = slot.Columns / slot.Line;
        for (int row = 0; row < Rows; row++)
        {
            for (int line = 0; line < lines; line++)
            {
                all.Slice(row * slot.Stride + slot.Column + line * slot.LineStride, slot.Line).CopyTo(rows.AsSpan(row * slot.Columns + line * slot.Line));
            }
        }

        return new(rows, Rows, slot.Columns, slot.Columns) { Channels = slot.Channels };
    }

    /// <summary>The names that <see cref="Value"/> knows.</summary>
    public IEnumerable<string> ValueNames => _slots.Where(slot => slot.Kind is TapeSlotKind.Input or TapeSlotKind.Value or TapeSlotKind.Output).Select(slot => slot.Name);

    /// <summary>
    /// Draws all dropout masks anew. They depend on seed, step, node, row and element only. A new tape holds the masks of seed 0, step 0;
    /// a training loop draws before each <c>Forward</c>.
    /// </summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="step">The number of the step.</param>
    public void DrawMasks(ulong seed, ulong step)
    {
        uint node = 0;
        foreach (TapeSlot slot in _slots)
        {
            if (slot.Kind == TapeSlotKind.Mask)
            {
                DropoutMask.Draw(All(slot), slot.Columns, slot.Stride, slot.DropRate, seed, step, node++);
            }
        }
    }
}
