using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Custom(nameof(F), Derivative = nameof(DF))]</c>: an activation that the user wrote as a method.</summary>
public sealed class CustomLayer : LayerKind
{
    /// <summary>The most operations of a derivative that the compiler finds: what is written out by hand shares more.</summary>
    private const int MostOfDerivative = 1000;

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override string Name => FunctionDeclaration.Custom;

    public override bool IsElementwise(LayerContext context) => true;

    public override void CheckArguments(LayerContext context)
    {
        if (!context.Has(FunctionDeclaration.Options[0]))
        {
            context.Report(ProblemKinds.BadFunction, context.Title, "null", "which names none", "write [Custom(nameof(F))] and a method F in the class");
        }

        foreach (string option in FunctionDeclaration.Options)
        {
            if (context.Function(option) is FunctionDeclaration function && function.Fault(context.IsDouble) is (string what, string fix))
            {
                context.ReportAt(option, -1, ProblemKinds.BadFunction, context.Title, function.Name, what, fix);
            }
        }
    }

    public override Value? Build(LayerContext context)
    {
        FunctionDeclaration function = context.Function(FunctionDeclaration.Options[0])!;
        Element formula = Formula(function)!;
        Element derivative = context.Function(FunctionDeclaration.Options[1]) is FunctionDeclaration written ? Formula(written)! : ElementDerivative.Of(formula);
        if (derivative.Size > MostOfDerivative)
        {
            string what = $"whose derivative has {derivative.Size.ToString(CultureInfo.InvariantCulture)} operations as the compiler finds it, more than {MostOfDerivative.ToString(CultureInfo.InvariantCulture)}";
            return context.ReportAt(FunctionDeclaration.Options[0], -1, ProblemKinds.BadFunction, context.Title, function.Name, what, "write the derivative as a method, and name it: Derivative = nameof(...)");
        }

        return context.Graph.Add(new CustomOp(context.Input, function.Name, formula, derivative), context.Name);

        Element? Formula(FunctionDeclaration one) => (context.IsDouble ? one.Double : one.Single)!.Element;
    }
}
