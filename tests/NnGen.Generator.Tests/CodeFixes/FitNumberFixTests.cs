using Microsoft.CodeAnalysis;
using NnGen.CodeFixes;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>NNG013 and NNG020 at layers of images: numbers that do not fit the sizes, and the nearest ones that do.</summary>
public class FitNumberFixTests
{
    [Theory]
    [InlineData("Input(6, 8, 8), Conv2D(12, 3, Groups = /* of both */ 4), GlobalAvgPool", "Groups = /* of both */ 4", "Groups = /* of both */ 3|Groups = /* of both */ 6")]
    [InlineData("Input(6, 9), ConvTranspose1D(9, 3, Groups = 2), GlobalAvgPool", "Groups = 2", "Groups = 1|Groups = 3")]
    [InlineData("Input(8, 5, 5), GroupNorm(3), Flatten, Dense(2)", "GroupNorm(3)", "GroupNorm(2)|GroupNorm(4)")]
    [InlineData("Input(8, 5, 5), PixelShuffle(3), Flatten, Dense(2)", "PixelShuffle(3)", "PixelShuffle(2)")]
    [InlineData("Input(1, 6, 9), PixelUnshuffle(2), Flatten, Dense(2)", "PixelUnshuffle(2)", "PixelUnshuffle(1)|PixelUnshuffle(3)")]
    [InlineData("Input(1, 8, 8), MaxPool2D(2, Padding = 2), Flatten, Dense(2)", "Padding = 2", "Padding = 1")]
    [InlineData("Input(3, 8), ConvTranspose1D(4, 3, Stride = 2, OutputPadding = 2), Flatten, Dense(2)", "OutputPadding = 2", "OutputPadding = 1")]
    [InlineData("Input(1, 3), Pad(4, Mode = PadMode.Reflect), Flatten, Dense(2)", "Pad(4", "Pad(2")]
    [InlineData("Input(1, 5, 5), Conv2D(4, 9), Flatten, Dense(2)", "Conv2D(4, 9)", "Conv2D(4, 5)")]
    [InlineData("Input(1, 5, 5), Conv2D(4, 9, 3), Flatten, Dense(2)", "Conv2D(4, 9, 3)", "Conv2D(4, 5, 3)")]
    [InlineData("Input(1, 5), Conv1D(4, kernel: 7, Padding = 0), Flatten, Dense(2)", "kernel: 7, Padding = 0", "kernel: 5, Padding = 0|kernel: 7, Padding = 1")]
    [InlineData("Input(1, 5), Conv1D(4, 3, Dilation = 4), Flatten, Dense(2)", "3, Dilation = 4", "2, Dilation = 4|3, Dilation = 2")]
    [InlineData("Input(1, 2), ConvTranspose1D(4, 1, Padding = 2), Flatten, Dense(2)", "1, Padding = 2", "4, Padding = 2|1, Padding = 0")]
    public async Task NumberThatDoesNotFit_BecomesTheNearestThatDoes(string nodes, string before, string after)
    {
        string source = $"using NnGen;\nnamespace Samples;\n[Network, {nodes}]\npartial class Net;\n";

        IReadOnlyList<OfferedFix> fixes = await CodeFixRunner.OfferedAsync(new FitNumberFix(), source);

        // Height and width are told one by one, and mended as one.
        Assert.Equal(after.Split('|').Select(text => source.Replace(before, text, StringComparison.Ordinal)), fixes.Select(fix => fix.Texts[0]).Distinct());
        foreach (OfferedFix fix in fixes)
        {
            // Advice may be left.
            ToolchainResult result = await Toolchain.RunAsync(fix.Texts[0]);
            Assert.DoesNotContain(result.Found, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
            Assert.Empty(result.CSharpErrors);
        }
    }

    [Fact]
    public async Task Titles_SayTheNumbers() =>
        Assert.Equal(
            ["Change Groups from 4 to 3", "Change Groups from 4 to 6"],
            (await CodeFixRunner.OfferedAsync(new FitNumberFix(), "using NnGen;\n[Network, Input(6, 8, 8), Conv2D(12, 3, Groups = 4), GlobalAvgPool] partial class Net;")).Select(fix => fix.Title));

    /// <summary>What was meant is open, or stands elsewhere: a size of 0, a number by name, a shape of other axes.</summary>
    [Theory]
    [InlineData("Input(6, 8, 8), Conv2D(0, 3), GlobalAvgPool")]
    [InlineData("Input(6, 8, 8), Conv2D(12, 3, Groups = Net.Four), GlobalAvgPool")]
    [InlineData("Input(6), Conv2D(12, 3), GlobalAvgPool")]
    [InlineData("Input(6, 8, 8), Dropout2D(1.5), GlobalAvgPool")]
    public async Task NumberThatNobodyKnows_IsNotOffered(string nodes) =>
        Assert.Empty(await CodeFixRunner.OfferedAsync(new FitNumberFix(), $"using NnGen;\n[Network, {nodes}] partial class Net {{ public const int Four = 4; }}"));
}
