using NnGen.CodeFixes;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

public class CodeFixTests
{
    [Theory]
    [InlineData(
        "[Network, Input(1), Dense(1)]\n// mine\npublic sealed class Net { }",
        "[Network, Input(1), Dense(1)]\n// mine\npublic sealed partial class Net { }")]
    [InlineData(
        "[Network, Input(1), Dense(1)]\n    // mine\n    class Net;",
        "[Network, Input(1), Dense(1)]\n    // mine\n    partial class Net;")]
    [InlineData(
        "public class A { partial class B { /* b */ class C { [Network, Input(1), Dense(1)] class Net; } } }",
        "public partial class A { partial class B { /* b */ partial class C { [Network, Input(1), Dense(1)] partial class Net; } } }")]
    public async Task NotPartial_IsMadePartialWithAllAroundIt(string before, string after)
    {
        string actual = await CodeFixRunner.FixAsync(new AddPartialFix(), Wrap(before));

        Assert.Equal(Wrap(after), actual);
        await MarkedSource.ExpectAsync(actual);
    }

    [Theory]
    [InlineData(
        "/// <summary>A net.</summary>\n[Network]\n// hidden\n[Dense(3), ReLU]\n[Dense(1)]\npartial class Net;",
        "/// <summary>A net.</summary>\n[Network]\n// hidden\n[Input(1)]\n[Dense(3), ReLU]\n[Dense(1)]\npartial class Net;")]
    [InlineData(
        "class Outer\n{\n    [Network] [Dense(1)]\n    partial class Net;\n}",
        "class Outer\n{\n    [Network]\n    [Input(1)]\n    [Dense(1)]\n    partial class Net;\n}")]
    [InlineData(
        "[Network, Dense(3), ReLU]\npartial class Net;",
        "[Network, Input(1), Dense(3), ReLU]\npartial class Net;")]
    [InlineData(
        "/// <summary>A net.</summary>\n[Network]\npartial class Net;",
        "/// <summary>A net.</summary>\n[Network]\n[Input(1)]\npartial class Net;")]
    [InlineData(
        "[System.Obsolete]\n[NnGen.Network]\n[System.Serializable, Dense(1)]\npartial class Net;",
        "[System.Obsolete]\n[NnGen.Network]\n[System.Serializable, Input(1), Dense(1)]\npartial class Net;")]
    [InlineData("[Network] partial class Net;", "[Network, Input(1)] partial class Net;")]
    public async Task MissingInput_IsPutBeforeTheFirstNode(string before, string after)
    {
        string actual = await CodeFixRunner.FixAtAsync(new AddInputFix(), Descriptors.Of(ProblemKinds.MissingInput), Wrap(before), at: "Net;");

        Assert.Equal(Wrap(after), actual);
    }

    [Fact]
    public async Task MissingInputReportedByTheAnalyzer_IsFixed()
    {
        string actual = await CodeFixRunner.FixAsync(new AddInputFix(), Wrap("[Network]\n[Dense(1)]\n[MeanSquaredErrorLoss]\npartial class Net;"));

        Assert.Contains("[Input(1)]", actual);
        ToolchainResult result = await MarkedSource.ExpectAsync(actual);
        Assert.Empty(result.CSharpErrors);
    }

    private static string Wrap(string declaration) => $"using NnGen;\nnamespace Samples;\n{declaration}\n";
}
