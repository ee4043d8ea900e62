using Xunit;

namespace NnGen.Tests.Network;

/// <summary>Formulas of nodes, computed by hand.</summary>
public class FormulaReaderTests
{
    private static readonly double[] s_x = [-2, 0.5, 3, 1];

    [Theory]
    [InlineData("x", new[] { -2, 0.5, 3, 1 })]
    [InlineData("max(0, x)", new[] { 0, 0.5, 3, 1 })]
    [InlineData("0 < x ? x : x * 0.1", new[] { -0.2, 0.5, 3, 1 })]
    [InlineData("x < 0 ? 0 : -1 < x ? 1 : x", new[] { 0.0, 1, 1, 1 })]
    [InlineData("1 - 2 - x", new[] { 1, -1.5, -4, -2 })]
    [InlineData("2 * (x + 1) / 4", new[] { -0.5, 0.75, 2, 1 })]
    [InlineData("-x * 1E-01", new[] { 0.2, -0.05, -0.3, -0.1 })]
    [InlineData("x - largest(x)", new[] { -5, -2.5, 0, -2 })]
    [InlineData("sum(x) + mean(x) + x * 0", new[] { 3.125, 3.125, 3.125, 3.125 })]
    [InlineData("variance(x)", new[] { 3.171875, 3.171875, 3.171875, 3.171875 })]
    [InlineData("x * scale", new[] { -20.0, 5, 300, 100 })]
    [InlineData("min(1, abs(x)) + sqrt(4) * weight", new[] { 7, 6.5, 7, 7 })]
    public void Formula_IsComputed(string formula, double[] expected) =>
        Assert.Equal(expected, new FormulaReader(formula, s_x, Parameter).Read().Select(value => Math.Round(value, 12)));

    [Fact]
    public void Functions_AreThoseOfMathematics()
    {
        const double At = 0.5;
        Assert.Equal(Math.Exp(At) + Math.Log(At) + Math.Tanh(At) + 1 / (1 + Math.Exp(-At)), One("exp(x) + log(x) + tanh(x) + sigmoid(x)"), 12);
        Assert.Equal(Math.Exp(At) - 1 + Math.Log(1 + At), One("expm1(x) + log1p(x)"), 12);

        // erf(1/2), from tables.
        Assert.Equal(0.5204998778130465, One("erf(x)"), 12);

        static double One(string formula) => new FormulaReader(formula, [At], _ => []).Read()[0];
    }

    [Theory]
    [InlineData("x +")]
    [InlineData("(x")]
    [InlineData("x x")]
    [InlineData("cosh(x)")]
    [InlineData("x < 1 ? 2")]
    [InlineData("")]
    public void MalformedFormula_IsRefused(string formula) => Assert.Throws<FormatException>(() => new FormulaReader(formula, s_x, Parameter).Read());

    private static double[] Parameter(string name) => name switch
    {
        // Of two channels of two elements each.
        "scale" => [10, 100],
        "weight" => [3],
        _ => throw new FormatException(name),
    };
}
