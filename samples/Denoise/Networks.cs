using NnGen;

namespace Samples.Denoise;

/// <summary>
/// A convolutional autoencoder: two convolutions with strides bring an image of 28 x 28 places to 7 x 7 of 16 channels, two transposed ones bring it back.
/// What is left in between has no room for noise, which looks different in every image. Vincent, Larochelle, Bengio and Manzagol, 2008.
/// </summary>
[Network]
[Input(1, 28, 28)]
[Conv2D(16, 3, Stride = 2, Padding = 1), ReLU]
[Conv2D(16, 3, Stride = 2, Padding = 1), ReLU]
[ConvTranspose2D(16, 2, Stride = 2), ReLU]
[ConvTranspose2D(16, 2, Stride = 2), ReLU]
[Conv2D(1, 3, Padding = 1), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class Cleaner;
