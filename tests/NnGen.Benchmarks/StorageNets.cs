namespace NnGen.Benchmarks;

/// <summary><see cref="Digits512"/> with weights kept as bfloat16.</summary>
[Network(Storage = WeightStorage.BFloat16)]
[Input(784)]
[Dense(512), ReLU]
[Dense(512), ReLU]
[Dense(10), Softmax]
public partial class Digits512BFloat16;

/// <summary><see cref="Digits512"/> with weights kept as binary16.</summary>
[Network(Storage = WeightStorage.Half)]
[Input(784)]
[Dense(512), ReLU]
[Dense(512), ReLU]
[Dense(10), Softmax]
public partial class Digits512Half;
