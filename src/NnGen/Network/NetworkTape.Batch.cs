using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>What a tape is given: inputs, targets and labels of a batch.</summary>
public abstract partial class NetworkTape<T>
{
    private readonly TapeSlot? _target;
    private readonly bool _hasClasses;
    private T[] _noTargets = [];
    private int[] _noLabels = [];

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
    internal ReadOnlySpan<int> NoLabels(int rows)
    {
        int count = rows * _info.LabelsPerRow;
        if (_noLabels.Length < count)
        {
            // Of labels that may be at any step, none.
            _noLabels = new int[Capacity * _info.LabelsPerRow];
            _noLabels.AsSpan().Fill(_info.MaxLabels > 0 ? Transcripts.None : 0);
        }

        return _noLabels.AsSpan(0, count);
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
        TapeSlot slot = SetRows(inputs.Length, parameterName);
        if (_hasClasses)
        {
            NetworkArguments.CheckClasses(_info, inputs, parameterName);
        }

        // A training loop may have gathered the rows where they belong.
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(All(slot))))
        {
            Copy(inputs, slot);
        }
    }

    /// <summary>The same of rows of bytes, which become the numbers that they are.</summary>
    /// <param name="inputs">Rows x columns bytes.</param>
    /// <param name="parameterName">The caller's argument, for messages.</param>
    /// <exception cref="ArgumentException">As of the other overload.</exception>
    protected void SetInputs(ReadOnlySpan<byte> inputs, string parameterName)
    {
        TapeSlot slot = SetRows(inputs.Length, parameterName);
        Span<T> all = All(slot);
        for (int row = 0; row < Rows; row++)
        {
            ByteRows.Widen(inputs.Slice(row * slot.Columns, slot.Columns), all[(row * slot.Stride)..]);
        }

        if (_hasClasses)
        {
            NetworkArguments.CheckClasses<T>(_info, all[..(Rows * slot.Stride)], parameterName);
        }
    }

    /// <summary>Sets <see cref="Rows"/> by the number of elements of an only input.</summary>
    private TapeSlot SetRows(int length, string parameterName)
    {
        TapeSlot slot = Find(TapeSlotKind.Input);
        int rows = length / slot.Columns;
        if (rows * slot.Columns != length || rows < 1)
        {
            throw new ArgumentException($"{_info.Name} takes rows of {slot.Columns} inputs, so the length must be a positive multiple of {slot.Columns}, but it is {length}.", parameterName);
        }

        if (rows > Capacity)
        {
            throw new ArgumentException($"The tape holds up to {Capacity} rows, but {rows} were given.", parameterName);
        }

        Rows = rows;
        return slot;
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
        SetRows(input, rows.Length, parameterName);
        NetworkArguments.CheckClasses(_info, input, rows, parameterName);
        int size = _info.Inputs[input].Size;
        for (int row = 0; row < Rows; row++)
        {
            rows.Slice(row * size, size).CopyTo(InputOf(input, row));
        }
    }

    /// <summary>The same of rows of bytes, which become the numbers that they are.</summary>
    /// <param name="input">The input's number, from 0 on; they are set in this order.</param>
    /// <param name="rows">Rows x its size bytes.</param>
    /// <param name="parameterName">The caller's argument, for messages.</param>
    /// <exception cref="ArgumentException">As of the other overload.</exception>
    protected void SetInput(int input, ReadOnlySpan<byte> rows, string parameterName)
    {
        SetRows(input, rows.Length, parameterName);
        int size = _info.Inputs[input].Size;
        for (int row = 0; row < Rows; row++)
        {
            ByteRows.Widen(rows.Slice(row * size, size), InputOf(input, row));
            NetworkArguments.CheckClasses<T>(_info, input, InputOf(input, row), parameterName);
        }
    }

    /// <summary>Checks the elements of one of several inputs. The first of the inputs sets <see cref="Rows"/>.</summary>
    private void SetRows(int input, int length, string parameterName)
    {
        int size = _info.Inputs[input].Size;
        int count = NetworkArguments.CountRows(_info.Name, parameterName, length, size);
        if (input > 0)
        {
            NetworkArguments.CheckInputRows(_info.Name, parameterName, length, size, Rows);
        }
        else if (count < 1 || count > Capacity)
        {
            throw new ArgumentException($"The tape holds 1 to {Capacity} rows, but {count} were given.", parameterName);
        }
        else
        {
            Rows = count;
        }
    }

    /// <summary>The place of a row of one of several inputs.</summary>
    private Span<T> InputOf(int input, int row)
    {
        TapeSlot slot = Find(TapeSlotKind.Input);
        InputInfo info = _info.Inputs[input];
        return All(slot).Slice(row * slot.Stride + info.FirstColumn, info.Size);
    }

    /// <summary>A row of the inputs that the last forward pass took, all of them side by side.</summary>
    internal ReadOnlySpan<T> PackedInput(int row)
    {
        TapeSlot slot = Find(TapeSlotKind.Input);
        return All(slot).Slice(row * slot.Stride, slot.Columns);
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

    /// <summary>Copies rows of targets into the target slot, those of several outputs side by side. Call after the inputs were set.</summary>
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

    /// <summary>Writes class labels into the target slot as one-hot rows. Call after the inputs were set.</summary>
    /// <exception cref="ArgumentException">There is not one label a row, or one for each of its steps, or a label is out of range.</exception>
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
    /// <param name="labels">A label a row, or one for each of its steps, row after row.</param>
    /// <param name="parameterName">The caller's argument, for messages.</param>
    /// <exception cref="ArgumentException">There is not one label a row, or one for each of its steps, or a label is out of range.</exception>
    protected void SetLabels(int output, ReadOnlySpan<int> labels, string parameterName)
    {
        OutputInfo info = _info.Outputs[output];
        if (info.MaxLabels > 0)
        {
            SetTranscripts(info, labels, parameterName);
            PrepareTargets(output, labels);
            return;
        }

        string name = _info.Outputs.Count == 1 ? _info.Name : info.Name;
        if (labels.Length != (long)Rows * info.Steps)
        {
            throw new ArgumentException($"{Rows} rows{(info.Steps == 1 ? "" : $" of {info.Steps} steps")} need {(long)Rows * info.Steps} labels, but {labels.Length} were given.", parameterName);
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)info.StepSize && labels[i] != info.IgnoreLabel)
            {
                throw new ArgumentException($"Label {LabelFault.At(info, i, labels[i])} is out of range: {name} has {LabelFault.Classes(info)}.", parameterName);
            }
        }

        for (int row = 0; row < Rows; row++)
        {
            Span<T> target = TargetOf(info, row);
            target.Clear();
            for (int step = 0; step < info.Steps; step++)
            {
                // The label that does not count may be no class.
                int label = labels[row * info.Steps + step];
                if (label != info.IgnoreLabel)
                {
                    target[step * info.StepSize + label] = T.One;
                }
            }
        }

        PrepareTargets(output, labels);
    }

    /// <summary>The same of labels that may be at any step.</summary>
    private void SetTranscripts(OutputInfo info, ReadOnlySpan<int> labels, string parameterName)
    {
        int most = info.MaxLabels;
        if (labels.Length != (long)Rows * most)
        {
            throw new ArgumentException($"{Rows} rows of up to {most} labels need {(long)Rows * most}, {Transcripts.None} behind the last of a row, but {labels.Length} were given.", parameterName);
        }

        for (int row = 0; row < Rows; row++)
        {
            if (Transcripts.Fault(info, labels.Slice(row * most, most), info.LengthOf(PackedInputs(row))) is string fault)
            {
                throw new ArgumentException($"Row {row} {fault}.", parameterName);
            }
        }

        for (int row = 0; row < Rows; row++)
        {
            Transcripts.Write(labels.Slice(row * most, most), info.LengthOf(PackedInputs(row)), TargetOf(info, row));
        }
    }

    /// <summary>Finds the steps of an output that count, smooths and weighs their targets, and adds up what its rows count for in the mean.</summary>
    private void PrepareTargets(int output, ReadOnlySpan<int> labels)
    {
        if (_weighted > 0 && _weighted != Rows)
        {
            throw new ArgumentException($"The tape was given {_weighted} weights, but the batch has {Rows} rows; call SetWeights with one a row, or ClearWeights.");
        }

        OutputInfo info = _info.Outputs[output];
        bool isWeighed = info.ClassWeights is not null && (!labels.IsEmpty || _info.Outputs.Count > 1);
        bool mayIgnore = info.MayIgnore;
        bool isPrepared = TargetPreparation.IsNeeded(info);
        if (!isWeighed && !mayIgnore && !isPrepared && _weighted == 0)
        {
            return;
        }

        double sum = 0;
        int size = info.TargetSize / info.Steps;
        for (int row = 0; row < Rows; row++)
        {
            double weight = _weighted > 0 ? double.CreateTruncating(_weights[row]) : 1;
            int length = mayIgnore ? info.LengthOf(PackedInputs(row)) : info.Steps;
            for (int step = 0; step < info.Steps; step++)
            {
                int at = row * info.Steps + step;
                Span<T> target = TargetOf(info, row).Slice(step * size, size);
                if (mayIgnore)
                {
                    _counts[output][at] = step < length && (labels.IsEmpty ? info.HasTarget<T>(target) : labels[at] != info.IgnoreLabel);
                    if (!_counts[output][at])
                    {
                        // Whatever was given there, NaN too, nobody looks at it.
                        target.Clear();
                        continue;
                    }
                }

                sum += !isWeighed ? weight
                    : weight * (labels.IsEmpty ? TargetPreparation.WeightOf<T>(info, target) : TargetPreparation.WeightOf(info, labels[at]));
                if (isPrepared)
                {
                    TargetPreparation.Apply(info, target);
                }
            }
        }

        _lossWeights[output] = sum;
    }

    /// <summary>A row of all inputs, side by side.</summary>
    private ReadOnlySpan<T> PackedInputs(int row)
    {
        TapeSlot slot = Find(TapeSlotKind.Input);
        return All(slot).Slice(row * slot.Stride, slot.Columns);
    }

    private Span<T> TargetOf(OutputInfo output, int row)
    {
        TapeSlot slot = _target ?? Find(TapeSlotKind.Target);
        return All(slot).Slice(row * slot.Stride + output.FirstColumn, output.TargetSize);
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
}
