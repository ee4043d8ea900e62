using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Print;

/// <summary>
/// What a node computes when predicting, as a formula over the row x that it takes: the library reads it to trace a row, so its words are those
/// of <c>FormulaReader</c> there. Elementwise ops are printed from the expression that kernels are made of.
/// </summary>
public static class FormulaText
{
    private const string Exponentials = "exp(x - largest(x))";

    /// <summary>The formula; empty for inputs, dense layers with a weight of their own and joins, which their kinds define.</summary>
    public static string Of(Value node) => node.Producer switch
    {
        LinearOp linear when linear.Weight.Name != node.Name + ".weight" => (linear.IsTransposed ? $"transpose({linear.Weight.Name})" : linear.Weight.Name) + " x" + (linear.Bias is null ? "" : " + " + linear.Bias.Name),
        InputOp or LinearOp or SumOp or ProductOp or ConcatOp => "",
        ReshapeOp => "x",
        SoftmaxOp softmax when softmax.Inputs[0].Producer is NegateOp => "exp(-x - largest(-x)) / sum(exp(-x - largest(-x)))",
        SoftmaxOp => $"{Exponentials} / sum({Exponentials})",
        LogSoftmaxOp => $"x - largest(x) - log(sum({Exponentials}))",
        NormalizeOp normalize => Normalize(normalize),
        GainOp gain => $"({Of(gain.Inputs[0])}) * weight{(gain.Inputs.Count > 2 ? " + bias" : "")}",
        FoldedBatchNormOp batchNorm => BatchNorm(((BatchNormFoldOp)batchNorm.Inputs[1].Producer).Parameters),
        ElementwiseOp op => Text(op.Expression, [.. op.Inputs.Select(Name)]),
        Op op => throw new InvalidOperationException($"There is no formula for {op.Mnemonic}."),
    };

    private static string Normalize(NormalizeOp op) => op.IsCentred
        ? $"(x - mean(x)) / sqrt(variance(x) + {Number(op.Epsilon)})"
        : $"x / sqrt(mean(x * x) + {Number(op.Epsilon)})";

    private static string BatchNorm(BatchNormParameters parameters) =>
        $"(x - running_mean) / sqrt(running_var + {Number(parameters.Epsilon)}){(parameters.Gain is null ? "" : " * weight")}{(parameters.Shift is null ? "" : " + bias")}";

    private static string Name(Value input) => input.Producer is ParameterOp parameter
        ? parameter.Weight.Name.Substring(parameter.Weight.Name.LastIndexOf('.') + 1)
        : "x";

    /// <summary>An expression with as few brackets as its operators need.</summary>
    private static string Text(Element element, IReadOnlyList<string> inputs, int binding = 0)
    {
        string Part(Element part, int least) => Text(part, inputs, least);
        (string text, int own) = element switch
        {
            ElementInput input => (inputs[input.Index], 3),
            ElementConstant { Value: < 0 } constant => (Number(constant.Value), 1),
            ElementConstant constant => (Number(constant.Value), 3),
            ElementCall call => ($"{Function(call.Function)}({Part(call.X, 0)})", 3),
            ElementSelect select => ($"{Part(select.X, 1)} < {Part(select.Y, 1)} ? {Part(select.WhenLess, 0)} : {Part(select.Otherwise, 0)}", 0),
            ElementBinary { Operator: ElementOperator.Max or ElementOperator.Min } binary => ($"{(binary.Operator == ElementOperator.Max ? "max" : "min")}({Part(binary.X, 0)}, {Part(binary.Y, 0)})", 3),
            ElementBinary { Operator: ElementOperator.Add } binary => ($"{Part(binary.X, 1)} + {Part(binary.Y, 2)}", 1),
            ElementBinary { Operator: ElementOperator.Subtract } binary => ($"{Part(binary.X, 1)} - {Part(binary.Y, 2)}", 1),
            ElementBinary { Operator: ElementOperator.Multiply } binary => ($"{Part(binary.X, 2)} * {Part(binary.Y, 3)}", 2),
            ElementBinary binary => ($"{Part(binary.X, 2)} / {Part(binary.Y, 3)}", 2),
            _ => throw new InvalidOperationException($"{element} is no part of a prediction."),
        };
        return own < binding ? $"({text})" : text;
    }

    private static string Function(ElementFunction function) => function switch
    {
        ElementFunction.ExpMinusOne => "expm1",
        ElementFunction.LogOnePlus => "log1p",
        _ => function.ToString().ToLowerInvariant(),
    };

    /// <summary>As in C#, without the letter of its type.</summary>
    private static string Number(double value) => Literals.Number(value, isDouble: true).TrimEnd('d');
}
