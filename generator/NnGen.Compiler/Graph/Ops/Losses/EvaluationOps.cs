namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// A loss of outputs that training computes another way, from the values before the last activation. Only evaluation uses it, so it has
/// no adjoint. A probability's logarithm is at least -100, as in <c>torch.nn.BCELoss</c>.
/// </summary>
public sealed class OutputLossOp(string mnemonic, string formula, Element expression, Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => mnemonic;

    public override Element Expression => expression;

    public override string Formula => formula;

    protected override Element Derivative => throw new InvalidOperationException($"{mnemonic} only evaluates.");

    protected override string DerivativeFormula => "";

    /// <summary><c>-t log p</c>.</summary>
    public static OutputLossOp CrossEntropy(Value p, Value t) => new("cross_entropy", "-t log p", T * MinusLog(Y), p, t);

    /// <summary><c>-t log p - (1 - t) log(1 - p)</c>.</summary>
    public static OutputLossOp BinaryCrossEntropy(Value p, Value t) =>
        new("binary_cross_entropy", "-t log p - (1 - t) log(1 - p)", T * MinusLog(Y) + (1.0 - T) * MinusLog(1.0 - Y), p, t);

    /// <summary><c>-t y</c> of log-probabilities.</summary>
    public static OutputLossOp NegativeLogLikelihood(Value y, Value t) =>
        new("negative_log_likelihood", "-t y", Element.WhereLess(0.0, T, 0.0 - T * Y, 0.0), y, t);

    /// <summary><c>|y - t|</c> of zeros and ones: how many outputs are wrong.</summary>
    public static OutputLossOp ZeroOne(Value y, Value t) => new("zero_one", "|y - t|", Element.Call(ElementFunction.Abs, Y - T), y, t);

    private static Element MinusLog(Element p) => 0.0 - Element.Max(-100.0, Element.Call(ElementFunction.Log, p));
}
