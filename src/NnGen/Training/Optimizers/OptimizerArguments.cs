using System.Globalization;
using System.Runtime.CompilerServices;

namespace NnGen;

/// <summary>Checks of the numbers that users give to optimizers.</summary>
internal static class OptimizerArguments
{
    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => double.IsFinite(value) && value > 0 ? value : throw Wrong(value, "a finite number above 0", name);

    /// <summary>A finite number of 0 or more.</summary>
    public static double NotNegative(double value, string name)
        => double.IsFinite(value) && value >= 0 ? value : throw Wrong(value, "a finite number of 0 or more", name);

    /// <summary>A finite number above 1.</summary>
    public static double AboveOne(double value, string name)
        => double.IsFinite(value) && value > 1 ? value : throw Wrong(value, "a finite number above 1", name);

    /// <summary>A number in [0, 1).</summary>
    public static double Fraction(double value, string name)
        => value >= 0 && value < 1 ? value : throw Wrong(value, "at least 0 and less than 1", name);

    /// <summary>A number in [0, 1].</summary>
    public static double FractionOrOne(double value, string name)
        => value >= 0 && value <= 1 ? value : throw Wrong(value, "between 0 and 1", name);

    private static ArgumentOutOfRangeException Wrong(double value, string expected, string name)
        => new(name, string.Create(CultureInfo.InvariantCulture, $"{name} must be {expected}, but it is {value}."));
}
