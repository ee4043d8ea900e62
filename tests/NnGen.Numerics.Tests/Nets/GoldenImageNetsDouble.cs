namespace NnGen.Numerics.Tests.Nets;

// The networks of GoldenImageNets.cs in double precision.

/// <summary>adaptive_avg_pool2d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 4, 6, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AdaptiveAvgPool2D(2, 3, Name = "pool")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenAdaptiveAvgPool2dDouble;

/// <summary>adaptive_avg_pool2d_overlap_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 7, 5, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AdaptiveAvgPool2D(3, 2, Name = "pool")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenAdaptiveAvgPool2dOverlapDouble;

/// <summary>batch_norm_2d.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 5, 5, Name = "x")]
[Conv2D(3, 3, Bias = false, Name = "conv")]
[BatchNorm(Epsilon = 0.001, Momentum = 0.2, Name = "bn")]
[ReLU(Name = "act1")]
[MeanSquaredErrorLoss]
public partial class GoldenBatchNorm2dDouble;

/// <summary>batch_norm_fold_conv2d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 4, 4, Name = "x")]
[Conv2D(3, 3, Bias = false, Name = "conv")]
[BatchNorm(Name = "norm")]
[ReLU(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenBatchNormFoldConv2dDouble;

/// <summary>conv1d_asymmetric_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 7, Name = "x")]
[Conv1D(3, 3, Paddings = [2, 0], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dAsymmetricDouble;

/// <summary>conv1d_b1, conv1d_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dDouble;

/// <summary>conv1d_causal_dilated_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 3, Padding = Padding.Causal, Dilation = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dCausalDilatedDouble;

/// <summary>conv1d_depthwise_b1, conv1d_depthwise_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 8, Name = "x")]
[Conv1D(4, 3, Padding = 1, Groups = 4, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dDepthwiseDouble;

/// <summary>conv1d_dilated_b1, conv1d_dilated_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 3, Padding = 2, Dilation = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dDilatedDouble;

/// <summary>conv1d_groups_b1, conv1d_groups_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 8, Name = "x")]
[Conv1D(6, 2, Groups = 2, Bias = false, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dGroupsDouble;

/// <summary>conv1d_pointwise_b1, conv1d_pointwise_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 5, Name = "x")]
[Conv1D(3, 1, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dPointwiseDouble;

/// <summary>conv1d_same_even_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 7, Name = "x")]
[Conv1D(3, 4, Padding = Padding.Same, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dSameEvenDouble;

/// <summary>conv1d_stride_pad_b1, conv1d_stride_pad_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 4, Stride = 2, Padding = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dStridePadDouble;

/// <summary>conv2d_asymmetric_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 5, 6, Name = "x")]
[Conv2D(2, 3, Stride = 2, Paddings = [0, 2, 1, 0], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dAsymmetricDouble;

/// <summary>conv2d_b1, conv2d_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 6, 5, Name = "x")]
[Conv2D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dDouble;

/// <summary>conv2d_depthwise_b1, conv2d_depthwise_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 5, 5, Name = "x")]
[Conv2D(3, 3, Padding = 1, Groups = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dDepthwiseDouble;

/// <summary>conv2d_depthwise_multiplier_b1, conv2d_depthwise_multiplier_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 6, 6, Name = "x")]
[Conv2D(6, 3, Stride = 2, Padding = 1, Groups = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dDepthwiseMultiplierDouble;

/// <summary>conv2d_dilated_b1, conv2d_dilated_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 8, 6, Name = "x")]
[Conv2D(2, 3, Dilations = [2, 1], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dDilatedDouble;

/// <summary>conv2d_groups_b1, conv2d_groups_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 5, 5, Name = "x")]
[Conv2D(6, 3, Padding = 1, Groups = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dGroupsDouble;

/// <summary>conv2d_pointwise_b1, conv2d_pointwise_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 4, 4, Name = "x")]
[Conv2D(4, 1, Bias = false, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dPointwiseDouble;

/// <summary>conv2d_rect_b1, conv2d_rect_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 4, 6, Name = "x")]
[Conv2D(2, 2, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dRectDouble;

/// <summary>conv2d_same_b1, conv2d_same_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 6, 6, Name = "x")]
[Conv2D(2, 5, Padding = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dSameDouble;

/// <summary>conv2d_same_even_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 4, 5, Name = "x")]
[Conv2D(2, 2, 4, Padding = Padding.Same, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dSameEvenDouble;

/// <summary>conv2d_same_even_dilated_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 5, 4, Name = "x")]
[Conv2D(2, 2, Padding = Padding.Same, Dilations = [3, 1], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dSameEvenDilatedDouble;

/// <summary>conv2d_stride_b1, conv2d_stride_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 7, 8, Name = "x")]
[Conv2D(3, 3, Stride = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dStrideDouble;

/// <summary>conv2d_stride_rect_pad_b1, conv2d_stride_rect_pad_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 6, 5, Name = "x")]
[Conv2D(3, 3, 2, Strides = [2, 1], Paddings = [1, 2], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv2dStrideRectPadDouble;

/// <summary>conv_transpose1d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 5, Name = "x")]
[ConvTranspose1D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose1dDouble;

/// <summary>conv_transpose1d_dilated_groups_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 4, Name = "x")]
[ConvTranspose1D(6, 2, Stride = 2, Dilation = 3, Groups = 2, Bias = false, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose1dDilatedGroupsDouble;

/// <summary>conv_transpose1d_stride_output_padding_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 4, Name = "x")]
[ConvTranspose1D(3, 3, Stride = 3, Padding = 1, OutputPadding = 2, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose1dStrideOutputPaddingDouble;

/// <summary>conv_transpose2d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 3, 4, Name = "x")]
[ConvTranspose2D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dDouble;

/// <summary>conv_transpose2d_decoder_b1.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 3, 3, Name = "x")]
[ConvTranspose2D(2, 3, Stride = 2, Name = "conv")]
[ReLU(Name = "act")]
[Conv2D(1, 3, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dDecoderDouble;

/// <summary>conv_transpose2d_depthwise_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 3, 2, Name = "x")]
[ConvTranspose2D(3, 3, Stride = 2, Padding = 1, OutputPadding = 1, Groups = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dDepthwiseDouble;

/// <summary>conv_transpose2d_dilated_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 3, 3, Name = "x")]
[ConvTranspose2D(1, 2, Padding = 1, Dilations = [2, 3], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dDilatedDouble;

/// <summary>conv_transpose2d_rect_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 3, 4, Name = "x")]
[ConvTranspose2D(2, 2, 3, Strides = [2, 1], Paddings = [0, 1], OutputPaddings = [1, 0], Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dRectDouble;

/// <summary>conv_transpose2d_stride_padding_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 3, 3, Name = "x")]
[ConvTranspose2D(2, 4, Stride = 2, Padding = 1, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConvTranspose2dStridePaddingDouble;

/// <summary>dropout2d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 4, 4, Name = "x")]
[Conv2D(5, 2, Name = "conv")]
[Dropout2D(0.4, Name = "drop")]
[Conv2D(2, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenDropout2dDouble;

/// <summary>group_norm_1d_one_group_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 5, Name = "x")]
[Conv1D(4, 1, Name = "conv")]
[GroupNorm(1, Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenGroupNorm1dOneGroupDouble;

/// <summary>group_norm_2d_b1, group_norm_2d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(6, 3, 2, Name = "x")]
[Conv2D(6, 1, Name = "conv")]
[GroupNorm(3, Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenGroupNorm2dDouble;

/// <summary>group_norm_flat_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, Name = "x")]
[Dense(6, Name = "fc1")]
[GroupNorm(2, Name = "norm")]
[ReLU(Name = "act")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenGroupNormFlatDouble;

/// <summary>group_norm_no_affine_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 4, 4, Name = "x")]
[Conv2D(4, 2, Name = "conv")]
[GroupNorm(2, Affine = false, Name = "norm")]
[MeanSquaredErrorLoss]
public partial class GoldenGroupNormNoAffineDouble;

/// <summary>instance_norm_1d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 6, Name = "x")]
[Conv1D(3, 1, Bias = false, Name = "conv")]
[InstanceNorm(Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenInstanceNorm1dDouble;

/// <summary>instance_norm_2d_affine_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 3, 4, Name = "x")]
[Conv2D(3, 1, Bias = false, Name = "conv")]
[InstanceNorm(Affine = true, Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenInstanceNorm2dAffineDouble;

/// <summary>layer_norm_no_affine_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 3, 4, Name = "x")]
[Conv2D(2, 1, Bias = false, Name = "conv")]
[LayerNorm(Epsilon = 0.001, Axes = 2, Affine = false, Name = "norm")]
[MeanSquaredErrorLoss]
public partial class GoldenLayerNormNoAffineDouble;

/// <summary>layer_norm_three_axes_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 3, 4, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[LayerNorm(Axes = 3, Name = "norm")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenLayerNormThreeAxesDouble;

/// <summary>log_softmax_channels_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 2, 3, Name = "x")]
[Conv2D(3, 1, Name = "conv")]
[LogSoftmax(Axis = 0, Name = "logprob")]
[MeanSquaredErrorLoss]
public partial class GoldenLogSoftmaxChannelsDouble;

/// <summary>max_pool1d_ties_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 7, Name = "x")]
[MaxPool1D(3, Stride = 1, Padding = 1, Name = "pool")]
[Flatten(Name = "flat")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenMaxPool1dTiesDouble;

/// <summary>max_pool2d_ties_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 6, 6, Name = "x")]
[MaxPool2D(3, Stride = 2, Padding = 1, Dilation = 2, Name = "pool")]
[Flatten(Name = "flat")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenMaxPool2dTiesDouble;

/// <summary>pad_constant_2d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 3, 3, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[Pad(1, 0, 2, 1, Value = 0.5, Name = "border")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadConstant2dDouble;

/// <summary>pad_reflect_1d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 5, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[Pad(3, 2, Mode = PadMode.Reflect, Name = "border")]
[Conv1D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadReflect1dDouble;

/// <summary>pad_reflect_2d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 3, 4, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Pad(1, 2, 2, 0, Mode = PadMode.Reflect, Name = "border")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadReflect2dDouble;

/// <summary>pad_replicate_1d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 4, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[Pad(1, 4, Mode = PadMode.Replicate, Name = "border")]
[Conv1D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadReplicate1dDouble;

/// <summary>pad_replicate_2d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 3, 3, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Pad(2, 1, 0, 3, Mode = PadMode.Replicate, Name = "border")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPadReplicate2dDouble;

/// <summary>pixel_shuffle_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 2, 3, Name = "x")]
[Conv2D(8, 1, Name = "conv")]
[PixelShuffle(2, Name = "shuffle")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenPixelShuffleDouble;

/// <summary>pixel_unshuffle_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 4, 2, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[PixelUnshuffle(2, Name = "shuffle")]
[Conv2D(2, 1, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenPixelUnshuffleDouble;

/// <summary>pool_avg_pool1d_b1, pool_avg_pool1d_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 8, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[AvgPool1D(2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolAvgPool1dDouble;

/// <summary>pool_avg_pool2d_b1, pool_avg_pool2d_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 6, 6, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AvgPool2D(2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolAvgPool2dDouble;

/// <summary>pool_avg_pool2d_pad_excluded_b1, pool_avg_pool2d_pad_excluded_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 7, 7, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AvgPool2D(3, Stride = 2, Padding = 1, CountIncludePad = false, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolAvgPool2dPadExcludedDouble;

/// <summary>pool_avg_pool2d_pad_included_b1, pool_avg_pool2d_pad_included_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 7, 7, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[AvgPool2D(3, Stride = 2, Padding = 1, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolAvgPool2dPadIncludedDouble;

/// <summary>pool_global_avg_pool_1d_b1, pool_global_avg_pool_1d_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 7, Name = "x")]
[Conv1D(3, 1, Name = "conv")]
[GlobalAvgPool(Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolGlobalAvgPool1dDouble;

/// <summary>pool_global_avg_pool_b1, pool_global_avg_pool_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 4, 5, Name = "x")]
[Conv2D(3, 1, Name = "conv")]
[GlobalAvgPool(Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolGlobalAvgPoolDouble;

/// <summary>pool_global_max_pool_b1, pool_global_max_pool_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 4, 5, Name = "x")]
[Conv2D(3, 1, Name = "conv")]
[GlobalMaxPool(Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolGlobalMaxPoolDouble;

/// <summary>pool_max_pool1d_b1, pool_max_pool1d_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 8, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[MaxPool1D(2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool1dDouble;

/// <summary>pool_max_pool1d_overlap_b1, pool_max_pool1d_overlap_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 9, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[MaxPool1D(3, Stride = 2, Padding = 1, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool1dOverlapDouble;

/// <summary>pool_max_pool2d_b1, pool_max_pool2d_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 6, 6, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[MaxPool2D(2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool2dDouble;

/// <summary>pool_max_pool2d_ceil_b1, pool_max_pool2d_ceil_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 5, 5, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[MaxPool2D(2, CeilMode = true, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool2dCeilDouble;

/// <summary>pool_max_pool2d_dilated_b1, pool_max_pool2d_dilated_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 6, 6, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[MaxPool2D(2, Stride = 1, Dilation = 2, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool2dDilatedDouble;

/// <summary>pool_max_pool2d_overlap_pad_b1, pool_max_pool2d_overlap_pad_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 7, 7, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[MaxPool2D(3, Stride = 2, Padding = 1, Name = "pool")]
[MeanSquaredErrorLoss]
public partial class GoldenPoolMaxPool2dOverlapPadDouble;

/// <summary>prelu_channels_2d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 3, 3, Name = "x")]
[Conv2D(3, 1, Name = "conv")]
[PReLU(PerChannel = true, Name = "slope")]
[MeanSquaredErrorLoss]
public partial class GoldenPreluChannels2dDouble;

/// <summary>prelu_shared_1d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 5, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[PReLU(Name = "slope")]
[MeanSquaredErrorLoss]
public partial class GoldenPreluShared1dDouble;

/// <summary>upsample_nearest_1d_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 3, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[Upsample(3, Name = "up")]
[Conv1D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleNearest1dDouble;

/// <summary>upsample_nearest_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 3, 2, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[Upsample(2, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleNearestDouble;

/// <summary>upsample_nearest_rect_b3.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, 2, 3, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Upsample(2, 3, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleNearestRectDouble;
