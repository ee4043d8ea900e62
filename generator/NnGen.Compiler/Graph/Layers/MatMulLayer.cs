using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[MatMul("q", "k", TransposeB = true)]</c>: the matrix product of two nodes, row of the batch by row of the batch.</summary>
public sealed class MatMulLayer : LayerKind
{
    public override string Name => "MatMul";

    public override bool Joins => true;

    public override void CheckArguments(LayerContext context)
    {
        if (context.Strings("Inputs") is { Count: > 2 } inputs)
        {
            context.ReportRange("Inputs", inputs.Count, "2: a product of more is several of them", "The number of nodes");
        }

        new Range("Scale", scale => scale != 0, "not 0").Check(context);
    }

    public override Value? Build(LayerContext context)
    {
        (Value a, Value b) = (context.Inputs[0], context.Inputs[1]);
        (bool transposeA, bool transposeB) = (context.Boolean("TransposeA", false), context.Boolean("TransposeB", false));
        int axes = a.Shape.Axes.Count;
        for (int i = 0; i < 2; i++)
        {
            if (context.Inputs[i].Shape.Axes.Count < 2)
            {
                return context.ReportAt("Inputs", i, ProblemKinds.ShapeMismatch, context.Title, "matrices, which have two axes or more", context.InputName(i), context.Inputs[i].Shape.ToString(), "give it its axes with [Reshape]");
            }
        }

        if (b.Shape.Axes.Count != axes || !a.Shape.Axes.Take(axes - 2).SequenceEqual(b.Shape.Axes.Take(axes - 2)))
        {
            return context.ReportAt("Inputs", 1, ProblemKinds.ShapeMismatch, context.Title, $"as many matrices on both sides, {context.InputName(0)} gives {a.Shape}", context.InputName(1), b.Shape.ToString(), "make the axes before the last two equal");
        }

        (int inner, int other) = (a.Shape.Axes[axes - (transposeA ? 2 : 1)], b.Shape.Axes[axes - (transposeB ? 1 : 2)]);
        if (inner != other)
        {
            string words = $"{(transposeA ? "rows" : "columns")} of the first as {(transposeB ? "columns" : "rows")} of the second, {context.InputName(0)} gives {a.Shape}";
            return context.ReportAt("Inputs", 1, ProblemKinds.ShapeMismatch, context.Title, "as many " + words, context.InputName(1), b.Shape.ToString(), "make the sizes equal, or set TransposeA or TransposeB");
        }

        (int rows, int columns) = (a.Shape.Axes[axes - (transposeA ? 1 : 2)], b.Shape.Axes[axes - (transposeB ? 2 : 1)]);
        long elements = (long)(a.Shape.Size / inner / rows) * rows * columns;
        if (elements > LayerContext.MaxElements)
        {
            return context.Report(ProblemKinds.TooLarge, "The number of elements of a row", context.Title, Number(elements), Number(LayerContext.MaxElements));
        }

        double scale = context.Double("Scale", 1);
        Value right = transposeB ? context.Graph.Add(MatMulOp.Exchanged(b), $"{b.Name} transposed for {context.Name}") : b;
        var product = new MatMulOp(a, right, transposeA);
        context.MultiplyAdds = (long)product.Matrices * product.Rows * product.Inner * product.Columns;
        return scale == 1
            ? context.Graph.Add(product, context.Name)
            : context.Graph.Add(new ScaleOp(context.Graph.Add(product, context.Name + " before scale"), scale), context.Name);
    }

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;
}
