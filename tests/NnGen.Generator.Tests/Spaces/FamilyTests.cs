using Microsoft.CodeAnalysis;
using NnGen.Generator.Tests.Caching;
using NnGen.Generator.Tests.Emitted;
using NnGen.Generator.Tests.Support;
using NnGen.Search;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace NnGen.Generator.Tests.Spaces;

/// <summary>Families: all networks of a space in the assembly, with names, costs and a search among them.</summary>
public class FamilyTests
{
    private const string Source = """
        using NnGen;

        namespace Samples;

        /// <summary>Classes around the family.</summary>
        public static partial class Outer
        {
            /// <summary>A family.</summary>
            [SearchSpace, Family]
            [Input(2)]
            [Dense(Choices = [2, 20]), Choice("ReLU", "LeakyReLU(0.2)")]
            [Dense(2), Tanh, Repeat(0, 2)]
            [Dense(1), Choices("Bias", true, false)]
            [MeanSquaredErrorLoss]
            [Budget(Parameters = 75)]
            [TrainingChoices(LearningRate = [0.003, 0.03], BatchSize = [8])]
            public sealed partial class Points;
        }

        """;

    /// <summary>The file as it is emitted: names, attributes to paste, the list with costs.</summary>
    [Fact]
    public void File_IsTheAcceptedOne() => Snapshot.Match(FamilyFile(EmittedNet.Of(Source)));

    /// <summary>
    /// By hand: of 2 units (2 + 1) * 2 + (2 + 1) * 2 + 3 = 15 parameters, 14 without the last bias, and 4 + 4 + 2 multiply-adds; of 20 units 60 + 42 + 3 = 105 parameters, which the budget of 75 does not allow.
    /// </summary>
    [Fact]
    public void Members_AreThePossibleOnes_WithTheirCosts()
    {
        using LoadedNet loaded = LoadedNet.Of(Source);
        NetworkFamily<float> family = Family(loaded, "Samples.Outer+Points");

        Assert.Equal("Samples.Outer.Points", family.Name);
        Assert.Equal(2 * 3 * 2, family.Count);
        Assert.Equal(["dense1.Units", "choice1", "tanh1.Turns", "dense3.Bias", "LearningRate", "BatchSize"], family.Space.Choices.Select(choice => choice.Name));
        Assert.Equal(("Dense2ReLUDenseBiasTrueNet", 15, 10L), (family[0].Name, family[0].Parameters, family[0].MultiplyAdds));
        Assert.Equal(("Dense2LeakyReLU0_2TanhX2DenseBiasFalseNet", 14, 10L), (family[^1].Name, family[^1].Parameters, family[^1].MultiplyAdds));
        Assert.Equal([0, 1, 2, 1], family[^1].Options);
        Assert.All(family, member => Assert.True(member.PredictedNanoseconds > 0));
        Assert.All(family, member => Assert.Equal(sizeof(float) * (long)member.Info.StorageLength, member.Bytes));
        Assert.Same(family[^1], family.MemberOf(family.Space.Create(0, 1, 2, 1, 1, 0)));
        Assert.False(family.Space.IsPossible(family.Space.Create(1, 1, 2, 1, 1, 0)));
        Assert.Contains("no member", Assert.Throws<ArgumentException>(() => family.MemberOf(family.Space.Create(1, 1, 2, 1, 1, 0))).Message, StringComparison.Ordinal);
        Assert.Equal((8, 0.03), (family.TrainingOf(family.Space.Create(0, 1, 2, 1, 1, 0)).BatchSize, family.TrainingOf(family.Space.Create(0, 1, 2, 1, 1, 0)).Rate));
    }

    /// <summary>Exclusive or: a hidden layer of one unit cannot learn it, whatever else is chosen, and a wide one can.</summary>
    [Fact]
    public void Search_FindsTheNetworkThatCanLearn()
    {
        using LoadedNet loaded = LoadedNet.Of("""
            using NnGen;
            namespace Samples;
            [SearchSpace, Family, Input(2), Dense(Choices = new[] { 1, 8 }), Choice("Tanh", "Identity"), Dense(1), Sigmoid]
            [TrainingChoices(LearningRate = new[] { 1e-9, 0.1 })]
            partial class XorFamily;
            """);
        NetworkFamily<float> family = Family(loaded, "Samples.XorFamily");
        Dataset<float> corners = Dataset.FromTargets<float>([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 0], 1);

        ArchitectureReport found = family.Search(corners, corners, method: space => new GridSearchMethod(space, new SearchOptions { Seed = 4, Epochs = 300 }), search: new SearchRunOptions { Workers = 2 });

        Assert.Equal(8, found.Outcome.History.Count);
        FamilyMember<float> best = family.MemberOf(found.Best!.Trial.Configuration);
        Assert.Equal("Dense8TanhNet", best.Name);
        Assert.Equal("Dense8TanhNet", found.BestCandidate!.Name);
        Assert.Equal(0.1, family.TrainingOf(found.Best.Trial.Configuration).Rate);
        Assert.True(found.Best.Result.Objective < 0.1);

        // What grows along one direction has three of the corners alike at best, and says 2/3 of them: 3/4 of -2/3 log 2/3 - 1/3 log 1/3 is 0.477.
        Assert.All(found.Outcome.History.Trials.Where(trial => family.MemberOf(trial.Trial.Configuration) != best), trial => Assert.True(trial.Result.Objective > 0.477));

        // Without its class: trained again, it gives what the search saw.
        IFamilyNetwork<float> network = best.Create(found.Best.Trial.Seed);
        network.Fit(corners, new TrainingOptions { Epochs = 300, Optimizer = new Adam(0.1), Seed = found.Best.Trial.Seed });
        Assert.Equal(33, network.Facts.ParameterCount);
        Assert.Equal(found.Best.Result.Curve[^1], network.Evaluate(corners).Loss, 1e-6);
        float[] answers = new float[4];
        network.PredictBatch([0, 0, 0, 1, 1, 0, 1, 1], answers);
        Assert.Equal([0, 1, 1, 0], answers.Select(answer => answer < 0.5 ? 0 : 1));

        // As a plain list the same family is what ArchitectureSearch has always taken.
        ArchitectureReport listed = ArchitectureSearch.Run(family.Candidates(corners, corners));
        Assert.Equal(family.Select(member => member.Name).Order(StringComparer.Ordinal), listed.Outcome.History.Trials.Select(trial => listed.CandidateOf(trial).Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Blocks, records, doubles, and the global namespace: what any network can be, a member can.</summary>
    [Theory]
    [InlineData("[SearchSpace(Precision = Precision.Double), Family, Input(3), Use<Hidden>, Repeat(1, 2), Dense(1)] public partial class Net; [Block, Dense(2), Choice(\"ReLU\", \"\")] public class Hidden;", 2 + 4)]
    [InlineData("[SearchSpace, Family, Input<Car>, Choice(\"Use<Plain>\", \"Dense(16), Tanh\"), Dense(1)] partial class Net; class Car { public float Weight { get; set; } [Target] public float Mpg { get; set; } } [Block, Dense(4), ReLU] class Plain;", 2)]
    [InlineData("[SearchSpace, Family, Input(3), Dense(4), Choices(\"Units\", 4, 5, Key = \"w\"), Dense(5), Choices(\"Units\", 4, 5, Key = \"w\"), Dense(1)] static partial class Net;", 2)]
    [InlineData("[SearchSpace, Family, Input(1, 8, 8), Conv2D(2, 3), Choices(\"Filters\", 2, 4), Choices(\"Kernel\", 3, 5), Choices(\"Initializer\", Init.HeNormal, Init.GlorotNormal), Flatten, Dense(2), Softmax] partial record Net;", 8)]
    [InlineData("[SearchSpace, Family, Input(3), Dense(4), Repeat(0, 2), Dense(1)] partial class Net;", 3)]
    public async Task Family_Compiles(string declaration, int members)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen;\n" + declaration);

        Assert.Empty(result.CSharpErrors.Select(error => error.ToString()));
        Assert.Equal(members, result.Run.GeneratedSources.Count(file => file.HintName.EndsWith(".Members.g.cs", StringComparison.Ordinal)));
    }

    /// <summary>The user sees the problem, and not that <c>Members</c> is missing.</summary>
    [Theory]
    [InlineData("[SearchSpace, {|NNG049:Family|}, Input(3), Dense(Choices = new[] { 1, 2, 3, 4, 5 }), Dense(Choices = new[] { 1, 2, 3, 4 }), Dense(Choices = new[] { 1, 2, 3, 4 }), Dense(1)] partial class Net;", "Net has 80 networks, and a family at most 64")]
    [InlineData("[SearchSpace, {|NNG049:Family|}, Input(3), Dense(Choices = new[] { 1, 2, 3, 4, 5 }), Repeat(1, 5), Dense(1)] partial class Net;", "Net has 3905 combinations of choices, and a family at most 256")]
    [InlineData("[SearchSpace, {|NNG048:Family|}, Input(3), Dense(Choices = new[] { 4, 5 }), Dense(1), Budget(Parameters = 3)] partial class Net;", "None of 2 networks of Net")]
    [InlineData("[{|NNG046:Family|}, {|NNG004:Input(3)|}, Dense(1)] partial class Net;", "is no space of networks")]
    [InlineData("[SearchSpace, Family, Input(3), Dense(Choices = new[] { 4, 5 }), Dense(1)] class {|NNG001:Net|};", "bears [Family]")]
    [InlineData("class {|NNG001:Around|} { [SearchSpace, Family, Input(3), Dense(Choices = new[] { 4, 5 }), Dense(1)] partial class Net; }", "contains the family Net")]
    [InlineData("[SearchSpace, Family, Input(3), Dense(Choices = new[] { 4, 5 }), Dense(1)] partial class {|NNG002:Net|}<T>;", "generic")]
    [InlineData("[SearchSpace, {|NNG005:Family|}, Input(3), Dense(Choices = new[] { 4, 5 }), Dense(1)] partial class Net { static int Members => 1; }", "has the member 'Members'")]
    public async Task FamilyThatIsNone_IsReported(string declaration, string says)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen; namespace Samples; " + declaration);

        Assert.Contains(says, string.Join('\n', result.Found.Select(found => found.GetMessage())), StringComparison.Ordinal);
    }

    /// <summary>64 are allowed, and so many are written.</summary>
    [Fact]
    public void LargestFamily_IsEmitted()
    {
        GeneratorRunResult run = Run("using NnGen; [SearchSpace, Family, Input(3), Dense(Choices = new[] { 1, 2, 3, 4 }), Dense(Choices = new[] { 1, 2, 3, 4 }), Dense(Choices = new[] { 1, 2, 3, 4 }), Dense(1)] partial class Net;", Unrelated);

        Assert.Equal(64, run.GeneratedSources.Count(file => file.HintName.EndsWith(".Members.g.cs", StringComparison.Ordinal)));
    }

    /// <summary>A user's call of what is not there yet is no further error.</summary>
    [Fact]
    public async Task BrokenFamily_HasItsSignature()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen; [SearchSpace, {|NNG049:Family|}, Input(3), Dense(Choices = new[] { 1, 2, 3, 4, 5 }), Repeat(1, 5), Dense(1)] partial class Net { object Mine => Members; }");

        Assert.Empty(result.CSharpErrors.Select(error => error.ToString()));
    }

    /// <summary>Names are those of what was chosen; where two are the same, or differ by case only, a number tells them apart.</summary>
    [Fact]
    public void Names_AreDifferent()
    {
        const string Declaration = """using NnGen; [SearchSpace, Family, Input(3), Choice("Dense(4), Tanh", "Dense(4, Bias = false), Tanh", "Dense(4), Tanh(Name = \"x\")", "Dense(4), Tanh(Name = \"X\")"), Dense(1)] partial class Net;""";
        string[] names = [.. EmittedNet.Of(Declaration).Files.Where(file => file.HintName.EndsWith(".Members.g.cs", StringComparison.Ordinal)).Select(file => file.HintName["Net+".Length..^".Members.g.cs".Length])];

        Assert.Equal(["Dense4TanhNet", "Dense4BiasFalseTanhNet", "Dense4TanhNameXNet", "Dense4TanhNameXNet_2"], names);
    }

    private const string Unrelated = "namespace Samples; class Unrelated { }";

    [Theory]
    [InlineData("namespace Samples; class Unrelated { int F() => 1; }", "namespace Samples; class Unrelated { int F() => 2; }", Reason.Cached, Reason.Cached)]
    [InlineData(Unrelated, "namespace Samples; class Unrelated { int _x; }", Reason.Unchanged, Reason.Cached)]
    public void EditElsewhere_CompilesNoMemberAnew(string before, string after, Reason family, Reason members)
    {
        GeneratorRunResult run = Run(Source, before, Source, after);

        Assert.Equal([family], Reasons(run, StepNames.Family));
        Assert.Equal([members], Reasons(run, StepNames.FamilyMembers));
        Assert.Equal(Enumerable.Repeat(Reason.Cached, 12), Reasons(run, StepNames.MemberEmission));
    }

    /// <summary>Where an option comes, its networks are new and those of before are not compiled again.</summary>
    [Fact]
    public void FurtherOption_CompilesItsMembersOnly()
    {
        GeneratorRunResult run = Run(Source, Unrelated, Source.Replace("\"LeakyReLU(0.2)\"", "\"LeakyReLU(0.2)\", \"Tanh\"", StringComparison.Ordinal), Unrelated);

        Assert.Equal([Reason.Modified], Reasons(run, StepNames.Family));
        Assert.Equal([.. Enumerable.Repeat(Reason.Cached, 12), .. Enumerable.Repeat(Reason.New, 6)], Reasons(run, StepNames.MemberEmission));
    }

    [Fact]
    public void WhatIsKept_ReachesNothingOfRoslyn()
    {
        GeneratorRunResult run = Run(Source, Unrelated, Source, Unrelated);
        foreach (string step in (string[])[StepNames.Family, StepNames.FamilyMembers, StepNames.MemberEmission])
        {
            foreach ((object value, _) in run.TrackedSteps[step].SelectMany(found => found.Outputs))
            {
                ObjectGraph.AssertReachesNothingOfRoslyn(value, step);
            }
        }
    }

    private static Reason[] Reasons(GeneratorRunResult run, string step) => [.. run.TrackedSteps[step].SelectMany(found => found.Outputs).Select(output => output.Reason)];

    private static GeneratorRunResult Run(string first, string firstElsewhere, string? second = null, string? secondElsewhere = null)
    {
        Compilation compilation = TestCompilation.Create(first, firstElsewhere);
        GeneratorDriver driver = Toolchain.Driver().RunGenerators(compilation);
        if (second is not null && secondElsewhere is not null)
        {
            SyntaxTree[] trees = [.. compilation.SyntaxTrees];
            compilation = compilation.ReplaceSyntaxTree(trees[0], TestCompilation.Tree(second, trees[0].FilePath)).ReplaceSyntaxTree(trees[1], TestCompilation.Tree(secondElsewhere, trees[1].FilePath));
            driver = driver.RunGenerators(compilation);
        }

        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        return run;
    }

    private static NetworkFamily<float> Family(LoadedNet loaded, string type) =>
        (NetworkFamily<float>)loaded.Assembly.GetType(type, throwOnError: true)!.GetProperty("Members")!.GetValue(null)!;

    private static string FamilyFile(EmittedNet net) => net.Files.Single(file => file.HintName.EndsWith(".Family.g.cs", StringComparison.Ordinal)).SourceText.ToString();
}
