using NnGen;

namespace Samples.LeNet;

/// <summary>
/// LeNet-5 as it is built today: two convolutions, each followed by a pool that keeps the largest of four neighbours, and a dense end. The filters
/// look at 5 x 5 places wherever in the image these are, so that 2,572 weights do what a dense layer would need hundreds of thousands for.
/// LeCun, Bottou, Bengio and Haffner, 1998.
/// </summary>
[Network]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten]
[Dense(120), ReLU]
[Dense(84), ReLU]
[Dense(10), Softmax]
public partial class LeNet5;
