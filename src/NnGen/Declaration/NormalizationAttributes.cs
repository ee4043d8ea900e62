namespace NnGen;

/// <summary>
/// Layer normalisation of each row: <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c>, mean and variance (divided by the
/// number of elements) over the row. Saved as <c>name.weight</c> and <c>name.bias</c>, as <c>torch.nn.LayerNorm</c> does. The input has one
/// axis. Ba, Kiros and Hinton, 2016.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, above 0; 1e-5 unless set.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether a trained weight and bias for each element follow; on unless set.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>Whether there is a bias, where <see cref="Affine"/> is on; on unless set.</summary>
    public bool Bias { get; set; } = true;
}

/// <summary>
/// Root mean square normalisation of each row: <c>y = x / sqrt(mean of x^2 + epsilon) * weight</c>. Saved as <c>name.weight</c>, as
/// <c>torch.nn.RMSNorm</c> does. The input has one axis. Zhang and Sennrich, 2019.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class RMSNormAttribute : LayerAttribute
{
    /// <summary>What is added to the mean square, above 0; 1e-5 unless set. PyTorch's default is the smallest step at 1 of the element type.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether a trained weight for each element follows; on unless set.</summary>
    public bool Affine { get; set; } = true;
}
