using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>
/// What a numeric option may be, as an element of the network: 1E-46 is 0 in single precision, and so not positive. That it is finite is
/// checked for every option, so a number that is not is passed over here.
/// </summary>
/// <param name="Option">The option.</param>
/// <param name="Holds">What must hold.</param>
/// <param name="Expected">The same in words.</param>
public sealed record Range(string Option, Func<double, bool> Holds, string Expected)
{
    /// <summary>What messages call the option, where it is not its name.</summary>
    public string? Words { get; init; }

    /// <summary>Whether 1 over the number is computed with, and must be finite too.</summary>
    public bool HasReciprocal { get; init; }

    /// <summary>Reports the option where it was written and is out of range.</summary>
    public void Check(LayerContext context)
    {
        if (context.Written(Option) is not double value || !context.IsFinite(value))
        {
            return;
        }

        double element = context.Element(value);
        if (!Holds(element))
        {
            string single = Holds(value) ? $" in single precision, where it is {element.ToString(CultureInfo.InvariantCulture)}" : "";
            context.ReportRange(Option, value, Expected + single, Words);
        }
        else if (HasReciprocal && !context.IsFinite(1 / value))
        {
            context.ReportRange(Option, value, $"so large that 1 / {Option} is finite", Words);
        }
    }
}

/// <summary>An activation: one op, of any shape.</summary>
public sealed class ActivationLayer(string name, Func<LayerContext, Op> op, params Range[] ranges) : LayerKind
{
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override string Name => name;

    public override bool IsElementwise(LayerContext context) => true;

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
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override string Name => "HardTanh";

    public override bool IsElementwise(LayerContext context) => true;

    public override void CheckArguments(LayerContext context)
    {
        (double min, double max) = Bounds(context);
        if (context.IsFinite(min) && context.IsFinite(max) && context.Element(min) >= context.Element(max))
        {
            context.ReportRange("Max", max, "more than Min, which is " + min.ToString(CultureInfo.InvariantCulture) + (min < max ? ", and the same in single precision" : ""));
        }
    }

    public override Value Build(LayerContext context)
    {
        (double min, double max) = Bounds(context);
        return context.Graph.Add(new HardTanhOp(context.Input, min, max), context.Name);
    }

    private static (double Min, double Max) Bounds(LayerContext context) => (context.Double("Min", -1), context.Double("Max", 1));
}

/// <summary><c>[PReLU]</c>: a slope for all units, one for each channel, or one for each unit.</summary>
public sealed class PReLULayer : LayerKind
{
    public override string Name => "PReLU";

    public override bool IsElementwise(LayerContext context) => !context.Boolean("PerUnit", false) && !context.Boolean("PerChannel", false);

    public override void CheckArguments(LayerContext context)
    {
        if (context.Boolean("PerUnit", false) && context.Boolean("PerChannel", false))
        {
            context.ReportRange("PerChannel", "true", "left out where PerUnit is true");
        }
    }

    public override Value Build(LayerContext context)
    {
        bool isPerChannel = context.Boolean("PerChannel", false);
        bool isTurned = isPerChannel && context.Input.Shape.Axes.Count > 1;
        Value x = isTurned ? ChannelsLast.Of(context.Graph, context.Input) : context.Input;
        int slopes = isPerChannel ? context.Input.Shape.Axes[0] : context.Boolean("PerUnit", false) ? x.Shape.Size : 1;
        var slope = new Parameter(context.Name + ".weight", new Shape(slopes), "Constant", context.Double("Slope", 0.25), 1, 1);
        context.ParameterCount = slopes;
        Value weight = context.Graph.Add(new ParameterOp(context.Graph.Add(slope), isPerChannel ? slope.Shape : x.Shape, "slope"), slope.Name);
        Value y = context.Graph.Add(new PReLUOp(x, weight), context.Name);
        return isTurned ? ChannelsLast.First(context.Graph, y, context.Name + ChannelsLast.ByChannels) : y;
    }
}

/// <summary><c>[Identity]</c>: the node above under another name.</summary>
public sealed class IdentityLayer : LayerKind
{
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override string Name => "Identity";

    public override bool IsElementwise(LayerContext context) => true;

    public override Value Build(LayerContext context) => context.Graph.Add(new ReshapeOp(context.Input, context.Input.Shape), context.Name);
}

/// <summary><c>[Detach]</c>.</summary>
public sealed class DetachLayer : LayerKind
{
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override string Name => "Detach";

    public override bool IsElementwise(LayerContext context) => true;

    public override Value Build(LayerContext context) => context.Graph.Add(new ReshapeOp(context.Input, context.Input.Shape) { IsDetached = true }, context.Name);
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
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override string Name => name;

    public override bool IsElementwise(LayerContext context) => true;

    public override void CheckArguments(LayerContext context) =>
        new Range("Rate", rate => rate is >= 0 and < 1, "at least 0 and less than 1") { Words = "The rate" }.Check(context);

    public override Value Build(LayerContext context)
    {
        double rate = context.Double("Rate", 0);
        if (!context.IsTraining)
        {
            return context.Graph.Add(new ReshapeOp(context.Input, context.Input.Shape) { IsDropout = true }, context.Name);
        }

        Value mask = context.Graph.Add(new MaskOp(context.Input.Shape, rate), context.Name);
        mask.IsTurned = context.AreTurned;
        return context.Graph.Add(drop(context.Input, mask, rate), context.Name);
    }
}

/// <summary><c>[Add("a", "b")]</c> and <c>[Multiply("a", "b")]</c>: nodes of one shape, element by element.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="mostInputs">
/// More inputs are several ops, each of the result so far and of the next inputs, in the same order. The adjoint of a product has all
/// factors but one in the gradient of each: as one op, that grows with the square, and as a chain the products so far serve all of them.
/// </param>
/// <param name="op">The op.</param>
public sealed class ElementwiseJoin(string name, int mostInputs, Func<Value[], Op> op) : LayerKind
{
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override bool TakesSequencesTogether => true;

    public override string Name => name;

    public override bool IsElementwise(LayerContext context) => true;

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

        Value result = context.Input;
        for (int taken = 1; taken < context.Inputs.Count;)
        {
            Value[] next = [.. context.Inputs.Skip(taken).Take(mostInputs - 1)];
            taken += next.Length;
            result = context.Graph.Add(op([result, .. next]), taken == context.Inputs.Count ? context.Name : $"{context.Name} up to {context.InputName(taken - 1)}");
        }

        return result;
    }

    /// <summary>What all inputs that are known have in common.</summary>
    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) =>
        known.Count > 0 && known.All(shape => shape == known[0]) ? known[0] : null;
}

/// <summary><c>[Softmax]</c>, <c>[LogSoftmax]</c> and <c>[Softmin]</c>: over the last axis, or another one.</summary>
public sealed class SoftmaxLayer(string name, Func<Value, Op> op, bool isNegated = false) : LayerKind
{
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => AxisOption.Is(node["Axis"] is int axis ? axis : -1, time, shape) ? "is over time" : null;

    public override string Name => name;

    public override Value? Build(LayerContext context)
    {
        int axes = context.Input.Shape.Axes.Count;
        if (AxisOption.Read(context, axes, context.Has("Axis") ? context.Int32("Axis") : -1) is not int axis)
        {
            return null;
        }

        Value x = isNegated ? context.Graph.Add(new NegateOp(context.Input), "negative " + context.Input.Name) : context.Input;
        if (axis == axes - 1)
        {
            return context.Graph.Add(op(x), context.Name);
        }

        // The axis becomes the last one, and goes back.
        int[] last = [.. Enumerable.Range(0, axes).Where(other => other != axis), axis];
        int[] back = [.. Enumerable.Range(0, axes).Select(other => Array.IndexOf(last, other))];
        Value turned = context.Graph.Add(ViewOp.Permute(x, last), $"{x.Name} permuted for {context.Name}");
        return context.Graph.Add(ViewOp.Permute(context.Graph.Add(op(turned), $"{context.Name} before permutation"), back), context.Name);
    }
}
