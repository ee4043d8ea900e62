using NnGen;

namespace Samples.Approximation;

// One hidden layer each, and nothing differs but its width. The width is part of the declaration, so each has a class of its own.

/// <summary>One hidden unit: a single bend.</summary>
[Network]
[Input(1)]
[Dense(1), Tanh]
[Dense(1)]
public partial class Width1;

/// <summary>Two hidden units.</summary>
[Network]
[Input(1)]
[Dense(2), Tanh]
[Dense(1)]
public partial class Width2;

/// <summary>Four hidden units.</summary>
[Network]
[Input(1)]
[Dense(4), Tanh]
[Dense(1)]
public partial class Width4;

/// <summary>Eight hidden units.</summary>
[Network]
[Input(1)]
[Dense(8), Tanh]
[Dense(1)]
public partial class Width8;

/// <summary>Sixteen hidden units.</summary>
[Network]
[Input(1)]
[Dense(16), Tanh]
[Dense(1)]
public partial class Width16;

/// <summary>Thirty-two hidden units.</summary>
[Network]
[Input(1)]
[Dense(32), Tanh]
[Dense(1)]
public partial class Width32;
