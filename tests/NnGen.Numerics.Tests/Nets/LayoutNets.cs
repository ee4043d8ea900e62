namespace NnGen.Numerics.Tests.Nets;

// Networks whose images are given with channels last, and their twins with channels first.

/// <summary>Images as cameras give them: a convolution reads the caller's lines as they are.</summary>
[Network(InputGradient = true)]
[Input(3, 9, 8, Layout = ImageLayout.ChannelsLast)]
[Conv2D(17, 3, Stride = 2), ReLU, MaxPool2D(2)]
[Flatten, Dense(4)]
[CrossEntropyLoss]
public partial class CameraImages;

/// <summary>Two inputs with channels last, of which one is also taken in the order of its shape; margins, a depthwise layer and a pool read the others.</summary>
[Network(InputGradient = true)]
[Input(2, 6, 7, Name = "image", Layout = ImageLayout.ChannelsLast)]
[Input(5, 11, Name = "series", Layout = ImageLayout.ChannelsLast)]
[Conv2D(4, 3, Padding = 1, From = "image"), Tanh, GlobalAvgPool(Name = "seen")]
[Conv1D(5, 3, Groups = 5, From = "series"), GlobalMaxPool(Name = "heard")]
[AvgPool1D(2, From = "series"), Flatten(Name = "smooth")]
[Flatten(From = "image", Name = "raw")]
[Concat("seen", "heard", "smooth", "raw"), Dense(3)]
[MeanSquaredErrorLoss]
public partial class CameraAndSeries;

/// <summary>An image with channels last that is taken in the order of its shape alone.</summary>
[Network(InputGradient = true)]
[Input(3, 5, 4, Layout = ImageLayout.ChannelsLast)]
[Flatten, Dense(6), Sigmoid, Dense(2)]
[MeanSquaredErrorLoss]
public partial class FlatCamera;

/// <summary>One channel, where both orders are one.</summary>
[Network(InputGradient = true)]
[Input(1, 8, 9, Layout = ImageLayout.ChannelsLast)]
[Conv2D(5, 3, Padding = 1), ReLU6, GlobalAvgPool, Dense(2)]
[MeanSquaredErrorLoss]
public partial class GreyCamera;

/// <summary>The same with channels first.</summary>
[Network(InputGradient = true)]
[Input(3, 9, 8)]
[Conv2D(17, 3, Stride = 2), ReLU, MaxPool2D(2)]
[Flatten, Dense(4)]
[CrossEntropyLoss]
public partial class CameraImagesByChannels;

/// <summary>The same with channels first.</summary>
[Network(InputGradient = true)]
[Input(2, 6, 7, Name = "image")]
[Input(5, 11, Name = "series")]
[Conv2D(4, 3, Padding = 1, From = "image"), Tanh, GlobalAvgPool(Name = "seen")]
[Conv1D(5, 3, Groups = 5, From = "series"), GlobalMaxPool(Name = "heard")]
[AvgPool1D(2, From = "series"), Flatten(Name = "smooth")]
[Flatten(From = "image", Name = "raw")]
[Concat("seen", "heard", "smooth", "raw"), Dense(3)]
[MeanSquaredErrorLoss]
public partial class CameraAndSeriesByChannels;

/// <summary>The same with channels first.</summary>
[Network(InputGradient = true)]
[Input(3, 5, 4)]
[Flatten, Dense(6), Sigmoid, Dense(2)]
[MeanSquaredErrorLoss]
public partial class FlatCameraByChannels;

/// <summary>The same with channels first.</summary>
[Network(InputGradient = true)]
[Input(1, 8, 9)]
[Conv2D(5, 3, Padding = 1), ReLU6, GlobalAvgPool, Dense(2)]
[MeanSquaredErrorLoss]
public partial class GreyCameraByChannels;
