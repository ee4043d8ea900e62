using NnGen;

namespace Samples.Autoencoder;

/// <summary>Squeezes an image of 14 x 14 grey values through 8 numbers and paints it anew.</summary>
[Network]
[Input(14 * 14)]
[Dense(64), Tanh]
[Dense(8, Name = "code")]
[Dense(64, Name = "decoder1"), Tanh]
[Dense(14 * 14, Name = "decoder2"), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class ImageCoder;

/// <summary>The second half alone: paints an image from 8 numbers. Its parameters have the same names.</summary>
[Network(Emit = Emit.Inference)]
[Input(8)]
[Dense(64, Name = "decoder1"), Tanh]
[Dense(14 * 14, Name = "decoder2"), Sigmoid]
public partial class ImagePainter;

/// <summary>The same bottleneck without activations. It can learn no more than principal component analysis, and in the end just that.</summary>
[Network]
[Input(14 * 14)]
[Dense(8, Name = "code")]
[Dense(14 * 14)]
public partial class LinearCoder;
