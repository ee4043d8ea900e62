using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Dense(units)]</c>.</summary>
public sealed class DenseLayer : LayerKind
{
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => time < shape.Axes.Count - 1 ? null
        : shape.Axes.Count == 1 ? "takes one number of each step of time, all steps at once"
        : "takes the last axis, and that is time: put [Permute(1, 0)] before it";

    private static readonly string[] s_initializers = ["Default", "Zeros", "Constant", "Uniform", "Normal", "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LeCunUniform", "LeCunNormal", "TruncatedNormal"];

    // What matrices can be drawn by, biases not.
    private static readonly string[] s_weightInitializers = [.. s_initializers, "Orthogonal", "Sparse"];

    /// <summary>The largest number that a normal distribution gives is less than so many standard deviations: draws have 53 bits.</summary>
    private const double MostDeviations = 16;

    public override string Name => "Dense";

    public override bool CanTie => true;

    public override void CheckArguments(LayerContext context)
    {
        int units = context.Int32("Units");
        if (units < 1)
        {
            context.ReportRange("Units", units, "at least 1", "The number of units");
        }

        DenseConnections.CheckArguments(context);
        CheckInitializers(context);
    }

    /// <summary>Reports what is wrong with the arguments on first values.</summary>
    /// <param name="context">The node.</param>
    /// <param name="ofDefault">What weights are drawn by where nothing is said.</param>
    internal static void CheckInitializers(LayerContext context, string ofDefault = "Default")
    {
        CheckInitializer(context, "Initializer", s_weightInitializers, ofDefault);
        CheckInitializer(context, "BiasInitializer", s_initializers, "Default");
        new Range("InitializerSparsity", sparsity => sparsity is >= 0 and <= 1, "from 0 to 1").Check(context);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known)
    {
        int units = context.Int32("Units");
        bool isRow = context.Graph.Inputs.All(input => input.Shape.Axes.Count == 1);
        return units < 1 ? null : known.Count == 1 ? known[0].Axes.Count == 1 ? new Shape(units) : WithinLimits(known[0].WithLast(units)) : isRow ? new Shape(units) : null;
    }

    public override Value? Build(LayerContext context)
    {
        int units = context.Int32("Units");
        int inputs = context.Input.Shape.Last;
        int positions = context.Input.Shape.Size / inputs;
        if ((long)positions * units > LayerContext.MaxElements)
        {
            return context.ReportAt("Units", -1, Model.ProblemKinds.TooLarge, "The number of elements of a row", context.Title, ((long)positions * units).ToString(System.Globalization.CultureInfo.InvariantCulture), LayerContext.MaxElements.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        long weights = (long)units * inputs;
        if (weights > LayerContext.MaxElements)
        {
            return context.ReportAt("Units", -1, Model.ProblemKinds.TooLarge, "The number of weights", context.Title, weights.ToString(System.Globalization.CultureInfo.InvariantCulture), LayerContext.MaxElements.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (context.Has("Tied"))
        {
            return DenseTies.Build(context, units);
        }

        if (context.Boolean("Transposed", false))
        {
            return context.ReportRange("Transposed", "true", "left out where Tied names no layer whose weight is meant");
        }

        if (!DenseConnections.TryRead(context, units, inputs, out ConnectionMask? mask))
        {
            return null;
        }

        (string weightInit, double weightScale) = Initializer(context, "Initializer");
        (string biasInit, double biasScale) = Initializer(context, "BiasInitializer");
        double sparsity = context.Double("InitializerSparsity", 0.9);
        int fanIn = mask?.FanIn ?? inputs;
        int fanOut = mask?.FanOut ?? units;
        Parameter weight = context.Graph.Add(new Parameter(context.Name + ".weight", new Shape(units, inputs), weightInit, weightScale, fanIn, fanOut, sparsity) { Mask = mask });
        Parameter? bias = context.Boolean("Bias", true)
            ? context.Graph.Add(new Parameter(context.Name + ".bias", new Shape(units), biasInit == "Default" ? "Zeros" : biasInit, biasScale, fanIn, fanOut))
            : null;
        int connections = mask?.Count ?? (int)weights;
        context.ParameterCount = connections + (bias is null ? 0 : units);
        context.MultiplyAdds = (long)connections * positions;
        Value? shift = bias is null ? null : context.Graph.Add(new ParameterOp(bias, bias.Shape, "b"), bias.Name);
        return context.Graph.Add(new LinearOp(context.Input, context.Graph.Add(new ParameterOp(weight, weight.Shape, "w"), weight.Name), shift) { IsOfState = context.Input.Producer is DelayOp }, context.Name);
    }

    private static void CheckInitializer(LayerContext context, string option, string[] known, string ofDefault)
    {
        string name = context.Enum(option, "Default");
        if (!known.Contains(name))
        {
            context.ReportRange(option, name, "one of " + string.Join(", ", known));
        }

        name = name == "Default" ? ofDefault : name;
        bool takesBound = name is "Uniform" or "Normal" or "TruncatedNormal" or "Orthogonal" or "Sparse";
        new Range(option + "Scale", scale => !takesBound || scale >= 0, "not negative").Check(context);
        double reach = name is "Normal" or "TruncatedNormal" or "Sparse" ? MostDeviations : 1;
        new Range(option + "Scale", scale => (takesBound && scale < 0) || context.IsFinite(scale * reach), "so small that every value is finite").Check(context);
    }

    /// <summary>How a parameter gets its first values. A scale that is 0 as an element is 0.</summary>
    internal static (string Name, double Scale) Initializer(LayerContext context, string option)
    {
        double scale = context.Double(option + "Scale", 1);
        return (context.Enum(option, "Default"), context.Element(scale) == 0 ? 0 : scale);
    }
}
