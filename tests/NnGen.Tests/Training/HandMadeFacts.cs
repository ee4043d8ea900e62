namespace NnGen.Tests.Training;

/// <summary>What a <see cref="HandMadeNetwork{TFacts, T}"/> is.</summary>
internal interface IHandMadeFacts
{
    static abstract NetworkInfo Info { get; }

    /// <summary>The dropout rate of the inputs; 0 for no dropout.</summary>
    static virtual double DropRate => 0;

    /// <summary>Spoils the gradient of the second weight, for tests of the gradient check.</summary>
    static virtual bool HasWrongGradient => false;

    /// <summary>Whether each forward pass moves a buffer, as batch normalisation does: <c>running = 0.9 running + 0.1 mean of the first input</c>.</summary>
    static virtual bool HasRunningMean => false;
}

/// <summary>Three inputs, one value, mean squared error.</summary>
internal readonly struct Regression : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("Regression", 3, 1, OutputKind.Values, LossKind.MeanSquaredError, TargetKind.Values);
}

/// <summary>Three inputs, two values, the sum of squared errors.</summary>
internal readonly struct SummedRegression : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("SummedRegression", 3, 2, OutputKind.Values, LossKind.MeanSquaredError, TargetKind.Values, Reduction.Sum);
}

/// <summary>Two inputs, softmax over three classes, cross entropy.</summary>
internal readonly struct ThreeClasses : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("ThreeClasses", 2, 3, OutputKind.ClassScores, LossKind.CrossEntropyOfProbabilities, TargetKind.Values | TargetKind.Labels);
}

/// <summary>As <see cref="ThreeClasses"/>, where the first class has the weight 0.</summary>
internal readonly struct WeightlessClass : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of(
        "WeightlessClass", 2, 3, OutputKind.ClassScores, LossKind.CrossEntropyOfProbabilities, TargetKind.Values | TargetKind.Labels, classWeights: [0, 1, 1]);
}

/// <summary>Two inputs, logits of three classes, cross entropy.</summary>
internal readonly struct ThreeLogits : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("ThreeLogits", 2, 3, OutputKind.ClassScores, LossKind.CrossEntropyOfLogits, TargetKind.Values | TargetKind.Labels);
}

/// <summary>Two inputs, log-softmax over three classes, negative log-likelihood.</summary>
internal readonly struct ThreeLogProbabilities : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("ThreeLogProbabilities", 2, 3, OutputKind.ClassScores, LossKind.NegativeLogLikelihood, TargetKind.Labels);
}

/// <summary>Two inputs, two probabilities, binary cross entropy.</summary>
internal readonly struct TwoAnswers : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("TwoAnswers", 2, 2, OutputKind.Probabilities, LossKind.BinaryCrossEntropyOfProbabilities, TargetKind.Values);
}

/// <summary>Two inputs, one logit, binary cross entropy.</summary>
internal readonly struct OneLogit : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("OneLogit", 2, 1, OutputKind.Logits, LossKind.BinaryCrossEntropyOfLogits, TargetKind.Values);
}

/// <summary>As <see cref="Regression"/>, with dropout of the inputs.</summary>
internal readonly struct RegressionWithDropout : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("RegressionWithDropout", 3, 1, OutputKind.Values, LossKind.MeanSquaredError, TargetKind.Values);

    public static double DropRate => 0.5;
}

/// <summary>As <see cref="Regression"/>, with a running mean of the first input, which no output depends on.</summary>
internal readonly struct RegressionWithRunningMean : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("RegressionWithRunningMean", 3, 1, OutputKind.Values, LossKind.MeanSquaredError, TargetKind.Values, hasRunningMean: true);

    public static bool HasRunningMean => true;
}

/// <summary>As <see cref="Regression"/>, with an error in backward and no gradient of the input.</summary>
internal readonly struct WrongRegression : IHandMadeFacts
{
    public static NetworkInfo Info { get; } = HandMadeInfo.Of("WrongRegression", 3, 1, OutputKind.Values, LossKind.MeanSquaredError, TargetKind.Values, hasInputGradient: false);

    public static bool HasWrongGradient => true;
}

/// <summary>As <see cref="Regression"/>, with names as if weight and bias were layers of their own.</summary>
internal readonly struct TwoParts : IHandMadeFacts
{
    /// <summary>The length of the first part in the parameter block, padding included; the second part begins there.</summary>
    public const int FirstLength = 3 * HandMadeInfo.Padding;

    public static NetworkInfo Info { get; } = HandMadeInfo.Of(
        "TwoParts", 3, 1, OutputKind.Values, LossKind.MeanSquaredError, TargetKind.Values, weight: "first.weight", bias: "second.bias");
}

/// <summary>Makes the facts of a network of one dense layer.</summary>
internal static class HandMadeInfo
{
    /// <summary>Weights lie input-major, rows padded to a multiple of this.</summary>
    public const int Padding = 4;

    public static NetworkInfo Of(
        string name, int inputs, int outputs, OutputKind output, LossKind loss, TargetKind targets,
        Reduction reduction = Reduction.Mean, bool hasInputGradient = true, string weight = "dense1.weight", string bias = "dense1.bias",
        IReadOnlyList<double>? classWeights = null, bool hasRunningMean = false)
    {
        int stride = (outputs + Padding - 1) / Padding * Padding;
        int length = (inputs + 1) * stride;
        return new NetworkInfo
        {
            Name = name,
            InputShape = [inputs],
            OutputShape = [outputs],
            InputSize = inputs,
            OutputSize = outputs,
            ParameterCount = (inputs + 1) * outputs,
            StorageLength = hasRunningMean ? length + Padding : length,
            Parameters =
            [
                Parameter(weight, [outputs, inputs], 0, [1, stride], Init.GlorotUniform, inputs, outputs),
                Parameter(bias, [outputs], inputs * stride, [1], Init.Zeros, inputs, outputs),
                .. hasRunningMean ? [Parameter("batchnorm1.running_mean", [1], length, [1], Init.Zeros, 1, 1, isBuffer: true)] : Array.Empty<ParameterInfo>(),
            ],
            Nodes = hasRunningMean
                ? [new NodeInfo("input1", "Input", [inputs], []), new NodeInfo("batchnorm1", "BatchNorm", [inputs], ["input1"]), new NodeInfo("dense1", "Dense", [outputs], ["batchnorm1"])]
                : [],
            Output = output,
            Targets = targets,
            Loss = $"{loss} ({reduction})",
            Scale = loss switch
            {
                LossKind.CrossEntropyOfProbabilities or LossKind.BinaryCrossEntropyOfProbabilities => OutputScale.Probabilities,
                LossKind.CrossEntropyOfLogits => OutputScale.ClassLogits,
                LossKind.NegativeLogLikelihood => OutputScale.LogProbabilities,
                LossKind.BinaryCrossEntropyOfLogits => OutputScale.Logits,
                _ => OutputScale.Values,
            },
            TargetMinimum = loss is LossKind.MeanSquaredError ? double.NegativeInfinity : 0,
            TargetMaximum = loss is LossKind.BinaryCrossEntropyOfLogits or LossKind.BinaryCrossEntropyOfProbabilities ? 1 : double.PositiveInfinity,
            LossDivisor = reduction == Reduction.Sum ? 0
                : loss is LossKind.MeanSquaredError or LossKind.BinaryCrossEntropyOfLogits or LossKind.BinaryCrossEntropyOfProbabilities ? outputs
                : 1,
            Reduction = reduction,
            HasInputGradient = hasInputGradient,
            ClassWeights = classWeights,
            LayerTable = $"dense1 [{inputs}] -> [{outputs}]",
        };
    }

    private static ParameterInfo Parameter(string name, int[] shape, int offset, int[] strides, Init initializer, int fanIn, int fanOut, bool isBuffer = false) => new()
    {
        IsBuffer = isBuffer,
        Name = name,
        Shape = shape,
        Offset = offset,
        Strides = strides,
        Initializer = initializer,
        FanIn = fanIn,
        FanOut = fanOut,
    };
}

/// <summary>The formula of a loss over the outputs y that <c>Predict</c> gives and the targets t.</summary>
internal enum LossKind
{
    /// <summary><c>(y - t)^2</c> of each output.</summary>
    MeanSquaredError,

    /// <summary><c>-sum t log y</c> over the classes; the outputs are probabilities (after softmax).</summary>
    CrossEntropyOfProbabilities,

    /// <summary><c>-sum t log softmax(y)</c> over the classes; the outputs are logits.</summary>
    CrossEntropyOfLogits,

    /// <summary><c>-sum t y</c> over the classes; the outputs are log-probabilities (after log-softmax).</summary>
    NegativeLogLikelihood,

    /// <summary><c>-(t log y + (1 - t) log(1 - y))</c> of each output; the outputs are probabilities (after sigmoid).</summary>
    BinaryCrossEntropyOfProbabilities,

    /// <summary>The same with <c>sigmoid(y)</c> in place of y; the outputs are logits.</summary>
    BinaryCrossEntropyOfLogits,
}
