using NnGen.CodeFixes;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>NNG003: attributes of two parts on one.</summary>
public class MergeFixTests
{
    [Fact]
    public async Task AttributesOfAnotherPartOfTheFile_GoToTheEnd()
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new MergePartsFix(), Wrap("""
            [Network]
            [Input(4)]
            [Dense(8), ReLU] // hidden
            public partial class Net;

            /// <summary>The rest.</summary>
            [Dense(3), Softmax]
            public partial class Net
            {
            }
            """)));

        Assert.Equal("Move the attributes to the part with [Network]", fix.Title);
        await ExpectAsync(fix, Wrap("""
            [Network]
            [Input(4)]
            [Dense(8), ReLU] // hidden
            [Dense(3), Softmax]
            public partial class Net;

            /// <summary>The rest.</summary>
            public partial class Net
            {
            }
            """));
    }

    [Fact]
    public async Task LayersInAnotherFile_GoBeforeTheLoss()
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(
            new MergePartsFix(),
            Wrap("[Network, Input(4)]\n[CrossEntropyLoss] // loss\npartial class Net;\n"),
            Wrap("// the layers\n[Dense(8), ReLU]\n[System.Serializable, Dense(3), Softmax]\npartial class Net { int A; }\n")));

        await ExpectAsync(
            fix,
            Wrap("[Network, Input(4)]\n[Dense(8), ReLU]\n[Dense(3), Softmax]\n[CrossEntropyLoss] // loss\npartial class Net;\n"),
            Wrap("// the layers\n[System.Serializable]\npartial class Net { int A; }\n"));
    }

    [Fact]
    public async Task EverythingInAnotherFile_GoesToNetwork()
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(
            new MergePartsFix(),
            Wrap("partial class A\n{\n    [Network]\n    partial class Net;\n}\n"),
            Wrap("partial class A\n{\n    [Input(4), Dense(8)]\n    [Softmax]\n    partial class Net;\n}\n")));

        Assert.Equal(Wrap("partial class A\n{\n    [Network]\n    [Input(4), Dense(8)]\n    [Softmax]\n    partial class Net;\n}\n"), fix.Texts[0]);
        Assert.Equal(Wrap("partial class A\n{\n    partial class Net;\n}\n"), fix.Texts[1]);
    }

    [Theory]
    [InlineData("[Network, Input(2)] partial class Net; [Dense(3)] partial class Net; [Dense(1)] partial class Net;")]
    [InlineData("[Network, Input(2), Dense(3)] partial class Net; [Input(3), Dense(1)] partial class Net;")]
    public async Task PartsWithoutOneOrder_AreLeftToTheUser(string declaration)
    {
        string source = Wrap(declaration);

        Assert.Contains("NNG003", (await Toolchain.RunAsync(source)).Ids);
        Assert.Empty(await CodeFixRunner.OfferedAsync(new MergePartsFix(), source));
    }

    private static async Task ExpectAsync(OfferedFix fix, params string[] texts)
    {
        Assert.Equal(texts, fix.Texts);
        ToolchainResult result = await MarkedSource.ExpectAsync(texts);
        Assert.Empty(result.CSharpErrors);
    }

    private static string Wrap(string declaration) => $"using NnGen;\nnamespace Samples;\n{declaration}\n".ReplaceLineEndings("\n");
}
