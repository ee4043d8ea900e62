namespace NnGen.Search;

/// <summary>
/// A Gaussian process with a squared exponential kernel (Rasmussen and Williams, "Gaussian processes for machine learning", 2006, algorithm 2.1): configurations that are near
/// one another have like objectives, and where none is near it knows that it does not know. For some hundred trials; it takes time with their number's cube.
/// </summary>
/// <remarks>Length scale and noise are the pair of a small grid under which the known objectives are likeliest. Of more than 300 trials the newest are used.</remarks>
public sealed class GaussianProcessPredictor : IObjectivePredictor
{
    private const int MostRows = 300;

    // In units of the root of the number of features, since distances grow with it.
    private static readonly double[] s_lengths = [0.15, 0.3, 0.6, 1.2, 2.4];
    private static readonly double[] s_noises = [0.01, 0.1, 0.4];

    private double[][] _features = [];
    private double[,] _factor = new double[0, 0];
    private double[] _weights = [];
    private double _squaredLength = 1;

    /// <inheritdoc/>
    public string Name => "Gaussian process";

    /// <inheritdoc/>
    public void Fit(IReadOnlyList<double[]> features, IReadOnlyList<double> objectives, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentOutOfRangeException.ThrowIfNotEqual(objectives.Count, features.Count, nameof(objectives));
        int skipped = Math.Max(0, features.Count - MostRows);
        _features = [.. features.Skip(skipped)];
        double[] values = [.. objectives.Skip(skipped)];
        double most = double.NegativeInfinity;
        foreach (double length in s_lengths)
        {
            double squaredLength = length * length * (_features.Length == 0 ? 1 : _features[0].Length);
            foreach (double noise in s_noises)
            {
                double[,] factor = Kernel(squaredLength, noise);
                Factor(factor);
                double[] weights = Solve(factor, values);
                double likelihood = LogLikelihood(factor, values, weights);
                if (likelihood > most)
                {
                    (most, _factor, _weights, _squaredLength) = (likelihood, factor, weights, squaredLength);
                }
            }
        }
    }

    /// <inheritdoc/>
    public (double Mean, double StandardDeviation) Predict(double[] features)
    {
        ArgumentNullException.ThrowIfNull(features);
        double[] kernel = [.. _features.Select(row => Covariance(row, features, _squaredLength))];
        double mean = 0;
        for (int i = 0; i < kernel.Length; i++)
        {
            mean += kernel[i] * _weights[i];
        }

        double[] half = SolveLower(_factor, kernel);
        double variance = 1 - half.Sum(value => value * value);
        return (mean, Math.Sqrt(Math.Max(variance, 1e-12)));
    }

    private double[,] Kernel(double squaredLength, double noise)
    {
        int count = _features.Length;
        var kernel = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                kernel[i, j] = Covariance(_features[i], _features[j], squaredLength) + (i == j ? noise : 0);
            }
        }

        return kernel;
    }

    private static double Covariance(double[] first, double[] second, double squaredLength)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double difference = first[i] - second[i];
            sum += difference * difference;
        }

        return Math.Exp(-0.5 * sum / squaredLength);
    }

    // Cholesky's factor in place, in the lower half; the noise keeps every pivot above 0.
    private static void Factor(double[,] matrix)
    {
        int count = matrix.GetLength(0);
        for (int j = 0; j < count; j++)
        {
            for (int i = j; i < count; i++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                matrix[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / matrix[j, j];
            }
        }
    }

    private static double[] SolveLower(double[,] factor, double[] values)
    {
        double[] solved = [.. values];
        for (int i = 0; i < solved.Length; i++)
        {
            for (int k = 0; k < i; k++)
            {
                solved[i] -= factor[i, k] * solved[k];
            }

            solved[i] /= factor[i, i];
        }

        return solved;
    }

    private static double[] Solve(double[,] factor, double[] values)
    {
        double[] solved = SolveLower(factor, values);
        for (int i = solved.Length - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < solved.Length; k++)
            {
                solved[i] -= factor[k, i] * solved[k];
            }

            solved[i] /= factor[i, i];
        }

        return solved;
    }

    // But for a constant.
    private static double LogLikelihood(double[,] factor, double[] values, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum -= (0.5 * values[i] * weights[i]) + Math.Log(factor[i, i]);
        }

        return sum;
    }
}
