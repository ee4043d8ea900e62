using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>An activation: one op, of any shape. Its numeric options must be finite.</summary>
public sealed class ActivationLayer(string name, Func<LayerContext, Op> op, params string[] finiteOptions) : LayerKind
{
    public override string Name => name;

    public override Value? Build(LayerContext context)
    {
        foreach (string option in finiteOptions)
        {
            double value = context.Double(option, 0);
            if (double.IsNaN(value) || double.IsInfinity(value))
            {
                return context.ReportRange(option, value, "finite");
            }
        }

        return context.Graph.Add(op(context), context.Name);
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
}

/// <summary><c>[Dropout(rate)]</c>.</summary>
public sealed class DropoutLayer : LayerKind
{
    public override string Name => "Dropout";

    public override Value? Build(LayerContext context)
    {
        double rate = context.Double("Rate", 0);
        if (!(rate >= 0 && rate < 1))
        {
            return context.ReportRange("The rate", rate, "at least 0 and less than 1");
        }

        if (!context.IsTraining)
        {
            return context.Graph.Add(new ReshapeOp(context.Input, context.Input.Shape), context.Name);
        }

        Value mask = context.Graph.Add(new MaskOp(context.Input.Shape, rate), context.Name);
        return context.Graph.Add(new DropoutOp(context.Input, mask, rate), context.Name);
    }
}

/// <summary><c>[Add("a", "b")]</c>.</summary>
public sealed class AddLayer : LayerKind
{
    public override string Name => "Add";

    public override bool Joins => true;

    public override Value? Build(LayerContext context)
    {
        for (int i = 1; i < context.Inputs.Count; i++)
        {
            if (context.Inputs[i].Shape != context.Input.Shape)
            {
                return context.Report(ProblemKinds.ShapeMismatch, context.Title, $"inputs of one shape, {context.InputName(0)} gives {context.Input.Shape}", context.InputName(i), context.Inputs[i].Shape.ToString(), "make the sizes equal");
            }
        }

        return context.Graph.Add(new SumOp([.. context.Inputs]), context.Name);
    }
}

/// <summary><c>[Softmax]</c> and <c>[LogSoftmax]</c>: over a row of one axis.</summary>
public sealed class SoftmaxLayer(string name, Func<Value, Op> op) : LayerKind
{
    public override string Name => name;

    public override Value? Build(LayerContext context) => context.Input.Shape.Axes.Count == 1
        ? context.Graph.Add(op(context.Input), context.Name)
        : context.ReportShape("one axis", "put [Flatten] before it");
}
