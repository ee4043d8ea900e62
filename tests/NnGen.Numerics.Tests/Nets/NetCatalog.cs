using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Nets;

/// <summary>The networks of this project, each topology in both precisions.</summary>
public static class NetCatalog
{
    /// <summary>The topologies of the golden cases.</summary>
    public static IReadOnlyList<Net> Golden { get; } =
    [
        .. Both<GoldenIdentity, GoldenIdentityDouble>(),
        .. Both<GoldenLeakyReLU, GoldenLeakyReLUDouble>(),
        .. Both<GoldenLeakyReLU02, GoldenLeakyReLU02Double>(),
        .. Both<GoldenReLU, GoldenReLUDouble>(),
        .. Both<GoldenSigmoid, GoldenSigmoidDouble>(),
        .. Both<GoldenTanh, GoldenTanhDouble>(),
        .. Both<GoldenCELU, GoldenCELUDouble>(),
        .. Both<GoldenELU, GoldenELUDouble>(),
        .. Both<GoldenELU05, GoldenELU05Double>(),
        .. Both<GoldenGELU, GoldenGELUDouble>(),
        .. Both<GoldenGELUTanh, GoldenGELUTanhDouble>(),
        .. Both<GoldenHardSigmoid, GoldenHardSigmoidDouble>(),
        .. Both<GoldenHardSwish, GoldenHardSwishDouble>(),
        .. Both<GoldenHardTanh, GoldenHardTanhDouble>(),
        .. Both<GoldenHardTanhM205, GoldenHardTanhM205Double>(),
        .. Both<GoldenMish, GoldenMishDouble>(),
        .. Both<GoldenPReLU, GoldenPReLUDouble>(),
        .. Both<GoldenReLU6, GoldenReLU6Double>(),
        .. Both<GoldenSELU, GoldenSELUDouble>(),
        .. Both<GoldenSiLU, GoldenSiLUDouble>(),
        .. Both<GoldenSoftplus, GoldenSoftplusDouble>(),
        .. Both<GoldenSoftsign, GoldenSoftsignDouble>(),
        .. Both<GoldenSumOfSquares, GoldenSumOfSquaresDouble>(),
        .. Both<GoldenCrossEntropy, GoldenCrossEntropyDouble>(),
        .. Both<GoldenCrossEntropyExtreme, GoldenCrossEntropyExtremeDouble>(),
        .. Both<GoldenSoftmaxCrossEntropy, GoldenSoftmaxCrossEntropyDouble>(),
        .. Both<GoldenSoftmaxSquares, GoldenSoftmaxSquaresDouble>(),
        .. Both<GoldenLogSoftmax, GoldenLogSoftmaxDouble>(),
        .. Both<GoldenHalfSquaredError, GoldenHalfSquaredErrorDouble>(),
        .. Both<GoldenHalfSumOfSquares, GoldenHalfSumOfSquaresDouble>(),
        .. Both<GoldenHinge, GoldenHingeDouble>(),
        .. Both<GoldenSquaredHinge, GoldenSquaredHingeDouble>(),
        .. Both<GoldenHuber, GoldenHuberDouble>(),
        .. Both<GoldenL1, GoldenL1Double>(),
        .. Both<GoldenSmoothL1, GoldenSmoothL1Double>(),
        .. Both<GoldenLogCosh, GoldenLogCoshDouble>(),
        .. Both<GoldenMultiMargin, GoldenMultiMarginDouble>(),
        .. Both<GoldenPoisson, GoldenPoissonDouble>(),
        .. Both<GoldenSmoothing, GoldenSmoothingDouble>(),
        .. Both<GoldenDivergence, GoldenDivergenceDouble>(),
        .. Both<GoldenBinaryLogits, GoldenBinaryLogitsDouble>(),
        .. Both<GoldenBinaryExtreme, GoldenBinaryExtremeDouble>(),
        .. Both<GoldenBinarySigmoid, GoldenBinarySigmoidDouble>(),
        .. Both<GoldenClassWeights, GoldenClassWeightsDouble>(),
        .. Both<GoldenWeightedSquares, GoldenWeightedSquaresDouble>(),
        .. Both<GoldenWeightedBinary, GoldenWeightedBinaryDouble>(),
        .. Both<GoldenWeightedClasses, GoldenWeightedClassesDouble>(),
        .. Both<GoldenFocal, GoldenFocalDouble>(),
        .. Both<GoldenBinaryFocal, GoldenBinaryFocalDouble>(),
        .. Both<GoldenDropout, GoldenDropoutDouble>(),
        .. Both<GoldenBatchNorm, GoldenBatchNormDouble>(),
        .. Both<GoldenBatchNormPlain, GoldenBatchNormPlainDouble>(),
        .. Both<GoldenBatchNormLayers, GoldenBatchNormLayersDouble>(),
        .. Both<GoldenBatchNormFold, GoldenBatchNormFoldDouble>(),
        .. Both<GoldenThreeInputs, GoldenThreeInputsDouble>(),
        .. Both<GoldenTwoOutputs, GoldenTwoOutputsDouble>(),
        .. Both<GoldenThreeOutputs, GoldenThreeOutputsDouble>(),
        .. Both<GoldenTied, GoldenTiedDouble>(),
        .. Both<GoldenTiedAutoencoder, GoldenTiedAutoencoderDouble>(),
        .. Both<GoldenPermute, GoldenPermuteDouble>(),
        .. Both<GoldenSlices, GoldenSlicesDouble>(),
        .. Both<GoldenMeans, GoldenMeansDouble>(),
        .. Both<GoldenMatMul, GoldenMatMulDouble>(),
        .. Both<GoldenMatMulTransposed, GoldenMatMulTransposedDouble>(),
        .. Both<GoldenThreeSteps, GoldenThreeStepsDouble>(),
        .. Both<GoldenSoftmaxAxis, GoldenSoftmaxAxisDouble>(),
        .. Both<GoldenLayerNormSequence, GoldenLayerNormSequenceDouble>(),
        .. Both<GoldenBatchNormChannels, GoldenBatchNormChannelsDouble>(),
        .. Both<GoldenLayerNorm, GoldenLayerNormDouble>(),
        .. Both<GoldenResidual, GoldenResidualDouble>(),
        .. Both<GoldenTwice, GoldenTwiceDouble>(),
        .. Both<GoldenGate, GoldenGateDouble>(),
        .. Both<GoldenConcat, GoldenConcatDouble>(),
        .. Both<GoldenDeep, GoldenDeepDouble>(),
        .. Both<GoldenDeepSigmoid, GoldenDeepSigmoidDouble>(),
        .. Both<GoldenDigits15, GoldenDigits15Double>(),
        .. Both<GoldenDigits50, GoldenDigits50Double>(),
        .. Both<GoldenDigits, GoldenDigitsDouble>(),
        .. Both<GoldenNeuron, GoldenNeuronDouble>(),
        .. Both<GoldenTwoTwoOne, GoldenTwoTwoOneDouble>(),
        .. Both<GoldenMaskedRow, GoldenMaskedRowDouble>(),
        .. Both<GoldenMasked, GoldenMaskedDouble>(),
        // Images.
        .. Both<GoldenBatchNorm2d, GoldenBatchNorm2dDouble>(),
        .. Both<GoldenConv1d, GoldenConv1dDouble>(),
        .. Both<GoldenConv1dDepthwise, GoldenConv1dDepthwiseDouble>(),
        .. Both<GoldenConv1dDilated, GoldenConv1dDilatedDouble>(),
        .. Both<GoldenConv1dGroups, GoldenConv1dGroupsDouble>(),
        .. Both<GoldenConv1dPointwise, GoldenConv1dPointwiseDouble>(),
        .. Both<GoldenConv1dStridePad, GoldenConv1dStridePadDouble>(),
        .. Both<GoldenConv2d, GoldenConv2dDouble>(),
        .. Both<GoldenConv2dDepthwise, GoldenConv2dDepthwiseDouble>(),
        .. Both<GoldenConv2dDepthwiseMultiplier, GoldenConv2dDepthwiseMultiplierDouble>(),
        .. Both<GoldenConv2dDilated, GoldenConv2dDilatedDouble>(),
        .. Both<GoldenConv2dGroups, GoldenConv2dGroupsDouble>(),
        .. Both<GoldenConv2dPointwise, GoldenConv2dPointwiseDouble>(),
        .. Both<GoldenConv2dRect, GoldenConv2dRectDouble>(),
        .. Both<GoldenConv2dSame, GoldenConv2dSameDouble>(),
        .. Both<GoldenConv2dStride, GoldenConv2dStrideDouble>(),
        .. Both<GoldenConv2dStrideRectPad, GoldenConv2dStrideRectPadDouble>(),
        .. Both<GoldenPoolAvgPool1d, GoldenPoolAvgPool1dDouble>(),
        .. Both<GoldenPoolAvgPool2d, GoldenPoolAvgPool2dDouble>(),
        .. Both<GoldenPoolAvgPool2dPadExcluded, GoldenPoolAvgPool2dPadExcludedDouble>(),
        .. Both<GoldenPoolAvgPool2dPadIncluded, GoldenPoolAvgPool2dPadIncludedDouble>(),
        .. Both<GoldenPoolGlobalAvgPool1d, GoldenPoolGlobalAvgPool1dDouble>(),
        .. Both<GoldenPoolGlobalAvgPool, GoldenPoolGlobalAvgPoolDouble>(),
        .. Both<GoldenPoolGlobalMaxPool, GoldenPoolGlobalMaxPoolDouble>(),
        .. Both<GoldenPoolMaxPool1d, GoldenPoolMaxPool1dDouble>(),
        .. Both<GoldenPoolMaxPool1dOverlap, GoldenPoolMaxPool1dOverlapDouble>(),
        .. Both<GoldenPoolMaxPool2d, GoldenPoolMaxPool2dDouble>(),
        .. Both<GoldenPoolMaxPool2dCeil, GoldenPoolMaxPool2dCeilDouble>(),
        .. Both<GoldenPoolMaxPool2dDilated, GoldenPoolMaxPool2dDilatedDouble>(),
        .. Both<GoldenPoolMaxPool2dOverlapPad, GoldenPoolMaxPool2dOverlapPadDouble>(),
    ];

    /// <summary>A spread of topologies, small enough to check every gradient.</summary>
    public static IReadOnlyList<Net> Spread { get; } =
    [
        .. Both<OneWide, OneWideDouble>(),
        .. Both<Odd, OddDouble>(),
        .. Both<Prime, PrimeDouble>(),
        .. Both<Thirteen, ThirteenDouble>(),
        .. Both<Strokes, StrokesDouble>(),
        .. Both<Wide, WideDouble>(),
        .. Both<WideSoftmax, WideSoftmaxDouble>(),
        .. Both<WideLogits, WideLogitsDouble>(),
        .. Both<WideLogSoftmax, WideLogSoftmaxDouble>(),
        .. Both<Streamed, StreamedDouble>(),
        .. Both<Deep, DeepDouble>(),
        .. Both<Chain, ChainDouble>(),
        .. Both<Residual, ResidualDouble>(),
        .. Both<SharedInput, SharedInputDouble>(),
        .. Both<Twice, TwiceDouble>(),
        .. Both<Dropped, DroppedDouble>(),
        .. Both<AlphaDropped, AlphaDroppedDouble>(),
        .. Both<BatchNormalized, BatchNormalizedDouble>(),
        .. Both<BatchNormalizedChannels, BatchNormalizedChannelsDouble>(),
        .. Both<Scaled, ScaledDouble>(),
        .. Both<Normalized, NormalizedDouble>(),
        .. Both<NormalizedOutput, NormalizedOutputDouble>(),
        .. Both<SoftmaxMiddle, SoftmaxMiddleDouble>(),
        .. Both<SoftmaxTwice, SoftmaxTwiceDouble>(),
        .. Both<Flattened, FlattenedDouble>(),
        .. Both<IdentityOnly, IdentityOnlyDouble>(),
        .. Both<IdentityDeep, IdentityDeepDouble>(),
        .. Both<SigmoidOnly, SigmoidOnlyDouble>(),
        .. Both<SoftmaxOnly, SoftmaxOnlyDouble>(),
        .. Both<LinearOnly, LinearOnlyDouble>(),
        .. Both<Logits, LogitsDouble>(),
        .. Both<AllActivations, AllActivationsDouble>(),
        .. Both<Slopes, SlopesDouble>(),
        .. Both<Margins, MarginsDouble>(),
        .. Both<Divergence, DivergenceDouble>(),
        .. Both<Weighted, WeightedDouble>(),
        .. Masked,
        .. Both<Gated, GatedDouble>(),
        .. Both<Blocks, BlocksDouble>(),
        .. Both<Towers, TowersDouble>(),
        .. Both<Clashes, ClashesDouble>(),
        .. Both<Packed, PackedDouble>(),
        .. Both<Tied, TiedDouble>(),
        .. Both<Attention, AttentionDouble>(),
        .. Both<Heads, HeadsDouble>(),
        .. Both<Views, ViewsDouble>(),
        .. Both<Positions, PositionsDouble>(),
        .. Both<Repeated, RepeatedDouble>(),
        .. Both<SmallImages, SmallImagesDouble>(),
        .. Both<WideConvolutions, WideConvolutionsDouble>(),
        .. Both<SeparableBlocks, SeparableBlocksDouble>(),
        .. Both<ConvolvedSeries, ConvolvedSeriesDouble>(),
        .. Both<DecodedImages, DecodedImagesDouble>(),
        .. Both<WholeKernels, WholeKernelsDouble>(),
    ];

    /// <summary>Networks with masks.</summary>
    public static IReadOnlyList<Net> Masked => [.. Both<MaskedPatterns, MaskedPatternsDouble>(), .. Both<MaskedWide, MaskedWideDouble>(), .. Both<MaskedBlocks, MaskedBlocksDouble>(), .. Both<MaskedStreamed, MaskedStreamedDouble>()];

    /// <summary>Networks whose rows between the layers do not fit the stack.</summary>
    public static IReadOnlyList<Net> Scratch { get; } = [.. Both<Scratchy, ScratchyDouble>(), .. Both<ScratchyRow, ScratchyRowDouble>()];

    /// <summary>Networks whose loss is in other units than their outputs.</summary>
    public static IReadOnlyList<Net> OutputScaled { get; } = Both<ScaledOutput, ScaledOutputDouble>();

    /// <summary>Networks with several outputs.</summary>
    public static IReadOnlyList<Net> Heads { get; } = [.. Both<TwoHeads, TwoHeadsDouble>(), .. Both<DeepHeads, DeepHeadsDouble>()];

    /// <summary>The perceptron criterion, after a step and without one.</summary>
    public static IReadOnlyList<Net> Perceptrons { get; } = [.. Both<Threshold, ThresholdDouble>(), .. Both<ThresholdSums, ThresholdSumsDouble>()];

    /// <summary>Small ones whose losses are known by hand, with weights of classes.</summary>
    public static IReadOnlyList<Net> Agreement { get; } =
    [
        .. Both<WeightedLogits, WeightedLogitsDouble>(),
        .. Both<WeightedLikelihood, WeightedLikelihoodDouble>(),
        .. Both<WeightedSmoothing, WeightedSmoothingDouble>(),
        .. Both<FocalProbabilities, FocalProbabilitiesDouble>(),
        .. Both<FocalAnswers, FocalAnswersDouble>(),
    ];

    /// <summary>All but the golden ones.</summary>
    public static IReadOnlyList<Net> General { get; } = [.. Spread, .. Scratch, .. OutputScaled, .. Heads];

    /// <summary>The networks as arguments of a theory, by name.</summary>
    public static TheoryData<string> Names(IEnumerable<Net> nets) => [.. nets.Select(net => net.Name)];

    /// <summary>The network of that class name.</summary>
    public static Net Find(string name) => General.Concat(Golden).Concat(Perceptrons).Concat(Agreement).First(net => net.Name == name);

    private static Net[] Both<TSingle, TDouble>()
        where TSingle : class, ITrainableNetwork<TSingle, float>
        where TDouble : class, ITrainableNetwork<TDouble, double> => [Net.Of<TSingle, float>(), Net.Of<TDouble, double>()];
}
