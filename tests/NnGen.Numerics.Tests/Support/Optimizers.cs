namespace NnGen.Numerics.Tests.Support;

/// <summary>Every update struct that an optimizer can choose, with numbers of its own.</summary>
internal static class Optimizers
{
    /// <summary>One without slots, one with one and a branch, one with two: for tests of many networks, each of which compiles each rule.</summary>
    public static IReadOnlyList<Optimizer> Few { get; } = [new Sgd(0.1), new Sgd(0.05) { Momentum = 0.9, Nesterov = true }, new Adam(0.01)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Optimizer> All { get; } =
    [
        new Sgd(0.1),
        new Sgd(0.05) { Momentum = 0.9 },
        new Sgd(0.05) { Momentum = 0.9, Dampening = 0.5 },
        new Sgd(0.05) { Momentum = 0.9, Nesterov = true },
        new Adam(0.01),
        new AdamW(0.01) { WeightDecay = 0.1 },
        new AdamW(0.01) { AmsGrad = true },
        new Adam(0.01) { AmsGrad = true },
        new Adam(0.01) { WeightDecay = 0.1 },
        new Sgd(0.05) { WeightDecay = 0.1 },
        new Sgd(0.05) { Momentum = 0.9, WeightDecay = 0.1, Decoupled = true },
        new RmsProp(),
        new RmsProp { Centered = true, Alpha = 0.9 },
        new RmsProp { Momentum = 0.9, WeightDecay = 0.1 },
        new RmsProp { Momentum = 0.9, Centered = true, WeightDecay = 0.1, Decoupled = true },
        new Adagrad { RateDecay = 0.1, InitialAccumulator = 0.1 },
        new Adadelta(),
        new Adamax(),
        new NAdam(),
        new RAdam(0.01) { Beta2 = 0.9 },
        new Lion(0.01) { WeightDecay = 0.1 },
        new Lion(0.01),
        new Rprop(0.01),
    ];
}
