namespace NnGen.Benchmarks;

/// <summary>LeNet-5 on images of 28 x 28.</summary>
[Network]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten]
[Dense(120), ReLU]
[Dense(84), ReLU]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class LeNet;

/// <summary>Four convolutions of 3 x 3 on images of 32 x 32, as people embed them.</summary>
[Network]
[Input(3, 32, 32)]
[Conv2D(32, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(32, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[MaxPool2D(2)]
[Conv2D(64, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(64, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[MaxPool2D(2)]
[Flatten]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class SmallImages;

/// <summary>A block of a mobile net: a depthwise convolution and a pointwise one.</summary>
[Network]
[Input(32, 32, 32)]
[Conv2D(32, 3, Padding = Padding.Same, Groups = 32, Bias = false), BatchNorm, ReLU]
[Conv2D(64, 1, Bias = false), BatchNorm, ReLU]
[MeanSquaredErrorLoss]
public partial class MobileBlock;

/// <summary>Spots twelve words in 49 frames of ten coefficients.</summary>
[Network]
[Input(1, 49, 10)]
[Conv2D(64, 10, 4, Stride = 2, Paddings = [5, 1], Bias = false), BatchNorm, ReLU]
[Conv2D(64, 3, Padding = Padding.Same, Groups = 64, Bias = false), BatchNorm, ReLU, Conv2D(64, 1, Bias = false), BatchNorm, ReLU]
[Conv2D(64, 3, Padding = Padding.Same, Groups = 64, Bias = false), BatchNorm, ReLU, Conv2D(64, 1, Bias = false), BatchNorm, ReLU]
[Conv2D(64, 3, Padding = Padding.Same, Groups = 64, Bias = false), BatchNorm, ReLU, Conv2D(64, 1, Bias = false), BatchNorm, ReLU]
[Conv2D(64, 3, Padding = Padding.Same, Groups = 64, Bias = false), BatchNorm, ReLU, Conv2D(64, 1, Bias = false), BatchNorm, ReLU]
[GlobalAvgPool]
[Dense(12), Softmax]
[CrossEntropyLoss]
public partial class Keywords;
