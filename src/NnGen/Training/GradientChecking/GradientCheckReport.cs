using System.Globalization;

namespace NnGen;

/// <summary>How far the gradient of backward lies from the one measured. Immutable.</summary>
public sealed class GradientCheckReport
{
    /// <summary>The name under which errors of the input's gradient are reported.</summary>
    public const string InputName = "input";

    /// <summary>The number of parameters and inputs checked: all of them but classes, masks and the padding of embeddings, which have no gradient.</summary>
    public required int Checked { get; init; }

    /// <summary>Whether the gradient of the input was checked too: the network is declared with <c>InputGradient = true</c>.</summary>
    public required bool CheckedInput { get; init; }

    /// <summary>The largest relative error that passes.</summary>
    public required double Tolerance { get; init; }

    /// <summary>
    /// Differences count relative to the larger of the two gradients, or to this where both are smaller: below it, the rounding of the loss
    /// alone would look like an error.
    /// </summary>
    public required double Floor { get; init; }

    /// <summary>Where the relative error is largest; the first such place.</summary>
    public required GradientDifference Largest { get; init; }

    /// <summary>Whether every error is at most the tolerance; a gradient of NaN does not pass.</summary>
    public bool Passed => Largest.RelativeError <= Tolerance;

    /// <summary>The verdict and the largest error in one line.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{(Passed ? "passed" : "FAILED")}: {Checked} gradients, tolerance {Tolerance:G3}, largest error {Largest}");
}

/// <summary>One gradient, computed and measured.</summary>
/// <param name="Name">The parameter's name, or <see cref="GradientCheckReport.InputName"/>.</param>
/// <param name="Index">The element's index in the canonical, row-major layout; for the input, row x input size + element.</param>
/// <param name="Analytic">What backward computes.</param>
/// <param name="Numeric">The central difference of the loss.</param>
/// <param name="RelativeError">Their difference relative to the larger of them or the floor.</param>
public readonly record struct GradientDifference(string Name, int Index, double Analytic, double Numeric, double RelativeError)
{
    /// <summary>Such as <c>2.1E-09 at dense1.weight[3]: backward 0.25, measured 0.25</c>.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{RelativeError:G3} at {Name}[{Index}]: backward {Analytic:G9}, measured {Numeric:G9}");
}
