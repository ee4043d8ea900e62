namespace NnGen.Numerics.Tests.Support;

/// <summary>Every update struct that an optimizer can choose, with numbers of its own.</summary>
internal static class Optimizers
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Optimizer> All { get; } =
    [
        new Sgd(0.1),
        new Sgd(0.05) { Momentum = 0.9 },
        new Sgd(0.05) { Momentum = 0.9, Dampening = 0.5 },
        new Sgd(0.05) { Momentum = 0.9, Nesterov = true },
        new Adam(0.01),
        new AdamW(0.01) { WeightDecay = 0.1 },
    ];
}
