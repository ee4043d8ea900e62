using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Print;

/// <summary>
/// What a node computes when predicting, as a formula over the row x that it takes: the library reads it to trace a row, so its words are those
/// of <c>FormulaReader</c> there. Elementwise ops are printed from the expression that kernels are made of.
/// </summary>
public static class FormulaText
{
    private const string Exponentials = "exp(x - largest(x))";

    /// <summary>
    /// The formula; empty for inputs, dense layers with a weight of their own and joins, which their kinds define. What is computed of parts of
    /// a row says how many there are, <c>5 parts: ...</c>, and what is computed in stages has <c>then</c> between them. Convolutions and pools say all
    /// their sizes.
    /// </summary>
    public static string Of(Value node) => node.Formula ?? (ChannelsLast.Behind(node) is Value behind ? Of(behind) : node.Producer switch
    {
        LinearOp linear when linear.Weight.Name != node.Name + ".weight" => (linear.IsTransposed ? $"transpose({linear.Weight.Name})" : linear.Weight.Name) + " x" + (linear.Bias is null ? "" : " + " + linear.Bias.Name),
        InputOp or LinearOp or SumOp or ProductOp or ConcatOp => "",
        ReshapeOp reshape when reshape.Inputs[0] is { Title: null, Producer: ReduceOp reduce } => Mean(reduce),
        ReshapeOp => "x",
        ViewOp view => $"{Before(view.Inputs[0])}view {Number(view.Offset)}: {string.Join(" ", view.Axes.Select(axis => $"{Number(axis.Size)}*{Number(axis.Stride)}"))}",
        ReduceOp reduce => Mean(reduce),
        MatMulOp product => MatMul(product),
        ScaleOp scale when scale.Inputs[0].Producer is MatMulOp product => $"{MatMul(product)} * {Number(scale.Scale)}",
        SoftmaxOp softmax when softmax.Inputs[0].Producer is NegateOp => $"{Parts(softmax)}exp(-x - largest(-x)) / sum(exp(-x - largest(-x)))",
        SoftmaxOp softmax => $"{Before(softmax.Inputs[0])}{Parts(softmax)}{Exponentials} / sum({Exponentials})",
        LogSoftmaxOp softmax => $"{Before(softmax.Inputs[0])}{Parts(softmax)}x - largest(x) - log(sum({Exponentials}))",
        NormalizeOp normalize => Parts(normalize) + Normalize(normalize),
        GainOp gain => $"{Parts(gain)}({Normalize((NormalizeOp)gain.Inputs[0].Producer)}) * weight{(gain.Inputs.Count > 2 ? " + bias" : "")}{Owner(node, gain.Inputs[1])}",
        FoldedBatchNormOp batchNorm => BatchNorm(((BatchNormFoldOp)batchNorm.Inputs[1].Producer).Parameters),
        ElementwiseOp op => Text(op.Expression, [.. op.Inputs.Select(Name)]),
        Op op => throw new InvalidOperationException($"There is no formula for {op.Mnemonic}."),
    });

    /// <summary>Whose the parameters are, where they are another node's.</summary>
    private static string Owner(Value node, Value parameter)
    {
        string owner = parameter.Name.Substring(0, parameter.Name.LastIndexOf('.'));
        return owner == node.Name ? "" : $" with those of {owner}";
    }

    /// <summary>The stage before, where it is no node of its own.</summary>
    private static string Before(Value value) => value.Title is null ? Of(value) + " then " : "";

    private static string Parts(Op op) => op.Positions is > 1 and int parts ? $"{Number(parts)} parts: " : "";

    private static string Mean(ReduceOp op) =>
        $"mean of {string.Join(" ", op.Inputs[0].Shape.Axes.Select(axis => Number(axis)))} over {string.Join(" ", Enumerable.Range(0, op.IsReduced.Count).Where(axis => op.IsReduced[axis]).Select(axis => Number(axis)))}";

    private static string MatMul(MatMulOp op) =>
        $"{(op.IsTransposed ? "a^T" : "a")} {(op.Inputs[1].Title is null ? "b^T" : "b")} of {Number(op.Matrices)} {Number(op.Rows)} {Number(op.Inner)} {Number(op.Columns)}";

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
