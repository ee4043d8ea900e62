namespace NnGen;

/// <summary>
/// Batch normalisation of each channel, which is the first axis of the input: in training <c>y = (x - mean) / sqrt(variance + epsilon) *
/// weight + bias</c> with mean and variance (divided by their number) over the batch and the other axes; when predicting with the running
/// statistics, folded to one multiply-add. Saved as <c>name.weight</c>, <c>name.bias</c>, <c>name.running_mean</c> and
/// <c>name.running_var</c>, as <c>torch.nn.BatchNorm1d</c> does. Ioffe and Szegedy, 2015.
/// </summary>
/// <remarks>
/// A training <c>Forward</c> moves the running statistics; the variance there is divided by one value less. A batch of a single value has no
/// variance: it is normalised to 0 and leaves the running statistics alone.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, above 0; 1e-5 unless set.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>How far a batch moves the running statistics, <c>running = (1 - momentum) * running + momentum * batch</c>, from 0 to 1; 0.1 unless set.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Whether a trained weight and bias for each channel follow; on unless set.</summary>
    public bool Affine { get; set; } = true;
}

/// <summary>
/// Layer normalisation over the last axis: <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c>, mean and variance (divided by the
/// number of elements) over it. Saved as <c>name.weight</c> and <c>name.bias</c>, as <c>torch.nn.LayerNorm</c> does. Ba, Kiros and Hinton,
/// 2016.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>How many of the last axes are normalised together, 1 unless set. The axes before them are positions, each normalised by itself.</summary>
    public int Axes { get; set; } = 1;

    /// <summary>What is added to the variance, above 0; 1e-5 unless set.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether a trained weight and bias for each element follow; on unless set.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>Whether there is a bias, where <see cref="Affine"/> is on; on unless set.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The name of a norm above whose weight and bias this one uses too. Left out, it has its own.</summary>
    public string? Tied { get; set; }
}

/// <summary>
/// Root mean square normalisation over the last axis: <c>y = x / sqrt(mean of x^2 + epsilon) * weight</c>. Saved as <c>name.weight</c>, as
/// <c>torch.nn.RMSNorm</c> does. Zhang and Sennrich, 2019.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class RMSNormAttribute : LayerAttribute
{
    /// <summary>How many of the last axes are normalised together, 1 unless set. The axes before them are positions, each normalised by itself.</summary>
    public int Axes { get; set; } = 1;

    /// <summary>What is added to the mean square, above 0; 1e-5 unless set. PyTorch's default is the smallest step at 1 of the element type.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether a trained weight for each element follows; on unless set.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>The name of a norm above whose weight and bias this one uses too. Left out, it has its own.</summary>
    public string? Tied { get; set; }
}

/// <summary>
/// A scaler of the data as a part of the network: <c>y = x * scale + offset</c> with one pair of numbers for each input, saved with the
/// model as <c>name.scale</c> and <c>name.offset</c> and never trained. A new network has scale 1 and offset 0; a fitted
/// scaler fills them in. The input has one axis.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class InputScalerAttribute : LayerAttribute;

/// <summary>
/// The last layer of a regression: predictions in the targets' own units, while the network learns in units that suit it. It computes
/// <c>y = z * scale + offset</c> with one pair of numbers for each output, saved with the model as <c>name.scale</c> and <c>name.offset</c> and
/// never trained. A new network has scale 1 and offset 0; a scaler that was fitted to the targets fills them in.
/// </summary>
/// <remarks>
/// <code>
/// [Network]
/// [Input(6)]
/// [Dense(32), ReLU]
/// [Dense(1), OutputScaler]
/// public partial class PriceNet;
///
/// StandardScaler.FitTargets(train).WriteTargetsTo(net);
/// net.Fit(train, options);          // targets as they are
/// float price = net.Predict(row)[0];
/// </code>
/// <para>
/// The loss is that of z and of the targets scaled alike, <c>(t - offset) / scale</c>, so learning rates need not know the targets' units; every
/// loss that is reported is in these units, and <see cref="NetworkInfo.Loss"/> says so. Errors of an evaluation, such as the mean absolute one,
/// and outputs are in the targets' own. The input has one axis, and the loss is one of values, such as <c>[MeanSquaredErrorLoss]</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class OutputScalerAttribute : LayerAttribute;
