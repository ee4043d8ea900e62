using System.Globalization;

namespace NnGen;

/// <summary>
/// Nodes that are computed together when a row is traced: one that stands by itself, or those from a state of a cell on to the last one that such a state waits for. A state's formula
/// says what it is: <c>12 steps behind elman1.tanh1</c>, or <c>12 steps before elman1.reverse.tanh1 from part 2 of 2 up to the length</c>.
/// </summary>
/// <param name="End">The number of the first node behind them.</param>
/// <param name="Count">How often they are computed.</param>
internal readonly record struct CellTurns(int End, int Count)
{
    private const string Forward = " steps behind ";
    private const string Backward = " steps before ";
    private const string InitialPart = " from part ";
    private const string UpToLength = " up to the length";

    /// <summary>Whether a node is a state of a cell.</summary>
    public static bool IsState(NodeInfo node) => node.Formula.Contains(Forward, StringComparison.Ordinal) || node.Formula.Contains(Backward, StringComparison.Ordinal);

    /// <summary>Whether a node is what a layer of cells takes or gives of sequences of different lengths or in two directions.</summary>
    public static bool IsInputOrOutput(NodeInfo node) => node.Kind is "CellInput" && HasLength(node) || node.Kind is "CellOutput";

    /// <summary>What such a node is.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">What it takes; the length last.</param>
    public static double[] Of(NodeInfo node, double[][] inputs)
    {
        int steps = Steps(node);
        int length = HasLength(node) ? (int)inputs[^1][0] : steps;
        if (node.Kind == "CellInput")
        {
            // A row is the same at all steps.
            int size = node.Shape[0] * node.Shape[1];
            return [.. Enumerable.Range(0, size).Select(i => i < length * node.Shape[1] ? inputs[0][i % inputs[0].Length] : 0)];
        }

        int directions = node.Formula.Contains(" in both directions", StringComparison.Ordinal) ? 2 : 1;
        double[][][] values = [.. inputs[..directions].Select(value => value.Chunk(value.Length / steps).ToArray())];
        return node.Formula.EndsWith("; all", StringComparison.Ordinal)
            ? [.. Enumerable.Range(0, steps).SelectMany(step => values.SelectMany(value => step < length ? value[step] : new double[value[step].Length]))]
            : [.. values[0][length - 1], .. directions == 2 ? values[1][0] : []];
    }

    /// <summary>The nodes from one of them on.</summary>
    /// <param name="info">The network.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="values">The values above it.</param>
    public static CellTurns From(NetworkInfo info, int first, IReadOnlyDictionary<string, double[]> values)
    {
        int end = first + 1;
        int steps = 1;
        for (int i = first; i < end; i++)
        {
            // What is above is known at all steps.
            if (IsState(info.Nodes[i]) && !values.ContainsKey(Source(info.Nodes[i])))
            {
                int next = first;
                while (info.Nodes[next].Name != Source(info.Nodes[i]))
                {
                    next++;
                }

                end = Math.Max(end, next + 1);
                steps = Math.Max(steps, Steps(info.Nodes[i]));
            }
        }

        return new CellTurns(end, steps);
    }

    /// <summary>What a state is at each step: what its node was one step before, as far as that is known.</summary>
    public static double[] Before(NodeInfo state, IReadOnlyDictionary<string, double[]> values)
    {
        int steps = Steps(state);
        int size = state.Shape.Aggregate((x, y) => x * y);
        int units = size / steps;
        double[] source = values.TryGetValue(Source(state), out double[]? known) ? known : new double[size];
        int length = HasLength(state) ? (int)values[state.Inputs[^1]][0] : steps;
        double[] last = First(state, values, units);
        var before = new double[steps][];
        bool isBackward = state.Formula.Contains(Backward, StringComparison.Ordinal);
        for (int turn = 0; turn < steps; turn++)
        {
            int step = isBackward ? steps - 1 - turn : turn;
            before[step] = last;
            last = step < length ? source[(step * units)..((step + 1) * units)] : last;
        }

        return [.. before.SelectMany(row => row)];
    }

    /// <summary>What a state is before the first step.</summary>
    private static double[] First(NodeInfo state, IReadOnlyDictionary<string, double[]> values, int units)
    {
        int at = state.Formula.IndexOf(InitialPart, StringComparison.Ordinal);
        if (at < 0)
        {
            return new double[units];
        }

        int part = int.Parse(state.Formula.AsSpan(at + InitialPart.Length, 1), CultureInfo.InvariantCulture) - 1;
        return values[state.Inputs[1]][(part * units)..((part + 1) * units)];
    }

    private static bool HasLength(NodeInfo node) => node.Formula.Contains(UpToLength, StringComparison.Ordinal);

    private static int Steps(NodeInfo state) => int.Parse(state.Formula.AsSpan(0, state.Formula.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    private static string Source(NodeInfo state)
    {
        // Both words are equally long.
        int at = Math.Max(state.Formula.IndexOf(Forward, StringComparison.Ordinal), state.Formula.IndexOf(Backward, StringComparison.Ordinal)) + Forward.Length;
        int end = state.Formula.IndexOf(' ', at);
        return end < 0 ? state.Formula[at..] : state.Formula[at..end];
    }
}
