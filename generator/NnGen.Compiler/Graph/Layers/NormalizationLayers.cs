using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[LayerNorm]</c> and <c>[RMSNorm]</c>: over a row of one axis.</summary>
public sealed class RowNormLayer(string name, bool isCentred) : LayerKind
{
    public override string Name => name;

    public override Value? Build(LayerContext context)
    {
        if (!new Range("Epsilon", epsilon => epsilon > 0, "positive").Check(context))
        {
            return null;
        }

        if (context.Input.Shape.Axes.Count != 1)
        {
            return context.ReportShape("one axis", "put [Flatten] before it");
        }

        bool isAffine = context.Boolean("Affine", true);
        Value row = context.Graph.AddAll(
            new NormalizeOp(context.Input, isCentred, context.Double("Epsilon", 1e-5)),
            isAffine ? context.Name + " before gain" : context.Name,
            context.Name + " factor")[0];
        return isAffine ? Gain(context, row, hasShift: isCentred && context.Boolean("Bias", true)) : row;
    }

    private static Value Gain(LayerContext context, Value row, bool hasShift)
    {
        int units = row.Shape.Size;
        Value Parameter(string part, string role, double first)
        {
            Parameter parameter = context.Graph.Add(new Parameter($"{context.Name}.{part}", new Shape(units), first == 0 ? "Zeros" : "Constant", first, 1, 1));
            context.ParameterCount += units;
            return context.Graph.Add(new ParameterOp(parameter, row.Shape, role), parameter.Name);
        }

        Value gain = Parameter("weight", "gain", 1);
        Value? shift = hasShift ? Parameter("bias", "shift", 0) : null;
        return context.Graph.Add(new GainOp(row, gain, shift), context.Name);
    }
}
