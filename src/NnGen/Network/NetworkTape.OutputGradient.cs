using System.ComponentModel;

namespace NnGen;

/// <summary>A gradient at the output that the caller gives, from which the backward pass then starts.</summary>
public abstract partial class NetworkTape<T>
{
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
}
