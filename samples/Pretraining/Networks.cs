using NnGen;

namespace Samples.Pretraining;

// Each autoencoder learns one layer of the classifier: what it squeezes its input into is the next one's input.

/// <summary>Paints 14 x 14 grey values from 100 features.</summary>
[Network]
[Input(14 * 14)]
[Dense(100, Name = "encoder"), Sigmoid(Name = "features")]
[Dense(14 * 14), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class FirstCoder;

/// <summary>Gives 100 features again from 64.</summary>
[Network]
[Input(100)]
[Dense(64, Name = "encoder"), Sigmoid(Name = "features")]
[Dense(100), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class SecondCoder;

/// <summary>Gives 64 features again from 48.</summary>
[Network]
[Input(64)]
[Dense(48, Name = "encoder"), Sigmoid(Name = "features")]
[Dense(64), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class ThirdCoder;

/// <summary>Gives 48 features again from 32.</summary>
[Network]
[Input(48)]
[Dense(32, Name = "encoder"), Sigmoid(Name = "features")]
[Dense(48), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class FourthCoder;

// The compiler advises against four sigmoids in a row (NNG202): from random weights the first layers hardly learn. That is what
// pre-training was invented for.
#pragma warning disable NNG202

/// <summary>The encoders one after the other, and ten classes behind them.</summary>
[Network]
[Input(14 * 14)]
[Dense(100), Sigmoid]
[Dense(64), Sigmoid]
[Dense(48), Sigmoid]
[Dense(32), Sigmoid]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class Classifier;
