namespace NnGen.Package.Tests;

/// <summary>What the front page shows is what the samples and the tests run.</summary>
public sealed class ReadmeTests
{
    private const string TestCommand = "dotnet test NnGen.sln -c Release";

    [Theory]
    [InlineData("README.md")]
    [InlineData("tests/NnGen.Package.Tests/Consumer/Program.cs")]
    public void FrontPageAndConsumer_ShowTheNetworkOfTheSample(string path)
    {
        string sample = Read("samples/Digits/DigitNet.cs");
        string[] declaration = sample[sample.IndexOf("/// <summary>", StringComparison.Ordinal)..].TrimEnd().Split('\n');
        string[] lines = [.. Read(path).Split('\n').Select(line => line.Trim())];

        int start = Array.IndexOf(lines, declaration[0]);
        Assert.True(start >= 0, $"{path} lacks the line '{declaration[0]}'.");
        Assert.Equal(declaration, lines.Skip(start).Take(declaration.Length));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData(".ci/run")]
    public void TestCommand_IsTheSameEverywhere(string path) =>
        Assert.Contains(Read(path).Split('\n'), line => line.Trim().StartsWith(TestCommand, StringComparison.Ordinal));

    private static string Read(string path) => File.ReadAllText(Path.Combine(PackedPackage.RepositoryRoot, path)).Replace("\r", "", StringComparison.Ordinal);
}
