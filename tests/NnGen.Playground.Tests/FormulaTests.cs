using Samples.Playground.Formulas;

namespace NnGen.Playground.Tests;

public sealed class FormulaTests
{
    [Theory]
    [InlineData("1 + 2 * 3", 0, 0, 7)]
    [InlineData("(1 + 2) * 3", 0, 0, 9)]
    [InlineData("7 - 2 - 1", 0, 0, 4)]
    [InlineData("8 / 2 / 2", 0, 0, 2)]
    [InlineData("2^3^2", 0, 0, 512)]
    [InlineData("-x^2", 3, 0, -9)]
    [InlineData("2^-1", 0, 0, 0.5)]
    [InlineData("2x", 3, 0, 6)]
    [InlineData("2 x y", 3, 5, 30)]
    [InlineData("xy", 3, 5, 15)]
    [InlineData("x² + y²", 3, 4, 25)]
    [InlineData("x³", -2, 0, -8)]
    [InlineData("3(x - 1)", 5, 0, 12)]
    [InlineData("2 sin(pi / 2)", 0, 0, 2)]
    [InlineData("cos(0) + log(e)", 0, 0, 2)]
    [InlineData("max(x, y) − min(x, y)", 3, 5, 2)]
    [InlineData("abs(-x) sqrt(16)", 2, 0, 8)]
    [InlineData("relu(x) + sign(y)", -3, -5, -1)]
    [InlineData("sigmoid(x)", 0, 0, 0.5)]
    [InlineData("atan2(y, x)", 0, 1, Math.PI / 2)]
    [InlineData(".5 + floor(2.9)", 0, 0, 2.5)]
    public void Formula_HasItsValue(string text, double x, double y, double expected) => Assert.Equal(expected, Formula.Read(text).At(x, y), 12);

    [Theory]
    [InlineData("", 0, "Expected a number, x, y or a function, but found the end.")]
    [InlineData("1 +", 3, "Expected a number, x, y or a function, but found the end.")]
    [InlineData("(x", 2, "Expected ')', but found the end.")]
    [InlineData("x)", 1, "Expected an operator, but found ')' at character 2.")]
    [InlineData("foo(x)", 0, "'foo' is not known here.")]
    [InlineData("1 + tna(x)", 4, "'tna' is not known here.")]
    [InlineData("max(x)", 5, "Expected ',', but found ')'")]
    [InlineData("1.2.3", 0, "'1.2.3' is not a number.")]
    [InlineData("sin x", 4, "Expected '(', but found 'x'")]
    [InlineData("x; System.IO.File.Delete(\"a\")", 1, "Expected an operator, but found ';'")]
    [InlineData("$x", 0, "Expected a number, x, y or a function, but found '$'")]
    public void WrongFormula_IsRefusedAtItsPlace(string text, int position, string message)
    {
        FormulaException wrong = Assert.Throws<FormulaException>(() => Formula.Read(text));
        Assert.Equal(position, wrong.Position);
        Assert.StartsWith(message, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("sin(")]
    [InlineData("2^")]
    public void DeepFormula_IsRefused(string opening)
    {
        string text = string.Concat(Enumerable.Repeat(opening, FormulaReader.MostCharacters / opening.Length));
        Assert.Contains("nested", Assert.Throws<FormulaException>(() => Formula.Read(text)).Message);
    }

    [Fact]
    public void LongFormula_IsRefused() =>
        Assert.Contains("at most 200 characters", Assert.Throws<FormulaException>(() => Formula.Read("x" + new string(' ', 200))).Message);
}
