using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Dense(units, Tied = "dense1")]</c>: a layer with the weight of another one, as it is or transposed.</summary>
internal static class DenseTies
{
    /// <summary>What a layer says of parameters of its own.</summary>
    private static readonly string[] s_own = ["Initializer", "InitializerScale", "InitializerSparsity", "Mask", NodeDeclaration.MaskBelow, "Connections", "Bandwidth", "Groups", "Density", "MaskSeed"];

    private static readonly string[] s_ownBias = ["BiasInitializer", "BiasInitializerScale"];

    /// <summary>Whether an option says something of parameters, which a layer says once for all that share them.</summary>
    public static bool IsOfParameters(string option) => s_own.Contains(option) || s_ownBias.Contains(option);

    public static Value? Build(LayerContext context, int units)
    {
        string other = context.Enum("Tied", "");
        ParameterOp? weight = ParameterOp.Find(context.Graph, other + ".weight");
        if (weight is null)
        {
            string[] known = [.. context.Graph.Ops.Where(op => op is LinearOp or EmbeddingOp).Select(op => op.Weight!.Name).Distinct().Select(name => name.Substring(0, name.Length - ".weight".Length))];
            return context.ReportRange("Tied", other, known.Length == 0 ? "the name of a dense layer or of an embedding above, and there is none" : "the name of a dense layer or of an embedding above: " + string.Join(", ", known));
        }

        if (weight.Weight.IsSparse)
        {
            return context.ReportRange("Tied", other, $"the name of a layer whose weight has a gradient in every element: as the weight of a dense layer the table of {other} has one, so leave out its Sparse, or give this layer a weight of its own");
        }

        bool isTransposed = context.Boolean("Transposed", false);
        bool hasOwnBias = isTransposed || context.Graph.Ops.OfType<EmbeddingOp>().Any(op => op.Weight == weight.Weight);
        if (s_own.Concat(hasOwnBias ? [] : s_ownBias).FirstOrDefault(context.Has) is string own)
        {
            return context.ReportRange(own, "set", $"left out: the weight is that of {other}, and what is said of it stands there");
        }

        int inputs = weight.Weight.Shape.Axes[isTransposed ? 0 : 1];
        int outputs = weight.Weight.Shape.Axes[isTransposed ? 1 : 0];
        string form = $"{other}.weight{(isTransposed ? " transposed, from" : ", from")} {Number(inputs)} to {Number(outputs)}";
        if (context.Input.Shape.Last != inputs)
        {
            return context.ReportShape($"{Number(inputs)} inputs, since it has {form}", "tie it to a layer of that size, or give it a weight of its own");
        }

        if (units != outputs)
        {
            return context.ReportRange("Units", units, $"{Number(outputs)}, since it has {form}", "The number of units");
        }

        context.MultiplyAdds = (weight.Weight.Mask?.Count ?? (long)inputs * outputs) * (context.Input.Shape.Size / inputs);
        return context.Graph.Add(new LinearOp(context.Input, weight.Results[0], Bias(context, other, units, hasOwnBias), isTransposed), context.Name);
    }

    /// <summary>That of the other layer; a transposed weight has other outputs, and so a bias of its own, and an embedding has none.</summary>
    private static Value? Bias(LayerContext context, string other, int units, bool isOwn)
    {
        if (!context.Boolean("Bias", true))
        {
            return null;
        }

        if (!isOwn)
        {
            return ParameterOp.Find(context.Graph, other + ".bias")?.Results[0];
        }

        (string initializer, double scale) = DenseLayer.Initializer(context, "BiasInitializer");
        Parameter bias = context.Graph.Add(new Parameter(context.Name + ".bias", new Shape(units), initializer == "Default" ? "Zeros" : initializer, scale, context.Input.Shape.Last, units));
        context.ParameterCount = units;
        return context.Graph.Add(new ParameterOp(bias, bias.Shape, "b"), bias.Name);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
