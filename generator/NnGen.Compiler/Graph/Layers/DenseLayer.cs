using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Dense(units)]</c>.</summary>
public sealed class DenseLayer : LayerKind
{
    private static readonly string[] s_initializers = ["Default", "Zeros", "Constant", "Uniform", "Normal", "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LeCunUniform", "LeCunNormal", "TruncatedNormal"];

    // What matrices can be drawn by, biases not.
    private static readonly string[] s_weightInitializers = [.. s_initializers, "Orthogonal", "Sparse"];

    public override string Name => "Dense";

    public override Value? Build(LayerContext context)
    {
        int units = context.Int32("Units");
        if (units < 1)
        {
            return context.ReportRange("The number of units", units, "at least 1");
        }

        if (context.Input.Shape.Axes.Count != 1)
        {
            return context.ReportShape("one axis", "put [Flatten] before it");
        }

        int inputs = context.Input.Shape.Size;
        long weights = (long)units * inputs;
        if (weights > LayerContext.MaxElements)
        {
            return context.Report(Model.ProblemKinds.TooLarge, "The number of weights", context.Title, weights.ToString(System.Globalization.CultureInfo.InvariantCulture), LayerContext.MaxElements.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (!DenseConnections.TryRead(context, units, inputs, out ConnectionMask? mask))
        {
            return null;
        }

        if (!Initializer(context, "Initializer", s_weightInitializers, out string weightInit, out double weightScale) ||
            !Initializer(context, "BiasInitializer", s_initializers, out string biasInit, out double biasScale))
        {
            return null;
        }

        double sparsity = context.Double("InitializerSparsity", 0.9);
        if (!(sparsity >= 0 && sparsity <= 1))
        {
            return context.ReportRange("InitializerSparsity", sparsity, "from 0 to 1");
        }

        int fanIn = mask?.FanIn ?? inputs;
        int fanOut = mask?.FanOut ?? units;
        Parameter weight = context.Graph.Add(new Parameter(context.Name + ".weight", new Shape(units, inputs), weightInit, weightScale, fanIn, fanOut, sparsity) { Mask = mask });
        Parameter? bias = context.Boolean("Bias", true)
            ? context.Graph.Add(new Parameter(context.Name + ".bias", new Shape(units), biasInit == "Default" ? "Zeros" : biasInit, biasScale, fanIn, fanOut))
            : null;
        int connections = mask?.Count ?? (int)weights;
        context.ParameterCount = connections + (bias is null ? 0 : units);
        context.MultiplyAdds = connections;
        return context.Graph.Add(new LinearOp(context.Input, weight, bias), context.Name);
    }

    private static bool Initializer(LayerContext context, string option, string[] known, out string name, out double scale)
    {
        name = context.Enum(option, "Default");
        scale = context.Double(option + "Scale", 1);
        if (!known.Contains(name))
        {
            context.ReportRange(option, name, "one of " + string.Join(", ", known));
            return false;
        }

        bool takesBound = name is "Uniform" or "Normal" or "TruncatedNormal" or "Orthogonal" or "Sparse";
        if (double.IsNaN(scale) || double.IsInfinity(scale) || (takesBound && scale < 0))
        {
            context.ReportRange(option + "Scale", scale, takesBound ? "finite and not negative" : "finite");
            return false;
        }

        return true;
    }
}
