using NnGen.CodeFixes;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>NNG005: members that clash get a name of their own, in all files.</summary>
public class MemberFixTests
{
    private const string Attributes = "using NnGen;\nnamespace Samples;\n[Network, Input(4), Dense(3), Softmax]\n";

    [Theory]
    [InlineData("public string Predict(string flower) => flower;\n    string Use() => Predict(\"a\");", "public string OwnPredict(string flower) => flower;\n    string Use() => OwnPredict(\"a\");", "OwnPredict")]
    [InlineData("int Seed { get; set; } = 1;\n    int OwnSeed => this.Seed;", "int OwnSeed2 { get; set; } = 1;\n    int OwnSeed => this.OwnSeed2;", "OwnSeed2")]
    [InlineData("private int a, _scratch;\n    int B => a + _scratch++;", "private int a, _ownScratch;\n    int B => a + _ownScratch++;", "_ownScratch")]
    [InlineData("class Tape { }\n    Tape Make() => new Tape();", "class OwnTape { }\n    OwnTape Make() => new OwnTape();", "OwnTape")]
    [InlineData("event System.Action Fit { add { } remove { } }", "event System.Action OwnFit { add { } remove { } }", "OwnFit")]
    public async Task MemberThatClashes_IsRenamedWithItsUses(string before, string after, string name)
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new RenameMemberFix(), Wrap(before)));

        Assert.Equal($"Rename it to '{name}'", fix.Title);
        Assert.Equal(Wrap(after), fix.Texts[0]);
        ToolchainResult result = await MarkedSource.ExpectAsync(fix.Texts[0]);
        Assert.Empty(result.CSharpErrors);
    }

    [Fact]
    public async Task MemberInAnotherFile_IsRenamedThereAndWhereItIsUsed()
    {
        IReadOnlyList<OfferedFix> fixes = await CodeFixRunner.OfferedAsync(
            new RenameMemberFix(),
            Attributes + "partial class Net;\n",
            "namespace Samples;\npartial class Net\n{\n    public int Save(int a) => a;\n    public int Save(string a) => Save(a.Length);\n}\n",
            "namespace Samples;\nclass User\n{\n    int Use(Net net) => net.Save(1) + net.Save(nameof(Net.Save));\n}\n");

        // Overloads go together, so that either fix mends both.
        Assert.Equal(2, fixes.Count);
        Assert.All(fixes, fix =>
        {
            Assert.Equal(Attributes + "partial class Net;\n", fix.Texts[0]);
            Assert.Contains("OwnSave(int a) => a;\n    public int OwnSave(string a) => OwnSave(a.Length);", fix.Texts[1]);
            Assert.Contains("net.OwnSave(1) + net.OwnSave(nameof(Net.OwnSave))", fix.Texts[2]);
        });
        ToolchainResult result = await MarkedSource.ExpectAsync([.. fixes[0].Texts]);
        Assert.Empty(result.CSharpErrors);
    }

    [Theory]
    [InlineData("partial class Net { public Net() { } }")]
    [InlineData("partial class Net : Base { } class Base { public int Load; }")]
    [InlineData("partial class Tape { }")]
    public async Task ConstructorInheritedMemberAndClassName_AreLeftToTheUser(string declaration)
    {
        string source = Attributes + declaration;

        Assert.Contains("NNG005", (await Toolchain.RunAsync(source)).Ids);
        Assert.Empty(await CodeFixRunner.OfferedAsync(new RenameMemberFix(), source));
    }

    private static string Wrap(string members) => $"{Attributes}partial class Net\n{{\n    {members}\n}}\n";
}
