using System.Globalization;
using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Generator.Tests.Shapes;

/// <summary>A network of one dense layer and an activation: as source, and as the plan that the compiler makes of the same declaration.</summary>
/// <param name="In">The inputs.</param>
/// <param name="Out">The outputs.</param>
/// <param name="Activation">The activation.</param>
/// <param name="Trains">Whether training code is emitted too, the gradient of the input included.</param>
/// <param name="Rows">The rows of the batch.</param>
/// <param name="HasAllWidths">Whether it is run at the narrower widths too.</param>
/// <param name="IsSparse">Whether it is declared to take sparse inputs, and gets them.</param>
internal sealed record EmittedShape(int In, int Out, ShapeActivation Activation, bool Trains, int Rows, bool HasAllWidths, bool IsSparse)
{
    /// <summary>The class.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"Net{In}x{Out}");

    public string Source => $$"""
        [NnGen.Network({{(Trains ? "InputGradient = true" : "Emit = NnGen.Emit.Inference")}})]
        [NnGen.Input({{In}}{{(IsSparse ? ", Sparse = true" : "")}})]
        [NnGen.Dense({{Out}})]
        [NnGen.{{Activation.Attribute}}]
        [NnGen.HalfSquaredErrorLoss]
        public partial class {{Name}};
        """;

    public NetworkPlan Plan()
    {
        (NetworkPlan? plan, EquatableArray<Problem> problems) = NetworkCompiler.Compile(new NetworkDeclaration
        {
            Host = new HostDeclaration("", default, Name),
            Options = new(Trains ? new OptionDeclaration("InputGradient", true) : new OptionDeclaration("Emit", "Inference")),
            Nodes = new(
                Node("Input", new OptionDeclaration("Shape", new EquatableArray<int>(In)), new OptionDeclaration("Sparse", IsSparse)),
                Node("Dense", new OptionDeclaration("Units", Out)),
                Activation.Node,
                Node("HalfSquaredErrorLoss")),
        });
        Assert.DoesNotContain(problems, problem => problem.Kind.Severity == ProblemSeverity.Error);
        return plan!;
    }

    public override string ToString() => $"{In} x {Out}, {Activation.Attribute}, {Rows} rows{(IsSparse ? ", sparse" : "")}";

    private static NodeDeclaration Node(string kind, params OptionDeclaration[] options) => new(kind, new(options));
}

/// <summary>An activation as its attribute is written and as the declaration has it.</summary>
internal sealed record ShapeActivation(string Attribute, NodeDeclaration Node)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ShapeActivation> All { get; } =
    [
        .. new[]
        {
            "Sigmoid", "Tanh", "ReLU", "Step", "ReLU6", "SELU", "GELU", "SiLU", "Softsign", "HardSwish", "Mish", "ScaledTanh", "Identity", "Softmax", "LogSoftmax", "Softmin", "PReLU",
        }.Select(name => Of(name)),
        Of("LeakyReLU", "0.2", ("Slope", 0.2)),
        Of("LeakyReLU", "-0.3", ("Slope", -0.3)),
        Of("ELU", "0.5", ("Alpha", 0.5)),
        Of("CELU", "0.5", ("Alpha", 0.5)),
        Of("GELU", "Approximate = true", ("Approximate", true)),
        Of("Softplus", "2.0", ("Beta", 2.0)),
        Of("HardSigmoid", "0.2, 0.5", ("Alpha", 0.2), ("Beta", 0.5)),
        Of("HardTanh", "-0.5, 0.75", ("Min", -0.5), ("Max", 0.75)),
        Of("PReLU", "PerUnit = true", ("PerUnit", true)),
        Of("ThresholdedReLU", "0.25", ("Alpha", 0.25)),
    ];

    private static ShapeActivation Of(string name, string arguments = "", params (string Name, object Value)[] options) => new(
        arguments.Length == 0 ? name : $"{name}({arguments})",
        new NodeDeclaration(name, new(options.Select(option => new OptionDeclaration(option.Name, option.Value)))));
}
