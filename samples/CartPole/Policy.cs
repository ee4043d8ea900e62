using NnGen;

namespace Samples.CartPole;

/// <summary>Looks at the cart and its pole and gives a logit for each of two actions: push to the left, push to the right.</summary>
[Network]
[Input(4)]
[Dense(32), Tanh]
[Dense(2)]
[CrossEntropyLoss]
public partial class Policy;
