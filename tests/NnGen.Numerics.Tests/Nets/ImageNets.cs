namespace NnGen.Numerics.Tests.Nets;

// Networks of convolutions and pools, of sizes below, at and above those of tiles and vectors.

/// <summary>An image of one channel; odd numbers of filters, margins, a pool, and a dense end.</summary>
[Network(InputGradient = true)]
[Input(1, 12, 11)]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(17, 3), ReLU, MaxPool2D(2)]
[Flatten, Dense(10), Softmax]
public partial class SmallImages;

/// <summary>Several panels of outputs, a long line of a window, batch normalisation over channels and a mean over all places.</summary>
[Network(InputGradient = true)]
[Input(3, 7, 9)]
[Conv2D(100, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(33, 3, Stride = 2, Padding = 1), BatchNorm, GELU]
[GlobalAvgPool, Dense(4)]
[CrossEntropyLoss]
public partial class WideConvolutions;

/// <summary>Depthwise and pointwise blocks around a join, with strides that are larger than kernels.</summary>
[Network(InputGradient = true)]
[Input(5, 9, 8)]
[Conv2D(20, 1, Name = "wide"), ReLU6]
[Conv2D(20, 3, Groups = 20, Padding = 1), BatchNorm, ReLU6]
[Conv2D(20, 1, Bias = false, Name = "narrow")]
[Add("wide", "narrow")]
[Conv2D(7, 2, Stride = 3), LeakyReLU(0.1)]
[Conv2D(14, 2, 3, Groups = 7, Paddings = [1, 0, 2, 1], Dilations = [1, 2]), Tanh]
[AvgPool2D(2, Stride = 1, Padding = 1, CountIncludePad = false)]
[Flatten, Dense(3)]
[MeanSquaredErrorLoss]
public partial class SeparableBlocks;

/// <summary>Series: causal and dilated, groups, overlapping and adaptive pools, one place at the end.</summary>
[Network(InputGradient = true)]
[Input(4, 33)]
[Conv1D(16, 3, Padding = Padding.Causal, Dilation = 2), ReLU]
[MaxPool1D(3, Stride = 2, Padding = 1), AdaptiveAvgPool1D(12)]
[Conv1D(24, 4, Groups = 2, Stride = 2), SiLU, Dropout1D(0.1)]
[Conv1D(64, 5, Groups = 1), Dropout(0.2)]
[GlobalMaxPool, Dense(2)]
[MeanSquaredErrorLoss]
public partial class ConvolvedSeries;

/// <summary>An image from a few numbers, by transposed convolutions; the output is an image.</summary>
[Network(InputGradient = true)]
[Input(9)]
[Dense(54), ReLU, Reshape(6, 3, 3)]
[ConvTranspose2D(19, 3, Stride = 2, Padding = 1, OutputPadding = 1), ReLU]
[ConvTranspose2D(8, 2, 3, Groups = 1, Dilations = [2, 1]), Tanh]
[AdaptiveAvgPool2D(4, 5)]
[Conv2D(2, 3, Padding = 1, Initializer = Init.Normal), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class DecodedImages;

/// <summary>Kernels as large as the image, kernels of one place with a stride, pools of everything.</summary>
[Network(InputGradient = true)]
[Input(2, 6, 5)]
[Conv2D(16, 1, Stride = 2), ELU]
[MaxPool2D(2, Stride = 1, CeilMode = true)]
[Conv2D(48, 2, 2, Initializer = Init.Orthogonal), Softplus]
[Conv2D(5, 1, Initializer = Init.Sparse, InitializerSparsity = 0.5)]
[Flatten, Dense(1)]
[MeanSquaredErrorLoss]
public partial class WholeKernels;

/// <summary>Images of other sizes, larger and smaller, between their elements and by taking the nearest.</summary>
[Network(InputGradient = true)]
[Input(3, 4, 5)]
[Conv2D(35, 1), Tanh, Upsample(Sizes = [9, 3], Mode = UpsampleMode.Bilinear)]
[Conv2D(6, 3, Padding = 1), Upsample(Scales = [0.6, 1.5]), SiLU]
[Upsample(2, 3, Mode = UpsampleMode.Bilinear, AlignCorners = true)]
[Conv2D(2, 3), Upsample(Scale = 1.3, Mode = UpsampleMode.Bilinear), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class ResizedImages;

/// <summary>The same of series; one element, and from one element.</summary>
[Network(InputGradient = true)]
[Input(2, 7)]
[Upsample(Scale = 1.9, Mode = UpsampleMode.Linear), Conv1D(17, 4), Tanh]
[Upsample(Size = 23, Mode = UpsampleMode.Linear, AlignCorners = true), Upsample(Size = 6)]
[Conv1D(3, 6), Upsample(4, Mode = UpsampleMode.Linear), Conv1D(4, 2, Groups = 1)]
[Upsample(Size = 1, Mode = UpsampleMode.Linear, AlignCorners = true), Flatten, Dense(2)]
[MeanSquaredErrorLoss]
public partial class ResizedSeries;

/// <summary>Groups of channels, which are read where the caller has them.</summary>
[Network(InputGradient = true)]
[Input(6, 5, 4, Layout = ImageLayout.ChannelsLast)]
[Conv2D(9, 3, Groups = 3), Tanh, GlobalAvgPool, Dense(2)]
[MeanSquaredErrorLoss]
public partial class GroupedCamera;

/// <summary>The same of two inputs; a series of one place lies in both orders.</summary>
[Network(InputGradient = true)]
[Input(4, 7, Name = "left", Layout = ImageLayout.ChannelsLast)]
[Input(6, 1, Name = "right")]
[Conv1D(6, 3, Groups = 2, From = "left"), GlobalAvgPool(Name = "a")]
[Conv1D(9, 1, Groups = 3, From = "right"), Flatten(Name = "b")]
[Concat("a", "b"), SiLU, Dense(2)]
[MeanSquaredErrorLoss]
public partial class GroupedSeries;

/// <summary>Few outputs of many channels, which are added up in segments; segments that are apart, and more than a line has.</summary>
[Network(InputGradient = true)]
[Input(2, 9, 8)]
[Conv2D(20, 3, Stride = 2, Padding = 1), Tanh]
[ConvTranspose2D(5, 4, Stride = 3, Padding = 1), Sigmoid]
[Conv2D(21, 1), ReLU]
[Conv2D(3, 5, Paddings = [2, 2, 4, 0], Dilations = [2, 1]), Tanh]
[Conv2D(1, 3, 2, Stride = 1)]
[Flatten, Dense(3)]
[MeanSquaredErrorLoss]
public partial class NarrowEnds;

/// <summary>The same of a series, and the gradient of one with a stride.</summary>
[Network(InputGradient = true)]
[Input(3, 40)]
[Conv1D(18, 5, Stride = 3), BatchNorm, ReLU]
[Conv1D(2, 7, Padding = 3), LeakyReLU(0.2)]
[Flatten, Dense(2)]
[MeanSquaredErrorLoss]
public partial class NarrowSeries;

/// <summary>Images whose answers are what was added up.</summary>
[Network(InputGradient = true)]
[Input(2, 6, 7)]
[Conv2D(18, 3, Stride = 2, Padding = 1), Tanh]
[ConvTranspose2D(1, 4, Stride = 2, Padding = 1)]
[MeanSquaredErrorLoss]
public partial class NarrowAnswers;

/// <summary>Images of one channel and few filters: pixels of a line are lanes, in more strips than one, and a pool of three takes them.</summary>
[Network(InputGradient = true)]
[Input(1, 10, 138)]
[Conv2D(7, 3, Padding = 1, Bias = false), BatchNorm, PReLU(PerChannel = true), MaxPool2D(3)]
[Flatten, Dense(3)]
[MeanSquaredErrorLoss]
public partial class LinesOfPixels;

/// <summary>The same of a series without a pool, from the caller's memory, and of few lines with one output.</summary>
[Network(InputGradient = true)]
[Input(1, 99)]
[Conv1D(8, 5), LeakyReLU, AvgPool1D(4)]
[Reshape(1, 8, 23), Conv2D(1, 3, Padding = 1), Tanh]
[Flatten, Dense(2)]
[MeanSquaredErrorLoss]
public partial class LinesOfSeries;

/// <summary>Images that are computed in the margins of the next layer: normalised, pooled, by long functions, depthwise.</summary>
[Network(InputGradient = true)]
[Input(3, 9, 10)]
[Conv2D(18, 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D(70, 3, Padding = 1), SiLU, MaxPool2D(2)]
[Conv2D(20, 3, Padding = 1), BatchNorm, ReLU, Dropout2D(0.2)]
[Conv2D(20, 3, Groups = 20, Padding = 1), Tanh]
[Conv2D(6, 3, Groups = 2, Stride = 2, Paddings = [1, 0, 2, 1]), GELU]
[Flatten, Dense(4), Softmax]
public partial class ImagesInMargins;

/// <summary>Several layers that take one image in margins of their own, and series in such.</summary>
[Network(InputGradient = true)]
[Input(4, 19)]
[Conv1D(16, 3, Padding = 1), ReLU(Name = "a")]
[Conv1D(16, 3, Padding = Padding.Causal, Name = "b")]
[Conv1D(16, 5, Padding = 2, From = "a", Name = "c")]
[Conv1D(16, 1, Stride = 2, From = "a"), GlobalMaxPool(Name = "d")]
[Add("a", "b", "c"), Sigmoid]
[Conv1D(9, 3, Padding = 2, Groups = 1), GlobalAvgPool(Name = "e")]
[Concat("d", "e"), Dense(2)]
[MeanSquaredErrorLoss]
public partial class SeveralMargins;
