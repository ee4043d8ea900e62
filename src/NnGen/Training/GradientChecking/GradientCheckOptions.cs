namespace NnGen;

/// <summary>How exactly a gradient is checked. The defaults follow from the precision of the element type.</summary>
public sealed class GradientCheckOptions
{
    /// <summary>
    /// The distance to either side of a value, times max(1, |value|); null stands for the cube root of the type's rounding error
    /// (6e-6 for double, 5e-3 for float), where the errors of truncation and of rounding balance.
    /// </summary>
    public double? Step { get; init; }

    /// <summary>The largest relative error that passes; null stands for 1e-6 for double, 1e-2 for float.</summary>
    public double? Tolerance { get; init; }
}
