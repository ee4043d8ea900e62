using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>What a numeric option may be: finite, and what is said beyond.</summary>
public sealed record Range(string Option, Func<double, bool>? Holds = null, string Expected = "")
{
    /// <summary>Reports the option where it was written and is out of range.</summary>
    public bool Check(LayerContext context)
    {
        double? written = context.Written(Option);
        if (written is not double value)
        {
            return true;
        }

        bool isFinite = !double.IsNaN(value) && !double.IsInfinity(value);
        if (!isFinite || Holds?.Invoke(value) == false)
        {
            context.ReportRange(Option, value, isFinite ? Expected : "finite");
            return false;
        }

        return true;
    }
}

/// <summary>An activation: one op, of any shape.</summary>
public sealed class ActivationLayer(string name, Func<LayerContext, Op> op, params Range[] ranges) : LayerKind
{
    public override string Name => name;

    public override void CheckArguments(LayerContext context)
    {
        foreach (Range range in ranges)
        {
            range.Check(context);
        }
    }

    public override Value Build(LayerContext context) => context.Graph.Add(op(context), context.Name);
}

/// <summary><c>[HardTanh(min, max)]</c>.</summary>
public sealed class HardTanhLayer : LayerKind
{
    public override string Name => "HardTanh";

    public override void CheckArguments(LayerContext context)
    {
        bool areFinite = new Range("Min").Check(context) & new Range("Max").Check(context);
        (double min, double max) = Bounds(context);
        if (areFinite && min >= max)
        {
            context.ReportRange("Max", max, "more than Min, which is " + min.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    public override Value Build(LayerContext context)
    {
        (double min, double max) = Bounds(context);
        return context.Graph.Add(new HardTanhOp(context.Input, min, max), context.Name);
    }

    private static (double Min, double Max) Bounds(LayerContext context) => (context.Double("Min", -1), context.Double("Max", 1));
}

/// <summary><c>[PReLU]</c>: a slope for all units, or one for each.</summary>
public sealed class PReLULayer : LayerKind
{
    public override string Name => "PReLU";

    public override void CheckArguments(LayerContext context) => new Range("Slope").Check(context);

    public override Value Build(LayerContext context)
    {
        int slopes = context.Boolean("PerUnit", false) ? context.Input.Shape.Size : 1;
        var slope = new Parameter(context.Name + ".weight", new Shape(slopes), "Constant", context.Double("Slope", 0.25), 1, 1);
        context.ParameterCount = slopes;
        Value weight = context.Graph.Add(new ParameterOp(context.Graph.Add(slope), context.Input.Shape, "slope"), slope.Name);
        return context.Graph.Add(new PReLUOp(context.Input, weight), context.Name);
    }
}

/// <summary><c>[Identity]</c>: the node above under another name.</summary>
public sealed class IdentityLayer : LayerKind
{
    public override string Name => "Identity";

    public override Value Build(LayerContext context) => context.Graph.Add(new ReshapeOp(context.Input, context.Input.Shape), context.Name);
}

/// <summary><c>[Flatten]</c>.</summary>
public sealed class FlattenLayer : LayerKind
{
    public override string Name => "Flatten";

    public override Value Build(LayerContext context) => context.Graph.Add(new ReshapeOp(context.Input, new Shape(context.Input.Shape.Size)), context.Name);

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => OneAxis(known);
}

/// <summary><c>[Dropout(rate)]</c> and <c>[AlphaDropout(rate)]</c>: what they do with a mask, and nothing when predicting.</summary>
public sealed class DropoutLayer(string name, Func<Value, Value, double, Op> drop) : LayerKind
{
    public override string Name => name;

    public override void CheckArguments(LayerContext context)
    {
        double rate = context.Double("Rate", 0);
        if (!(rate >= 0 && rate < 1))
        {
            context.ReportRange("Rate", rate, "at least 0 and less than 1", "The rate");
        }
    }

    public override Value Build(LayerContext context)
    {
        double rate = context.Double("Rate", 0);
        if (!context.IsTraining)
        {
            return context.Graph.Add(new ReshapeOp(context.Input, context.Input.Shape), context.Name);
        }

        Value mask = context.Graph.Add(new MaskOp(context.Input.Shape, rate), context.Name);
        return context.Graph.Add(drop(context.Input, mask, rate), context.Name);
    }
}

/// <summary><c>[Add("a", "b")]</c> and <c>[Multiply("a", "b")]</c>: nodes of one shape, element by element.</summary>
public sealed class ElementwiseJoin(string name, Func<Value[], Op> op) : LayerKind
{
    public override string Name => name;

    public override bool Joins => true;

    public override Value? Build(LayerContext context)
    {
        for (int i = 1; i < context.Inputs.Count; i++)
        {
            if (context.Inputs[i].Shape != context.Input.Shape)
            {
                return context.ReportAt("Inputs", i, ProblemKinds.ShapeMismatch, context.Title, $"inputs of one shape, {context.InputName(0)} gives {context.Input.Shape}", context.InputName(i), context.Inputs[i].Shape.ToString(), "make the sizes equal");
            }
        }

        return context.Graph.Add(op([.. context.Inputs]), context.Name);
    }

    /// <summary>What all inputs that are known have in common.</summary>
    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) =>
        known.Count > 0 && known.All(shape => shape == known[0]) ? known[0] : null;
}

/// <summary><c>[Softmax]</c>, <c>[LogSoftmax]</c> and <c>[Softmin]</c>: over a row of one axis.</summary>
public sealed class SoftmaxLayer(string name, Func<LayerContext, Value, Value> build) : LayerKind
{
    public override string Name => name;

    public override Value? Build(LayerContext context) => context.Input.Shape.Axes.Count == 1
        ? build(context, context.Input)
        : context.ReportShape("one axis", "put [Flatten] before it");

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => OneAxis(known);
}
