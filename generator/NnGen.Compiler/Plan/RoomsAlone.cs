using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// The memory between the layers where there is one row: each value has whole vectors to itself, though rows and positions of many lie without gaps. What was
/// stored in part, and is loaded as a whole soon after, would have to wait until it is in the cache.
/// </summary>
internal sealed class RoomsAlone
{
    private readonly Dictionary<int, (int Start, int Length)> _rooms = [];
    private readonly Place[] _places;

    /// <param name="program">The steps.</param>
    /// <param name="lanes">The lanes of a logical vector.</param>
    public RoomsAlone(RowsProgram program, int lanes)
    {
        _places = [.. program.Prepare.Concat(program.Steps).SelectMany(step => step.Operands).Select(operand => operand.Place).Where(place => place.Area == Area.Rows)];
        foreach (IGrouping<int, Place> same in _places.GroupBy(place => place.Start))
        {
            // The last vector may begin at the last element.
            int length = Layout.Pad(same.Max(End) + lanes - 1, lanes);
            _rooms.Add(same.Key, (Length, length));
            Length += length;
        }
    }

    /// <summary>The elements of all of them.</summary>
    public int Length { get; }

    /// <summary>A step with its operands where they lie now.</summary>
    public Step Moved(Step step)
    {
        var loose = new HashSet<string>(StringComparer.Ordinal);
        Operand[] operands = [.. step.Operands.Select(operand =>
        {
            Place place = operand.Place;
            if (place.Area != Area.Rows)
            {
                return operand;
            }

            (int start, int length) = _rooms[place.Start];
            if (place is not { Positions: 1, Inset: null } || _places.Any(other => other.Start == place.Start && End(other) > End(place)))
            {
                return operand with { Place = place with { Start = start } };
            }

            // Nothing lies behind it.
            loose.Add(operand.Memory);
            return operand with { Place = place with { Start = start, Stride = length, IsPadded = true } };
        })];
        Fusion Loose(Fusion fusion) => fusion with { Steps = new([.. fusion.Steps.Select(part => part.Store is FusedStore store && loose.Contains(store.Memory) ? part with { Store = store with { IsPadded = true } } : part)]) };
        KernelSpec spec = step.Positions > 1 ? step.Spec : step.Spec switch
        {
            DenseRowsSpec dense => dense with { Fusion = Loose(dense.Fusion) },
            ElementwiseSpec elementwise => elementwise with { Fusion = Loose(elementwise.Fusion) },
            ConvolutionSpec convolution => convolution with { Fusion = Loose(convolution.Fusion) },
            _ => step.Spec,
        };
        return step with { Spec = spec, Operands = new(operands) };
    }

    private static int End(Place place) => place.Column + (place.Positions == 1 && place.Inset is null ? place.Columns : place.RowStride);
}
