namespace NnGen.Package.Tests;

/// <summary>Every sample runs and finds what it says: each ends with 0 only if its numbers are as expected.</summary>
[Collection(Publishing)]
public sealed class SampleTests
{
    /// <summary>The tests that publish samples, one after the other: two builds at once would write the same files.</summary>
    internal const string Publishing = "samples";

    /// <summary>The samples: folder, framework, arguments, and words that tell that it did what it is there for.</summary>
    public static TheoryData<string, string, string, string> Samples => new()
    {
        { "Approximation", "net10.0", "", "" },
        { "Autoencoder", "net10.0", "", "Drawn:" },
        { "Cars", "net10.0", "", "miles per gallon wrong" },
        { "CartPole", "net10.0", "", "" },
        { "Characters", "net10.0", "", "--- temperature 1.0" },
        { "DeepOrWide", "net10.0", "", "" },
        { "Denoise", "net10.0", "", "Some are drawn in denoise.svg" },
        { "Digits", "net10.0", "", "" },
        { "Evolution", "net10.0", "", "125 m:" },
        { "Forecast", "net10.0", "", "the same month a year ago" },
        { "Iris", "net10.0", "", "Flowers it never saw" },
        { "Lambda", "net10.0", "", "<- lowest" },
        { "LeNet", "net10.0", "", "The filters are drawn" },
        { "Lecture", "net10.0", "", "in_5 =  1.5379  a_5 = 0.8232" },
        { "Penguins", "net10.0", "", "Gentoo " },
        { "Perceptron", "net10.0", "", "" },
        { "Pictures", "net10.0", "", "000.png is a circle" },
        { "Pretraining", "net10.0", "", "" },
        { "Ratings", "net10.0", "", "" },
        { "Service", "net9.0", "--check", "Too few values: 400." },
        { "StepByStep", "net10.0", "", "One row laid open:" },
        { "Tones", "net10.0", "", "of 40 events" },
        { "VanishingGradients", "net10.0", "", "" },
        { "Worker", "net10.0", "", "whole network: True" },
        { "Xor", "net10.0", "", "4 of 4 right" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_DoesWhatItSays(string name, string framework, string argument, string telling)
    {
        string folder = Directory.CreateTempSubdirectory("nngen-sample-").FullName;
        try
        {
            string program = Path.Combine(PackedPackage.RepositoryRoot, "samples", name, "bin", PackedPackage.Configuration, framework, name + ".dll");
            (int code, string output) = DotNet.TrySdk(folder, argument.Length == 0 ? [program] : [program, argument]);
            Assert.True(code == 0, output);
            Assert.Contains(telling, output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [NativeAotFact]
    public void Service_AsNativeAot_AnswersAsPyTorch()
    {
        string folder = Directory.CreateTempSubdirectory("nngen-service-").FullName;
        try
        {
            DotNet.Sdk(PackedPackage.RepositoryRoot, "publish", "samples/Service", "-c", PackedPackage.Configuration, "-r", "linux-x64", "-p:Aot=true", "-o", folder, "-nodeReuse:false");
            (int code, string output) = DotNet.Run(folder, Path.Combine(folder, "Service"), "--check");
            Assert.True(code == 0, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void List_HasEverySample()
    {
        IEnumerable<string?> all = Directory.GetDirectories(Path.Combine(PackedPackage.RepositoryRoot, "samples"))
            .Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
            .Select(Path.GetFileName)
            .Where(name => name is not ("Browser" or "Playground")); // pages, which tests open in a browser
        Assert.Equal(all.Order(StringComparer.Ordinal), Samples.Select(row => (string)row[0]));
    }
}
