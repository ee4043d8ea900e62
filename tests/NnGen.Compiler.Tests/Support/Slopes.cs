namespace NnGen.Compiler.Tests.Support;

/// <summary>Slopes of a function by central differences of fourth order.</summary>
internal static class Slopes
{
    /// <summary>The slope along a direction.</summary>
    /// <param name="at">The numbers that are moved; they are afterwards what they were.</param>
    /// <param name="move">How far each is moved, all of them counted on.</param>
    /// <param name="step">How far along the direction.</param>
    /// <param name="function">The function of these numbers.</param>
    public static double Along(IReadOnlyList<double[]> at, Func<int, double> move, double step, Func<double> function)
    {
        double Moved(double by)
        {
            double[][] before = [.. at.Select(values => values.ToArray())];
            int i = 0;
            foreach (double[] values in at)
            {
                for (int j = 0; j < values.Length; j++, i++)
                {
                    values[j] += by * move(i);
                }
            }

            double moved = function();
            for (int block = 0; block < at.Count; block++)
            {
                before[block].CopyTo(at[block], 0);
            }

            return moved;
        }

        return (8 * (Moved(step) - Moved(-step)) - (Moved(2 * step) - Moved(-2 * step))) / (12 * step);
    }
}
