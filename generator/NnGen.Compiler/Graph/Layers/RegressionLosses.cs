using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>A loss of numbers that fits any output: a sum of one function of output and target.</summary>
public sealed class RegressionLoss(string name, string words, Func<LayerContext, Value, Value, Op> op, params Range[] ranges) : LossKind
{
    public override string Name => name;

    public override string Words => words;

    public override bool IsElementwise => name != "HalfSquaredErrorLoss";

    public override IReadOnlyList<Range> Ranges => ranges;

    public override (double Minimum, double Maximum) TargetRange => (name == "PoissonNegativeLogLikelihoodLoss" ? 0 : double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>A scaler that gives outputs their units; counts are not scaled.</summary>
    public override bool Reads(Op activation) => activation is ScalerOp { IsOutput: true } && name != "PoissonNegativeLogLikelihoodLoss";

    public override Value Build(LayerContext options, int output, Value target, string suffix) =>
        base.Build(options, output, ScalerOf(options.Graph.Outputs[output]) is ScalerOp scaler ? options.Graph.Add(scaler.Scaled(target), "scaled target" + suffix) : target, suffix);

    protected override Op Make(LayerContext options, Value x, Value target) => op(options, x, target);
}
