using NnGen;

namespace Samples.Iris;

/// <summary>Tells three species of iris by the length and width of sepal and petal.</summary>
[Network]
[Input(4)]
[Dense(8), Tanh]
[Dense(3), Softmax]
[CrossEntropyLoss]
public partial class IrisNet;
