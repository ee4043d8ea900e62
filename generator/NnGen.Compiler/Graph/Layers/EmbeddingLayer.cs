using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Embedding(count, features)]</c>: a row of a table for each class number of an input.</summary>
public sealed class EmbeddingLayer : LayerKind
{
    /// <summary>What a layer says of a table of its own.</summary>
    private static readonly string[] s_own = ["Initializer", "InitializerScale", "PaddingIndex", "Sparse"];

    public override string Name => "Embedding";

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override void CheckArguments(LayerContext context)
    {
        int count = context.Int32("Count");
        CheckAtLeastOne(context, "Count", count, "The number of classes");
        CheckAtLeastOne(context, "Features", context.Int32("Features"), "The number of features");
        if (context.Has("PaddingIndex") && count >= 1 && (context.Int32("PaddingIndex") < 0 || context.Int32("PaddingIndex") >= count))
        {
            context.ReportRange("PaddingIndex", context.Int32("PaddingIndex"), $"a class, from 0 to {Number(count - 1)}");
        }

        if (count > MostClasses(context))
        {
            context.ReportAt("Count", -1, ProblemKinds.TooLarge, "The number of classes", context.Title, Number(count), $"{Number(MostClasses(context))}, up to which single precision is exact; Precision.Double has more");
        }

        if (context.Has("Tied"))
        {
            if (s_own.FirstOrDefault(context.Has) is string own)
            {
                context.ReportRange(own, "set", $"left out: the table is that of {context.Enum("Tied", "")}, and what is said of it stands there");
            }
        }
        else
        {
            DenseLayer.CheckInitializers(context, ofDefault: "Normal");
        }
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known)
    {
        int features = context.Int32("Features");
        return known.Count == 1 && features >= 1 ? WithinLimits(Of(known[0], features)) : null;
    }

    public override Value? Build(LayerContext context)
    {
        (int count, int features) = (context.Int32("Count"), context.Int32("Features"));
        if (!AreGiven(context.Input))
        {
            string isRescaled = context.Input.Producer is RescaleOp ? "rescaled numbers" : $"what {context.Input.Title ?? context.Input.Name} computes";
            return context.Report(ProblemKinds.ShapeMismatch, context.Title, "class numbers as the caller gives them", context.InputName(0), isRescaled, "name an input in From that has class numbers and neither Scale, Offset nor Layout, such as [Input(32, Name = \"tokens\")], or a [Slice] of one");
        }

        // A step of a stream is a sequence of one.
        if (WithinLimits(context.IsStreaming ? new Shape([.. context.Input.Shape.Axes, features]) : Of(context.Input.Shape, features)) is not Shape shape)
        {
            return TooLarge(context, "The number of elements of a row", (long)context.Input.Shape.Size * features);
        }

        if ((long)count * features > LayerContext.MaxElements)
        {
            return TooLarge(context, "The number of weights", (long)count * features);
        }

        if (Table(context, count, features) is not Value table)
        {
            return null;
        }

        context.Formula = $"rows of {table.Producer.Weight!.Name}";
        return context.Graph.Add(new EmbeddingOp(context.Input, table, shape, PaddingOf(context, table)), context.Name);
    }

    /// <summary>Whether numbers come as the caller gives them, who is told when they are no classes: an input, or elements of one that lie side by side.</summary>
    private static bool AreGiven(Value numbers) => numbers.Producer is InputOp || (numbers.Producer is ViewOp { IsRange: true, IsTurned: false } part && part.Inputs[0].Producer is InputOp);

    /// <summary>A row for each number; of a single number its row, and not a sequence of one.</summary>
    private static Shape Of(Shape numbers, int features) => numbers.Size == 1 ? new Shape(features) : new Shape([.. numbers.Axes, features]);

    /// <summary>Its own, or that of the embedding whose table it has: a row is padding for all who read it.</summary>
    private static int PaddingOf(LayerContext context, Value table) =>
        context.Has("PaddingIndex") ? context.Int32("PaddingIndex") : context.Graph.Ops.OfType<EmbeddingOp>().FirstOrDefault(op => op.Inputs[1] == table)?.Padding ?? -1;

    private static Value? Table(LayerContext context, int count, int features)
    {
        if (!context.Has("Tied"))
        {
            // PyTorch's: a standard normal distribution, the padding zeros.
            (string initializer, double scale) = DenseLayer.Initializer(context, "Initializer");
            Parameter own = context.Graph.Add(new Parameter(context.Name + ".weight", new Shape(count, features), initializer == "Default" ? "Normal" : initializer, scale, features, count)
            {
                ZeroRow = context.Has("PaddingIndex") ? context.Int32("PaddingIndex") : null,
                IsSparse = context.Boolean("Sparse", false),
            });
            context.ParameterCount = count * features;
            return context.Graph.Add(new ParameterOp(own, own.Shape, "w"), own.Name);
        }

        string other = context.Enum("Tied", "");
        ParameterOp[] tables = [.. context.Graph.Ops.OfType<EmbeddingOp>().Select(op => (ParameterOp)op.Inputs[1].Producer).Distinct()];
        if (tables.FirstOrDefault(op => op.Weight.Name == other + ".weight") is not ParameterOp table)
        {
            string known = string.Join(", ", tables.Select(op => op.Weight.Name.Substring(0, op.Weight.Name.Length - ".weight".Length)));
            context.ReportRange("Tied", other, known.Length == 0 ? "the name of an embedding above, and there is none" : "the name of an embedding above: " + known);
            return null;
        }

        Shape has = table.Weight.Shape;
        if (has.Axes[0] != count || has.Axes[1] != features)
        {
            bool isCount = has.Axes[0] != count;
            context.ReportRange(isCount ? "Count" : "Features", isCount ? count : features, $"{Number(has.Axes[isCount ? 0 : 1])}, as of {other}, whose table it has", isCount ? "The number of classes" : "The number of features");
            return null;
        }

        return table.Results[0];
    }

    /// <summary>The classes that the elements of the network can number.</summary>
    private static int MostClasses(LayerContext context) => context.IsDouble ? int.MaxValue : 1 << 24;

    private static void CheckAtLeastOne(LayerContext context, string option, int value, string words)
    {
        if (value < 1)
        {
            context.ReportRange(option, value, "at least 1", words);
        }
    }

    private static Value? TooLarge(LayerContext context, string words, long found) =>
        context.ReportAt("Features", -1, ProblemKinds.TooLarge, words, context.Title, found.ToString(CultureInfo.InvariantCulture), Number((int)LayerContext.MaxElements));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
