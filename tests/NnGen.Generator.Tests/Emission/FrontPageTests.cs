using System.Text.RegularExpressions;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>The front page, the sample and the first kept network are the same, so the front page cannot rot.</summary>
public partial class FrontPageTests
{
    [Fact]
    public void Readme_SampleAndFirstKeptNetwork_AreTheSame()
    {
        string readme = Declaration(FirstCSharpBlock(Read("README.md")));
        string sample = Declaration(Read("samples", "Digits", "DigitNet.cs"));
        string kept = Declaration(SnapshotNets.Sources["DigitNet"]);

        Assert.Contains("[Network]", readme);
        Assert.EndsWith("partial class DigitNet;", readme);
        Assert.Equal(readme, sample);
        Assert.Equal(readme, kept);
    }

    /// <summary>Whatever the front page shows of emitted code is emitted, line for line, but for the names of the kernels' class.</summary>
    [Fact]
    public void EmittedCodeOnTheFrontPage_IsEmitted()
    {
        string emitted = Lines(EmittedNet.Kept("DigitNet").Page + EmittedNet.Kept("DigitNet").AllKernels).Replace("Samples_DigitNet", "Samples_Digits_DigitNet", StringComparison.Ordinal);
        string[] blocks = [.. Block().Matches(Read("README.md")).Select(match => match.Groups["code"].Value).Where(code => code.Contains("ref float w", StringComparison.Ordinal) || code.Contains("NnGenKernels::", StringComparison.Ordinal))];

        Assert.Equal(2, blocks.Length);
        foreach (string part in blocks.SelectMany(block => block.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)))
        {
            Assert.Contains(Lines(part), emitted);
        }
    }

    /// <summary>Lines without their indentation, and without blank ones.</summary>
    private static string Lines(string text) => string.Join("\n", text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, .. path])).ReplaceLineEndings("\n");

    private static string FirstCSharpBlock(string markdown) => Block().Match(markdown).Groups["code"].Value;

    /// <summary>The declaration without what a file puts around it: usings and the namespace.</summary>
    private static string Declaration(string source)
    {
        IEnumerable<string> lines = source.ReplaceLineEndings("\n").Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal));
        return string.Join("\n", lines);
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
