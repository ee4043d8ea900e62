using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// The memory between the layers where there is one row: each value has whole vectors to itself, though rows and positions of many lie without gaps. What was
/// stored in part, and is loaded as a whole soon after, would have to wait until it is in the cache.
/// </summary>
internal sealed class RoomsAlone
{
    private readonly Dictionary<int, (int Start, int Length)> _rooms = [];
    private readonly Step[] _steps;

    /// <param name="program">The steps.</param>
    /// <param name="lanes">The lanes of a logical vector.</param>
    public RoomsAlone(RowsProgram program, int lanes)
    {
        _steps = [.. program.Prepare, .. program.Steps];
        foreach (IGrouping<int, Place> same in _steps.SelectMany(step => step.Operands).Select(operand => operand.Place).Where(place => place.Area == Area.Rows).GroupBy(place => place.Start))
        {
            // The last vector may begin at the last element.
            int length = Layout.Pad(same.Max(End) + lanes - 1, lanes);
            _rooms.Add(same.Key, (Length, length));
            Length += length;
        }
    }

    /// <summary>The elements of all of them.</summary>
    public int Length { get; }

    /// <summary>The steps that prepare, and those that follow, with their operands where they lie now.</summary>
    public IReadOnlyList<Step> Moved() => [.. _steps.Select(Moved)];

    private Step Moved(Step step, int number)
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
            if (place is not { Positions: 1, Inset: null } || IsReadBehind(place, number))
            {
                return operand with { Place = place with { Start = start } };
            }

            // Nothing that is still needed lies behind it.
            loose.Add(operand.Memory);
            return operand with { Place = place with { Start = start, Stride = length, IsPadded = true } };
        })];
        if (step.Positions > 1 || FusionOf(step.Spec) is not Fusion fusion)
        {
            return step with { Operands = new(operands) };
        }

        var whole = fusion with { Steps = new([.. fusion.Steps.Select(part => part.Store is FusedStore store && loose.Contains(store.Memory) ? part with { Store = store with { IsPadded = true } } : part)]) };
        KernelSpec spec = step.Spec switch
        {
            DenseRowsSpec dense => dense with { Fusion = whole },
            ElementwiseSpec elementwise => elementwise with { Fusion = whole },
            ConvolutionSpec convolution => convolution with { Fusion = whole },
            _ => step.Spec,
        };
        return step with { Spec = spec, Operands = new(operands) };
    }

    /// <summary>
    /// Whether the step itself has to do with what lies behind a place of the same room, or one that follows reads it before another has written all of the room: rooms are taken again by
    /// values that come later.
    /// </summary>
    private bool IsReadBehind(Place place, int number)
    {
        Place[] all = [.. _steps.SelectMany(step => step.Operands).Select(operand => operand.Place).Where(other => other.Area == Area.Rows && other.Start == place.Start)];
        int end = all.Max(End);
        foreach (Step step in _steps.Skip(number))
        {
            Operand[] behind = [.. step.Operands.Where(operand => operand.Place.Area == Area.Rows && operand.Place.Start == place.Start && End(operand.Place) > End(place))];
            if (behind.Any(operand => ReferenceEquals(step, _steps[number]) || !Writes(step, operand)))
            {
                return true;
            }

            if (behind.Any(operand => operand.Place.Column <= End(place) && End(operand.Place) == end))
            {
                return false;
            }
        }

        return false;
    }

    private static bool Writes(Step step, Operand operand) => FusionOf(step.Spec) is Fusion fusion && fusion.Steps.Any(part => part.Store is FusedStore store && store.Memory == operand.Memory);

    private static Fusion? FusionOf(KernelSpec spec) => spec switch
    {
        DenseRowsSpec dense => dense.Fusion,
        ElementwiseSpec elementwise => elementwise.Fusion,
        ConvolutionSpec convolution => convolution.Fusion,
        _ => null,
    };

    private static int End(Place place) => place.Column + (place.Positions == 1 && place.Inset is null ? place.Columns : place.RowStride);
}
