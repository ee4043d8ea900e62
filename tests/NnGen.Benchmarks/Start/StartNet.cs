namespace NnGen.Benchmarks.Start;

/// <summary>784-50-10, for prediction only.</summary>
[Network(Emit = Emit.Inference)]
[Input(784)]
[Dense(50), ReLU]
[Dense(10), Softmax]
public partial class StartNet;
