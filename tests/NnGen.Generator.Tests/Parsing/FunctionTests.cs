using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Compiler.Graph;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Parsing;

/// <summary>Methods as formulas: what is read, and what is said where nothing can be.</summary>
public class FunctionTests
{
    private static readonly Element s_x = new ElementInput(0);

    [Theory]
    [InlineData("float F(float x) => x;", "not static", "which is 'float Net.F(float)': write 'private static float F(float x)' in Net")]
    [InlineData("static double F(double x) => x;", "other type", "which takes double, while the network computes in float: write 'private static float F(float x)' in Net")]
    [InlineData("static float F(int x) => x;", "other parameter", "which is 'static float Net.F(int)'")]
    [InlineData("static float F(ref float x) => x;", "reference", "which is 'static float Net.F(ref float)'")]
    [InlineData("const float F = 1;", "no method", "which is 'Net.F', no method")]
    [InlineData("static float G(float x) => x;", "no such name", "which Net does not have: write 'private static float F(float x)' in Net")]
    [InlineData("static float F(float x) => System.MathF.Sin(x);", "unknown function", "in which 'System.MathF.Sin(x)' stands: a formula has numbers")]
    [InlineData("static float F(float x) => x % 2;", "unknown operator", "in which 'x % 2' stands")]
    [InlineData("static float s; static float F(float x) => x + s;", "field", "in which 's' stands")]
    [InlineData("static float F(float x) { while (x > 1) { x = x / 2; } return x; }", "loop", "in which 'while (x > 1) { x = x / 2; }' stands")]
    [InlineData("static float F(float x) { if (x > 1) { return 1; } }", "no return", "in which a branch ends without 'return'")]
    [InlineData("static float F(float x) => x == 1 ? x : 2;", "equality", "in which 'x == 1' stands")]
    [InlineData("static float F(float x) => F(x - 1);", "recursion", "in which 'F' calls methods 16 deep, or itself")]
    [InlineData("static float F(float x) { float a = x * x * x, b = a * a * a, c = b * b * b, d = c * c * c, e = d * d * d, f = e * e * e; return f; }", "long", "in which more than 500 operations stand")]
    [InlineData("static float F(float x) => x * (float)int.Parse(\"1\");", "cast of a call", "in which 'int.Parse(\"1\")' stands")]
    [InlineData("static float F(float x) => x / float.PositiveInfinity;", "infinity", "in which 'float.PositiveInfinity' stands")]
    public async Task WhatIsNoFormula_IsSaidAtTheArgument(string member, string why, string expected)
    {
        string source = $"using NnGen; namespace Samples; [Network, Input(2), Dense(3), Custom({{|NNG042:\"F\"|}}), Dense(1)] public partial class Net {{ {member} }}";

        ToolchainResult result = await MarkedSource.ExpectAsync(source);

        Assert.Contains($"Custom (custom1) takes the function 'F', {expected}", result.Found.Single().GetMessage(), StringComparison.Ordinal);
        Assert.Single(result.Run.GeneratedSources);
        Assert.Equal(why == "no return", result.CSharpErrors.Any());
    }

    [Fact]
    public async Task Derivative_IsSaidAtItsOwnArgument() =>
        await MarkedSource.ExpectAsync("using NnGen; namespace Samples; [Network, Input(2), Custom(nameof(Net.F), Derivative = {|NNG042:nameof(Net.G)|}), Dense(1)] public partial class Net { internal static float F(float x) => x; internal static float G(float x, float y) => x; }");

    /// <summary>A block is told at its own attribute, whatever uses it; one that two precisions use has both methods.</summary>
    [Fact]
    public async Task FunctionOfABlock_IsReadFromTheBlock()
    {
        const string Networks = "[Network, Input(2), Use<Part>, Dense(1)] public partial class Net; [Network(Precision = Precision.Double), Input(2), Use<Part>, Dense(1)] public partial class Wide;";
        await MarkedSource.ExpectAsync($"using NnGen; namespace Samples; {Networks} [Block, Dense(2), Custom({{|NNG042:\"F\"|}})] public class Part {{ static float F(float x) => x % 2; }}");
        ToolchainResult result = await MarkedSource.ExpectAsync($"using NnGen; namespace Samples; {Networks} [Block, Dense(2), Custom(\"F\")] public class Part {{ static float F(float x) => x / 2; static double F(double x) => x / 2; }}");
        Assert.Empty(result.CSharpErrors);
        ToolchainResult single = await MarkedSource.ExpectAsync($"using NnGen; namespace Samples; {Networks.Replace("Use<Part>, Dense(1)] public partial class Wide", "{|NNG042:Use<Part>|}, Dense(1)] public partial class Wide", StringComparison.Ordinal)} [Block, Dense(2), Custom(\"F\")] public class Part {{ static float F(float x) => x / 2; }}");
        Assert.Contains("which takes float, while the network computes in double", single.Found.Single().GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FunctionOfAnotherAssembly_HasNoTextToRead()
    {
        var image = new MemoryStream();
        const string Parts = "using NnGen; namespace Parts; [Block, Dense(2), Custom(\"F\")] public class Part { private static float F(float x) => x / 2; }";
        Assert.True(CSharpCompilation.Create("Parts", [TestCompilation.Tree(Parts, "Parts.cs")], TestCompilation.References, TestCompilation.Options).Emit(image).Success);
        CSharpCompilation compilation = TestCompilation.Create("using NnGen; using Parts; namespace Samples; [Network, Input(2), Use<Part>, Dense(1)] public partial class Net;").AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        Toolchain.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);

        Diagnostic found = Assert.Single(await output.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync());

        Assert.Equal("NNG042", found.Id);
        Assert.Contains("another assembly", found.GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>Each part of the language of formulas, as the expression that it is.</summary>
    [Fact]
    public void Formula_IsReadOperationByOperation()
    {
        Assert.Equal(s_x * -1.0 + 0.5, Read("=> -x + 1f / 2;"));
        Assert.Equal(Element.WhereLess(0.0, s_x, 1.0, s_x), Read("{ if (x > 0) return 1; else { return x; } }"));
        Assert.Equal(Element.WhereLess(0.0, s_x, s_x, 2.0), Read("=> x <= 0 ? 2 : x;"));
        Assert.Equal(Element.WhereLess(s_x, 3.0, Element.WhereLess(s_x, 1.0, 0.0, 5.0), 0.0), Read("=> x < 3 && !(x < 1) ? 5 : 0;"));
        Assert.Equal(Element.WhereLess(s_x, 3.0, 5.0, Element.WhereLess(4.0, s_x, 5.0, 0.0)), Read("=> x < 3 || x > 4 ? 5 : 0;"));
        Assert.Equal(Element.Max(0.0, s_x) - Element.Min(s_x, s_x * 2.0), Read("=> MathF.Max(x, 0) - MathF.Min(x, x * 2);"));
        Assert.Equal(Element.Min(1.0, Element.Max(-1.0, s_x)), Read("=> Math.Clamp(x, -1, 1);"));
        Assert.Equal(
            Element.Call(ElementFunction.Exp, s_x) * (s_x / 2.0),
            Read("=> Scaled((float)Math.Exp(x), x); static float Scaled(float y, float z) { const float Two = 2; var half = Other.Half(z, Two); return y * half; }"));
    }

    private static Element Read(string body)
    {
        string source = $"using System; using NnGen; namespace Samples; [Network, Input(2), Custom(\"F\")] public partial class Net {{ static float F(float x) {body} }} static class Other {{ internal static float Half(float x, float two) => x / two; }}";
        Assert.Empty(TestCompilation.Create(source).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return ((FunctionDeclaration)Toolchain.Parse(source).Declaration.Nodes[1][FunctionDeclaration.FormulaOf("Function")]!).Single!.Element!;
    }
}
