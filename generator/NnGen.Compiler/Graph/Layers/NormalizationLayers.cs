using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[LayerNorm]</c> and <c>[RMSNorm]</c>: over the last axis, or over the last few.</summary>
public sealed class RowNormLayer(string name, bool isCentred) : LayerKind
{
    public override bool CanTie => true;

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => time >= shape.Axes.Count - (node["Axes"] is int axes ? axes : 1) ? "normalises over time too" : null;

    public override string Name => name;

    public override void CheckArguments(LayerContext context) => new Range("Epsilon", epsilon => epsilon > 0, "positive").Check(context);

    public override Value? Build(LayerContext context)
    {
        EquatableArray<int> axes = context.Input.Shape.Axes;
        int count = context.Has("Axes") ? context.Int32("Axes") : 1;
        if (count < 1 || count > axes.Count)
        {
            return context.ReportRange("Axes", count, axes.Count == 1 ? "1" : $"from 1 to {axes.Count.ToString(CultureInfo.InvariantCulture)}, the axes of {context.Input.Shape}", "The number of last axes");
        }

        var shape = new Shape([.. axes.Skip(axes.Count - count)]);
        bool isAffine = context.Boolean("Affine", true);
        Value row = context.Graph.AddAll(
            new NormalizeOp(context.Input, isCentred, context.Double("Epsilon", 1e-5), shape.Size),
            isAffine ? context.Name + " before gain" : context.Name,
            context.Name + " factor")[0];
        return !isAffine ? row : context.Has("Tied") ? TiedGain(context, row, shape) : Gain(context, row, shape, hasShift: isCentred && context.Boolean("Bias", true));
    }

    /// <summary>With the gains and the shifts of another norm.</summary>
    private static Value? TiedGain(LayerContext context, Value row, Shape shape)
    {
        string other = context.Enum("Tied", "");
        if (ParameterOp.Find(context.Graph, other + ".weight") is not ParameterOp gain || gain.Role != "gain")
        {
            return context.ReportRange("Tied", other, "the name of a LayerNorm or RMSNorm above that has gains of its own");
        }

        if (gain.Weight.Shape != shape)
        {
            return context.ReportShape($"the axes {gain.Weight.Shape}, since it has the gains of {other}", "tie it to a norm of that shape, or give it gains of its own");
        }

        return context.Graph.Add(new GainOp(row, gain.Results[0], ParameterOp.Find(context.Graph, other + ".bias")?.Results[0]), context.Name);
    }

    private static Value Gain(LayerContext context, Value row, Shape shape, bool hasShift)
    {
        Value Parameter(string part, string role, double first)
        {
            Parameter parameter = context.Graph.Add(new Parameter($"{context.Name}.{part}", shape, first == 0 ? "Zeros" : "Constant", first, 1, 1));
            context.ParameterCount += shape.Size;
            return context.Graph.Add(new ParameterOp(parameter, shape, role), parameter.Name);
        }

        Value gain = Parameter("weight", "gain", 1);
        Value? shift = hasShift ? Parameter("bias", "shift", 0) : null;
        return context.Graph.Add(new GainOp(row, gain, shift), context.Name);
    }
}

/// <summary><c>[BatchNorm]</c>: over the batch, a mean and a variance for each channel, which is the first axis.</summary>
public sealed class BatchNormLayer : LayerKind
{
    public override string Name => "BatchNorm";

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => time == 0 ? "has statistics of its own for each step of time: put [Permute(1, 0)] before it, so that features are channels" : null;

    public override void CheckArguments(LayerContext context)
    {
        new Range("Epsilon", epsilon => epsilon > 0, "positive").Check(context);
        new Range("Momentum", momentum => momentum is >= 0 and <= 1, "from 0 to 1").Check(context);
    }

    public override Value Build(LayerContext context)
    {
        int channels = context.Input.Shape.Axes[0];
        bool isTurned = context.LookBehindViews();
        Parameter New(string part, double first, bool isBuffer = false) => context.Graph.Add(
            new Parameter($"{context.Name}.{part}", new Shape(channels), first == 0 ? "Zeros" : "Constant", first, 1, 1) { IsBuffer = isBuffer });

        bool isAffine = context.Boolean("Affine", true);
        context.ParameterCount = isAffine ? 2 * channels : 0;
        var parameters = new BatchNormParameters(
            isAffine ? New("weight", 1) : null,
            isAffine ? New("bias", 0) : null,
            New("running_mean", 0, isBuffer: true),
            New("running_var", 1, isBuffer: true),
            context.Double("Epsilon", 1e-5)) { IsChannelsLast = isTurned };
        return isTurned ? ChannelsLast.First(context.Graph, Normalized(context, parameters), context.Name + ChannelsLast.ByChannels) : Normalized(context, parameters);
    }

    private static Value Normalized(LayerContext context, BatchNormParameters parameters)
    {
        if (!context.IsTraining)
        {
            IReadOnlyList<Value> folded = context.Graph.AddAll(new BatchNormFoldOp(parameters, context.Input.Shape), context.Name + " factor", context.Name + " shift");
            return context.Graph.Add(new FoldedBatchNormOp(context.Input, folded[0], folded[1]), context.Name);
        }

        IReadOnlyList<Value> statistics = context.Graph.AddAll(
            new BatchStatisticsOp(context.Input, parameters, context.Double("Momentum", 0.1)),
            context.Name + " mean",
            context.Name + " reciprocal standard deviation",
            context.Name + " factor",
            context.Name + " shift");
        return context.Graph.Add(new BatchNormOp(context.Input, statistics, parameters), context.Name);
    }
}

/// <summary><c>[InputScaler]</c> and <c>[OutputScaler]</c>: one scale and one offset for each column, which a scaler of the data fills in.</summary>
public sealed class ScalerLayer(string name, bool isOutput) : LayerKind
{
    public override string Name => name;

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => OneAxis(known);

    public override Value? Build(LayerContext context)
    {
        if (context.Input.Shape.Axes.Count != 1)
        {
            return context.ReportShape("one axis", "put [Flatten] before it");
        }

        Value Buffer(string part, double first)
        {
            var parameter = new Parameter($"{context.Name}.{part}", context.Input.Shape, first == 0 ? "Zeros" : "Constant", first, 1, 1) { IsBuffer = true };
            return context.Graph.Add(new ParameterOp(context.Graph.Add(parameter), context.Input.Shape, part), parameter.Name);
        }

        return context.Graph.Add(new ScalerOp(context.Input, Buffer("scale", 1), Buffer("offset", 0)) { IsOutput = isOutput }, context.Name);
    }
}
