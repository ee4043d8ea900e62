using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NnGen;

/// <summary>A pass over the rows of a stream, each looked at before a network sees it. Reading allocates nothing.</summary>
internal sealed class CheckedRows<T> : IDisposable
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly RowStream<T> _stream;
    private readonly NetworkInfo? _info;
    private readonly RowReader<T> _reader;
    private readonly bool _hasTargetFaults;
    private int _row;

    /// <param name="stream">The rows.</param>
    /// <param name="info">The network that they are for, if there is one.</param>
    public CheckedRows(RowStream<T> stream, NetworkInfo? info)
    {
        _stream = stream;
        _info = info;
        _hasTargetFaults = info is not null && TargetFault.IsPossible(info);
        _reader = stream.Open();
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="InvalidDataException">There is none, or it cannot be learnt from.</exception>
    public void Read(Span<T> inputs, Span<T> targets, out int label, out T weight)
    {
        if (!_reader.Read(inputs, targets, out label, out weight))
        {
            throw new InvalidDataException($"{_stream.Name} ends after {_row} rows, but it had {_stream.Rows}; it is truncated, or was changed since.");
        }

        CheckFinite(inputs, "input");
        CheckFinite(targets, "target");
        if (_stream.HasLabels)
        {
            CheckLabel(label, inputs);
        }
        else
        {
            CheckRange(targets);
        }

        if (!T.IsFinite(weight) || weight < T.Zero)
        {
            Throw($"the weight is {weight}, but weights are finite and not negative");
        }

        _row++;
    }

    public void Dispose() => _reader.Dispose();

    private void CheckFinite(ReadOnlySpan<T> elements, string kind)
    {
        if (FiniteNumbers.All(elements))
        {
            return;
        }

        int column = 0;
        while (T.IsFinite(elements[column]))
        {
            column++;
        }

        Throw($"{kind} column {column} is {elements[column]}; remove or replace such rows");
    }

    private void CheckLabel(int label, ReadOnlySpan<T> inputs)
    {
        OutputInfo? output = _info?.Outputs[0];
        if (output?.MaxLabels > 0)
        {
            if (Transcripts.Fault(output, [label], output.LengthOf(inputs)) is string fault)
            {
                Throw($"it {fault}");
            }

            return;
        }

        if (output?.IgnoreLabel == label)
        {
            return;
        }

        if (label < 0)
        {
            Throw($"the label {label} is negative; classes are numbered from 0");
        }

        if (label >= output?.StepSize)
        {
            Throw($"the label is {label}, but {_info!.Name} has {LabelFault.Classes(output)}");
        }
    }

    private void CheckRange(ReadOnlySpan<T> targets)
    {
        if (_hasTargetFaults && TargetFault.In(_info!, (ReadOnlySpan<T>)targets) is TargetFault fault)
        {
            Throw($"it has {fault.Found} in target column {fault.Column}, but {fault.Expected}");
        }
    }

    [DoesNotReturn]
    private void Throw(FormattableString reason) =>
        throw new InvalidDataException($"{_stream.Name}, row {_row} (from 0): {reason.ToString(CultureInfo.InvariantCulture)}.");
}
