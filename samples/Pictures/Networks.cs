using NnGen;

namespace Samples.Pictures;

/// <summary>Tells three kinds of pictures apart. It takes bytes with the channels of a place side by side, as decoders give them.</summary>
[Network]
[Input(3, 32, 32, Layout = ImageLayout.ChannelsLast, Element = InputElement.Byte, Scale = 1 / 255.0)]
[Conv2D(12, 4, Stride = 2, Padding = 1), ReLU]
[Conv2D(24, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(32, 3, Padding = 1), ReLU, GlobalMaxPool]
[Dense(3), Softmax]
public partial class PictureNet;
