using System.Globalization;

namespace NnGen;

/// <summary>
/// Nodes that are computed together when a row is traced: one that stands by itself, or those from a state of a cell on to the last one that such a state waits for. A state's formula
/// says what it is: <c>12 steps behind elman1.tanh1</c>.
/// </summary>
/// <param name="End">The number of the first node behind them.</param>
/// <param name="Count">How often they are computed.</param>
internal readonly record struct CellTurns(int End, int Count)
{
    private const string Words = " steps behind ";

    /// <summary>Whether a node is a state of a cell.</summary>
    public static bool IsState(NodeInfo node) => node.Formula.Contains(Words, StringComparison.Ordinal);

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
        int size = state.Shape.Aggregate((x, y) => x * y);
        int units = size / Steps(state);
        double[] source = values.TryGetValue(Source(state), out double[]? known) ? known : new double[size];
        return [.. new double[units], .. source[..(size - units)]];
    }

    private static int Steps(NodeInfo state) => int.Parse(state.Formula.AsSpan(0, state.Formula.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    private static string Source(NodeInfo state) => state.Formula[(state.Formula.IndexOf(Words, StringComparison.Ordinal) + Words.Length)..];
}
