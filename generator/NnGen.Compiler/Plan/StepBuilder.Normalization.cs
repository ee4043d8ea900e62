using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of normalisations.</summary>
internal sealed partial class StepBuilder
{
    private Step Normalize(Group group, NormalizeOp normalize)
    {
        Value x = normalize.Inputs[0];
        Value factor = normalize.Results[1];
        int columns = x.Shape.Size;
        (Fusion fusion, List<Operand> fused) = Fuse(group, normalize.Results[0], 1);
        int? factorStride = null;
        var operands = new List<Operand> { new("x", places[x]) };
        if (places.IsStored(factor))
        {
            operands.Add(new("factor", places[factor]));
            factorStride = places[factor].Stride;
        }

        string formula = normalize.IsCentred ? $"({x.Name} - mean) / deviation" : $"{x.Name} / root mean square";
        return new(
            new NormalizeSpec($"{Pascal(normalize.Mnemonic)}{Number(columns)}{ChainName(group)}", columns, places[x].Stride, normalize.IsCentred, normalize.Epsilon, factorStride, fusion),
            new([.. operands, .. fused]),
            default,
            Comment(group, columns, formula),
            normalize.IsCentred ? "row by row; the mean first and then the squares around it, so that nothing cancels" : "row by row");
    }

    private Step NormalizeGradient(NormalizeGradientOp gradient)
    {
        (Value y, Value factor, Value dy, Value dx) = (gradient.Inputs[0], gradient.Inputs[1], gradient.Inputs[2], gradient.Results[0]);
        int columns = y.Shape.Size;
        return new(
            new NormalizeGradientSpec($"{Pascal(gradient.Mnemonic)}{Number(columns)}", columns, gradient.IsCentred, places[y].Stride, places[factor].Stride, places[dy].Stride, places[dx].Stride),
            new EquatableArray<Operand>(new Operand("y", places[y]), new Operand("factor", places[factor]), new Operand("dy", places[dy]), new Operand("dx", places[dx])),
            default,
            $"{dx.Name}[{Number(columns)}] = factor * (dy - {(gradient.IsCentred ? "mean(dy) - " : "")}y * mean(dy y)), dy: {dy.Name}, y: {y.Name}",
            "row by row: both means first");
    }
}
