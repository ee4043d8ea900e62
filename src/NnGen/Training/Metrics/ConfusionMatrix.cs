using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>How often each class was taken for each: rows are the actual classes, columns the predicted ones. Where rows of data have weights, each counts as often as it weighs, so counts need not be whole.</summary>
public sealed partial class ConfusionMatrix
{
    private readonly double[] _counts;

    /// <summary>A matrix of zeros.</summary>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes.</exception>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        _counts = new double[ArraySize.Of(classes, classes, "A confusion matrix has a row and a column for each class")];
        Classes = classes;
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>How many rows of class <paramref name="actual"/> were taken for <paramref name="predicted"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range.</exception>
    public double this[int actual, int predicted] => _counts[Index(actual, predicted)];

    /// <summary>The number of rows counted.</summary>
    public double Total
    {
        get
        {
            double total = 0;
            foreach (double count in _counts)
            {
                total += count;
            }

            return total;
        }
    }

    /// <summary>The number of rows whose class was found.</summary>
    public double Correct
    {
        get
        {
            double correct = 0;
            for (int i = 0; i < Classes; i++)
            {
                correct += this[i, i];
            }

            return correct;
        }
    }

    /// <summary>Counts one row.</summary>
    /// <param name="actual">The class that it is of.</param>
    /// <param name="predicted">The class that it was taken for.</param>
    /// <param name="weight">How often it counts, finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class or the weight is out of range.</exception>
    public void Add(int actual, int predicted, double weight = 1)
    {
        if (!double.IsFinite(weight) || weight < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is finite and not negative.");
        }

        _counts[Index(actual, predicted)] += weight;
    }

    /// <summary>How many rows are of a class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is out of range.</exception>
    public double ActualCount(int classNumber)
    {
        double sum = 0;
        for (int predicted = 0; predicted < Classes; predicted++)
        {
            sum += this[classNumber, predicted];
        }

        return sum;
    }

    /// <summary>How many rows were taken for a class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is out of range.</exception>
    public double PredictedCount(int classNumber)
    {
        double sum = 0;
        for (int actual = 0; actual < Classes; actual++)
        {
            sum += this[actual, classNumber];
        }

        return sum;
    }

    /// <summary>Of the rows of a class, the part that was taken for it, from 0 to 1; NaN if there is no such row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is out of range.</exception>
    public double Recall(int classNumber) => this[classNumber, classNumber] / ActualCount(classNumber);

    /// <summary>Of the rows taken for a class, the part that is of it, from 0 to 1; NaN if there is no such row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is out of range.</exception>
    public double Precision(int classNumber) => this[classNumber, classNumber] / PredictedCount(classNumber);

    /// <summary>An aligned table: a line for each actual class, a column for each predicted one, recall at the right, precision at the bottom.</summary>
    public override string ToString()
    {
        const string Corner = "actual";
        const string Recalls = "recall";
        const string Bottom = "precision";
        const int PercentWidth = 6;
        int first = Math.Max(Bottom.Length, Digits(Classes - 1));
        int width = PercentWidth;
        foreach (double count in _counts)
        {
            width = Math.Max(width, Count(count).Length);
        }

        CultureInfo culture = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        text.Append(Corner.PadRight(first));
        for (int predicted = 0; predicted < Classes; predicted++)
        {
            text.Append(' ').Append(predicted.ToString(culture).PadLeft(width));
        }

        text.Append(' ').Append(Recalls.PadLeft(PercentWidth)).Append('\n');
        for (int actual = 0; actual < Classes; actual++)
        {
            text.Append(actual.ToString(culture).PadRight(first));
            for (int predicted = 0; predicted < Classes; predicted++)
            {
                text.Append(' ').Append(Count(this[actual, predicted]).PadLeft(width));
            }

            text.Append(' ').Append(Percent(Recall(actual)).PadLeft(PercentWidth)).Append('\n');
        }

        text.Append(Bottom.PadRight(first));
        for (int predicted = 0; predicted < Classes; predicted++)
        {
            text.Append(' ').Append(Percent(Precision(predicted)).PadLeft(width));
        }

        return text.ToString();
    }

    private static string Percent(double part) => double.IsNaN(part) ? "-" : (100 * part).ToString("F1", CultureInfo.InvariantCulture) + "%";

    private static string Count(double count) => count.ToString(count == Math.Floor(count) ? "F0" : "F2", CultureInfo.InvariantCulture);

    private static int Digits(long number) => number.ToString(CultureInfo.InvariantCulture).Length;

    private int Index(int actual, int predicted)
    {
        Check(actual, nameof(actual));
        Check(predicted, nameof(predicted));
        return actual * Classes + predicted;
    }

    private void Check(int classNumber, string name)
    {
        if ((uint)classNumber >= (uint)Classes)
        {
            throw new ArgumentOutOfRangeException(name, $"Class {classNumber} is out of range: there are the classes 0 to {Classes - 1}.");
        }
    }
}
