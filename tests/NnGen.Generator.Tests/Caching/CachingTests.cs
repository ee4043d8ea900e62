using Microsoft.CodeAnalysis;
using NnGen.Generator.Tests.Support;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace NnGen.Generator.Tests.Caching;

/// <summary>Why each step ran after an edit. The net stands in File0.cs, something unrelated in File1.cs.</summary>
public class CachingTests
{
    private const string Unrelated = "namespace Samples; class Unrelated { }";

    [Fact]
    public void FirstRun_ComputesEverything() =>
        AssertReasons(Run(Nets.Digits, Unrelated), declaration: Reason.New, emission: Reason.New, output: Reason.New);

    [Fact]
    public void UnrelatedFileEdited_EmitsNothingAnew() =>
        AssertReasons(
            Run(Nets.Digits, Unrelated, c => Replace(c, file: 1, "namespace Samples; class Unrelated { int _x; }")),
            declaration: Reason.Unchanged,
            emission: Reason.Cached,
            output: Reason.Cached);

    /// <summary>A keystroke in a method: C# is not asked for a single attribute.</summary>
    [Theory]
    [InlineData("int F() => 1;", "int F() => 2 + 3;")]
    [InlineData("int F() { return 1; }", "// A comment.\n    int F() { int x = 1; return x; }")]
    [InlineData("int _f = 1;", "int _f = 2;")]
    public void BodyInAnotherFileEdited_ReadsNoDeclaration(string before, string after) =>
        AssertReasons(
            Run(Nets.Digits, WithMember(before), c => Replace(c, file: 1, WithMember(after))),
            declaration: Reason.Cached,
            emission: Reason.Cached,
            output: Reason.Cached);

    /// <summary>The body of a function that a network computes with is a part of its declaration, wherever it stands; a comment in it is none.</summary>
    [Theory]
    [InlineData("x => /* more */ 2", Reason.Cached)]
    [InlineData("x => 3", Reason.Modified)]
    public void BodyOfAFunctionEdited_ReadsTheDeclarationAnew(string after, Reason reason)
    {
        const string Net = "using NnGen; namespace Samples; [Network, Input(3), Custom(nameof(F)), Dense(1)] partial class Net { static float F(float x) => x * Numbers.Two(x); }";
        static string File(string body) => $"namespace Samples; static class Numbers {{ internal static float Two(float x) => {body[5..]}; }}";
        AssertReasons(Run(Net, File("x => 2"), c => Replace(c, file: 1, File(after))), declaration: reason, emission: reason, output: reason);
    }

    /// <summary>The same in the class itself, below and above other networks of its file.</summary>
    [Fact]
    public void BodyInTheFileOfTheNetworkEdited_ReadsNoDeclaration()
    {
        string file = $"{Nets.Binary}\n[Network, Input(3), Dense(1)] partial class Second {{ int F() => 1; }}\n[Network, Input(4), Dense(1)] partial class Third;";
        GeneratorRunResult run = Run(file, Unrelated, c => Replace(c, file: 0, file.Replace("Answer => 42", "Answer => /* more */ 43").Replace("F() => 1", "F()\n=>\n2")));

        Assert.Equal([Reason.Unchanged, Reason.Unchanged, Reason.Unchanged], Reasons(run.TrackedSteps[StepNames.Place]));
        Assert.Equal([Reason.Cached, Reason.Cached, Reason.Cached], Reasons(run.TrackedSteps[StepNames.Declaration]));
        Assert.Equal([Reason.Cached, Reason.Cached, Reason.Cached], Reasons(run.TrackedSteps[StepNames.Emission]));
    }

    /// <summary>After edits of bodies the project that declarations are read from is an old one: the next change must not be read from it.</summary>
    [Fact]
    public void ChangeAfterAnEditedBody_IsReadFromTheNewFiles()
    {
        GeneratorRunResult run = Run(
            Nets.Digits,
            WithMember("int F() => 1;"),
            c => Replace(c, file: 1, WithMember("int F() => 2;")),
            c => Replace(c, file: 0, Nets.Digits.Replace("Dense(128)", "Dense(64)").Replace("namespace Samples;", "namespace Samples;\n[Network, Input(1), Dense(1)] partial class First;")));

        Assert.Contains(run.GeneratedSources, file => file.HintName == "Samples.First.g.cs");
        Assert.Contains(run.GeneratedSources, file => file.SourceText.ToString().Contains("Dense(64)", StringComparison.Ordinal));
    }

    private static string WithMember(string member) => $"namespace Samples;\nclass Unrelated\n{{\n    {member}\n}}";

    /// <summary>What other files can do to a declaration without naming its network.</summary>
    [Theory]
    [InlineData("static class Sizes { public const int Hidden = 32; }", "static class Sizes { public const int Hidden = 33; }")]
    [InlineData("enum Sizes { Hidden = 32 }", "enum Sizes { Hidden = 33 }")]
    [InlineData("static class Sizes { public const int Hidden = 8 * Of; const int Of = 4; }", "static class Sizes { public const int Hidden = 8 * Of; const int Of = 5; }")]
    public void WhatAnArgumentMeansChanged_EmitsAnew(string before, string after)
    {
        string net = Nets.Digits.Replace("Dense(128)", "Dense((int)Sizes.Hidden)");
        AssertReasons(
            Run(net, $"namespace Samples; {before}", c => Replace(c, file: 1, $"namespace Samples; {after}")),
            declaration: Reason.Modified,
            emission: Reason.Modified,
            output: Reason.Modified);
    }

    [Fact]
    public void OptionsChanged_ReadsTheDeclarationAnew() =>
        AssertReasons(
            Run(Nets.Digits, Unrelated, c => c.WithOptions(c.Options.WithOptimizationLevel(OptimizationLevel.Release))),
            declaration: Reason.Unchanged,
            emission: Reason.Cached,
            output: Reason.Cached);

    /// <summary>A part that hides the attribute makes it another one.</summary>
    [Fact]
    public void AttributeOfTheSameNameAdded_RemovesTheFiles()
    {
        GeneratorRunResult run = Run(Nets.Digits, Unrelated, c => Replace(c, file: 1, "namespace Samples; class NetworkAttribute : System.Attribute { }"));

        Assert.Empty(run.GeneratedSources);
    }

    [Theory]
    [InlineData("using Net = NnGen.NetworkAttribute;", "")]
    [InlineData("", "global using Net = NnGen.NetworkAttribute;")]
    public void AliasOfNetwork_IsFound(string inFile, string elsewhere)
    {
        string net = inFile + "\n" + Nets.Digits.Replace("[Network]", "[Net]");

        Assert.Contains(Run(net, elsewhere + Unrelated).GeneratedSources, file => file.HintName == "Samples.DigitNet.g.cs");
    }

    [Fact]
    public void AddedComment_EmitsNothingAnew() =>
        AssertReasons(
            Run(Nets.Digits, Unrelated, c => Replace(c, file: 0, Nets.Digits.Replace("[Dense(10)", "// ten digits\n[Dense( 10 /* classes */)"))),
            declaration: Reason.Cached,
            emission: Reason.Cached,
            output: Reason.Cached);

    [Fact]
    public void AddedUserMember_EmitsNothingAnew() =>
        AssertReasons(
            Run(Nets.Binary, Unrelated, c => Replace(c, file: 0, Nets.Binary.Replace("Answer => 42", "Answer => 42; public int More => 43"))),
            declaration: Reason.Unchanged,
            emission: Reason.Cached,
            output: Reason.Cached);

    [Fact]
    public void ChangedAttribute_EmitsAnew() =>
        AssertReasons(
            Run(Nets.Digits, Unrelated, c => Replace(c, file: 0, Nets.Digits.Replace("Dense(128)", "Dense(64)"))),
            declaration: Reason.Modified,
            emission: Reason.Modified,
            output: Reason.Modified);

    [Fact]
    public void ChangedConstantInAnotherFile_EmitsAnew()
    {
        string net = Nets.Digits.Replace("Dense(128)", "Dense(Sizes.Hidden)");
        AssertReasons(
            Run(net, "namespace Samples; static class Sizes { public const int Hidden = 32; }", c => Replace(c, file: 1, "namespace Samples; static class Sizes { public const int Hidden = 33; }")),
            declaration: Reason.Modified,
            emission: Reason.Modified,
            output: Reason.Modified);
    }

    private const string Block = "using NnGen;\nnamespace Samples;\n[Block, Dense(8), ReLU]\nclass Layer;";

    private const string UsesTheBlock = "using NnGen;\nnamespace Samples;\n[Network, Input(4), Use<Layer>(Repeat = 3), Dense(2)]\npartial class Deep;";

    [Fact]
    public void ChangedBlock_EmitsTheNetworksThatUseItAnew() =>
        AssertReasons(
            Run(UsesTheBlock, Block, c => Replace(c, file: 1, Block.Replace("ReLU", "Tanh"))),
            declaration: Reason.Modified,
            emission: Reason.Modified,
            output: Reason.Modified);

    [Fact]
    public void CommentInABlock_EmitsNothingAnew() =>
        AssertReasons(
            Run(UsesTheBlock, Block, c => Replace(c, file: 1, Block.Replace("[Block", "// A layer.\n[Block"))),
            declaration: Reason.Cached,
            emission: Reason.Cached,
            output: Reason.Cached);

    private const string Record = "using NnGen;\nnamespace Samples;\nenum Origin { Usa, Japan }\nclass Car { public float Weight { get; set; } public Origin Origin { get; set; } [Target] public float Mpg { get; set; } }";

    private const string TakesTheRecord = "using NnGen;\nnamespace Samples;\n[Network, Input<Car>, Dense(8), ReLU, Dense(1)]\npartial class MpgNet;";

    [Theory]
    [InlineData("float Weight", "float? Weight")]
    [InlineData("float Weight", "float Mass")]
    [InlineData("Usa, Japan", "Usa, Japan, Europe")]
    [InlineData("public float Weight", "[Log] public float Weight")]
    public void ChangedRecord_EmitsTheNetworkAnew(string before, string after)
    {
        GeneratorRunResult run = Run(TakesTheRecord, Record, c => Replace(c, file: 1, Record.Replace(before, after)));

        // Its shared kernels may well be those that they were.
        Assert.Equal([Reason.Modified], Reasons(run.TrackedSteps[StepNames.Declaration]));
        Assert.Equal([Reason.Modified], Reasons(run.TrackedSteps[StepNames.Emission]));
    }

    [Fact]
    public void WhatNoNetworkReadsOfARecordChanged_EmitsNothingAnew() =>
        AssertReasons(
            Run(TakesTheRecord, Record, c => Replace(c, file: 1, Record.Replace("class Car {", "class Car { private int _x; public void Drive() { }"))),
            declaration: Reason.Unchanged,
            emission: Reason.Cached,
            output: Reason.Cached);

    [Fact]
    public void OneOfTwoNetsChanged_EmitsOnlyThatOneAnew()
    {
        GeneratorRunResult run = Run(Nets.Digits, Nets.Binary, c => Replace(c, file: 1, Nets.Binary.Replace("Dense(2)", "Dense(3)")));

        Assert.Equal([Reason.Unchanged, Reason.Modified], Reasons(run.TrackedSteps[StepNames.Declaration]));
        Assert.Equal([Reason.Cached, Reason.Modified], Reasons(run.TrackedSteps[StepNames.Emission]));
    }

    [Fact]
    public void NetRemoved_RemovesItsFiles()
    {
        GeneratorRunResult run = Run(Nets.Digits, Unrelated, c => Replace(c, file: 0, "namespace Samples;"));

        Assert.Empty(run.GeneratedSources);
        Assert.Equal([Reason.Removed], Reasons(run.TrackedSteps[StepNames.Declaration]));
    }

    [Fact]
    public void CachedValues_ReachNothingOfRoslyn()
    {
        foreach (string net in (string[])[.. Nets.All, TakesTheRecord])
        {
            GeneratorRunResult run = Run(net, net == TakesTheRecord ? Record : Unrelated);
            foreach (string step in (string[])[StepNames.Place, StepNames.Declaration, StepNames.Emission])
            {
                foreach ((object value, _) in run.TrackedSteps[step].SelectMany(s => s.Outputs))
                {
                    ObjectGraph.AssertReachesNothingOfRoslyn(value, step);
                }
            }
        }
    }

    [Fact]
    public void ObjectGraph_FindsWhatIsHidden()
    {
        object hidden = new List<object> { new Tuple<string, object>("", new Lazy<object>(TestCompilation.Create("class C;"))) };
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ObjectGraph.AssertReachesNothingOfRoslyn(hidden, "test"));
    }

    private static GeneratorRunResult Run(string file0, string file1, params Func<Compilation, Compilation>[] edits)
    {
        Compilation compilation = TestCompilation.Create(file0, file1);
        GeneratorDriver driver = Toolchain.Driver().RunGenerators(compilation);
        foreach (Func<Compilation, Compilation> edit in edits)
        {
            compilation = edit(compilation);
            driver = driver.RunGenerators(compilation);
        }

        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result;
    }

    private static Compilation Replace(Compilation compilation, int file, string source)
    {
        SyntaxTree old = compilation.SyntaxTrees.ElementAt(file);
        return compilation.ReplaceSyntaxTree(old, TestCompilation.Tree(source, old.FilePath));
    }

    private static void AssertReasons(GeneratorRunResult run, Reason declaration, Reason emission, Reason output)
    {
        Assert.Equal([declaration], Reasons(run.TrackedSteps[StepNames.Declaration]));
        Assert.Equal([emission], Reasons(run.TrackedSteps[StepNames.Emission]));
        Assert.All(run.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs), o => Assert.Equal(output, o.Reason));
        Assert.NotEmpty(run.TrackedOutputSteps);
    }

    private static Reason[] Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) => steps.SelectMany(step => step.Outputs).Select(output => output.Reason).ToArray();
}
