namespace NnGen.Numerics.Tests.Nets;

// Networks that take rows of bytes.

/// <summary>Grey images as bytes, from 0 to 1 for the first layer.</summary>
[Network(InputGradient = true)]
[Input(1, 7, 9, Element = InputElement.Byte, Scale = 1 / 255.0)]
[Conv2D(6, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Flatten, Dense(5)]
[CrossEntropyLoss]
public partial class GreyBytes;

/// <summary>Bytes of a camera with the channels of a place side by side, from -1 to 1 for the first layer.</summary>
[Network(InputGradient = true)]
[Input(3, 6, 5, Layout = ImageLayout.ChannelsLast, Element = InputElement.Byte, Scale = 2 / 255.0, Offset = -1)]
[Conv2D(17, 3), ReLU, GlobalAvgPool, Dense(2), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class CameraBytes;

/// <summary>An image of bytes beside numbers, which are rescaled too, and a row of bytes that is not; two outputs.</summary>
[Network(InputGradient = true)]
[Input(2, 4, 5, Name = "image", Element = InputElement.Byte, Scale = 1 / 255.0)]
[Input(3, Name = "lease", Scale = 0.25, Offset = 0.5)]
[Input(6, Name = "numbers", Element = InputElement.Byte)]
[Conv2D(3, 3, From = "image"), Tanh, Flatten(Name = "seen")]
[InputScaler(From = "numbers", Name = "counts")]
[Concat("seen", "lease", "counts"), Dense(7), Tanh(Name = "both")]
[Dense(3, From = "both", Name = "kind"), Output("kind"), CrossEntropyLoss]
[Dense(2, From = "both", Name = "box"), Output("box"), MeanSquaredErrorLoss]
public partial class BytesAndNumbers;

/// <summary>One neuron, which is computed by hand.</summary>
[Network(InputGradient = true)]
[Input(2, Element = InputElement.Byte, Scale = 0.5, Offset = 1)]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class ByteNeuron;
