using System.Globalization;

namespace NnGen;

/// <summary>What nodes compute on axes, from the words of their formulas.</summary>
internal static class ViewEvaluation
{
    /// <summary><c>view 3: 2*1 5*2</c>: element 3 is the first one, and there are two indices 1 apart and five of them 2 apart.</summary>
    public static double[] View(string formula, double[] x)
    {
        string[] words = formula.Split(' ');
        IEnumerable<int> indices = [Number(words[1].TrimEnd(':'))];
        foreach (string[] axis in words.Skip(2).Select(word => word.Split('*')))
        {
            (int size, int stride) = (Number(axis[0]), Number(axis[1]));
            indices = indices.SelectMany(index => Enumerable.Range(0, size).Select(i => index + i * stride));
        }

        return [.. indices.Select(index => x[index])];
    }

    /// <summary><c>mean of 5 3 over 0</c>: of a row of shape [5, 3], over its first axis.</summary>
    public static double[] Mean(string formula, double[] x)
    {
        string[] words = formula.Split(' ');
        int over = Array.IndexOf(words, "over");
        int[] axes = [.. words[2..over].Select(Number)];
        HashSet<int> reduced = [.. words[(over + 1)..].Select(Number)];
        var sums = new double[axes.Where((_, axis) => !reduced.Contains(axis)).Aggregate(1, (product, size) => product * size)];
        for (int i = 0; i < x.Length; i++)
        {
            (int sum, int rest, int unit) = (0, i, 1);
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                if (!reduced.Contains(axis))
                {
                    sum += rest % axes[axis] * unit;
                    unit *= axes[axis];
                }

                rest /= axes[axis];
            }

            sums[sum] += x[i];
        }

        return Array.ConvertAll(sums, sum => sum * sums.Length / x.Length);
    }

    /// <summary><c>a b^T of 2 5 4 3 * 0.5</c>: two matrices [5, 4] times two [3, 4] that are transposed, times 0.5.</summary>
    public static double[] Product(string formula, double[] a, double[] b)
    {
        string[] words = formula.Split(' ');
        int[] sizes = [.. words[3..7].Select(Number)];
        double scale = words.Length > 7 ? double.Parse(words[8], CultureInfo.InvariantCulture) : 1;
        (int rows, int inner, int columns) = (sizes[1], sizes[2], sizes[3]);
        double Left(int matrix, int row, int k) => a[matrix * rows * inner + (words[0] == "a^T" ? k * rows + row : row * inner + k)];
        double Right(int matrix, int k, int column) => b[matrix * inner * columns + (words[1] == "b^T" ? column * inner + k : k * columns + column)];
        return
        [
            .. from matrix in Enumerable.Range(0, sizes[0])
               from row in Enumerable.Range(0, rows)
               from column in Enumerable.Range(0, columns)
               select scale * Enumerable.Range(0, inner).Sum(k => Left(matrix, row, k) * Right(matrix, k, column)),
        ];
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
