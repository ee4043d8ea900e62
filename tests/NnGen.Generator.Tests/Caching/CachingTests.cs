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
        AssertReasons(Run(Nets.Digits, Unrelated, edit: null), declaration: Reason.New, emission: Reason.New, output: Reason.New);

    [Fact]
    public void UnrelatedFileEdited_EmitsNothingAnew() =>
        AssertReasons(
            Run(Nets.Digits, Unrelated, edit: c => Replace(c, file: 1, "namespace Samples; class Unrelated { int _x; }")),
            declaration: Reason.Unchanged,
            emission: Reason.Cached,
            output: Reason.Cached);

    [Fact]
    public void AddedComment_EmitsNothingAnew() =>
        AssertReasons(
            Run(Nets.Digits, Unrelated, edit: c => Replace(c, file: 0, Nets.Digits.Replace("[Dense(10)", "// ten digits\n[Dense( 10 /* classes */)"))),
            declaration: Reason.Unchanged,
            emission: Reason.Cached,
            output: Reason.Cached);

    [Fact]
    public void AddedUserMember_EmitsNothingAnew() =>
        AssertReasons(
            Run(Nets.Binary, Unrelated, edit: c => Replace(c, file: 0, Nets.Binary.Replace("Answer => 42", "Answer => 43"))),
            declaration: Reason.Unchanged,
            emission: Reason.Cached,
            output: Reason.Cached);

    [Fact]
    public void ChangedAttribute_EmitsAnew() =>
        AssertReasons(
            Run(Nets.Digits, Unrelated, edit: c => Replace(c, file: 0, Nets.Digits.Replace("Dense(128)", "Dense(64)"))),
            declaration: Reason.Modified,
            emission: Reason.Modified,
            output: Reason.Modified);

    [Fact]
    public void ChangedConstantInAnotherFile_EmitsAnew()
    {
        string net = Nets.Digits.Replace("Dense(128)", "Dense(Sizes.Hidden)");
        AssertReasons(
            Run(net, "namespace Samples; static class Sizes { public const int Hidden = 32; }", edit: c => Replace(c, file: 1, "namespace Samples; static class Sizes { public const int Hidden = 33; }")),
            declaration: Reason.Modified,
            emission: Reason.Modified,
            output: Reason.Modified);
    }

    private const string Block = "using NnGen;\nnamespace Samples;\n[Block, Dense(8), ReLU]\nclass Layer;";

    private const string UsesTheBlock = "using NnGen;\nnamespace Samples;\n[Network, Input(4), Use<Layer>(Repeat = 3), Dense(2)]\npartial class Deep;";

    [Fact]
    public void ChangedBlock_EmitsTheNetworksThatUseItAnew() =>
        AssertReasons(
            Run(UsesTheBlock, Block, edit: c => Replace(c, file: 1, Block.Replace("ReLU", "Tanh"))),
            declaration: Reason.Modified,
            emission: Reason.Modified,
            output: Reason.Modified);

    [Fact]
    public void CommentInABlock_EmitsNothingAnew() =>
        AssertReasons(
            Run(UsesTheBlock, Block, edit: c => Replace(c, file: 1, Block.Replace("[Block", "// A layer.\n[Block"))),
            declaration: Reason.Unchanged,
            emission: Reason.Cached,
            output: Reason.Cached);

    [Fact]
    public void OneOfTwoNetsChanged_EmitsOnlyThatOneAnew()
    {
        GeneratorRunResult run = Run(Nets.Digits, Nets.Binary, edit: c => Replace(c, file: 1, Nets.Binary.Replace("Dense(2)", "Dense(3)")));

        Assert.Equal([Reason.Unchanged, Reason.Modified], Reasons(run.TrackedSteps[StepNames.Declaration]));
        Assert.Equal([Reason.Cached, Reason.Modified], Reasons(run.TrackedSteps[StepNames.Emission]));
    }

    [Fact]
    public void NetRemoved_RemovesItsFiles()
    {
        GeneratorRunResult run = Run(Nets.Digits, Unrelated, edit: c => Replace(c, file: 0, "namespace Samples;"));

        Assert.Empty(run.GeneratedSources);
        Assert.Equal([Reason.Removed], Reasons(run.TrackedSteps[StepNames.Declaration]));
    }

    [Fact]
    public void CachedValues_ReachNothingOfRoslyn()
    {
        foreach (string net in Nets.All)
        {
            GeneratorRunResult run = Run(net, Unrelated, edit: null);
            foreach (string step in (string[])[StepNames.Declaration, StepNames.Emission])
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

    private static GeneratorRunResult Run(string file0, string file1, Func<Compilation, Compilation>? edit)
    {
        Compilation compilation = TestCompilation.Create(file0, file1);
        GeneratorDriver driver = Toolchain.Driver().RunGenerators(compilation);
        if (edit is not null)
        {
            driver = driver.RunGenerators(edit(compilation));
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
