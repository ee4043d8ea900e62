using System.Globalization;

namespace NnGen;

/// <summary>The mean of some numbers and how far they spread. Immutable.</summary>
/// <param name="Mean">The mean; NaN of no numbers.</param>
/// <param name="StandardDeviation">The standard deviation of a sample: the squares are divided by the count - 1. NaN for fewer than two numbers.</param>
/// <param name="Count">How many numbers there are.</param>
public readonly record struct MeanAndDeviation(double Mean, double StandardDeviation, int Count)
{
    /// <summary>The mean and the deviation of numbers.</summary>
    public static MeanAndDeviation Of(IReadOnlyList<double> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        double sum = 0;
        foreach (double number in numbers)
        {
            sum += number;
        }

        double mean = sum / numbers.Count;
        double squares = 0;
        foreach (double number in numbers)
        {
            squares += (number - mean) * (number - mean);
        }

        return new MeanAndDeviation(mean, numbers.Count < 2 ? double.NaN : Math.Sqrt(squares / (numbers.Count - 1)), numbers.Count);
    }

    /// <summary>Such as <c>0.0312 +- 0.004</c>; the mean alone where there is no deviation.</summary>
    public override string ToString()
    {
        string mean = Mean.ToString("G5", CultureInfo.InvariantCulture);
        return double.IsNaN(StandardDeviation) ? mean : $"{mean} +- {StandardDeviation.ToString("G2", CultureInfo.InvariantCulture)}";
    }
}
