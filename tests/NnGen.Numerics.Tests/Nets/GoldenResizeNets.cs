namespace NnGen.Numerics.Tests.Nets;

// The golden cases that give series and images another size between their elements, in both precisions.

/// <summary>upsample_bilinear_aligned_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 2, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[Upsample(2, Mode = UpsampleMode.Bilinear, AlignCorners = true, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleBilinearAligned;

/// <summary>upsample_bilinear_aligned_size_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 3, 4, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Upsample(Sizes = [5, 2], Mode = UpsampleMode.Bilinear, AlignCorners = true, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleBilinearAlignedSize;

/// <summary>upsample_bilinear_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 2, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[Upsample(2, Mode = UpsampleMode.Bilinear, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleBilinear;

/// <summary>upsample_bilinear_size_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 3, 4, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Upsample(Sizes = [5, 3], Mode = UpsampleMode.Bilinear, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleBilinearSize;

/// <summary>upsample_linear_1d_b3.</summary>
[Network(InputGradient = true)]
[Input(2, 4, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[Upsample(2, Mode = UpsampleMode.Linear, Name = "up")]
[Conv1D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleLinear1d;

/// <summary>upsample_nearest_size_b3.</summary>
[Network(InputGradient = true)]
[Input(1, 3, 3, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Upsample(Sizes = [5, 4], Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleNearestSize;

/// <summary>upsample_bilinear_aligned_b3.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2, 3, 2, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[Upsample(2, Mode = UpsampleMode.Bilinear, AlignCorners = true, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleBilinearAlignedDouble;

/// <summary>upsample_bilinear_aligned_size_b3.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(1, 3, 4, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Upsample(Sizes = [5, 2], Mode = UpsampleMode.Bilinear, AlignCorners = true, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleBilinearAlignedSizeDouble;

/// <summary>upsample_bilinear_b3.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2, 3, 2, Name = "x")]
[Conv2D(2, 1, Name = "conv")]
[Upsample(2, Mode = UpsampleMode.Bilinear, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleBilinearDouble;

/// <summary>upsample_bilinear_size_b3.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(1, 3, 4, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Upsample(Sizes = [5, 3], Mode = UpsampleMode.Bilinear, Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleBilinearSizeDouble;

/// <summary>upsample_linear_1d_b3.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2, 4, Name = "x")]
[Conv1D(2, 1, Name = "conv")]
[Upsample(2, Mode = UpsampleMode.Linear, Name = "up")]
[Conv1D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleLinear1dDouble;

/// <summary>upsample_nearest_size_b3.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(1, 3, 3, Name = "x")]
[Conv2D(1, 1, Name = "conv")]
[Upsample(Sizes = [5, 4], Name = "up")]
[Conv2D(1, 2, Name = "conv2")]
[MeanSquaredErrorLoss]
public partial class GoldenUpsampleNearestSizeDouble;
