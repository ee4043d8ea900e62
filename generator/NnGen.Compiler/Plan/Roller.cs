using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Rolls steps up into loops: a run of equal layers is one step in several turns. The steps remain what a program is, which all else
/// walks; loops are how they are written down.
/// </summary>
public static class Roller
{
    /// <summary>The steps as loops, in order. Unrolled, they are the same steps.</summary>
    public static IReadOnlyList<Loop> Roll(IReadOnlyList<Step> steps)
    {
        var loops = new List<Loop>();
        var others = new List<Step>();
        for (int first = 0, end; first < steps.Count; first = end)
        {
            var own = new List<Step> { steps[first] };
            for (end = first + 1; end < steps.Count && TurnsOf(steps[end]) is TimeLoop next && next == TurnsOf(steps[first]); end++)
            {
                own.Add(steps[end]);
            }

            if (OverTime(own) is not Loop loop)
            {
                others.AddRange(own);
                continue;
            }

            loops.AddRange(Equal(others));
            others.Clear();
            loops.Add(loop);
        }

        loops.AddRange(Equal(others));
        return loops;
    }

    /// <summary>The loop over time of which a step is in some turn; null for others.</summary>
    private static TimeLoop? TurnsOf(Step step) => step.Time is { Number: not TimeTurn.Around } time ? time.Loop : null;

    /// <summary>Steps that come in equal turns: a run of equal layers. Those over time are never alike in two layers, whose loops are two.</summary>
    private static IEnumerable<Loop> Equal(IReadOnlyList<Step> steps) =>
        [.. Runs.Of(steps, Likeness, Numbers).Select(run => new Loop(run.Turns, [.. Enumerable.Range(run.First, run.Length).Select(i => Turns(steps, i, run))]))];

    /// <summary>The steps of a loop over time as one; null where they are of none, or of so few turns that they are shorter written out.</summary>
    private static Loop? OverTime(IReadOnlyList<Step> steps)
    {
        if (TurnsOf(steps[0]) is null)
        {
            return null;
        }

        int turns = steps[steps.Count - 1].Time!.Number + 1;
        int length = Count(0);
        int last = Count(turns - 1);

        // What moves evenly in the first turns moves so in all: that is how they were made.
        int Times(int i) => i < last ? turns : turns - 1;
        return Times(length - 1) < Runs.MinTurns ? null
            : new Loop(turns, [.. Enumerable.Range(0, length).Select(i => Turns(steps, i, new Run(0, length, Times(i))))]) { InLastTurn = last };

        int Count(int turn) => steps.Count(step => step.Time!.Number == turn);
    }

    private static LoopStep Turns(IReadOnlyList<Step> steps, int first, Run run)
    {
        if (run.Turns == 1)
        {
            return LoopStep.Alone(steps[first]);
        }

        (Step a, Step b, Step c) = (steps[first], steps[first + run.Length], steps[first + 2 * run.Length]);
        return new LoopStep(
            a,
            steps[first + (run.Turns - 1) * run.Length],
            [.. a.Operands.Select((_, i) => new PlaceMotion(
                Motion.Of(a.Operands[i].Place.Start, b.Operands[i].Place.Start, c.Operands[i].Place.Start) with { IsOverTime = a.IsOverTime },
                Motion.Of(a.Operands[i].Place.Column, b.Operands[i].Place.Column, c.Operands[i].Place.Column) with { IsOverTime = a.IsOverTime }))],
            [.. a.Indices.Select((_, i) => Motion.Of(a.Indices[i].Value, b.Indices[i].Value, c.Indices[i].Value))]);
    }

    /// <summary>A step without its numbers and its words about nodes: what a loop does in every turn.</summary>
    private static object Likeness(Step step) => step with
    {
        Operands = new([.. step.Operands.Select(operand => operand with { Place = Likeness(operand.Place) })]),
        Indices = new([.. step.Indices.Select(index => index with { Value = 0 })]),
        Time = step.Time is TimeTurn time ? time with { Number = 0 } : null,
        Comment = "",
    };

    /// <summary>Memory of the caller, and masks, are blocks of their own, which no distance leads to.</summary>
    private static Place Likeness(Place place) => IsOneBlock(place.Area) ? place with { Start = 0, Column = 0, Name = "" } : place with { Name = "" };

    private static bool IsOneBlock(Area area) => area is Area.Rows or Area.Workspace or Area.Parameters;

    private static int[] Numbers(Step step) =>
        [.. step.Operands.Select(operand => operand.Place).SelectMany(place => new[] { place.Start, place.Column }), .. step.Indices.Select(index => index.Value)];
}
