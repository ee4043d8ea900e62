using System.Globalization;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>How many steps of a row's sequence are left, for layers over sequences of different lengths.</summary>
internal static class StepsLeft
{
    /// <summary>
    /// The steps that are left of each row's sequence, this one included, for each of so many columns: a state that counts. Forwards it begins with the length and loses one a step;
    /// backwards it begins with what is missing, and each step that comes is one.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="lengths">How many steps each row's sequence has.</param>
    /// <param name="steps">The steps that were declared.</param>
    /// <param name="columns">The columns of what is chosen by it.</param>
    /// <param name="isReversed">Whether it counts from the last step on.</param>
    /// <param name="prefix">What stands before the names of its values.</param>
    public static Value Add(NetworkGraph graph, Value lengths, int steps, int columns, bool isReversed, string prefix)
    {
        string Name(string name) => $"{prefix} {name}";
        Value first = graph.Add(new ViewOp(lengths, "repeat", 0, new([new ViewAxis(columns, 0)])) { IsOfLengths = true }, Name($"length for {columns.ToString(CultureInfo.InvariantCulture)}"));
        if (isReversed)
        {
            first = graph.Add(new RescaleOp(first, 1, -steps), Name($"missing steps for {columns.ToString(CultureInfo.InvariantCulture)}"));
        }

        var before = new DelayOp(new Shape(steps, columns), first, isReversed);
        Value last = graph.Add(before, Name("steps left"));
        Value next = graph.Add(new RescaleOp(last, 1, isReversed ? 1 : -1), Name(isReversed ? "steps left here" : "steps left then"));
        before.Close(next);
        return isReversed ? next : last;
    }

    /// <summary>The same, which all nodes of cells that go over the same sequence share.</summary>
    public static Value Of(NetworkGraph graph, Value lengths, int steps, int columns, bool isReversed, string prefix)
    {
        (Value, int, int, bool) key = (lengths, steps, columns, isReversed);
        if (!graph.StepsLeft.TryGetValue(key, out Value? left))
        {
            graph.StepsLeft.Add(key, left = Add(graph, lengths, steps, columns, isReversed, prefix));
        }

        return left;
    }

    /// <summary>Whether a value says how many steps each row has: an input of one number, as the caller gives it.</summary>
    public static bool IsLength(Value lengths) => lengths.Producer is InputOp && lengths.Shape.Size == 1;

    /// <summary>What it must be, in words.</summary>
    public const string Expected = "an input of one number, [Input(1, Name = \"lengths\")] without Scale and Offset: how many steps the row's sequence has";
}
