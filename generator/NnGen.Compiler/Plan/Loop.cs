namespace NnGen.Compiler.Plan;

/// <summary>Steps in turns. What a turn does, the next does further on in memory.</summary>
/// <param name="Turns">The number of turns; 1 for a step that stands alone.</param>
/// <param name="Body">The steps of a turn.</param>
public sealed record Loop(int Turns, IReadOnlyList<LoopStep> Body)
{
    /// <summary>How many steps of the body there are in the last turn; all of them but in a loop over time, which need hand nothing over to a turn that does not come.</summary>
    public int InLastTurn { get; init; } = Body.Count;

    /// <summary>Whether a turn is a step of time.</summary>
    public bool IsOverTime => Turns > 1 && Body[0].First.IsOverTime;

    /// <summary>The steps of all turns, in order.</summary>
    public IEnumerable<Step> Steps => Enumerable.Range(0, Turns).SelectMany(turn => Body.Take(turn == Turns - 1 ? InLastTurn : Body.Count).Select(step => step.At(turn)));
}

/// <summary>A step of a loop's body.</summary>
/// <param name="First">The step of the first turn.</param>
/// <param name="Last">The step of the last turn.</param>
/// <param name="Operands">How the places of its memories move, in their order.</param>
/// <param name="Indices">How its indices move, in their order.</param>
public sealed record LoopStep(Step First, Step Last, IReadOnlyList<PlaceMotion> Operands, IReadOnlyList<Motion> Indices)
{
    /// <summary>A step in no loop.</summary>
    public static LoopStep Alone(Step step) => new(step, step, new PlaceMotion[step.Operands.Count], new Motion[step.Indices.Count]);

    /// <summary>The step of a turn. Its places and its comment have the names of the first turn.</summary>
    public Step At(int turn) => First with
    {
        Operands = new([.. First.Operands.Select((operand, i) => operand with
        {
            Place = operand.Place with { Start = Operands[i].Start.At(operand.Place.Start, turn), Column = Operands[i].Column.At(operand.Place.Column, turn) },
        })]),
        Indices = new([.. First.Indices.Select((index, i) => index with { Value = Indices[i].At(index.Value, turn) })]),
        Time = First.Time is TimeTurn time ? time with { Number = time.Number + turn } : null,
    };
}

/// <summary>How a place moves from turn to turn.</summary>
/// <param name="Start">How its start moves.</param>
/// <param name="Column">How its first column moves.</param>
public readonly record struct PlaceMotion(Motion Start, Motion Column)
{
    /// <summary>Whether it lies elsewhere in some turn.</summary>
    public bool Moves => Start.PerTurn != 0 || Column.PerTurn != 0;

    /// <summary>How the sum of start and column moves, where that is one motion.</summary>
    public Motion? AsOne => Column.PerTurn == 0 ? Start
        : Start.PerTurn == 0 ? Column
        : Start.Alternates == Column.Alternates ? Start with { PerTurn = Start.PerTurn + Column.PerTurn }
        : null;
}

/// <summary>How a number moves from turn to turn.</summary>
/// <param name="PerTurn">What each turn adds.</param>
/// <param name="Alternates">Whether every other turn has the first value again, so that only odd turns add.</param>
public readonly record struct Motion(int PerTurn, bool Alternates)
{
    /// <summary>Whether the turns are steps of time.</summary>
    public bool IsOverTime { get; init; }

    /// <summary>The motion that begins with three numbers: an even one unless the third is the first again.</summary>
    public static Motion Of(int first, int second, int third) => new(second - first, second != first && third == first);

    /// <summary>The number in a turn.</summary>
    public int At(int first, int turn) => first + (Alternates ? turn % 2 : turn) * PerTurn;
}
