using Samples.Playground.Declarations;

namespace NnGen.Playground.Tests;

/// <summary>Only declarations reach the compiler.</summary>
public sealed class DeclarationCheckTests
{
    private const string Sound = """
        using NnGen;
        // a comment
        [Network]
        [Input(2)]
        [Dense(4, Name = "hidden", Initializer = Init.HeNormal, InitializerScale = -0.5), Tanh, Dropout(0.25)]
        [Dense(3), NnGen.Softmax]
        [CrossEntropyLoss(LabelSmoothing = 0.1, ClassWeights = [1, 2.5, 1])]
        #pragma warning disable NNG202
        public sealed partial class Net;
        """;

    [Fact]
    public void Declaration_IsLetThrough()
    {
        Declaration? declaration = DeclarationCheck.Of(Sound, out IReadOnlyList<TextFault> faults);

        Assert.Empty(faults);
        Assert.Equal("Net", declaration?.ClassName);
        Assert.Equal([0.25], declaration?.DropoutRates);
    }

    [Fact]
    public void EmptyBody_IsLetThrough() => Assert.NotNull(DeclarationCheck.Of(Sound.Replace("class Net;", "class Net { }"), out _));

    [Theory]
    [InlineData("class Net;", "class Net { static Net() => System.Environment.Exit(1); }", "nothing in its body")]
    [InlineData("class Net;", "class Net { int x; }", "nothing in its body")]
    [InlineData("class Net;", "class Net { #if true\nint x;\n#endif\n }", "only directive")]
    [InlineData("class Net;", "class Net : System.IDisposable;", "no base")]
    [InlineData("class Net;", "class Net<T>;", "no parameters")]
    [InlineData("class Net;", "class Net(int x);", "no parameters")]
    [InlineData("class Net;", "class Net; class Other { }", "nothing else")]
    [InlineData("class Net;", "class Net; System.Console.WriteLine(1);", "nothing else")]
    [InlineData("class Net;", "record Net;", "nothing else")]
    [InlineData("class Net;", "struct Net;", "nothing else")]
    [InlineData("public sealed", "public static", "'static' is not allowed")]
    [InlineData("public sealed", "public unsafe", "'unsafe' is not allowed")]
    [InlineData("public sealed", "file", "'file' is not allowed")]
    [InlineData("using NnGen;", "using static System.Console;", "Only 'using NnGen;'")]
    [InlineData("using NnGen;", "using NnGen; using Dense = System.ObsoleteAttribute;", "Only 'using NnGen;'")]
    [InlineData("using NnGen;", "global using NnGen;", "Only 'using NnGen;'")]
    [InlineData("using NnGen;", "using System.IO;", "Only 'using NnGen;'")]
    [InlineData("using NnGen;", "extern alias other;", "Only the attributes")]
    [InlineData("using NnGen;", "[assembly: System.Reflection.AssemblyTitle(\"x\")]", "Only the attributes")]
    [InlineData("using NnGen;", "[module: System.Runtime.CompilerServices.SkipLocalsInit]", "Only the attributes")]
    [InlineData("using NnGen;", "namespace A;", "nothing else")]
    [InlineData("[Input(2)]", "[type: Input(2)]", "without a target")]
    [InlineData("[Input(2)]", "[System.Obsolete]", "not one of the playground's attributes")]
    [InlineData("[Input(2)]", "[Embedding(2, 3)]", "not one of the playground's attributes")]
    [InlineData("[Input(2)]", "[Custom(\"F\")]", "not one of the playground's attributes")]
    [InlineData("[Input(2)]", "[Use<System.String>]", "not one of the playground's attributes")]
    [InlineData("[Input(2)]", "[global::NnGen.Input(2)]", "not one of the playground's attributes")]
    [InlineData("[Input(2)]", "[Other.Input(2)]", "not one of the playground's attributes")]
    [InlineData("[Input(2)]", "[Input(1 + 1)]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input(int.MaxValue)]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input(sizeof(int))]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input(2, Name = nameof(System))]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input(2, Name = $\"{1}\")]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input((int)2.0)]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input(Secret.Number)]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input(new[] { 2 })]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input([.. \"ab\"])]", "literals only")]
    [InlineData("[Input(2)]", "[Input([[2]])]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input(typeof(int))]", "Arguments are literals")]
    [InlineData("[Input(2)]", "[Input(2, 2)]", "in one axis")]
    [InlineData("[Input(2)]", "[Input(17)]", "at most 16")]
    [InlineData("[Network]", "[Network(Weights = WeightSource.Embedded)]", "takes no Weights here")]
    [InlineData("[Network]", "[Network(Emit = Emit.Inference)]", "takes no Emit here")]
    [InlineData("Dense(3)", "Dense(65)", "at most 64 units")]
    [InlineData("Dense(3)", "Dense(3, Tied = \"hidden\")", "takes no Tied here")]
    [InlineData("#pragma warning disable NNG202", "#pragma warning disable CS0168", "only directive")]
    [InlineData("#pragma warning disable NNG202", "#line 1 \"/etc/passwd\"", "only directive")]
    [InlineData("#pragma warning disable NNG202", "#error no", "only directive")]
    [InlineData("#pragma warning disable NNG202", "#r \"evil.dll\"", "only directive")]
    [InlineData("#pragma warning disable NNG202", "#nullable enable", "only directive")]
    [InlineData("Tanh", "Tanh) ] public class Evil { } [ Dense(1", "nothing else")]
    public void AnythingElse_IsRefused(string part, string by, string message)
    {
        Assert.Null(DeclarationCheck.Of(Sound.Replace(part, by), out IReadOnlyList<TextFault> faults));
        Assert.Contains(faults, fault => fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void ManyLayers_AreRefused()
    {
        string layers = string.Concat(Enumerable.Repeat("[Dense(1)]\n", 17));
        Assert.Null(DeclarationCheck.Of(Sound.Replace("[Input(2)]", "[Input(2)]\n" + layers), out IReadOnlyList<TextFault> faults));
        Assert.Contains(faults, fault => fault.Message.Contains("at most 16 dense layers", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("((((((((((((((((((((((((")]
    [InlineData("[")]
    [InlineData("\0\uFFFF")]
    [InlineData("class")]
    public void Rubbish_IsRefused(string text) => Assert.Null(DeclarationCheck.Of(text, out _));

    [Fact]
    public void NestedText_IsRefused()
    {
        string deep = new('(', DeclarationLimits.Characters - 200);
        Assert.Null(DeclarationCheck.Of($"[Input({deep}2)] partial class Net;", out IReadOnlyList<TextFault> faults));
        Assert.Contains("at most 16 deep", Assert.Single(faults).Message);
        Assert.Null(DeclarationCheck.Of($"[Input({new string('[', DeclarationLimits.Characters - 200)}2)] partial class Net;", out _));
    }

    [Fact]
    public void LongText_IsRefused()
    {
        Assert.Null(DeclarationCheck.Of(Sound + new string(' ', DeclarationLimits.Characters), out IReadOnlyList<TextFault> faults));
        Assert.Contains("at most 6000 characters", Assert.Single(faults).Message);
    }

    [Fact]
    public void MisspeltName_IsMended()
    {
        Assert.Null(DeclarationCheck.Of(Sound.Replace("Tanh", "Tnah"), out IReadOnlyList<TextFault> faults));
        TextFault fault = Assert.Single(faults);
        Assert.Equal("Tanh", fault.Instead);
        Assert.Equal("Tnah", Sound.Replace("Tanh", "Tnah").Substring(fault.Start, fault.Length));
    }
}
