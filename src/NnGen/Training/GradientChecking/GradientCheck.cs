using System.Numerics;

namespace NnGen;

/// <summary>
/// Compares the gradient of every parameter, and of every input where the network computes it, with the central difference
/// <c>(L(w + h) - L(w - h)) / 2h</c>. Best with <see cref="Precision.Double"/>.
/// </summary>
public static class GradientCheck
{
    /// <summary>Checks the gradients for a batch with class labels.</summary>
    /// <param name="network">The network; its parameters are as before when the method returns.</param>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements.</param>
    /// <param name="labels">One label a row.</param>
    /// <param name="options">Step and tolerance; null for the defaults.</param>
    /// <exception cref="ArgumentException">A length does not fit, a label is out of range, or an option is not a finite number above 0.</exception>
    public static GradientCheckReport Run<TNetwork, T>(
        TNetwork network, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, GradientCheckOptions? options = null)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new GradientChecker<TNetwork, T>(network, inputs, labels.ToArray(), targets: null, options).Run();

    /// <summary>Checks the gradients for a batch with targets.</summary>
    /// <param name="network">The network; its parameters are as before when the method returns.</param>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements.</param>
    /// <param name="targets">Rows x <see cref="NetworkInfo.OutputSize"/> elements.</param>
    /// <param name="options">Step and tolerance; null for the defaults.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an option is not a finite number above 0.</exception>
    public static GradientCheckReport Run<TNetwork, T>(
        TNetwork network, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, GradientCheckOptions? options = null)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new GradientChecker<TNetwork, T>(network, inputs, labels: null, targets.ToArray(), options).Run();
}
