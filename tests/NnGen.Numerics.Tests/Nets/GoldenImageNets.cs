namespace NnGen.Numerics.Tests.Nets;

// Convolutions, pools and what belongs to them, of the golden cases.

/// <summary>batch_norm_2d.</summary>
[Network(InputGradient = true)]
[Input(2, 5, 5, Name = "x")]
[Conv2D(3, 3, Bias = false, Name = "conv")]
[BatchNorm(Epsilon = 0.001, Momentum = 0.2, Name = "bn")]
[ReLU(Name = "act1")]
[MeanSquaredErrorLoss]
public partial class GoldenBatchNorm2d;

/// <summary>conv1d_b1, conv1d_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1d;

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

/// <summary>conv1d_stride_pad_b1, conv1d_stride_pad_b7.</summary>
[Network(InputGradient = true)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 4, Stride = 2, Padding = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dStridePad;

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
