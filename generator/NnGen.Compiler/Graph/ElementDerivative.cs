namespace NnGen.Compiler.Graph;

/// <summary>The derivative of an expression of one input by that input, simplified where constants allow.</summary>
/// <remarks>
/// Where there is none, a choice has that of the branch that it takes, the larger or smaller of two that are equal that of the first, and <c>abs</c> has 0.
/// </remarks>
public static class ElementDerivative
{
    private static readonly Element s_zero = 0.0;
    private static readonly Element s_one = 1.0;

    /// <summary>The derivative by input 0.</summary>
    public static Element Of(Element element) => element switch
    {
        ElementInput { Index: 0 } => s_one,
        ElementConstant => s_zero,
        ElementCall call => Product(OfFunction(call), Of(call.X)),
        ElementSelect select => Choice(select.X, select.Y, Of(select.WhenLess), Of(select.Otherwise)),
        ElementBinary { Operator: ElementOperator.Add } sum => Sum(Of(sum.X), Of(sum.Y)),
        ElementBinary { Operator: ElementOperator.Subtract } difference => Difference(Of(difference.X), Of(difference.Y)),
        ElementBinary { Operator: ElementOperator.Multiply } product => Sum(Product(Of(product.X), product.Y), Product(product.X, Of(product.Y))),
        ElementBinary { Operator: ElementOperator.Divide } quotient => OfQuotient(quotient),
        ElementBinary { Operator: ElementOperator.Max } larger => Choice(larger.X, larger.Y, Of(larger.Y), Of(larger.X)),
        ElementBinary { Operator: ElementOperator.Min } smaller => Choice(smaller.Y, smaller.X, Of(smaller.Y), Of(smaller.X)),
        _ => throw new InvalidOperationException($"{element} is no function of one input."),
    };

    /// <summary>That of a function by its own argument.</summary>
    private static Element OfFunction(ElementCall call) => call.Function switch
    {
        ElementFunction.Abs => Element.WhereLess(call.X, 0.0, -1.0, Element.WhereLess(0.0, call.X, 1.0, 0.0)),
        ElementFunction.Sqrt => 0.5 / call,
        ElementFunction.Exp => call,
        ElementFunction.ExpMinusOne => call with { Function = ElementFunction.Exp },
        ElementFunction.Log => 1.0 / call.X,
        ElementFunction.LogOnePlus => 1.0 / (1.0 + call.X),
        ElementFunction.Sigmoid => call * (1.0 - (Element)call),
        ElementFunction.Tanh => 1.0 - (Element)call * call,
        ElementFunction.Erf => 2 / Math.Sqrt(Math.PI) * Element.Call(ElementFunction.Exp, 0.0 - call.X * call.X),
        _ => throw new InvalidOperationException($"{call.Function} has no derivative here."),
    };

    /// <summary><c>(u / v)' = (u' - (u / v) v') / v</c>: the quotient itself is computed anyway, and no square overflows.</summary>
    private static Element OfQuotient(ElementBinary quotient)
    {
        Element numerator = Difference(Of(quotient.X), Product(quotient, Of(quotient.Y)));
        return numerator == s_zero ? s_zero : numerator / quotient.Y;
    }

    private static Element Choice(Element x, Element y, Element whenLess, Element otherwise) => whenLess == otherwise ? whenLess : Element.WhereLess(x, y, whenLess, otherwise);

    private static Element Sum(Element x, Element y) => (x, y) switch
    {
        (ElementConstant a, ElementConstant b) => a.Value + b.Value,
        (ElementConstant { Value: 0 }, _) => y,
        (_, ElementConstant { Value: 0 }) => x,
        _ => x + y,
    };

    private static Element Difference(Element x, Element y) => (x, y) switch
    {
        (ElementConstant a, ElementConstant b) => a.Value - b.Value,
        (_, ElementConstant { Value: 0 }) => x,
        _ => x - y,
    };

    private static Element Product(Element x, Element y) => (x, y) switch
    {
        (ElementConstant a, ElementConstant b) => a.Value * b.Value,
        (ElementConstant { Value: 0 }, _) or (_, ElementConstant { Value: 0 }) => s_zero,
        (ElementConstant { Value: 1 }, _) => y,
        (_, ElementConstant { Value: 1 }) => x,
        _ => x * y,
    };
}
