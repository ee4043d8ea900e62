using Microsoft.CodeAnalysis;
using NnGen.Generator.Parsing;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>NNG007: what C# calls an unknown type was an attribute of NnGen's.</summary>
public class MisspellingTests
{
    [Theory]
    [InlineData("Dens", "Dense")]
    [InlineData("dense", "Dense")]
    [InlineData("ReLu", "ReLU")]
    [InlineData("Relu6", "ReLU6")]
    [InlineData("Softmaxx", "Softmax")]
    [InlineData("Netwrok", "Network")]
    [InlineData("Droupout", "Dropout")]
    [InlineData("Batchnorm", "BatchNorm")]
    [InlineData("CrossEntropy", "CrossEntropyLoss")]
    [InlineData("CrossEntropyLos", "CrossEntropyLoss")]
    [InlineData("huber", "HuberLoss")]
    [InlineData("Linear", "Dense")]
    [InlineData("MSELoss", "MeanSquaredErrorLoss")]
    [InlineData("BCEWithLogitsLoss", "BinaryCrossEntropyLoss")]
    [InlineData("Concatenate", "Concat")]
    public void NearName_IsMeant(string written, string meant) => Assert.Equal([meant], AttributeNames.Meant(written));

    [Theory]
    [InlineData("Dense")]
    [InlineData("Serializable")]
    [InlineData("Obsolete")]
    [InlineData("X")]
    [InlineData("DebuggerDisplay")]
    public void RightOrFarName_IsNone(string written) => Assert.Empty(AttributeNames.Meant(written));

    /// <summary>Every name of another library leads to one of ours, and no name of ours is told to be another.</summary>
    [Fact]
    public void EveryKind_IsKnownByItsName()
    {
        Assert.All(Vocabulary.Kinds, kind => Assert.Empty(AttributeNames.Meant(kind)));
        Assert.All(Vocabulary.Kinds, kind => Assert.Contains(kind, AttributeNames.Meant(kind.ToLowerInvariant())));
    }

    [Fact]
    public async Task MisspeltNode_IsReportedAtItsNameByTheGenerator()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("""
            using NnGen;
            namespace Samples;
            [Network, Input(4)]
            [{|NNG007:Dens|}(8), {|NNG007:NnGen.ReLu|}, {|NNG007:DroputAttribute|}(0.5)]
            [Dense(3), Softmax]
            partial class Net;
            """);

        Assert.Equal(3, result.Run.Diagnostics.Length);
        Assert.Contains("NnGen has no attribute [Dens]: write [Dense]", result.Found.Select(diagnostic => diagnostic.GetMessage()));
        Assert.All(result.CSharpErrors, error => Assert.Contains(error.Id, (string[])["CS0246", "CS0234"]));
        result.AssertNoException();
    }

    /// <summary>Code that uses the network goes on compiling: C# says nothing but that the attribute is unknown.</summary>
    [Theory]
    [InlineData("[{|NNG007:Netwrok|}] [Input(4)] [Dense(3), Softmax]")]
    [InlineData("[{|NNG007:Network1|}, {|NNG007:Inptu|}(4), {|NNG007:Dens|}(3)]")]
    [InlineData("[Network] [Input(4)] [{|NNG007:Dens|}(3), {|NNG007:SoftMx|}]")]
    [InlineData("[Network] [Input(4)] [Dense(3)] [{|NNG007:CrossEntropyLos|}]")]
    public async Task ClassWithMisspeltAttributes_KeepsItsMembers(string attributes)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync($$"""
            using NnGen;
            namespace Samples;
            {{attributes}}
            partial class Net;
            static class User
            {
                static int Use(Dataset<float> data)
                {
                    var net = new Net(seed: 1);
                    net.Fit(data, new TrainingOptions { Epochs = 1 });
                    return net.Classify(new float[4]);
                }
            }
            """);

        Assert.NotEmpty(result.Run.GeneratedSources);
        Assert.All(result.CSharpErrors, error => Assert.Equal("CS0246", error.Id));
        result.AssertNoException();
    }

    /// <summary>What C# does not know may be somebody else's.</summary>
    [Theory]
    [InlineData("[Dens(8)] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Other.Dens(3)] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Whatever] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Dens] partial class Net; class DensAttribute : System.Attribute;")]
    public async Task UnknownAttributeThatIsNotOurs_IsLeftToCSharp(string declaration)
    {
        ToolchainResult result = await Toolchain.RunAsync($"using NnGen; namespace Samples; {declaration}");

        Assert.DoesNotContain("NNG007", result.Ids);
    }

    /// <summary>A class that cannot be completed gets no members, misspelt or not.</summary>
    [Fact]
    public async Task MisspeltNetworkOnAClassThatIsNotPartial_EmitsNothing()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen; namespace Samples; [{|NNG007:Netwrok|}, Input(4), Dense(3)] class Net;");

        Assert.Empty(result.Run.GeneratedSources);
    }

    [Fact]
    public async Task MisspellingThatIsMended_ReportsNothing()
    {
        const string Wrong = "using NnGen; namespace Samples; [Netwrok, Input(4), Dense(3)] partial class Net;";
        Compilation compilation = TestCompilation.Create(Wrong);
        GeneratorDriver driver = Toolchain.Driver().RunGenerators(compilation);
        Assert.Equal("NNG007", Assert.Single(driver.GetRunResult().Diagnostics).Id);

        SyntaxTree tree = compilation.SyntaxTrees.Single();
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, TestCompilation.Tree(Wrong.Replace("Netwrok", "Network"), tree.FilePath)));

        Assert.Empty(driver.GetRunResult().Diagnostics);
        Assert.Equal(3, driver.GetRunResult().GeneratedTrees.Count(tree => !Path.GetFileName(tree.FilePath).StartsWith("NnGen.Shared", StringComparison.Ordinal)));
        await MarkedSource.ExpectAsync(Wrong.Replace("Netwrok", "Network"));
    }
}
