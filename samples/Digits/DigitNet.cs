using NnGen;

namespace Samples.Digits;

/// <summary>Reads a 28x28 grey image as one of ten digits.</summary>
[Network]
[Input(28 * 28)]
[Dense(128), ReLU, Dropout(0.2)]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class DigitNet;
