using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Rolls steps up into loops: a run of equal layers is one step in several turns. The steps remain what a program is, which all else
/// walks; loops are how they are written down.
/// </summary>
public static class Roller
{
    /// <summary>The steps as loops, in order. Unrolled, they are the same steps.</summary>
    public static IReadOnlyList<Loop> Roll(IReadOnlyList<Step> steps) =>
        Joined([.. Runs.Of(steps, Likeness, Numbers).Select(run => new Loop(run.Turns, [.. Enumerable.Range(run.First, run.Length).Select(i => Turns(steps, i, run))]))]);

    /// <summary>The first steps of a turn that follow on a loop over time are its last turn, which hands nothing over.</summary>
    private static List<Loop> Joined(List<Loop> loops)
    {
        var joined = new List<Loop>();
        for (int i = 0; i < loops.Count; i++)
        {
            Loop loop = loops[i];
            int more = 0;
            while (loop.IsOverTime && more < loop.Body.Count - 1 && i + 1 + more < loops.Count && loops[i + 1 + more].Turns == 1 && IsNext(loop.Body[more].At(loop.Turns), loops[i + 1 + more].Body[0].First))
            {
                more++;
            }

            joined.Add(more == 0 ? loop : loop with { Turns = loop.Turns + 1, InLastTurn = more });
            i += more;
        }

        return joined;
    }

    private static bool IsNext(Step expected, Step step) => step.IsOverTime && Likeness(expected).Equals(Likeness(step)) && Numbers(expected).SequenceEqual(Numbers(step));

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
        Comment = "",
    };

    /// <summary>Memory of the caller, and masks, are blocks of their own, which no distance leads to.</summary>
    private static Place Likeness(Place place) => IsOneBlock(place.Area) ? place with { Start = 0, Column = 0, Name = "" } : place with { Name = "" };

    private static bool IsOneBlock(Area area) => area is Area.Rows or Area.Workspace or Area.Parameters;

    private static int[] Numbers(Step step) =>
        [.. step.Operands.Select(operand => operand.Place).SelectMany(place => new[] { place.Start, place.Column }), .. step.Indices.Select(index => index.Value)];
}
