using NnGen.Compiler.Graph;

namespace NnGen.Numerics.Tests.Support;

/// <summary>
/// The functions of one's own that networks here name, written out as the compiler is to read them: metadata have no bodies. That emitted code has the
/// bits of an interpreter of these shows that the methods were read right, to the last operation.
/// </summary>
internal static class Formulas
{
    private static readonly Element s_x = new ElementInput(0);
    private static readonly Element s_sigmoid = 1.0 / (1.0 + Element.Call(ElementFunction.Exp, s_x * -1.0));
    private static readonly Element s_root = Element.Call(ElementFunction.Sqrt, 1.0 + s_x * s_x);

    private static readonly Dictionary<string, Element> s_formulas = new()
    {
        ["Swish"] = s_x * s_sigmoid,
        ["Quotient"] = s_x / (1.0 + Element.Call(ElementFunction.Exp, s_x * -1.0)),
        ["SwishDerivative"] = s_sigmoid * (1.0 + s_x * (1.0 - s_sigmoid)),
        ["Bent"] = Bent(),
        ["OneMinus"] = 1.0 - s_x,
    };

    /// <summary>The function of a name.</summary>
    public static FunctionDeclaration Of(string name) => new(name, "", new FunctionFormula(s_formulas[name]), new FunctionFormula(s_formulas[name]), null);

    private static Element Bent()
    {
        Element outside = Element.Call(ElementFunction.LogOnePlus, Element.Call(ElementFunction.Abs, s_x)) - Element.Call(ElementFunction.Log, s_root);
        Element inner = Element.Max(-1.0, Element.Min(2.0, s_x)) + Element.Min(3.0, Element.Max(-1.0, s_x));
        Element left = 0.25 * Element.Call(ElementFunction.ExpMinusOne, inner);
        Element right = Element.Call(ElementFunction.Tanh, s_x) / s_root;
        Element inside = Element.WhereLess(0.0, s_x, right, Element.WhereLess(-1.0, s_x, left, right));
        return Element.WhereLess(2.0, s_x, outside, Element.WhereLess(s_x, -0.5, outside, inside));
    }
}
