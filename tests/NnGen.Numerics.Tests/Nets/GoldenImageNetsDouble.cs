namespace NnGen.Numerics.Tests.Nets;

// The networks of GoldenImageNets.cs in double precision.

/// <summary>batch_norm_2d.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 5, 5, Name = "x")]
[Conv2D(3, 3, Bias = false, Name = "conv")]
[BatchNorm(Epsilon = 0.001, Momentum = 0.2, Name = "bn")]
[ReLU(Name = "act1")]
[MeanSquaredErrorLoss]
public partial class GoldenBatchNorm2dDouble;

/// <summary>conv1d_b1, conv1d_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dDouble;

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

/// <summary>conv1d_stride_pad_b1, conv1d_stride_pad_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(2, 9, Name = "x")]
[Conv1D(3, 4, Stride = 2, Padding = 3, Name = "conv")]
[Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenConv1dStridePadDouble;

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
