using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Print;

/// <summary>Kernel expressions as C#.</summary>
/// <param name="isDouble">Whether numbers are doubles.</param>
/// <param name="functions">The class of the functions that the hardware has not, with a dot.</param>
/// <param name="spelling">How memories and indices are written; null where there are none.</param>
internal sealed class ExpressionPrinter(bool isDouble, string functions, KernelSpelling? spelling = null)
{
    public string Print(Expression expression) => Print(expression, isOperand: false);

    private string Print(Expression expression, bool isOperand) => expression switch
    {
        Constant constant => Number(constant),
        Local local => local.Name,
        Load { Kind: LaneKind.Scalar } load => spelling!.Element(load.Memory, load.Index),
        Load { Storage: not WeightStorage.Full } load => $"{Type(load.Kind)}.Load{load.Storage}(ref {spelling!.Access(load.Memory, load.Index)})",
        Load load => $"{Type(load.Kind)}.Load(ref {spelling!.Access(load.Memory, load.Index)})",
        Splat splat => $"{Type(splat.Kind)}.Splat({Print(splat.X)})",
        Binary { Operator: ElementOperator.Max or ElementOperator.Min } binary => $"{Type(binary.Kind)}.{binary.Operator}({Print(binary.X)}, {Print(binary.Y)})",
        Binary binary when isOperand => $"({Infix(binary)})",
        Binary binary => Infix(binary),
        MultiplyAdd fma => $"{Type(fma.Kind)}.MultiplyAdd({Print(fma.X)}, {Print(fma.Y)}, {Print(fma.Z)})",
        SelectLess { Kind: LaneKind.Scalar } select => $"({Print(select.X, isOperand: true)} < {Print(select.Y, isOperand: true)} ? {Print(select.WhenLess, isOperand: true)} : {Print(select.Otherwise, isOperand: true)})",
        SelectLess select => $"{Type(select.Kind)}.SelectLess({Print(select.X)}, {Print(select.Y)}, {Print(select.WhenLess)}, {Print(select.Otherwise)})",
        KeepFirst keep => $"{Type(keep.Kind)}.KeepFirst({Print(keep.X)}, {Count(keep.Count)}, {Print(keep.Rest)})",
        Call { Function: ElementFunction.Abs or ElementFunction.Sqrt } call => $"{Type(call.Kind)}.{call.Function}({Print(call.X)})",
        Call call => $"{functions}{call.Function}({Print(call.X)})",
        BitCall { Y: null } bits => $"{Type(bits.Kind)}.{bits.Function}({Print(bits.X)})",
        BitCall bits => $"{Type(bits.Kind)}.{bits.Function}({Print(bits.X)}, {Print(bits.Y!)})",
        Reduce reduce => $"{Type(reduce.X.Kind)}.{(reduce.Reduction == Reduction.Sum ? "Sum" : "MaxElement")}({Print(reduce.X)}{(reduce.Count == 0 ? "" : ", " + Literals.Integer(reduce.Count))})",
        _ => throw new InvalidOperationException($"The printer does not know {expression.GetType().Name}."),
    };

    /// <summary>Lanes are counted by an int, while sizes that are parameters are as long as an index.</summary>
    private string Count(Size count) => spelling is not null && spelling.Of(count) is var text && text.Any(char.IsLetter) ? $"(int){text}" : Literals.Integer(count);

    public static string Type(LaneKind kind) => kind == LaneKind.Logical ? "V" : "P";

    private string Number(Constant constant)
    {
        string literal = Literals.Number(constant.Value, isDouble);
        return constant.Kind == LaneKind.Scalar ? literal
            : constant.Value == 0 ? $"{Type(constant.Kind)}.Zero"
            : $"{Type(constant.Kind)}.Splat({literal})";
    }

    private string Infix(Binary binary)
    {
        string sign = binary.Operator switch
        {
            ElementOperator.Add => "+",
            ElementOperator.Subtract => "-",
            ElementOperator.Multiply => "*",
            _ => "/",
        };

        return $"{Print(binary.X, isOperand: true)} {sign} {Print(binary.Y, isOperand: true)}";
    }
}
