using NnGen.CodeFixes;
using NnGen.Generator.Parsing;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>NNG017: the name that was meant.</summary>
public class NameFixTests
{
    [Theory]
    [InlineData("[Input(4, Name = \"flower\")]\n[Dense(4, From = \"Flower\")]", "Flower", "flower")]
    [InlineData("[Input(4)]\n[Dense(4, From = \"input\")]", "input", "input1")]
    [InlineData("[Input(4)]\n[Dense(4, From = /* which? */ @\"imput1\" )]", "imput1", "input1")]
    [InlineData("[Input(4)]\n[Dense(4, Name = \"left\"), ReLU]\n[Add(\"lfet\", \"relu1\")]", "lfet", "left")]
    [InlineData("[Input(4)]\n[Dense(4, Name = \"left\"), ReLU]\n[Add(\"left\", \"lrelu1\")]", "lrelu1", "relu1")]
    [InlineData("[Input(4)]\n[Dense(4, Name = \"stem\"), Tanh]\n[Add(inputs: new[] { \"stm\", \"tanh1\" })]", "stm", "stem")]
    [InlineData("[Input(4)]\n[Dense(4, Name = \"encoder.hidden\")]\n[Output(\"encoderhiden\")]", "encoderhiden", "encoder.hidden")]
    [InlineData("[Input(4)]\n[Dense(4, Name = \"a_very_long_name\")]\n[ReLU(From = \"a_wery_lnog_nam\"), Dense(1)]", "a_wery_lnog_nam", "a_very_long_name")]
    public async Task MisspeltName_BecomesTheNearestOne(string nodes, string wrong, string right)
    {
        string source = Wrap(nodes);

        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new CorrectNameFix(), source));

        Assert.Equal($"Change '{wrong}' to '{right}'", fix.Title);
        Assert.Equal(source.Replace("@\"", "\"").Replace($"\"{wrong}\"", $"\"{right}\""), fix.Texts[0]);
        ToolchainResult result = await MarkedSource.ExpectAsync(fix.Texts[0]);
        Assert.Empty(result.CSharpErrors);
    }

    [Fact]
    public async Task TwoMisspeltNamesInOneNode_HaveAFixEach()
    {
        IReadOnlyList<OfferedFix> fixes = await CodeFixRunner.OfferedAsync(new CorrectNameFix(), Wrap("[Input(4)]\n[Dense(4, Name = \"left\")]\n[Dense(4, Name = \"right\")]\n[Add(\"lift\", \"rigt\")]"));

        Assert.Equal(["Change 'lift' to 'left'", "Change 'rigt' to 'right'"], fixes.Select(fix => fix.Title).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[Input(4)]\n[Dense(4), Dense(4)]\n[ReLU(From = \"dense3\")]")]
    [InlineData("[Input(4, Name = \"x\")]\n[Dense(4, From = \"y\")]")]
    [InlineData("[Input(4)]\n[Dense(4, From = \"nothing\")]")]
    [InlineData("[Input(4)]\n[Dense(4, Name = \"left\")]\n[Add(\"left\", \"lef\")]")]
    [InlineData("[Input(4)]\n[Dense(4, From = Net.Wrong)]")]
    [InlineData("[Input(4)]\n[Dense(4, From = \"\")]")]
    public async Task NameWithNoNearestOneOrWrittenElsewhere_IsLeftAlone(string nodes)
    {
        string source = Wrap(nodes);

        Assert.Contains("NNG017", (await Toolchain.RunAsync(source)).Ids);
        Assert.Empty(await CodeFixRunner.OfferedAsync(new CorrectNameFix(), source));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("flaw", "lawn", 2)]
    [InlineData("ab", "ba", 2)]
    [InlineData("same", "same", 0)]
    [InlineData("Same", "same", 1)]
    public void Distance_CountsChanges(string left, string right, int expected)
    {
        Assert.Equal(expected, Spelling.Distance(left, right));
        Assert.Equal(expected, Spelling.Distance(right, left));
    }

    private static string Wrap(string nodes) =>
        $"using NnGen;\nnamespace Samples;\n[Network]\n{nodes}\npartial class Net\n{{\n    internal const string Wrong = \"input2\";\n}}\n";
}
