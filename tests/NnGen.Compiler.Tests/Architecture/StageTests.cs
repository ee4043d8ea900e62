namespace NnGen.Compiler.Tests.Architecture;

/// <summary>
/// The stages of the compiler and the arrows between them: Model, Graph, Plan, Kernels, Print. A stage knows those before it and none
/// after it; only the functions at the top, which run the stages one after the other, know all.
/// </summary>
public class StageTests
{
    private const string Root = "NnGen.Compiler";

    private static readonly string[] s_stages = ["Model", "Graph", "Plan", "Kernels", "Print"];

    [Fact]
    public void NoStage_RefersToALaterOne()
    {
        var faults = new List<string>();
        foreach (Type type in CompilerAssembly.Types)
        {
            int stage = Stage(CompilerAssembly.Owner(type));
            foreach (Type reference in CompilerAssembly.References(type).Where(reference => reference.Assembly == CompilerAssembly.Assembly))
            {
                if (stage >= 0 && Stage(CompilerAssembly.Owner(reference)) > stage)
                {
                    faults.Add($"{type.FullName} refers to {reference.FullName}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>The scan finds the arrows that exist, so it would find the others too.</summary>
    [Theory]
    [InlineData("Graph", "Model")]
    [InlineData("Plan", "Graph")]
    [InlineData("Kernels", "Plan")]
    [InlineData("Kernels", "Graph")]
    [InlineData("Print", "Kernels")]
    [InlineData("Print", "Plan")]
    public void EachStage_RefersToTheOneBefore(string from, string to) => Assert.Contains(
        CompilerAssembly.Types.Where(type => Stage(CompilerAssembly.Owner(type)) == Array.IndexOf(s_stages, from)).SelectMany(CompilerAssembly.References),
        reference => reference.Assembly == CompilerAssembly.Assembly && Stage(CompilerAssembly.Owner(reference)) == Array.IndexOf(s_stages, to));

    /// <summary>Only instructions in a method's body name this: the scan reads them.</summary>
    [Fact]
    public void Scan_ReadsTheBodiesOfMethods()
    {
        Type compiler = typeof(NetworkCompiler);

        Assert.Contains(typeof(NnGen.Compiler.Plan.Planner), CompilerAssembly.References(compiler));
        Assert.Contains(CompilerAssembly.Types.SelectMany(CompilerAssembly.Strings), text => text.Contains("NNG014"));
    }

    [Fact]
    public void EveryType_BelongsToAStageOrToTheTop()
    {
        string[] top = [.. CompilerAssembly.Types.Where(type => type.DeclaringType is null && Stage(type) < 0).Select(type => type.Name).Order(StringComparer.Ordinal)];

        Assert.Equal(["CandidateCosts", "EmittedFamily", "EmittedFile", "EmittedNetwork", "FamilyCompiler", "NetworkCompiler"], top);
    }

    /// <summary>Text is the printer's: no string of the stages before it looks like C#.</summary>
    [Fact]
    public void Kernels_SpellNoCSharp()
    {
        string[] words = ["namespace ", "static ", "void ", "using ", "public ", "internal ", "private ", "return ", "ref ", "nint ", "float ", "double ", "{", "}", "=>", "global::", "//", "\n"];
        var faults = new List<string>();
        foreach (Type type in CompilerAssembly.Types.Where(type => Stage(CompilerAssembly.Owner(type)) is 1 or 2 or 3))
        {
            foreach (string text in CompilerAssembly.Strings(type).Where(text => !IsGenerated(type, text)))
            {
                faults.AddRange(text.EndsWith(';') ? [$"{type.FullName} ends a statement: {text}"] : []);
                faults.AddRange(words.Where(word => text.Contains(word) && !IsDump(type, word)).Select(word => $"{type.FullName} says '{word.Trim()}': {text}"));
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>Records print themselves with braces.</summary>
    private static bool IsGenerated(Type type, string text) => text is " { " or " }" or "}" && type.GetMethod("<Clone>$") is not null || text.EndsWith(" = ", StringComparison.Ordinal) || text is " { ";

    /// <summary>The dump of a graph has line ends, and formulas mark the place of their operand with braces.</summary>
    private static bool IsDump(Type type, string word) => word is "\n" or "{" or "}" && Stage(CompilerAssembly.Owner(type)) is 1 or 2;

    private static int Stage(Type type)
    {
        string[] parts = (type.Namespace ?? "").Split('.');
        return type.Namespace?.StartsWith(Root + ".", StringComparison.Ordinal) == true ? Array.IndexOf(s_stages, parts[2]) : -1;
    }
}
