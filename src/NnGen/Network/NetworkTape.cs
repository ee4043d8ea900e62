using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>
/// What <c>Forward</c> remembers for <c>Backward</c>: a copy of the inputs, the values that the derivatives need, the dropout masks and the output.
/// Every emitted network has a sealed <c>Tape</c> of its own. A tape serves one thread at a time and any number of steps.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class NetworkTape<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly TapeSlot[] _slots;
    private readonly NetworkInfo _info;
    private readonly TapeSlot? _target;

    // For each output: where the factors and the losses of the rows lie, and what the rows weigh together in the mean.
    private readonly TapeSlot[] _scales;
    private readonly TapeSlot[] _losses;
    private readonly double[] _lossWeights;
    private T[] _weights = [];
    private T[] _noTargets = [];
    private T[] _packedOutputs = [];
    private int[] _noLabels = [];
    private int _weighted;
    private double _weight;
    private int _rows;

    /// <summary>A tape for up to <paramref name="capacity"/> rows.</summary>
    /// <param name="info">The network's facts.</param>
    /// <param name="capacity">The largest number of rows, at least 1.</param>
    /// <param name="elementsPerRow">The elements of one row of all slots.</param>
    /// <param name="workspaceLength">The elements that belong to no row; they follow the rows.</param>
    /// <param name="slots">The slots; the input, the target and the output are among them.</param>
    /// <param name="team">The threads that compute over it; null for the caller's alone.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1, or more rows than a block of memory can have.</exception>
    /// <exception cref="InsufficientMemoryException">The rows need more memory than there is.</exception>
    protected NetworkTape(NetworkInfo info, int capacity, int elementsPerRow, int workspaceLength, TapeSlot[] slots, ThreadTeam? team = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(slots);
        CheckSlots(slots, elementsPerRow, workspaceLength);
        _info = info;
        _slots = slots;
        _target = slots.FirstOrDefault(slot => slot.Kind == TapeSlotKind.Target);
        _scales = [.. slots.Where(slot => slot.Kind == TapeSlotKind.LossScale)];
        _losses = [.. slots.Where(slot => slot.Kind == TapeSlotKind.RowLoss)];
        _lossWeights = new double[info.Outputs.Count];
        Capacity = capacity;
        Team = team;
        Buffer = Allocate(info, capacity, elementsPerRow, workspaceLength);
        WorkspaceStart = capacity * elementsPerRow;
        DrawMasks(seed: 0, step: 0);
    }

    /// <summary>Kernels go where the slots say, unchecked.</summary>
    private static void CheckSlots(TapeSlot[] slots, int elementsPerRow, int workspaceLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementsPerRow);
        ArgumentOutOfRangeException.ThrowIfNegative(workspaceLength);
        foreach (TapeSlot slot in slots)
        {
            ArgumentNullException.ThrowIfNull(slot, nameof(slots));
            bool fits = slot.Start >= 0 && slot.Column >= 0 && slot.Columns >= 0
                && (long)slot.Column + slot.Columns <= slot.Stride
                && (long)slot.Start + slot.Stride <= elementsPerRow;
            if (!fits)
            {
                throw new ArgumentException($"A row has {elementsPerRow} elements, but this slot does not lie within them: {slot}.", nameof(slots));
            }
        }
    }

    private static AlignedBuffer<T> Allocate(NetworkInfo info, int capacity, int elementsPerRow, int workspaceLength)
    {
        const double Gibi = 1L << 30;
        long elements = (long)capacity * elementsPerRow + workspaceLength;
        string needed = string.Create(CultureInfo.InvariantCulture, $"A tape of {info.Name} for {capacity:N0} rows has {elements:N0} elements, {elements * (double)Unsafe.SizeOf<T>() / Gibi:F1} GiB");
        const string Remedy = "Take fewer rows at a time: in Fit a smaller BatchSize, and AccumulationSteps for the gradient of as many rows";
        if (elements > AlignedBuffer<T>.MaxLength)
        {
            long most = Math.Max(0, ((long)AlignedBuffer<T>.MaxLength - workspaceLength) / Math.Max(1, elementsPerRow));
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, string.Create(CultureInfo.InvariantCulture, $"{needed}, but a block can have {AlignedBuffer<T>.MaxLength:N0}, which is enough for {most:N0} rows. {Remedy}."));
        }

        try
        {
            return new AlignedBuffer<T>((int)elements);
        }
        catch (InsufficientMemoryException cause)
        {
            throw new InsufficientMemoryException($"{needed}. {cause.Message} {Remedy}.", cause);
        }
    }

    /// <summary>The facts of the network that the tape is of.</summary>
    internal NetworkInfo Info => _info;

    /// <summary>The largest number of rows.</summary>
    public int Capacity { get; }

    /// <summary>The number of rows of the last <c>Forward</c>; 0 before the first. Settable between 1 and the capacity by emitted code and tests.</summary>
    public int Rows
    {
        get => _rows;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Capacity);
            _rows = value;
            _weight = value;
            Array.Fill(_lossWeights, value);
        }
    }

    /// <summary>
    /// What each row's loss, times its weight, is multiplied by: 1 over what the rows weigh, or over that x outputs; 1 where the loss is a sum, 0 where the rows weigh nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network has several outputs.</exception>
    public T LossScale => T.CreateTruncating(ScaleOf(Only("factor"), 1));

    /// <summary>
    /// What the rows of the last <c>Forward</c> weigh together in a mean: their number, or the sum of their weights, each times that of its label;
    /// of several outputs, which may weigh their labels differently, without the labels.
    /// </summary>
    internal double Weight => _lossWeights.Length == 1 ? _lossWeights[0] : _weight;

    /// <summary>
    /// The loss of each row of the last <c>Forward</c>, before <see cref="SetWeights">weights</see>, the loss's own weight and reduction. Weights of
    /// classes are in it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network has several outputs: take <see cref="RowLossesOf"/>.</exception>
    public ReadOnlySpan<T> RowLosses => LossesOfRows(Only($"loss of each row; take {nameof(RowLossesOf)}(\"{_info.Outputs[^1].Name}\")"));

    /// <summary>As <see cref="RowLosses"/>, of one of several outputs.</summary>
    /// <param name="output">The output's name: one of <see cref="NetworkInfo.Outputs"/>.</param>
    /// <exception cref="ArgumentException">There is no output of that name.</exception>
    public ReadOnlySpan<T> RowLossesOf(string output) => LossesOfRows(IndexOf(_info.FindOutput(output)));

    /// <summary>
    /// The loss of one output in the last <c>Forward</c>, reduced as declared, without its weight in the loss of the network. 0 where a mean's rows weigh
    /// nothing.
    /// </summary>
    /// <param name="output">The output's name: one of <see cref="NetworkInfo.Outputs"/>.</param>
    /// <exception cref="ArgumentException">There is no output of that name.</exception>
    public double LossOf(string output)
    {
        int number = IndexOf(_info.FindOutput(output));
        return LossReduction.Reduce(_info.Outputs[number], SumOfLosses(number), _lossWeights[number]);
    }

    /// <summary>
    /// What <see cref="LossReduction"/> makes the loss of, together with <see cref="Weight"/>: the sum of the rows' losses, each times its row's
    /// weight, in double and in the order of the rows, times the weight of the loss; of several means, which divide by different numbers, their
    /// weighted sum times <see cref="Weight"/>.
    /// </summary>
    internal double LossSum
    {
        get
        {
            double sum = 0;
            for (int output = 0; output < _lossWeights.Length; output++)
            {
                OutputInfo info = _info.Outputs[output];
                double part = SumOfLosses(output);
                bool isPartOfMean = _lossWeights.Length > 1 && info.LossDivisor != 0;
                sum += info.LossWeight * (isPartOfMean ? LossReduction.Reduce(info, part, _lossWeights[output]) * _weight : part);
            }

            return sum;
        }
    }

    /// <summary>The loss of the last <c>Forward</c>, reduced as declared, of several outputs the sum of their losses, each times its weight: for emitted code. 0 where a mean's rows weigh nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T ReduceLoss()
    {
        double loss = 0;
        for (int output = 0; output < _lossWeights.Length; output++)
        {
            OutputInfo info = _info.Outputs[output];
            loss += info.LossWeight * LossReduction.Reduce(info, SumOfLosses(output), _lossWeights[output]);
        }

        return T.CreateTruncating(loss);
    }

    private double SumOfLosses(int output)
    {
        ReadOnlySpan<T> losses = LossesOfRows(output);
        double sum = 0;
        for (int row = 0; row < losses.Length; row++)
        {
            double loss = double.CreateTruncating(losses[row]);
            sum += _weighted > 0 ? double.CreateTruncating(_weights[row]) * loss : loss;
        }

        return sum;
    }

    private ReadOnlySpan<T> LossesOfRows(int output) => output < _losses.Length
        ? All(_losses[output])[..Rows]
        : throw new InvalidOperationException($"The tape of {_info.Name} has no {TapeSlotKind.RowLoss} slot.");

    /// <summary>The number of the only output.</summary>
    private int Only(string what) => _info.Outputs.Count == 1
        ? 0
        : throw new InvalidOperationException($"{_info.Name} has several outputs, each with its own {what}.");

    private int IndexOf(OutputInfo output)
    {
        int index = 0;
        while (_info.Outputs[index] != output)
        {
            index++;
        }

        return index;
    }

    /// <summary>
    /// Gives each row of the <c>Forward</c> calls to come a weight in the loss, until <see cref="ClearWeights"/>: its loss counts so many
    /// times. A mean is then a weighted mean: it divides by the sum of the weights.
    /// </summary>
    /// <param name="weights">A weight a row, as many as the next <c>Forward</c> has rows: finite, not negative. Where all are 0, so is the loss.</param>
    /// <exception cref="ArgumentException">There are none, or more than <see cref="Capacity"/>, or a weight is out of range.</exception>
    public void SetWeights(ReadOnlySpan<T> weights)
    {
        if (weights.Length < 1 || weights.Length > Capacity)
        {
            throw new ArgumentException($"The tape holds 1 to {Capacity} rows, but {weights.Length} weights were given.", nameof(weights));
        }

        for (int row = 0; row < weights.Length; row++)
        {
            if (!T.IsFinite(weights[row]) || T.IsNegative(weights[row]))
            {
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The weight of row {row} is {weights[row]}, but weights are finite and not negative. To make a row count against itself, as policy gradients do, give Backward a gradient at the output."), nameof(weights));
            }
        }

        if (_weights.Length == 0)
        {
            _weights = new T[Capacity];
        }

        weights.CopyTo(_weights);
        _weighted = weights.Length;
    }

    /// <summary>Gives all rows of the <c>Forward</c> calls to come the weight 1 again.</summary>
    public void ClearWeights() => _weighted = 0;

    /// <summary>The threads that compute over this tape; null for the caller's alone. The results are the same to the last bit.</summary>
    public ThreadTeam? Team { get; }

    /// <summary>The storage: slot after slot, each of <see cref="Capacity"/> rows.</summary>
    public AlignedBuffer<T> Buffer { get; }

    /// <summary>Where in <see cref="Buffer"/> that begins which belongs to no row.</summary>
    public int WorkspaceStart { get; }

    /// <summary>What belongs to no row: for emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<T> Workspace => Buffer.Span[WorkspaceStart..];

    /// <summary>The values of the rows from one on: for emitted code.</summary>
    /// <param name="row">The row.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TapeValues<T> From(int row) => new(Buffer.Span, Capacity, row);

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

    /// <summary>The inputs that the last <c>Forward</c> copied; several inputs side by side, each by itself under <see cref="Value"/>.</summary>
    public TapeRows<T> Input => View(Find(TapeSlotKind.Input));

    /// <summary>The targets that the last <c>Forward</c> copied, those of several outputs side by side; class labels stand as one-hot rows.</summary>
    public TapeRows<T> Target => View(Find(TapeSlotKind.Target));

    /// <summary>
    /// The gradient of the loss with respect to each input of the last <c>Backward</c>. A property of the tape, not of the gradients,
    /// because it has one row for each row of the batch.
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

    /// <summary>
    /// Whether the backward pass that runs starts from a gradient at the output that the caller gave, not from that of the loss: for emitted code.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool HasOutputGradient { get; internal set; }

    /// <summary>Puts a gradient at the output where the backward pass begins.</summary>
    /// <param name="gradient">A number for each output of each row.</param>
    internal void SetOutputGradient(ReadOnlySpan<T> gradient)
    {
        NetworkArguments.CheckForwarded(this);
        if (FindOrNull(TapeSlotKind.OutputGradient) is null)
        {
            throw new NotSupportedException($"No gradient at {(_info.Outputs.Count == 1 ? "the output" : "all outputs")} of {_info.Name} reaches anything that learns: it ends with a step, whose derivative is 0, or has no parameters that are trained. Use the loss's own Backward, or end with another activation.");
        }

        int columns = _info.OutputSize;
        if (gradient.Length != Rows * columns)
        {
            throw new ArgumentException($"{Rows} rows of {columns} outputs have a gradient of {Rows * columns} elements, but {gradient.Length} were given.", "outputGradient");
        }

        foreach (TapeSlot slot in _slots)
        {
            if (slot.Kind != TapeSlotKind.OutputGradient)
            {
                continue;
            }

            // An output before which nothing learns has no slot: nobody wants its gradient.
            int first = _info.Outputs.Count == 1 ? 0 : _info.FindOutput(slot.Name).FirstColumn;
            Span<T> all = All(slot);
            for (int row = 0; row < Rows; row++)
            {
                gradient.Slice(row * columns + first, slot.Columns).CopyTo(all[(row * slot.Stride)..]);
            }
        }

        HasOutputGradient = true;
    }

    /// <summary>So many targets of 0, for a forward pass of which nobody wants the loss.</summary>
    internal ReadOnlySpan<T> NoTargets(int count)
    {
        if (_noTargets.Length < count)
        {
            _noTargets = new T[Capacity * _info.OutputSize];
        }

        return _noTargets.AsSpan(0, count);
    }

    /// <summary>The same as labels.</summary>
    internal ReadOnlySpan<int> NoLabels(int count)
    {
        if (_noLabels.Length < count)
        {
            _noLabels = new int[Capacity];
        }

        return _noLabels.AsSpan(0, count);
    }

    /// <summary>The mask of a dropout node: 1 keeps an element, 0 drops it. Writable, for tests that bring their own.</summary>
    /// <param name="name">The node's name, such as <c>dropout1</c>.</param>
    /// <exception cref="ArgumentException">There is no dropout node of that name.</exception>
    public TapeRows<T> Mask(string name) => View(Find(name, TapeSlotKind.Mask));

    /// <summary>The value that a node had in the last <c>Forward</c>, for debugging and learning.</summary>
    /// <param name="name">The node's name, such as <c>relu1</c>.</param>
    /// <exception cref="ArgumentException">There is no node of that name, or its value never reaches memory because it is fused into a later node.</exception>
    public TapeRows<T> Value(string name) => View(Find(name, TapeSlotKind.Value));

    /// <summary>All slots.</summary>
    internal IReadOnlyList<TapeSlot> AllSlots => _slots;

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

    /// <summary>Takes a batch with class labels.</summary>
    internal void Set(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels)
    {
        SetInputs(inputs, nameof(inputs));
        SetLabels(labels, nameof(labels));
    }

    /// <summary>Takes a batch with targets.</summary>
    internal void Set(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets)
    {
        SetInputs(inputs, nameof(inputs));
        SetTargets(targets, nameof(targets));
    }

    /// <summary>Copies rows of inputs into the input slot and sets <see cref="Rows"/>.</summary>
    /// <param name="inputs">Rows x columns elements.</param>
    /// <param name="parameterName">The caller's argument, for messages.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the row's size, or there are 0 rows or more than the capacity.</exception>
    protected void SetInputs(ReadOnlySpan<T> inputs, string parameterName)
    {
        TapeSlot slot = Find(TapeSlotKind.Input);
        int rows = inputs.Length / slot.Columns;
        if (rows * slot.Columns != inputs.Length || rows < 1)
        {
            throw new ArgumentException($"{_info.Name} takes rows of {slot.Columns} inputs, so the length must be a positive multiple of {slot.Columns}, but it is {inputs.Length}.", parameterName);
        }

        if (rows > Capacity)
        {
            throw new ArgumentException($"The tape holds up to {Capacity} rows, but {rows} were given.", parameterName);
        }

        Rows = rows;

        // A training loop may have gathered the rows where they belong.
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(All(slot))))
        {
            Copy(inputs, slot);
        }
    }

    /// <summary>Copies rows of one of several inputs to its columns of the input slot. The first of the inputs sets <see cref="Rows"/>.</summary>
    /// <param name="input">The input's number, from 0 on; they are set in this order.</param>
    /// <param name="rows">Rows x its size elements.</param>
    /// <param name="parameterName">The caller's argument, for messages.</param>
    /// <exception cref="ArgumentException">
    /// The length is no multiple of the row's size, there are 0 rows or more than the capacity, or not as many as of the first input.
    /// </exception>
    protected void SetInput(int input, ReadOnlySpan<T> rows, string parameterName)
    {
        InputInfo info = _info.Inputs[input];
        int count = NetworkArguments.CountRows(_info.Name, parameterName, rows.Length, info.Size);
        if (input > 0)
        {
            NetworkArguments.CheckInputRows(_info.Name, parameterName, rows.Length, info.Size, Rows);
        }
        else if (count < 1 || count > Capacity)
        {
            throw new ArgumentException($"The tape holds 1 to {Capacity} rows, but {count} were given.", parameterName);
        }
        else
        {
            Rows = count;
        }

        TapeSlot slot = Find(TapeSlotKind.Input);
        Span<T> all = All(slot);
        for (int row = 0; row < count; row++)
        {
            rows.Slice(row * info.Size, info.Size).CopyTo(all.Slice(row * slot.Stride + info.FirstColumn, info.Size));
        }
    }

    /// <summary>The place of the inputs, for rows to be gathered in; empty where rows do not lie side by side.</summary>
    internal Span<T> InputRoom
    {
        get
        {
            TapeSlot slot = Find(TapeSlotKind.Input);
            return slot.Stride == slot.Columns ? All(slot) : default;
        }
    }

    /// <summary>Copies rows of targets into the target slot, those of several outputs side by side. Call after <see cref="SetInputs"/>.</summary>
    /// <exception cref="ArgumentException">The length is not rows x columns.</exception>
    protected void SetTargets(ReadOnlySpan<T> targets, string parameterName)
    {
        TapeSlot slot = Find(TapeSlotKind.Target);
        if (targets.Length != Rows * slot.Columns)
        {
            throw new ArgumentException($"{Rows} rows of {slot.Columns} outputs need {Rows * slot.Columns} targets, but {targets.Length} were given.", parameterName);
        }

        Copy(targets, slot);
        for (int output = 0; output < _info.Outputs.Count; output++)
        {
            PrepareTargets(output, default);
        }

        SetScales();
    }

    /// <summary>Writes class labels into the target slot as one-hot rows. Call after <see cref="SetInputs"/>.</summary>
    /// <exception cref="ArgumentException">There is not one label a row, or a label is out of range.</exception>
    protected void SetLabels(ReadOnlySpan<int> labels, string parameterName)
    {
        SetLabels(0, labels, parameterName);
        SetScales();
    }

    /// <summary>Copies rows of targets of one of several outputs to its columns of the target slot. Call after the inputs were set, and <see cref="SetScales"/> at last.</summary>
    /// <param name="output">The output's number, from 0 on.</param>
    /// <param name="rows">Rows x its size elements.</param>
    /// <param name="parameterName">The caller's argument, for messages.</param>
    /// <exception cref="ArgumentException">The length is not rows x size.</exception>
    protected void SetTargets(int output, ReadOnlySpan<T> rows, string parameterName)
    {
        OutputInfo info = _info.Outputs[output];
        if (rows.Length != Rows * info.Size)
        {
            throw new ArgumentException($"{Rows} rows of {info.Size} elements of {info.Name} need {Rows * info.Size} targets, but {rows.Length} were given.", parameterName);
        }

        for (int row = 0; row < Rows; row++)
        {
            rows.Slice(row * info.Size, info.Size).CopyTo(TargetOf(info, row));
        }

        PrepareTargets(output, default);
    }

    /// <summary>Writes class labels of one of several outputs into its columns of the target slot, as one-hot rows. Call as <see cref="SetTargets(int, ReadOnlySpan{T}, string)"/>.</summary>
    /// <param name="output">The output's number, from 0 on.</param>
    /// <param name="labels">A label a row.</param>
    /// <param name="parameterName">The caller's argument, for messages.</param>
    /// <exception cref="ArgumentException">There is not one label a row, or a label is out of range.</exception>
    protected void SetLabels(int output, ReadOnlySpan<int> labels, string parameterName)
    {
        OutputInfo info = _info.Outputs[output];
        if (labels.Length != Rows)
        {
            throw new ArgumentException($"{Rows} rows need {Rows} labels, but {labels.Length} were given.", parameterName);
        }

        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)info.Size)
            {
                throw new ArgumentException($"Label {labels[row]} of row {row} is out of range: {(_info.Outputs.Count == 1 ? _info.Name : info.Name)} has the classes 0 to {info.Size - 1}.", parameterName);
            }
        }

        for (int row = 0; row < labels.Length; row++)
        {
            Span<T> target = TargetOf(info, row);
            target.Clear();
            target[labels[row]] = T.One;
        }

        PrepareTargets(output, labels);
    }

    /// <summary>Smooths and weighs the targets of an output, and adds up what its rows count for in the mean.</summary>
    private void PrepareTargets(int output, ReadOnlySpan<int> labels)
    {
        if (_weighted > 0 && _weighted != Rows)
        {
            throw new ArgumentException($"The tape was given {_weighted} weights, but the batch has {Rows} rows; call SetWeights with one a row, or ClearWeights.");
        }

        OutputInfo info = _info.Outputs[output];
        bool isWeighed = info.ClassWeights is not null && (!labels.IsEmpty || _info.Outputs.Count > 1);
        if (isWeighed || _weighted > 0)
        {
            double sum = 0;
            for (int row = 0; row < Rows; row++)
            {
                double weight = _weighted > 0 ? double.CreateTruncating(_weights[row]) : 1;
                sum += !isWeighed ? weight
                    : weight * (labels.IsEmpty ? TargetPreparation.WeightOf<T>(info, TargetOf(info, row)) : TargetPreparation.WeightOf(info, labels[row]));
            }

            _lossWeights[output] = sum;
        }

        for (int row = 0; row < Rows && TargetPreparation.IsNeeded(info); row++)
        {
            TargetPreparation.Apply(info, TargetOf(info, row));
        }
    }

    private Span<T> TargetOf(OutputInfo output, int row)
    {
        TapeSlot slot = _target ?? Find(TapeSlotKind.Target);
        return All(slot).Slice(row * slot.Stride + output.FirstColumn, output.Size);
    }

    /// <summary>The factor of each row's loss in that of the batch. Call when the targets of all outputs are set.</summary>
    protected void SetScales()
    {
        if (_weighted > 0)
        {
            _weight = 0;
            for (int row = 0; row < Rows; row++)
            {
                _weight += double.CreateTruncating(_weights[row]);
            }
        }

        for (int output = 0; output < _scales.Length; output++)
        {
            Span<T> scales = All(_scales[output])[..Rows];
            if (_weighted == 0)
            {
                scales.Fill(T.CreateTruncating(ScaleOf(output, 1)));
                continue;
            }

            for (int row = 0; row < scales.Length; row++)
            {
                scales[row] = T.CreateTruncating(ScaleOf(output, double.CreateTruncating(_weights[row])));
            }
        }
    }

    /// <summary>The factor of a row's loss. In double, and for float never beyond it: weights may be as large as the element type has them.</summary>
    private double ScaleOf(int output, double weight)
    {
        OutputInfo info = _info.Outputs[output];
        return info.LossWeight * LossReduction.Reduce(info, weight, _lossWeights[output]);
    }

    private void Copy(ReadOnlySpan<T> rows, TapeSlot slot)
    {
        Span<T> all = All(slot);
        if (slot.Stride == slot.Columns)
        {
            SharedCopy.Run(Team, rows, all, Rows);
            return;
        }

        for (int row = 0; row < Rows; row++)
        {
            rows.Slice(row * slot.Columns, slot.Columns).CopyTo(all[(row * slot.Stride)..]);
        }
    }

    private Span<T> All(TapeSlot slot) => Buffer.Span.Slice(Capacity * slot.Start, Capacity * slot.Stride);

    private TapeRows<T> View(TapeSlot slot) => new(All(slot)[slot.Column..], slot.Kind == TapeSlotKind.Mask ? Capacity : Rows, slot.Columns, slot.Stride);

    private TapeSlot? FindOrNull(TapeSlotKind kind)
    {
        foreach (TapeSlot slot in _slots)
        {
            if (slot.Kind == kind)
            {
                return slot;
            }
        }

        return null;
    }

    private TapeSlot Find(TapeSlotKind kind)
    {
        return FindOrNull(kind) ?? throw new InvalidOperationException(kind == TapeSlotKind.InputGradient
            ? $"{_info.Name} computes no gradient of its input: declare it with [Network(InputGradient = true)]."
            : $"The tape of {_info.Name} has no {kind} slot.");
    }

    private TapeSlot Find(string name, TapeSlotKind kind)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool wantsMask = kind == TapeSlotKind.Mask;
        foreach (TapeSlot slot in _slots)
        {
            if (slot.Name == name && (slot.Kind == TapeSlotKind.Mask) == wantsMask && slot.Kind is not (TapeSlotKind.InputGradient or TapeSlotKind.OutputGradient))
            {
                return slot;
            }
        }

        string known = string.Join(", ", wantsMask ? _slots.Where(s => s.Kind == TapeSlotKind.Mask).Select(s => s.Name) : ValueNames);
        throw new ArgumentException($"The tape of {_info.Name} has no {(wantsMask ? "mask" : "value")} '{name}'; it has: {(known.Length == 0 ? "none" : known)}. A node fused into a later one leaves no value.", nameof(name));
    }
}

/// <summary>Rows of a tape slot. A view, nothing is copied.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly ref struct TapeRows<T>
    where T : unmanaged
{
    private readonly Span<T> _storage;
    private readonly int _stride;

    internal TapeRows(Span<T> storage, int rows, int columns, int stride)
    {
        _storage = storage;
        _stride = stride;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The elements of a row.</summary>
    public int Columns { get; }

    /// <summary>One row.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is out of range.</exception>
    public Span<T> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
            return _storage.Slice(row * _stride, Columns);
        }
    }

    /// <summary>All rows, one after the other, in an array of their own.</summary>
    public T[] ToArray()
    {
        var all = new T[Rows * Columns];
        for (int row = 0; row < Rows; row++)
        {
            this[row].CopyTo(all.AsSpan(row * Columns));
        }

        return all;
    }
}

/// <summary>What a slot of a tape holds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TapeSlotKind
{
    /// <summary>The copy of the inputs.</summary>
    Input,

    /// <summary>The copy of the targets.</summary>
    Target,

    /// <summary>The network's output.</summary>
    Output,

    /// <summary>A node's value.</summary>
    Value,

    /// <summary>A dropout mask.</summary>
    Mask,

    /// <summary>The gradient of the loss with respect to the input.</summary>
    InputGradient,

    /// <summary>The factor of each row's loss in that of the batch: its weight, and what reduces the loss.</summary>
    LossScale,

    /// <summary>Where a gradient at the output goes that the caller gives; it shares the place of another gradient.</summary>
    OutputGradient,

    /// <summary>The loss of each row, before weights and reduction.</summary>
    RowLoss,

    /// <summary>Something between forward and backward that is no node's value, such as a gradient.</summary>
    Internal,
}

/// <summary>Where a tape keeps one value of each row.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Kind">What is kept.</param>
/// <param name="Start">The elements of a row of all slots before this one; times the capacity, the slot's first element.</param>
/// <param name="Columns">The elements of a row.</param>
/// <param name="Stride">The elements from one row to the next.</param>
/// <param name="DropRate">For a mask, the probability of 0.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TapeSlot(string Name, TapeSlotKind Kind, int Start, int Columns, int Stride, double DropRate = 0)
{
    /// <summary>The first of its columns, where it shares a row with others, as several inputs do.</summary>
    public int Column { get; init; }
}
