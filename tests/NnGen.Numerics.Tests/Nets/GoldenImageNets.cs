namespace NnGen.Numerics.Tests.Nets;

// Convolutions, pools and what belongs to them, of the golden cases.

/// <summary>adaptive_avg_pool2d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 4, 6, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AdaptiveAvgPool2D(2, 3, Name = "pool")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenAdaptiveAvgPool2d;

/// <summary>adaptive_avg_pool2d_overlap_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 7, 5, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AdaptiveAvgPool2D(3, 2, Name = "pool")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenAdaptiveAvgPool2dOverlap;

/// <summary>batch_norm_2d.</summary>
[Network(InputGradient = true)]
[Input(2, 5, 5, Name = "x")]
[Conv2D(3, 3, Bias = false, Name = "conv")]
[BatchNorm(Epsilon = 0.001, Momentum = 0.2, Name = "bn")]
[ReLU(Name = "act1")]
[MeanSquaredErrorLoss]
public partial class GoldenBatchNorm2d;

/// <summary>batch_norm_fold_conv2d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 4, 4, Name = "x")]
[Conv2D(3, 3, Bias = false, Name = "conv")]
[BatchNorm(Name = "norm")]
[ReLU(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenBatchNormFoldConv2d;

/// <summary>conv1d_asymmetric_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 7, Name = "x")]
[Conv1D(3, 3, Paddings = [2, 0], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dAsymmetric;

/// <summary>conv1d_b1, conv1d_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1d;

/// <summary>conv1d_causal_dilated_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 3, Padding = Padding.Causal, Dilation = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dCausalDilated;

/// <summary>conv1d_depthwise_b1, conv1d_depthwise_b7.</summary>
[Network(InputGradient = true)]
[Input(4, 8, Name = "x")]
[Conv1D(4, 3, Padding = 1, Groups = 4, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dDepthwise;

/// <summary>conv1d_dilated_b1, conv1d_dilated_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 3, Padding = 2, Dilation = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dDilated;

/// <summary>conv1d_groups_b1, conv1d_groups_b7.</summary>
[Network(InputGradient = true)]
[Input(4, 8, Name = "x")]
[Conv1D(6, 2, Groups = 2, Bias = false, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dGroups;

/// <summary>conv1d_pointwise_b1, conv1d_pointwise_b7.</summary>
[Network(InputGradient = true)]
[Input(4, 5, Name = "x")]
[Conv1D(3, 1, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dPointwise;

/// <summary>conv1d_same_even_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 7, Name = "x")]
[Conv1D(3, 4, Padding = Padding.Same, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dSameEven;

/// <summary>conv1d_stride_pad_b1, conv1d_stride_pad_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 4, Stride = 2, Padding = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dStridePad;

/// <summary>conv2d_asymmetric_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 5, 6, Name = "x")]
[Conv2D(2, 3, Stride = 2, Paddings = [0, 2, 1, 0], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dAsymmetric;

/// <summary>conv2d_b1, conv2d_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 6, 5, Name = "x")]
[Conv2D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2d;

/// <summary>conv2d_depthwise_b1, conv2d_depthwise_b7.</summary>
[Network(InputGradient = true)]
[Input(3, 5, 5, Name = "x")]
[Conv2D(3, 3, Padding = 1, Groups = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dDepthwise;

/// <summary>conv2d_depthwise_multiplier_b1, conv2d_depthwise_multiplier_b7.</summary>
[Network(InputGradient = true)]
[Input(3, 6, 6, Name = "x")]
[Conv2D(6, 3, Stride = 2, Padding = 1, Groups = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dDepthwiseMultiplier;

/// <summary>conv2d_dilated_b1, conv2d_dilated_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 8, 6, Name = "x")]
[Conv2D(2, 3, Dilations = [2, 1], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dDilated;

/// <summary>conv2d_groups_b1, conv2d_groups_b7.</summary>
[Network(InputGradient = true)]
[Input(4, 5, 5, Name = "x")]
[Conv2D(6, 3, Padding = 1, Groups = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dGroups;

/// <summary>conv2d_pointwise_b1, conv2d_pointwise_b7.</summary>
[Network(InputGradient = true)]
[Input(3, 4, 4, Name = "x")]
[Conv2D(4, 1, Bias = false, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dPointwise;

/// <summary>conv2d_rect_b1, conv2d_rect_b7.</summary>
[Network(InputGradient = true)]
[Input(1, 4, 6, Name = "x")]
[Conv2D(2, 2, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dRect;

/// <summary>conv2d_same_b1, conv2d_same_b7.</summary>
[Network(InputGradient = true)]
[Input(1, 6, 6, Name = "x")]
[Conv2D(2, 5, Padding = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dSame;

/// <summary>conv2d_same_even_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 4, 5, Name = "x")]
[Conv2D(2, 2, 4, Padding = Padding.Same, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dSameEven;

/// <summary>conv2d_same_even_dilated_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 5, 4, Name = "x")]
[Conv2D(2, 2, Padding = Padding.Same, Dilations = [3, 1], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dSameEvenDilated;

/// <summary>conv2d_stride_b1, conv2d_stride_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 7, 8, Name = "x")]
[Conv2D(3, 3, Stride = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dStride;

/// <summary>conv2d_stride_rect_pad_b1, conv2d_stride_rect_pad_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 6, 5, Name = "x")]
[Conv2D(3, 3, 2, Strides = [2, 1], Paddings = [1, 2], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dStrideRectPad;

/// <summary>conv_transpose1d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 5, Name = "x")]
[ConvTranspose1D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose1d;

/// <summary>conv_transpose1d_dilated_groups_b3.</summary>
[Network(InputGradient = true)]
[Input(4, 4, Name = "x")]
[ConvTranspose1D(6, 2, Stride = 2, Dilation = 3, Groups = 2, Bias = false, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose1dDilatedGroups;

/// <summary>conv_transpose1d_stride_output_padding_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 4, Name = "x")]
[ConvTranspose1D(3, 3, Stride = 3, Padding = 1, OutputPadding = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose1dStrideOutputPadding;

/// <summary>conv_transpose2d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 4, Name = "x")]
[ConvTranspose2D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2d;

/// <summary>conv_transpose2d_decoder_b1.</summary>
[Network(InputGradient = true)]
[Input(1, 3, 3, Name = "x")]
[ConvTranspose2D(2, 3, Stride = 2, Name = "conv")]
[ReLU(Name = "act")]
[Conv2D(1, 3, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dDecoder;

/// <summary>conv_transpose2d_depthwise_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 3, 2, Name = "x")]
[ConvTranspose2D(3, 3, Stride = 2, Padding = 1, OutputPadding = 1, Groups = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dDepthwise;

/// <summary>conv_transpose2d_dilated_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 3, Name = "x")]
[ConvTranspose2D(1, 2, Padding = 1, Dilations = [2, 3], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dDilated;

/// <summary>conv_transpose2d_rect_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 3, 4, Name = "x")]
[ConvTranspose2D(2, 2, 3, Strides = [2, 1], Paddings = [0, 1], OutputPaddings = [1, 0], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dRect;

/// <summary>conv_transpose2d_stride_padding_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 3, Name = "x")]
[ConvTranspose2D(2, 4, Stride = 2, Padding = 1, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dStridePadding;

/// <summary>dropout2d_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 4, 4, Name = "x")]
[Conv2D(5, 2, Name = "conv")]
[Dropout2D(0.4, Name = "drop")]
[Conv2D(2, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenDropout2d;

/// <summary>group_norm_1d_one_group_b3.</summary>
[Network(InputGradient = true)]
[Input(4, 5, Name = "x")]
[Conv1D(4, 1, Name = "conv")]
[GroupNorm(1, Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenGroupNorm1dOneGroup;

/// <summary>group_norm_2d_b1, group_norm_2d_b3.</summary>
[Network(InputGradient = true)]
[Input(6, 3, 2, Name = "x")]
[Conv2D(6, 1, Name = "conv")]
[GroupNorm(3, Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenGroupNorm2d;

/// <summary>group_norm_flat_b3.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(6, Name = "fc1")]
[GroupNorm(2, Name = "norm")]
[ReLU(Name = "act")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenGroupNormFlat;

/// <summary>group_norm_no_affine_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 4, 4, Name = "x")]
[Conv2D(4, 2, Name = "conv")]
[GroupNorm(2, Affine = false, Name = "norm")]
[MeanSquaredErrorLoss]
public partial class GoldenGroupNormNoAffine;

/// <summary>instance_norm_1d_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 6, Name = "x")]
[Conv1D(3, 1, Bias = false, Name = "conv")]
[InstanceNorm(Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenInstanceNorm1d;

/// <summary>instance_norm_2d_affine_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 3, 4, Name = "x")]
[Conv2D(3, 1, Bias = false, Name = "conv")]
[InstanceNorm(Affine = true, Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenInstanceNorm2dAffine;

/// <summary>layer_norm_no_affine_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 4, Name = "x")]
[Conv2D(2, 1, Bias = false, Name = "conv")]
[LayerNorm(Epsilon = 0.001, Axes = 2, Affine = false, Name = "norm")]
[MeanSquaredErrorLoss]
public partial class GoldenLayerNormNoAffine;

/// <summary>layer_norm_three_axes_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 4, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[LayerNorm(Axes = 3, Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenLayerNormThreeAxes;

/// <summary>log_softmax_channels_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 2, 3, Name = "x")]
[Conv2D(3, 1, Name = "conv")]
[LogSoftmax(Axis = 0, Name = "logprob")]
[MeanSquaredErrorLoss]
public partial class GoldenLogSoftmaxChannels;

/// <summary>max_pool1d_ties_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 7, Name = "x")]
[MaxPool1D(3, Stride = 1, Padding = 1, Name = "pool")]
[Flatten(Name = "flat")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenMaxPool1dTies;

/// <summary>max_pool2d_ties_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 6, 6, Name = "x")]
[MaxPool2D(3, Stride = 2, Padding = 1, Dilation = 2, Name = "pool")]
[Flatten(Name = "flat")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenMaxPool2dTies;

/// <summary>pad_constant_2d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 3, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[Pad(1, 0, 2, 1, Value = 0.5, Name = "border")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadConstant2d;

/// <summary>pad_reflect_1d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 5, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[Pad(3, 2, Mode = PadMode.Reflect, Name = "border")]
[Conv1D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadReflect1d;

/// <summary>pad_reflect_2d_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 3, 4, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Pad(1, 2, 2, 0, Mode = PadMode.Reflect, Name = "border")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadReflect2d;

/// <summary>pad_replicate_1d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 4, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[Pad(1, 4, Mode = PadMode.Replicate, Name = "border")]
[Conv1D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadReplicate1d;

/// <summary>pad_replicate_2d_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 3, 3, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Pad(2, 1, 0, 3, Mode = PadMode.Replicate, Name = "border")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadReplicate2d;

/// <summary>pixel_shuffle_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 2, 3, Name = "x")]
[Conv2D(8, 1, Name = "conv")]
[PixelShuffle(2, Name = "shuffle")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenPixelShuffle;

/// <summary>pixel_unshuffle_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 4, 2, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[PixelUnshuffle(2, Name = "shuffle")]
[Conv2D(2, 1, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPixelUnshuffle;

/// <summary>pool_avg_pool1d_b1, pool_avg_pool1d_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 8, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[AvgPool1D(2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolAvgPool1d;

/// <summary>pool_avg_pool2d_b1, pool_avg_pool2d_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 6, 6, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AvgPool2D(2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolAvgPool2d;

/// <summary>pool_avg_pool2d_pad_excluded_b1, pool_avg_pool2d_pad_excluded_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 7, 7, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AvgPool2D(3, Stride = 2, Padding = 1, CountIncludePad = false, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolAvgPool2dPadExcluded;

/// <summary>pool_avg_pool2d_pad_included_b1, pool_avg_pool2d_pad_included_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 7, 7, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AvgPool2D(3, Stride = 2, Padding = 1, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolAvgPool2dPadIncluded;

/// <summary>pool_global_avg_pool_1d_b1, pool_global_avg_pool_1d_b7.</summary>
[Network(InputGradient = true)]
[Input(3, 7, Name = "x")]
[Conv1D(3, 1, Name = "conv")]
[GlobalAvgPool(Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolGlobalAvgPool1d;

/// <summary>pool_global_avg_pool_b1, pool_global_avg_pool_b7.</summary>
[Network(InputGradient = true)]
[Input(3, 4, 5, Name = "x")]
[Conv2D(3, 1, Name = "conv")]
[GlobalAvgPool(Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolGlobalAvgPool;

/// <summary>pool_global_max_pool_b1, pool_global_max_pool_b7.</summary>
[Network(InputGradient = true)]
[Input(3, 4, 5, Name = "x")]
[Conv2D(3, 1, Name = "conv")]
[GlobalMaxPool(Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolGlobalMaxPool;

/// <summary>pool_max_pool1d_b1, pool_max_pool1d_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 8, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[MaxPool1D(2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool1d;

/// <summary>pool_max_pool1d_overlap_b1, pool_max_pool1d_overlap_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 9, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[MaxPool1D(3, Stride = 2, Padding = 1, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool1dOverlap;

/// <summary>pool_max_pool2d_b1, pool_max_pool2d_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 6, 6, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[MaxPool2D(2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool2d;

/// <summary>pool_max_pool2d_ceil_b1, pool_max_pool2d_ceil_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 5, 5, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[MaxPool2D(2, CeilMode = true, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool2dCeil;

/// <summary>pool_max_pool2d_dilated_b1, pool_max_pool2d_dilated_b7.</summary>
[Network(InputGradient = true)]
[Input(1, 6, 6, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[MaxPool2D(2, Stride = 1, Dilation = 2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool2dDilated;

/// <summary>pool_max_pool2d_overlap_pad_b1, pool_max_pool2d_overlap_pad_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 7, 7, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[MaxPool2D(3, Stride = 2, Padding = 1, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool2dOverlapPad;

/// <summary>prelu_channels_2d_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 3, 3, Name = "x")]
[Conv2D(3, 1, Name = "conv")]
[PReLU(PerChannel = true, Name = "slope")]
[MeanSquaredErrorLoss]
public partial class GoldenPreluChannels2d;

/// <summary>prelu_shared_1d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 5, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[PReLU(Name = "slope")]
[MeanSquaredErrorLoss]
public partial class GoldenPreluShared1d;

/// <summary>upsample_nearest_1d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[Upsample(3, Name = "up")]
[Conv1D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleNearest1d;

/// <summary>upsample_nearest_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 2, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[Upsample(2, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleNearest;

/// <summary>upsample_nearest_rect_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 2, 3, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Upsample(2, 3, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleNearestRect;
