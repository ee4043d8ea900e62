namespace NnGen;

/// <summary>What precision and recall are made of: for each class the rows of it, the rows taken for it, and the rows that are both, each as often as it weighs.</summary>
internal sealed class ClassCounts(int classes, bool isOneClassPerRow)
{
    /// <summary>The number of classes, or of outputs that each say yes or no.</summary>
    public int Classes { get; } = classes;

    /// <summary>Whether each row is of one class; otherwise each may be of any number of them.</summary>
    public bool IsOneClassPerRow { get; } = isOneClassPerRow;

    public double[] Actual { get; } = new double[classes];

    public double[] Predicted { get; } = new double[classes];

    public double[] Right { get; } = new double[classes];

    /// <summary>Counts a row of one class; a negative prediction is none.</summary>
    public void Add(int actual, int predicted, double weight)
    {
        Actual[actual] += weight;
        if (predicted >= 0)
        {
            Predicted[predicted] += weight;
            Right[actual] += actual == predicted ? weight : 0;
        }
    }

    /// <summary>Counts whether a row is of a class and was taken for it.</summary>
    public void Add(int number, bool isActual, bool isPredicted, double weight)
    {
        Actual[number] += isActual ? weight : 0;
        Predicted[number] += isPredicted ? weight : 0;
        Right[number] += isActual && isPredicted ? weight : 0;
    }

    /// <summary>The sums of a confusion matrix.</summary>
    public static ClassCounts Of(ConfusionMatrix matrix)
    {
        var counts = new ClassCounts(matrix.Classes, isOneClassPerRow: true);
        for (int i = 0; i < matrix.Classes; i++)
        {
            counts.Actual[i] = matrix.ActualCount(i);
            counts.Predicted[i] = matrix.PredictedCount(i);
            counts.Right[i] = matrix[i, i];
        }

        return counts;
    }
}
