using NnGen;

namespace Samples.Browser;

/// <summary>
/// Reads a digit. Its weights are part of the page; they were made by
/// <c>dotnet run -c Release --project samples/Digits -- relu --output samples/Browser/digits.safetensors</c>.
/// </summary>
[Network(Emit = Emit.Inference, Weights = WeightSource.Embedded)]
[Input(28 * 28)]
[Dense(50), ReLU]
[Dense(10), Softmax]
public partial class DigitNet;
