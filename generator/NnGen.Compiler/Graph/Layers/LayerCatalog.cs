using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>Every layer and every loss that the compiler knows: a new one is a line here and a file of its own.</summary>
public static class LayerCatalog
{
    private static readonly Dictionary<string, LayerKind> s_layers = new LayerKind[]
    {
        new DenseLayer(),
        new DropoutLayer(),
        new FlattenLayer(),
        new AddLayer(),
        new IdentityLayer(),
        new ActivationLayer("Sigmoid", context => new SigmoidOp(context.Input)),
        new ActivationLayer("Tanh", context => new TanhOp(context.Input)),
        new ActivationLayer("ReLU", context => new ReLUOp(context.Input)),
        new ActivationLayer("LeakyReLU", context => new LeakyReLUOp(context.Input, context.Double("Slope", 0.01)), "Slope"),
        new SoftmaxLayer("Softmax", x => new SoftmaxOp(x)),
        new SoftmaxLayer("LogSoftmax", x => new LogSoftmaxOp(x)),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, LossKind> s_losses = new LossKind[]
    {
        new MeanSquaredErrorLoss(),
        new CrossEntropyLoss(),
        new NegativeLogLikelihoodLoss(),
        new BinaryCrossEntropyLoss(),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static LayerKind? Layer(string name) => s_layers.TryGetValue(name, out LayerKind? kind) ? kind : null;

    public static LossKind? Loss(string name) => s_losses.TryGetValue(name, out LossKind? kind) ? kind : null;
}
