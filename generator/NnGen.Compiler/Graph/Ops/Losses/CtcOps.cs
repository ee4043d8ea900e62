namespace NnGen.Compiler.Graph.Ops;

/// <summary>What connectionist temporal classification is computed by.</summary>
/// <param name="Blank">The class that stands for none of the labels.</param>
/// <param name="IsPerLabel">Whether the loss of a row is divided by the number of its labels, 1 at least.</param>
/// <param name="ZeroInfinity">Whether a row whose labels do not fit into its steps has the loss 0; else it has an infinite one.</param>
public sealed record CtcRule(int Blank, bool IsPerLabel, bool ZeroInfinity);

/// <summary>
/// Connectionist temporal classification: minus the logarithm of the summed probability of all ways to spell the labels over the steps, each step a label, the
/// same one again, or a blank, with a blank between two equal labels. Graves et al., 2006. Of log-probabilities [steps, classes] and targets [length, labels.., none],
/// in which -1 is no label. The second result is the logarithm of what leads to each state at each step, blanks before, between and behind the labels being states too.
/// </summary>
public sealed class CtcOp(Value logProbabilities, Value target, CtcRule rule) : Op(logProbabilities, target)
{
    public CtcRule Rule => rule;

    public int Steps => Inputs[0].Shape.Axes[0];

    public int Classes => Inputs[0].Shape.Axes[1];

    /// <summary>The most labels of a row.</summary>
    public int Labels => LabelsOf(Inputs[1]);

    public override string Mnemonic => "ctc";

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape(1), new Shape(Steps, StatesOf(Labels))];

    /// <summary>The shape of the targets of so many labels: before them the length, behind them one that is none.</summary>
    public static Shape TargetsOf(int labels) => new(labels + 2);

    /// <summary>The states of a row.</summary>
    public static int StatesOf(int labels) => 2 * labels + 1;

    /// <summary>The labels that targets have room for.</summary>
    public static int LabelsOf(Value target) => target.Shape.Size - 2;

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new CtcGradientOp(Inputs[0], Inputs[1], Results[1], Results[0], rule), Inputs[0]));
        }
    }
}

/// <summary>
/// <c>dx = -(the probability that a way goes through the class at the step) * scale</c>, from what leads to each state and from what leads on from it, which a walk back
/// over the steps adds up.
/// </summary>
public sealed class CtcGradientOp(Value logProbabilities, Value target, Value ways, Value loss, CtcRule rule) : BackwardOp(logProbabilities, target, ways, loss)
{
    public CtcRule Rule => rule;

    public override string Mnemonic => "ctc_gradient";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];
}
