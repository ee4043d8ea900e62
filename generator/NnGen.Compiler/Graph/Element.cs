using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>
/// What an elementwise op computes for one element, as an expression over its inputs. Immutable and equal by value, so that two layers
/// that compute the same share a kernel.
/// </summary>
public abstract record Element
{
    public static Element operator +(Element x, Element y) => new ElementBinary(ElementOperator.Add, x, y);

    public static Element operator -(Element x, Element y) => new ElementBinary(ElementOperator.Subtract, x, y);

    public static Element operator *(Element x, Element y) => new ElementBinary(ElementOperator.Multiply, x, y);

    public static Element operator /(Element x, Element y) => new ElementBinary(ElementOperator.Divide, x, y);

    public static implicit operator Element(double value) => new ElementConstant(value);

    /// <summary>The larger one; NaN where <paramref name="y"/> is NaN, so the value under test comes second.</summary>
    public static Element Max(Element x, Element y) => new ElementBinary(ElementOperator.Max, x, y);

    /// <summary>The smaller one; NaN where <paramref name="y"/> is NaN, so the value under test comes second.</summary>
    public static Element Min(Element x, Element y) => new ElementBinary(ElementOperator.Min, x, y);

    /// <summary><paramref name="whenLess"/> where x is less than y, else <paramref name="otherwise"/>.</summary>
    public static Element WhereLess(Element x, Element y, Element whenLess, Element otherwise) => new ElementSelect(x, y, whenLess, otherwise);

    public static Element Call(ElementFunction function, Element x) => new ElementCall(function, x);

    /// <summary>Replaces inputs by other expressions.</summary>
    public Element Substitute(IReadOnlyList<Element> inputs) => this switch
    {
        ElementInput input => inputs[input.Index],
        ElementBinary binary => binary with { X = binary.X.Substitute(inputs), Y = binary.Y.Substitute(inputs) },
        ElementSelect select => new ElementSelect(select.X.Substitute(inputs), select.Y.Substitute(inputs), select.WhenLess.Substitute(inputs), select.Otherwise.Substitute(inputs)),
        ElementCall call => call with { X = call.X.Substitute(inputs) },
        _ => this,
    };

    /// <summary>How many operations, inputs and constants it has.</summary>
    public int Size => this switch
    {
        ElementBinary binary => 1 + binary.X.Size + binary.Y.Size,
        ElementSelect select => 1 + select.X.Size + select.Y.Size + select.WhenLess.Size + select.Otherwise.Size,
        ElementCall call => 1 + call.X.Size,
        _ => 1,
    };

    /// <summary>Whether a function is computed that the hardware has not: a polynomial or more.</summary>
    public bool IsLong => this switch
    {
        ElementCall call => call.Function is not (ElementFunction.Abs or ElementFunction.Sqrt) || call.X.IsLong,
        ElementBinary binary => binary.X.IsLong || binary.Y.IsLong,
        ElementSelect select => select.X.IsLong || select.Y.IsLong || select.WhenLess.IsLong || select.Otherwise.IsLong,
        _ => false,
    };

    /// <summary>Whether the loss's factor occurs.</summary>
    public bool UsesLossScale => this switch
    {
        ElementLossScale => true,
        ElementBinary binary => binary.X.UsesLossScale || binary.Y.UsesLossScale,
        ElementSelect select => select.X.UsesLossScale || select.Y.UsesLossScale || select.WhenLess.UsesLossScale || select.Otherwise.UsesLossScale,
        ElementCall call => call.X.UsesLossScale,
        _ => false,
    };

    /// <summary>Whether input <paramref name="index"/> occurs.</summary>
    public bool Uses(int index) => this switch
    {
        ElementInput input => input.Index == index,
        ElementBinary binary => binary.X.Uses(index) || binary.Y.Uses(index),
        ElementSelect select => select.X.Uses(index) || select.Y.Uses(index) || select.WhenLess.Uses(index) || select.Otherwise.Uses(index),
        ElementCall call => call.X.Uses(index),
        _ => false,
    };
}

/// <summary>The element of the op's input number <paramref name="Index"/>.</summary>
public sealed record ElementInput(int Index) : Element;

/// <summary>A number that is known at compile time.</summary>
public sealed record ElementConstant(double Value) : Element;

/// <summary>The factor of the row's loss in that of the batch: its weight, and what reduces the loss.</summary>
public sealed record ElementLossScale : Element;

/// <summary>An operation on two elements.</summary>
public sealed record ElementBinary(ElementOperator Operator, Element X, Element Y) : Element;

/// <summary>A choice by comparison.</summary>
public sealed record ElementSelect(Element X, Element Y, Element WhenLess, Element Otherwise) : Element;

/// <summary>An elementary function.</summary>
public sealed record ElementCall(ElementFunction Function, Element X) : Element;

/// <summary>The operations on two elements.</summary>
public enum ElementOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Max,
    Min,
}

/// <summary>The functions of one element: the hardware's own first, then those that <c>Kernels/Functions</c> defines.</summary>
public enum ElementFunction
{
    Abs,
    Sqrt,
    Exp,
    ExpMinusOne,
    Log,
    LogOnePlus,
    Sigmoid,
    Tanh,
    Erf,
}
