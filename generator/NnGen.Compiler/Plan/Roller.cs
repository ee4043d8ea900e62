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
        [.. Runs.Of(steps, Likeness, Numbers).Select(run => new Loop(run.Turns, [.. Enumerable.Range(run.First, run.Length).Select(i => Turns(steps, i, run))]))];

    /// <summary>
    /// The loops of a phase that two threads share out, and how many turns of each are the first half's. A run of equal steps that goes on in
    /// the second half is one loop, of which each thread takes its turns: within such a phase no step waits for another, so their order is free.
    /// </summary>
    /// <param name="steps">The steps, those of the first half before those of the second.</param>
    public static IReadOnlyList<(Loop Loop, int OfFirst)> RollHalves(IReadOnlyList<Step> steps)
    {
        List<Loop> second = [.. Roll([.. steps.Where(step => step.Half == 1)])];
        var shared = new List<(Loop, int)>();
        var first = new List<(Loop, int)>();
        foreach (Loop loop in Roll([.. steps.Where(step => step.Half != 1)]))
        {
            Loop whole = loop;
            while (loop.Turns > 1 && second.FirstOrDefault(next => GoesOn(whole, next)) is Loop next)
            {
                second.Remove(next);
                whole = new Loop(whole.Turns + next.Turns, [.. whole.Body.Zip(next.Body, (step, later) => step with { Last = later.Last })]);
            }

            (whole == loop ? first : shared).Add((whole, loop.Turns));
        }

        return [.. shared, .. first, .. second.Select(loop => (loop, 0))];
    }

    /// <summary>Whether a loop begins where another ends, and moves likewise.</summary>
    private static bool GoesOn(Loop loop, Loop next) => loop.Body.Count == next.Body.Count && loop.Body.Zip(next.Body, (step, later) =>
        Likeness(step.First with { Half = null }).Equals(Likeness(later.First with { Half = null }))
        && Numbers(step.At(loop.Turns)).SequenceEqual(Numbers(later.First))
        && (next.Turns == 1 || (Numbers(step.At(loop.Turns + 1)).SequenceEqual(Numbers(later.At(1))) && Numbers(step.At(loop.Turns + 2)).SequenceEqual(Numbers(later.At(2)))))).All(isNext => isNext);

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
                Motion.Of(a.Operands[i].Place.Start, b.Operands[i].Place.Start, c.Operands[i].Place.Start),
                Motion.Of(a.Operands[i].Place.Column, b.Operands[i].Place.Column, c.Operands[i].Place.Column)))],
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
