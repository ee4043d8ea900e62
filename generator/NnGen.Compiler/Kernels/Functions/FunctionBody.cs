using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Kernels.Functions;

/// <summary>An elementary function as kernel IR: locals and a result, over the parameter <c>x</c>. Written once for every width.</summary>
/// <param name="Function">Which function.</param>
/// <param name="IsDouble">For doubles; else for floats, with shorter polynomials.</param>
/// <param name="Locals">The steps.</param>
/// <param name="Result">The result.</param>
public sealed record FunctionBody(ElementFunction Function, bool IsDouble, IReadOnlyList<Let> Locals, Expression Result)
{
    /// <summary>The name of the parameter.</summary>
    public const string Parameter = "x";
}

/// <summary>Writes a function body step by step.</summary>
internal sealed class FunctionWriter(bool isDouble)
{
    private readonly List<Let> _locals = [];

    public bool IsDouble => isDouble;

    public Expression X { get; } = new Local(FunctionBody.Parameter, LaneKind.Logical);

    public Expression Let(string name, Expression value)
    {
        _locals.Add(new Let(name, value));
        return new Local(name, LaneKind.Logical);
    }

    /// <summary>A constant that is the same in both precisions, or differs.</summary>
    public Expression Number(double single, double @double) => new Constant(isDouble ? @double : single, LaneKind.Logical);

    public Expression Number(double value) => new Constant(value, LaneKind.Logical);

    /// <summary>A polynomial by Horner's rule, the highest coefficient first.</summary>
    public Expression Polynomial(string name, Expression x, params double[] coefficients)
    {
        Expression sum = Number(coefficients[0]);
        for (int i = 1; i < coefficients.Length; i++)
        {
            sum = Let(name + i.ToString(System.Globalization.CultureInfo.InvariantCulture), new MultiplyAdd(sum, x, Number(coefficients[i])));
        }

        return sum;
    }

    /// <summary>
    /// A polynomial, the highest coefficient first, by pairs: (a x + b) is computed for all at once, and the pairs, before them the first of an
    /// odd number of coefficients, are joined by Horner's rule in x². As many operations as by Horner's rule, once the square is there, and half the wait.
    /// </summary>
    public Expression PolynomialByPairs(string name, Expression x, Expression square, params double[] coefficients)
    {
        string Suffix(int i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        int odd = coefficients.Length % 2;
        Expression[] pairs =
        [
            .. coefficients.Take(odd).Select(coefficient => Number(coefficient)),
            .. Enumerable.Range(0, coefficients.Length / 2).Select(i =>
                Let(name + Suffix(i), new MultiplyAdd(Number(coefficients[odd + 2 * i]), x, Number(coefficients[odd + 2 * i + 1])))),
        ];
        Expression sum = pairs[0];
        for (int i = 1; i < pairs.Length; i++)
        {
            sum = Let(name + "To" + Suffix(i), new MultiplyAdd(sum, square, pairs[i]));
        }

        return sum;
    }

    public FunctionBody Return(ElementFunction function, Expression result) => new(function, isDouble, _locals, result);
}
