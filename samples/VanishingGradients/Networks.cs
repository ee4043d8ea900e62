using NnGen;

namespace Samples.VanishingGradients;

// The compiler advises against a row of ten sigmoids (NNG202). Here they are the point.
#pragma warning disable NNG202

/// <summary>Ten hidden layers of sigmoids.</summary>
[Network]
[Input(2)]
[Dense(16), Sigmoid]
[Dense(16), Sigmoid]
[Dense(16), Sigmoid]
[Dense(16), Sigmoid]
[Dense(16), Sigmoid]
[Dense(16), Sigmoid]
[Dense(16), Sigmoid]
[Dense(16), Sigmoid]
[Dense(16), Sigmoid]
[Dense(16), Sigmoid]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class SigmoidChain;

#pragma warning restore NNG202

/// <summary>The same with rectifiers, whose slope is 1 wherever it is not 0.</summary>
[Network]
[Input(2)]
[Dense(16), ReLU]
[Dense(16), ReLU]
[Dense(16), ReLU]
[Dense(16), ReLU]
[Dense(16), ReLU]
[Dense(16), ReLU]
[Dense(16), ReLU]
[Dense(16), ReLU]
[Dense(16), ReLU]
[Dense(16), ReLU]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class RectifierChain;
