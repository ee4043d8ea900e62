using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Compiler.Print;
using NnGen.Generator.Spaces;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Spaces;

/// <summary>Spaces as the generator reads them, and the candidates that come of their choices.</summary>
public class SpaceReaderTests
{
    private const string Source = """
        using NnGen;
        namespace Samples;

        [Block]
        [Input(Name = "x")]
        [Dense(8), Choices("Units", 8, 16), Tanh, Dense(4, Name = "change")]
        [Add("x", "change")]
        public class Residual;

        [Block]
        [Dense(8), ReLU]
        public class Plain;

        [SearchSpace(Precision = Precision.Double)]
        [Input(2 + 2)]
        [Dense(Choices = [8, 16, 32], Bias = false), Choice("relu", "LeakyReLU(0.2)", "")]
        [Dropout(Choices = [0.1, 0.3]), Repeat(0, 2)]
        [Use<Plain>, Repeat(1, 3)]
        [Dense(4)]
        [Use<Residual>]
        [Dense(3, Initializer = Init.HeNormal), Softmax]
        [CrossEntropyLoss(LabelSmoothing = 0.1)]
        [Budget(Parameters = 5_000)]
        [TrainingChoices(LearningRate = [1e-3, 1e-2], Optimizer = ["Adam", "Sgd"])]
        public class PenguinSpace;
        """;

    [Fact]
    public void Choices_HaveNamesOptionsAndConditions()
    {
        SpaceDeclaration space = Read(TestCompilation.Create(Source));

        Assert.Equal(
            [
                "dense1.Units: 8 16 32 ordered",
                "choice1: ReLU LeakyReLU(0.2) ",
                "dropout1.Turns: 0 1 2 ordered",
                "dropout1[1].Rate: 0.1 0.3 ordered, 2 from 1",
                "dropout1[2].Rate: 0.1 0.3 ordered, 2 from 2",
                "plain1.Turns: 1 2 3 ordered",
                "residual1.dense1.Units: 8 16 ordered",
                "LearningRate: 0.001 0.01 ordered",
                "Optimizer: \"Adam\" \"Sgd\"",
            ],
            space.Choices.Select(choice => $"{choice.Name}: {string.Join(" ", choice.Options)}{(choice.IsOrdered ? " ordered" : "")}{(choice.Parent < 0 ? "" : $", {choice.Parent} from {choice.ParentFrom}")}"));

        // Dropout is there never, once with two rates, or twice with two each: 1 + 2 + 4.
        Assert.Equal(3.0 * 3 * 7 * 3 * 2 * 2 * 2, space.Count);
        Assert.Equal("PenguinNet", space.CandidateName);
    }

    [Theory]
    [InlineData(new[] { 1, 0, 0, -1, -1, 0, 1, 0, 0 }, """
        [Network(Precision = Precision.Double)]
        [Input(4)]
        [Dense(16, Bias = false), ReLU]
        [Use<Plain>]
        [Dense(4), Identity(Name = "residual1.x")]
        [Dense(16), Tanh]
        [Dense(4, Name = "residual1.change")]
        [Add("residual1.x", "residual1.change")]
        [Dense(3, Initializer = Init.HeNormal), Softmax]
        [CrossEntropyLoss(LabelSmoothing = 0.1)]
        [Budget(Parameters = 5000)]
        public partial class PenguinNet;

        """)]
    [InlineData(new[] { 0, 2, 2, 0, 1, 2, 0, 1, 1 }, """
        [Network(Precision = Precision.Double)]
        [Input(4)]
        [Dense(8, Bias = false), Dropout(0.1), Dropout(0.3)]
        [Use<Plain>(Repeat = 3)]
        [Dense(4), Identity(Name = "residual1.x")]
        [Dense(8), Tanh]
        [Dense(4, Name = "residual1.change")]
        [Add("residual1.x", "residual1.change")]
        [Dense(3, Initializer = Init.HeNormal), Softmax]
        [CrossEntropyLoss(LabelSmoothing = 0.1)]
        [Budget(Parameters = 5000)]
        public partial class PenguinNet;

        """)]
    public void Candidate_IsAttributesThatCompile(int[] options, string expected)
    {
        CSharpCompilation project = TestCompilation.Create(Source);
        SpaceDeclaration space = Read(project);

        Assert.Equal(expected.ReplaceLineEndings("\n"), CandidateText.Of(space, options));
        CandidateCosts read = new CandidateReader(project, space).Read(options, CancellationToken.None);
        Assert.Null(read.Fault);

        // The same network as a user pastes it, in a project of its own.
        CSharpCompilation pasted = project.AddSyntaxTrees(TestCompilation.Tree(CandidateText.File(space, options), "Pasted.cs"));
        Toolchain.Driver().RunGeneratorsAndUpdateCompilation(pasted, out Compilation output, out _);
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(error => error.ToString()));
    }

    /// <summary>Of another assembly there is no text; what is declared is the same.</summary>
    [Fact]
    public void Metadata_ReadsAsSourceDoes()
    {
        CSharpCompilation source = TestCompilation.Create(Source);
        using var image = new MemoryStream();
        Assert.True(source.Emit(image).Success);
        CSharpCompilation project = CSharpCompilation.Create("Other", [], [.. TestCompilation.References, MetadataReference.CreateFromImage(image.ToArray())], TestCompilation.Options);

        Assert.Equal(Read(source), Read(project));
    }

    /// <summary>32 units are 3 * 32 + 3 * 33 parameters; 8 units are within the budget.</summary>
    [Fact]
    public void Costs_AreKnownBeforeCompiling()
    {
        CSharpCompilation project = TestCompilation.Create("using NnGen; [SearchSpace] [Input(2)] [Dense(Choices = [8, 32]), ReLU] [Dense(3)] [Budget(Parameters = 100)] public class Sizes;");
        SpaceDeclaration space = Read(project, "Sizes");
        var candidates = new CandidateReader(project, space);

        CandidateCosts small = candidates.Read([0], CancellationToken.None);
        CandidateCosts large = candidates.Read([1], CancellationToken.None);

        Assert.Equal((2 + 1) * 8 + (8 + 1) * 3, small.Costs!.Parameters);
        Assert.Equal(2 * 8 + 8 * 3, small.Costs.MultiplyAdds);
        Assert.True(small.Costs.Nanoseconds > 0);
        Assert.True(large.IsOverBudget);
        Assert.Contains("195", large.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_MakesChoicesAlike()
    {
        CSharpCompilation project = TestCompilation.Create("""
            using NnGen;
            [SearchSpace] [Input(8)]
            [Dense(1), Choices("Units", 2, 4, Key = "width")]
            [Dense(1), Choices("Units", 2, 4, Key = "width")]
            [Dense(8)]
            public class Mirror;
            """);
        SpaceDeclaration space = Read(project, "Mirror");

        Assert.Equal("width", Assert.Single(space.Choices).Name);
        Assert.Contains("[Dense(4)]\n[Dense(4)]\n[Dense(8)]", CandidateText.Of(space, [1]), StringComparison.Ordinal);
    }

    private static SpaceDeclaration Read(CSharpCompilation compilation, string name = "Samples.PenguinSpace")
    {
        var reader = new SpaceReader(compilation.GetTypeByMetadataName(name)!, (_, kind, arguments) => Assert.Fail(string.Format(System.Globalization.CultureInfo.InvariantCulture, kind.MessageFormat, [.. arguments])));
        return reader.Read();
    }
}
