using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of connectionist temporal classification.</summary>
internal sealed partial class StepBuilder
{
    private Step Ctc(CtcOp ctc)
    {
        (Place y, Place t, Place loss) = (places[ctc.Inputs[0]], places[ctc.Inputs[1]], places[ctc.Results[0]]);
        Place? ways = places.IsStored(ctc.Results[1]) ? places[ctc.Results[1]] : null;
        return new(
            new CtcSpec($"Ctc{Number(ctc.Steps)}x{Number(ctc.Classes)}", ctc.Steps, ctc.Classes, ctc.Labels, ctc.Rule.Blank, ctc.Rule.IsPerLabel, ctc.Rule.ZeroInfinity, y.RowStride, t.RowStride, ways?.RowStride ?? 0),
            new([new Operand("y", y), new Operand("t", t), new Operand("loss", loss), .. ways is null ? Array.Empty<Operand>() : [new Operand("ways", ways)]]),
            default,
            $"{ctc.Results[0].Name}[1] = -log of the summed probability of all ways to spell the labels over {NameOf(ctc.Inputs[0])}",
            "in logarithms, and the states of a step in place of those before");
    }

    private Step CtcGradient(CtcGradientOp gradient)
    {
        (Value log, Value target) = (gradient.Inputs[0], gradient.Inputs[1]);
        (Place y, Place t, Place ways, Place loss, Place dx) = (places[log], places[target], places[gradient.Inputs[2]], places[gradient.Inputs[3]], places[gradient.Results[0]]);
        (int steps, int classes) = (log.Shape.Axes[0], log.Shape.Axes[1]);
        CtcRule rule = gradient.Rule;
        return new(
            new CtcGradientSpec($"CtcGradient{Number(steps)}x{Number(classes)}", steps, classes, CtcOp.LabelsOf(target), rule.Blank, rule.IsPerLabel, rule.ZeroInfinity, y.RowStride, t.RowStride, ways.RowStride, dx.RowStride),
            new EquatableArray<Operand>(new("y", y), new("t", t), new("ways", ways), new("loss", loss), new("dx", dx), new("lossScale", places.ScaleOf(gradient))),
            default,
            $"{gradient.Results[0].Name}{gradient.Results[0].Shape} = -(the probability of each class at each step, given the labels) * scale",
            "what leads on from each state is added up on the way back");
    }
}
