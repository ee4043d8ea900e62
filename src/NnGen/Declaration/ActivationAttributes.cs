namespace NnGen;

/// <summary>The logistic function, <c>y = 1 / (1 + exp(-x))</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>The hyperbolic tangent.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class TanhAttribute : LayerAttribute;

/// <summary>The rectifier, <c>y = max(0, x)</c>; its derivative at 0 is 0.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ReLUAttribute : LayerAttribute;

/// <summary><c>y = x</c> where x is positive, <c>slope * x</c> elsewhere; the derivative at 0 is the slope.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class LeakyReLUAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>The slope for negative x, 0.01 unless given.</summary>
    public double Slope { get; } = slope;
}

/// <summary><c>y_i = exp(x_i) / sum_j exp(x_j)</c>, computed after subtracting the maximum.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SoftmaxAttribute : LayerAttribute
{
    /// <summary>The axis of one row over which is summed: the batch is not counted. -1, the last one, unless set; negative ones count from the last.</summary>
    public int Axis { get; set; } = -1;
}

/// <summary><c>y_i = x_i - log(sum_j exp(x_j))</c>, computed after subtracting the maximum.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class LogSoftmaxAttribute : LayerAttribute
{
    /// <summary>The axis of one row over which is summed: the batch is not counted. -1, the last one, unless set; negative ones count from the last.</summary>
    public int Axis { get; set; } = -1;
}

/// <summary><c>y_i = exp(-x_i) / sum_j exp(-x_j)</c>, computed after subtracting the maximum.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SoftminAttribute : LayerAttribute
{
    /// <summary>The axis of one row over which is summed: the batch is not counted. -1, the last one, unless set; negative ones count from the last.</summary>
    public int Axis { get; set; } = -1;
}

/// <summary>The binary threshold: 1 where x is 0 or more, else 0. Its derivative is taken as 0: only a <see cref="PerceptronLossAttribute"/> trains what is above it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class StepAttribute : LayerAttribute;

/// <summary><c>y = min(6, max(0, x))</c>; its derivative is 0 at 0 and at 6.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ReLU6Attribute : LayerAttribute;

/// <summary><c>y = x</c> where x is positive, <c>alpha (exp(x) - 1)</c> elsewhere. Clevert, Unterthiner and Hochreiter, 2015.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ELUAttribute(double alpha = 1) : LayerAttribute
{
    /// <summary>The negative of the limit for far negative x, 1 unless given.</summary>
    public double Alpha { get; } = alpha;
}

/// <summary><c>y = x</c> where x is positive, <c>alpha (exp(x / alpha) - 1)</c> elsewhere. Barron, 2017.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class CELUAttribute(double alpha = 1) : LayerAttribute
{
    /// <summary>The negative of the limit for far negative x, not 0; 1 unless given.</summary>
    public double Alpha { get; } = alpha;
}

/// <summary><c>y = scale x</c> where x is positive, <c>scale alpha (exp(x) - 1)</c> elsewhere, with scale 1.0507 and alpha 1.6733. Klambauer et al., 2017.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SELUAttribute : LayerAttribute;

/// <summary><c>y = x Phi(x)</c> with the normal distribution function Phi. Hendrycks and Gimpel, 2016.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class GELUAttribute : LayerAttribute
{
    /// <summary>Whether Phi is approximated by <c>(1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2</c>; off unless set.</summary>
    public bool Approximate { get; set; }
}

/// <summary><c>y = x / (1 + exp(-x))</c>, also called swish. Elfwing, Uchibe and Doya, 2017.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SiLUAttribute : LayerAttribute;

/// <summary><c>y = log(1 + exp(beta x)) / beta</c>. Dugas et al., 2000.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SoftplusAttribute(double beta = 1) : LayerAttribute
{
    /// <summary>The steepness, positive; 1 unless given.</summary>
    public double Beta { get; } = beta;
}

/// <summary><c>y = x / (1 + |x|)</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SoftsignAttribute : LayerAttribute;

/// <summary><c>y = min(1, max(0, alpha x + beta))</c>; its derivative is 0 at both corners.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class HardSigmoidAttribute(double alpha = 1.0 / 6, double beta = 0.5) : LayerAttribute
{
    /// <summary>The slope, positive; 1/6 unless given, as in PyTorch (ONNX: 0.2).</summary>
    public double Alpha { get; } = alpha;

    /// <summary>The value at 0; 0.5 unless given.</summary>
    public double Beta { get; } = beta;
}

/// <summary><c>y = x min(6, max(0, x + 3)) / 6</c>. Howard et al., 2019.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class HardSwishAttribute : LayerAttribute;

/// <summary><c>y = min(max, max(min, x))</c>; its derivative is 0 at both corners.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class HardTanhAttribute(double min = -1, double max = 1) : LayerAttribute
{
    /// <summary>The smallest value, less than <see cref="Max"/>; -1 unless given.</summary>
    public double Min { get; } = min;

    /// <summary>The largest value; 1 unless given.</summary>
    public double Max { get; } = max;
}

/// <summary><c>y = x tanh(log(1 + exp(x)))</c>. Misra, 2019.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class MishAttribute : LayerAttribute;

/// <summary>
/// <c>y = x</c> where x is positive, <c>slope * x</c> elsewhere, with a slope that is trained. It is saved as <c>name.weight</c>, of shape
/// [units], [channels] or [1], as <c>torch.nn.PReLU</c> does. He, Zhang, Ren and Sun, 2015.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class PReLUAttribute : LayerAttribute
{
    /// <summary>Whether each unit has a slope of its own; off unless set: one slope for all.</summary>
    public bool PerUnit { get; set; }

    /// <summary>Whether each channel, which is an index of the first axis, has a slope of its own; off unless set.</summary>
    public bool PerChannel { get; set; }

    /// <summary>The slope that training starts from, 0.25 unless set.</summary>
    public double Slope { get; set; } = 0.25;
}

/// <summary><c>y = x</c> where x is more than alpha, else 0. Konda, Memisevic and Krueger, 2014.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ThresholdedReLUAttribute(double alpha = 1) : LayerAttribute
{
    /// <summary>The threshold, 1 unless given.</summary>
    public double Alpha { get; } = alpha;
}

/// <summary>LeCun's <c>y = 1.7159 tanh(2 x / 3)</c>. LeCun, Bottou, Orr and Mueller, 1998.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ScaledTanhAttribute : LayerAttribute;
