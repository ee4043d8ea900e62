using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>Every layer and every loss that the compiler knows: a new one is a line here and a file of its own.</summary>
public static class LayerCatalog
{
    private static readonly Dictionary<string, LayerKind> s_layers = new LayerKind[]
    {
        new DenseLayer(),
        new ConvolutionLayer("Conv1D", axes: 1),
        new ConvolutionLayer("Conv2D", axes: 2),
        new ConvolutionTransposeLayer("ConvTranspose1D", axes: 1),
        new ConvolutionTransposeLayer("ConvTranspose2D", axes: 2),
        new PoolLayer("MaxPool1D", PoolKind.Max, axes: 1),
        new PoolLayer("MaxPool2D", PoolKind.Max, axes: 2),
        new PoolLayer("AvgPool1D", PoolKind.Average, axes: 1),
        new PoolLayer("AvgPool2D", PoolKind.Average, axes: 2),
        new AdaptivePoolLayer("AdaptiveAvgPool1D", PoolKind.Average, axes: 1),
        new AdaptivePoolLayer("AdaptiveAvgPool2D", PoolKind.Average, axes: 2),
        new GlobalPoolLayer("GlobalMaxPool", PoolKind.Max),
        new GlobalPoolLayer("GlobalAvgPool", PoolKind.Average),
        new RecurrentLayer("RNN", new RnnCell()),
        new RecurrentLayer("GRU", new GruCell()),
        new RecurrentLayer("LSTM", new LstmCell()),
        new StateLayer(),
        new CellInputLayer(),
        new DropoutLayer("Dropout", (x, mask, rate) => new DropoutOp(x, mask, rate)),
        new DropoutLayer("AlphaDropout", (x, mask, rate) => new AlphaDropoutOp(x, mask, rate)),
        new ChannelDropoutLayer("Dropout1D", axes: 1),
        new ChannelDropoutLayer("Dropout2D", axes: 2),
        new GroupNormLayer("GroupNorm", isOfChannels: false),
        new GroupNormLayer("InstanceNorm", isOfChannels: true),
        new PixelShuffleLayer("PixelShuffle", isBack: false),
        new PixelShuffleLayer("PixelUnshuffle", isBack: true),
        new UpsampleLayer(),
        new PadLayer(),
        new ScalerLayer("InputScaler", isOutput: false),
        new ScalerLayer("OutputScaler", isOutput: true),
        new BatchNormLayer(),
        new RowNormLayer("LayerNorm", isCentred: true),
        new RowNormLayer("RMSNorm", isCentred: false),
        new FlattenLayer(),
        new DetachLayer(),
        new ElementwiseJoin("Add", mostInputs: 8, inputs => new SumOp(inputs)),
        new ElementwiseJoin("Multiply", mostInputs: 4, inputs => new ProductOp(inputs)),
        new ConcatLayer(),
        new IdentityLayer(),
        new ActivationLayer("Sigmoid", c => new SigmoidOp(c.Input)),
        new ActivationLayer("Tanh", c => new TanhOp(c.Input)),
        new ActivationLayer("ReLU", c => new ReLUOp(c.Input)),
        new ActivationLayer("LeakyReLU", c => new LeakyReLUOp(c.Input, c.Double("Slope", 0.01))),
        new ActivationLayer("Step", c => new StepOp(c.Input)),
        new ActivationLayer("ReLU6", c => new ReLU6Op(c.Input)),
        new ActivationLayer("ELU", c => new ELUOp(c.Input, c.Double("Alpha", 1))),
        new ActivationLayer("CELU", c => new CELUOp(c.Input, c.Double("Alpha", 1)), new Range("Alpha", alpha => alpha != 0, "not 0") { HasReciprocal = true }),
        new ActivationLayer("SELU", c => new SELUOp(c.Input)),
        new ActivationLayer("GELU", c => c.Boolean("Approximate", false) ? new TanhGELUOp(c.Input) : new GELUOp(c.Input)),
        new ActivationLayer("SiLU", c => new SiLUOp(c.Input)),
        new ActivationLayer("Softplus", c => new SoftplusOp(c.Input, c.Double("Beta", 1)), new Range("Beta", beta => beta > 0, "positive") { HasReciprocal = true }),
        new ActivationLayer("Softsign", c => new SoftsignOp(c.Input)),
        new ActivationLayer("HardSigmoid", c => new HardSigmoidOp(c.Input, c.Double("Alpha", 1.0 / 6), c.Double("Beta", 0.5)), new Range("Alpha", alpha => alpha > 0, "positive")),
        new ActivationLayer("HardSwish", c => new HardSwishOp(c.Input)),
        new HardTanhLayer(),
        new ActivationLayer("Mish", c => new MishOp(c.Input)),
        new PReLULayer(),
        new ActivationLayer("ThresholdedReLU", c => new ThresholdedReLUOp(c.Input, c.Double("Alpha", 1))),
        new ActivationLayer("ScaledTanh", c => new ScaledTanhOp(c.Input)),
        new CustomLayer(),
        new SoftmaxLayer("Softmax", x => new SoftmaxOp(x)),
        new SoftmaxLayer("LogSoftmax", x => new LogSoftmaxOp(x)),
        new SoftmaxLayer("Softmin", x => new SoftmaxOp(x), isNegated: true),
        new PermuteLayer(),
        new ReshapeLayer(),
        new SliceLayer(),
        new SelectLayer(),
        new MeanLayer(),
        new MatMulLayer(),
        new EmbeddingLayer(),
        new PositionalEncodingLayer(),
        new RotaryEncodingLayer(),
        new AttentionLayer("MultiHeadAttention", isProjected: true),
        new AttentionLayer("Attention", isProjected: false),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, LossKind> s_losses = new LossKind[]
    {
        new RegressionLoss("MeanSquaredErrorLoss", "squared error", (_, y, t) => new SquaredErrorOp(y, t)),
        new RegressionLoss("HalfSquaredErrorLoss", "half squared error", (_, y, t) => new HalfSquaredErrorOp(y, t)),
        new RegressionLoss("L1Loss", "absolute error", (_, y, t) => new AbsoluteErrorOp(y, t)),
        new RegressionLoss("HuberLoss", "Huber loss", (c, y, t) => new HuberOp(y, t, c.Double("Delta", 1)), new Range("Delta", delta => delta > 0, "positive")),
        new RegressionLoss("SmoothL1Loss", "smooth L1 loss", (c, y, t) => new SmoothL1Op(y, t, c.Double("Beta", 1)), new Range("Beta", beta => beta > 0, "positive") { HasReciprocal = true }),
        new RegressionLoss("LogCoshLoss", "log-cosh", (_, y, t) => new LogCoshOp(y, t)),
        new RegressionLoss("PoissonNegativeLogLikelihoodLoss", "Poisson negative log-likelihood", (_, y, t) => new PoissonNegativeLogLikelihoodOp(y, t)),
        new CrossEntropyLoss(),
        new FocalLoss(),
        new NegativeLogLikelihoodLoss(),
        new KLDivergenceLoss(),
        new MultiMarginLoss(),
        new CtcLoss(),
        new BinaryCrossEntropyLoss(),
        new BinaryFocalLoss(),
        new HingeLoss("HingeLoss", "hinge", (y, t) => new HingeOp(y, t)),
        new HingeLoss("SquaredHingeLoss", "squared hinge", (y, t) => new SquaredHingeOp(y, t)),
        new PerceptronLoss(),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The names of all layers and losses, as they stand in attributes.</summary>
    public static IEnumerable<string> Names => s_layers.Keys.Where(name => name != CellInputLayer.Kind).Concat(s_losses.Keys);

    public static LayerKind? Layer(string name) => s_layers.TryGetValue(name, out LayerKind? kind) ? kind : null;

    public static LossKind? Loss(string name) => s_losses.TryGetValue(name, out LossKind? kind) ? kind : null;
}
