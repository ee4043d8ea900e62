using Microsoft.CodeAnalysis;
using NnGen.CodeFixes;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>NNG007, and what C# says at the same place: the attribute that was meant.</summary>
public class AttributeFixTests
{
    [Theory]
    [InlineData("[Network]\n[Input(4)]\n[Dens(3), Softmax] // mine\npartial class Net;", "Dens(", "Dense(", "Change [Dens] to [Dense]")]
    [InlineData("[Network, Input(4), Dense(3), /* a */ NnGen.ReLu /* b */, MeanSquaredErrorLoss]\npartial class Net;", "NnGen.ReLu ", "NnGen.ReLU ", "Change [ReLu] to [ReLU]")]
    [InlineData("[Netwrok]\n[Input(4), Dense(3)]\npartial class Net;", "Netwrok", "Network", "Change [Netwrok] to [Network]")]
    [InlineData("[Network]\n[Input(4), Dense(3), Softmax]\n[CrossEntropy(LabelSmoothing = 0.1)]\npartial class Net;", "CrossEntropy(", "CrossEntropyLoss(", "Change [CrossEntropy] to [CrossEntropyLoss]")]
    [InlineData("[Network]\n[Input(4)]\n[Linear(3)]\npartial class Net;", "Linear", "Dense", "Change [Linear] to [Dense]")]
    public async Task MisspeltAttribute_BecomesTheOneThatWasMeant(string before, string wrong, string right, string title)
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new CorrectAttributeFix(), Wrap(before)));

        Assert.Equal(title, fix.Title);
        Assert.Equal(Wrap(before.Replace(wrong, right)), fix.Texts[0]);
        ToolchainResult result = await MarkedSource.ExpectAsync(fix.Texts[0]);
        Assert.Empty(result.CSharpErrors);
    }

    /// <summary>Editors that offer no fix for what a generator reports offer this one for what C# reports.</summary>
    [Fact]
    public async Task UnknownTypeOfCSharp_HasTheSameFix()
    {
        var unknown = new DiagnosticDescriptor("CS0246", "", "", "", DiagnosticSeverity.Error, isEnabledByDefault: true);
        string source = Wrap("[Network, Input(4), Dens(3)]\npartial class Net;");

        Assert.Equal(source.Replace("Dens", "Dense"), await CodeFixRunner.FixAtAsync(new CorrectAttributeFix(), unknown, source, at: "Dens"));
    }

    [Fact]
    public async Task SeveralNearNames_AreAllOffered()
    {
        IReadOnlyList<OfferedFix> fixes = await CodeFixRunner.OfferedAsync(new CorrectAttributeFix(), Wrap("[Network, Input(4), Dense(3), XELU]\npartial class Net;"));

        Assert.True(fixes.Count > 1);
        Assert.Contains("Change [XELU] to [CELU]", fixes.Select(fix => fix.Title));
    }

    [Fact]
    public async Task SameMisspellings_AreFixedAtOnce()
    {
        string[] sources = [Wrap("[Network, Input(4), Dens(3), Dens(2)]\npartial class A;"), Wrap("[Network, Input(4), ReLu, Dens(3)]\npartial class B;")];

        IReadOnlyList<string> texts = await CodeFixRunner.FixAllAsync(new CorrectAttributeFix(), "Change [Dens] to [Dense]", sources);

        Assert.Equal(sources.Select(source => source.Replace("Dens", "Dense")), texts);
    }

    private static string Wrap(string declaration) => $"using NnGen;\nnamespace Samples;\n{declaration}\n";
}
