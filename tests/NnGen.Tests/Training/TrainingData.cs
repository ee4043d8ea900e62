namespace NnGen.Tests.Training;

/// <summary>Small datasets.</summary>
internal static class TrainingData
{
    /// <summary>Rows of three inputs whose target is 2a - b + 0.5c + 1.</summary>
    public static Dataset<double> Plane(int rows)
    {
        double[] inputs = Inputs(rows, 3);
        var targets = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            targets[row] = 2 * inputs[3 * row] - inputs[3 * row + 1] + 0.5 * inputs[3 * row + 2] + 1;
        }

        return Dataset.FromTargets(inputs, 3, targets, 1);
    }

    /// <summary>Rows of two inputs in three classes: a is largest, b is largest, neither is positive.</summary>
    public static Dataset<double> Labelled(int rows)
    {
        double[] inputs = Inputs(rows, 2);
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            (double a, double b) = (inputs[2 * row], inputs[2 * row + 1]);
            labels[row] = a < 0 && b < 0 ? 2 : a > b ? 0 : 1;
        }

        return Dataset.FromLabels(inputs, 2, labels);
    }

    /// <summary>Numbers in [-1, 1).</summary>
    public static double[] Inputs(int rows, int columns)
    {
        var random = new NnGen.Numerics.CounterRandom(7, 99);
        var inputs = new double[rows * columns];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = 2 * random.UniformAt(0, 0, (uint)i) - 1;
        }

        return inputs;
    }
}

/// <summary>Hands progress on at once, on the same thread.</summary>
internal sealed class DirectProgress(Action<TrainingProgress> action) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => action(value);
}
