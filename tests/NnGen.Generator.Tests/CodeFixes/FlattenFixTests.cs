using NnGen.CodeFixes;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>NNG020: <c>[Flatten]</c> where it is all that is missing.</summary>
public class FlattenFixTests
{
    [Theory]
    [InlineData(
        "[Network]\n[Input(1, 28, 28)]\n// reads\n[Dense(10), Softmax]\npartial class Net;",
        "[Network]\n[Input(1, 28, 28)]\n// reads\n[Flatten]\n[Dense(10), Softmax]\npartial class Net;")]
    [InlineData(
        "[Network, Input(2, 3), ReLU, Softmax]\npartial class Net;",
        "[Network, Input(2, 3), ReLU, Flatten, Softmax]\npartial class Net;")]
    [InlineData(
        "partial class A\n{\n    [Network]\n    [Input(2, 3)] // rows\n    [Dropout(0.5), InputScaler, Dense(1)] // classes\n    partial class Net;\n}",
        "partial class A\n{\n    [Network]\n    [Input(2, 3)] // rows\n    [Dropout(0.5), Flatten, InputScaler, Dense(1)] // classes\n    partial class Net;\n}")]
    [InlineData(
        "[Network]\n[Input(2, 3, Name = \"x\")]\n[ReLU(Name = \"a\"), Flatten(Name = \"flat\")]\n[InputScaler(From = \"x\", Name = \"b\")]\n[Add(\"flat\", \"b\")]\npartial class Net;",
        "[Network]\n[Input(2, 3, Name = \"x\")]\n[ReLU(Name = \"a\"), Flatten(Name = \"flat\")]\n[Flatten(From = \"x\")]\n[InputScaler(Name = \"b\")]\n[Add(\"flat\", \"b\")]\npartial class Net;")]
    [InlineData(
        "[Network, Input(2, 3, Name = \"x\"), Softmax(From = \"x\")]\npartial class Net;",
        "[Network, Input(2, 3, Name = \"x\"), Flatten(From = \"x\"), Softmax]\npartial class Net;")]
    public async Task LayerThatNeedsOneAxis_GetsFlattenBefore(string before, string after)
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new AddFlattenFix(), Wrap(before)));

        Assert.Equal("Add [Flatten] before it", fix.Title);
        Assert.Equal(Wrap(after), fix.Texts[0]);
        ToolchainResult result = await MarkedSource.ExpectAsync(fix.Texts[0]);
        Assert.Empty(result.CSharpErrors);
    }

    [Fact]
    public async Task TwoLayersThatNeedIt_AreMendedOneByOne()
    {
        string source = Wrap("[Network]\n[Input(2, 3, Name = \"x\")]\n[InputScaler(Name = \"a\")]\n[InputScaler(From = \"x\", Name = \"b\")]\n[Add(\"a\", \"b\")]\npartial class Net;");

        IReadOnlyList<OfferedFix> first = await CodeFixRunner.OfferedAsync(new AddFlattenFix(), source);
        OfferedFix second = Assert.Single(await CodeFixRunner.OfferedAsync(new AddFlattenFix(), first[0].Texts[0]));

        Assert.Equal(2, first.Count);
        await MarkedSource.ExpectAsync(second.Texts[0]);
    }

    [Theory]
    [InlineData("[Network, Input(4, Name = \"x\"), Dense(8, Name = \"wide\"), Add(\"x\", \"wide\")]")]
    [InlineData("[Network, Input(2, 2, Name = \"x\"), Flatten(Name = \"flat\"), Dense(4, Name = \"d\"), Add(\"x\", \"d\"), Flatten, Dense(2)]")]
    [InlineData("[Network, Input(2, 3, Name = \"x\"), Dense(4, Name = \"a\"), Flatten(From = \"x\"), Dense(4, Name = \"b\"), Dense(4, From = \"flatten1\", Name = \"c\"), Add(\"a\", \"b\", \"c\")]")]
    public async Task FlattenThatWouldNotMendIt_IsNotOffered(string attributes)
    {
        string source = Wrap($"{attributes}\npartial class Net;");

        Assert.Contains("NNG020", (await Toolchain.RunAsync(source)).Ids);
        Assert.Empty(await CodeFixRunner.OfferedAsync(new AddFlattenFix(), source));
    }

    private static string Wrap(string declaration) => $"using NnGen;\nnamespace Samples;\n{declaration}\n";
}
