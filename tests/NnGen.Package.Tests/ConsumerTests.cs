using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NnGen.Package.Tests;

/// <summary>The ten lines of the README in a project that has only the package.</summary>
[Collection(PackageCollection.Name)]
public sealed class ConsumerTests(PackedPackage package)
{
    private const string Aot9 = "<PublishAot>true</PublishAot><RuntimeIdentifier>linux-x64</RuntimeIdentifier>";

    [Fact]
    public void StrictProject_TrainsEvaluatesPredictsSavesAndLoads()
    {
        Consumer consumer = package.NewConsumer("strict", "net10.0");
        consumer.AddRecords("Parquet", "Arrow");
        (int code, string output) = consumer.BuildAndRun();

        Assert.True(code == 0, output);
        AssertLearnt(output);
        string[] lines = output.Split('\n');
        Assert.Contains("parquet 2 2: Car { Weight = 2408, Horsepower = , Origin = Europe, Mpg = 24.5 }; Car { Weight = 3504, Horsepower = 130, Origin = Usa, Mpg = 18 }", lines);
        Assert.True(Array.Exists(lines, line => line.StartsWith("refused: Parquet stream", StringComparison.Ordinal)), output);
        AssertArrowIsRead(output);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void ProjectForAnOlderFramework_IsRefusedWhenItIsRestored(string framework)
    {
        // Without the framework's own package, which this machine need not have.
        Consumer consumer = package.NewConsumer(framework, framework, "<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>");
        (int code, string output) = consumer.TrySdk("restore", "-nodeReuse:false");

        Assert.NotEqual(0, code);
        Assert.Contains("error NU1202: Package NnGen", output, StringComparison.Ordinal);
        Assert.Contains("net9.0", output, StringComparison.Ordinal);
    }

    [Fact]
    public void PackedReadme_ShowsAProgramThatLearns()
    {
        Consumer consumer = package.NewConsumer("readme", "net10.0", "<ImplicitUsings>enable</ImplicitUsings><LangVersion>latest</LangVersion>");
        consumer.Replace("Program.cs", PackedReadme.Program());
        consumer.TakeWeightsOut(); // of networks that are not in this program
        (int code, string output) = consumer.BuildAndRun();

        Assert.True(code == 0, output);
        Assert.InRange(double.Parse(output.Trim(), System.Globalization.CultureInfo.InvariantCulture), 0.9, 1);
    }

    [NativeAotFact]
    public void NativeAotWithFma_GivesTheBitsOfTheJit()
    {
        // What the framework has itself is not looked for among packages, as for .NET 10 in any case.
        const string Pruned = "<RestoreEnablePackagePruning>true</RestoreEnablePackagePruning>";
        Consumer consumer = package.NewConsumer("aot", "net9.0", $"{Aot9}<IlcInstructionSet>x86-x64-v3</IlcInstructionSet>{Pruned}");
        consumer.AddRecords("Arrow");
        (int code, string output) = consumer.PublishAndRun("net9.0", "linux-x64");

        Assert.True(code == 0, output);
        AssertLearnt(output);
        AssertArrowIsRead(output);
        if (Fma.IsSupported || AdvSimd.IsSupported)
        {
            (_, string jit) = package.NewConsumer("jit", "net10.0").BuildAndRun();
            Assert.Equal(BitsOf(jit), BitsOf(output));
        }
    }

    /// <summary>All three at once: one file, trimmed to what is used, compiled ahead where that is possible. What trimming warns of is an error.</summary>
    [Fact]
    public void SingleFileTrimmedAndReadyToRun_ComputesTheSame()
    {
        if (!OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64)
        {
            return;
        }

        const string Everything = "<RuntimeIdentifier>linux-x64</RuntimeIdentifier><SelfContained>true</SelfContained><PublishSingleFile>true</PublishSingleFile><PublishTrimmed>true</PublishTrimmed><PublishReadyToRun>true</PublishReadyToRun>";
        Consumer consumer = package.NewConsumer("single", "net10.0", Everything);
        consumer.AddRecords("Arrow");
        (int code, string output) = consumer.PublishAndRun("net10.0", "linux-x64");

        Assert.True(code == 0, output);
        AssertLearnt(output);
        AssertArrowIsRead(output);
    }

    [Fact]
    public void WeightsThatDoNotFit_EndTheBuildWithWhatWouldFit()
    {
        Consumer consumer = package.NewConsumer("misfit", "net10.0");
        const string Stray = "<NnGenWeights Include=\"small.safetensors\" Class=\"Consumer.SmalNet\" />";
        consumer.Replace("Consumer.csproj", consumer.Read("Consumer.csproj").Replace(" Names=\"Sequential\" />", " />" + Stray, StringComparison.Ordinal));
        (int code, string output) = consumer.TrySdk("build", "-c", "Release", "-nodeReuse:false");

        Assert.NotEqual(0, code);
        Assert.Contains("error NNG039: large.safetensors does not fit Consumer.LargeNet: dense1.weight is missing: [50, 784] was expected", output, StringComparison.Ordinal);
        Assert.Contains("error NNG043: small.safetensors is to be compiled into Consumer.SmalNet, but the project has no such class. Did you mean Consumer.SmallNet?", output, StringComparison.Ordinal);
        Assert.Contains("It fits with Names=\"0=dense1;2=dense2\" at <NnGenWeights>", output, StringComparison.Ordinal);

        consumer.Replace("small.safetensors", "no weights at all");
        (code, output) = consumer.TrySdk("build", "-c", "Release", "-nodeReuse:false");
        Assert.NotEqual(0, code);
        Assert.Contains("error NNGP03: The weights of Consumer.SmallNet cannot be read: byte 0: the header is said to have", output, StringComparison.Ordinal);
        Assert.Contains("small.safetensors", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net9.0", "linux-x64", "x86-x64-v3")]
    [InlineData("net10.0", "win-x64", "x86-64-v3")]
    public void NativeAotWithoutInstructionSet_WarnsAndNamesTheValue(string framework, string runtime, string value)
    {
        string output = CheckInstructionSet(framework, $"<PublishAot>true</PublishAot><RuntimeIdentifier>{runtime}</RuntimeIdentifier>");

        Assert.Contains("warning NNGP01", output, StringComparison.Ordinal);
        Assert.Contains($"<IlcInstructionSet>{value}</IlcInstructionSet>", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<PublishAot>true</PublishAot><RuntimeIdentifier>linux-arm64</RuntimeIdentifier>")]
    [InlineData($"{Aot9}<IlcInstructionSet>native</IlcInstructionSet>")]
    [InlineData($"{Aot9}<NoWarn>NNGP01</NoWarn>")]
    public void PublishingThatLacksNothing_DoesNotWarn(string properties) =>
        Assert.DoesNotContain("NNGP01", CheckInstructionSet("net10.0", properties), StringComparison.Ordinal);

    /// <summary>Runs the beginning of a publish: all of it needs packages that a machine need not have.</summary>
    private string CheckInstructionSet(string framework, string properties)
    {
        Consumer consumer = package.NewConsumer("check-" + Guid.NewGuid().ToString("N"), framework, $"{properties}<TreatWarningsAsErrors>false</TreatWarningsAsErrors>");
        consumer.Sdk("restore", "-p:PublishAot=false", "-p:RuntimeIdentifier=", "-nodeReuse:false");
        return consumer.Sdk("msbuild", "-t:PrepareForPublish", "-nodeReuse:false");
    }

    private static void AssertArrowIsRead(string output)
    {
        string[] lines = output.Split('\n');
        Assert.Equal(2, lines.Count(line => line == "arrow 2 2: Car { Weight = 2408, Horsepower = , Origin = Europe, Mpg = 24.5 }; Car { Weight = 3504, Horsepower = 130, Origin = Usa, Mpg = 18 }"));
        Assert.True(Array.Exists(lines, line => line.StartsWith("refused: Arrow stream", StringComparison.Ordinal)), output);
    }

    private static void AssertLearnt(string output)
    {
        string[] lines = output.Split('\n');
        Assert.Contains("compiled in 8.5 0 3 6 9 12 15 18 21 24 27", lines);
        Assert.True(Array.Exists(lines, line => line.StartsWith("self-test True True: 3 rows of 10 outputs agree to the last bit (", StringComparison.Ordinal)), output);
        Assert.Contains("epochs 10", lines);
        Assert.Contains("accuracy 1", lines);
        Assert.Contains("digit 3 of 3", lines);
        Assert.Contains("saved and loaded alike True", lines);
        Assert.Contains("batch agrees True", lines);
        Assert.Contains("bytes a step 0", lines);
        Assert.Contains("family Dense8TanhNet of 4, 33 parameters", lines);
    }

    private static string BitsOf(string output) => output.Split('\n').Single(line => line.StartsWith("bits ", StringComparison.Ordinal));
}
