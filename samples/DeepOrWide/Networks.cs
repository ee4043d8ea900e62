using NnGen;

namespace Samples.DeepOrWide;

// Three ways to spend 18 weights between two inputs and one output; biases come on top.

/// <summary>Shallow and wide: 2 x 6 + 6 x 1 = 18 weights.</summary>
[Network]
[Input(2)]
[Dense(6), ReLU]
[Dense(1), Sigmoid]
public partial class Wide;

/// <summary>In between: 2 x 3 + 3 x 3 + 3 x 1 = 18 weights.</summary>
[Network]
[Input(2)]
[Dense(3), ReLU]
[Dense(3), ReLU]
[Dense(1), Sigmoid]
public partial class Middle;

/// <summary>Deep and narrow: 2 x 2 + 2 x 2 + 2 x 2 + 2 x 2 + 2 x 1 = 18 weights.</summary>
[Network]
[Input(2)]
[Dense(2), ReLU]
[Dense(2), ReLU]
[Dense(2), ReLU]
[Dense(2), ReLU]
[Dense(1), Sigmoid]
public partial class Deep;
