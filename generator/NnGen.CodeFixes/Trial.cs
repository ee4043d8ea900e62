using NnGen.Compiler;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.CodeFixes;

/// <summary>Declarations as they would be after a fix, and what the compiler says to them: only what it accepts is offered.</summary>
internal static class Trial
{
    /// <summary>The problems of a declaration; null where the compiler fails on it, which is no reason to bother an editor.</summary>
    public static EquatableArray<Problem>? Check(NetworkDeclaration declaration) => Compile(declaration)?.Problems;

    /// <summary>The problems of a declaration, or the advice where it has none: what the analyzer reports.</summary>
    public static EquatableArray<Problem> Problems(NetworkDeclaration declaration)
    {
        try
        {
            EquatableArray<Problem> problems = NetworkCompiler.Check(declaration);
            return problems.Any(problem => problem.Kind.Severity == ProblemSeverity.Error) ? problems : new([.. problems, .. NetworkCompiler.Advise(declaration)]);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return default;
        }
    }

    /// <summary>The plan of a declaration, or null where it has an error.</summary>
    public static NetworkPlan? Plan(NetworkDeclaration declaration) => Compile(declaration)?.Plan;

    /// <summary>The name of each node as the compiler gives it; null for outputs and losses.</summary>
    public static string?[] Names(NetworkDeclaration declaration) => [.. GraphBuilder.Look(declaration).Names];

    /// <summary>The shape of a node, sound or broken; null where it is not known.</summary>
    public static Shape? ShapeOf(NetworkDeclaration declaration, string name) =>
        GraphBuilder.Look(declaration).Shapes.TryGetValue(name, out Shape shape) ? shape : null;

    /// <summary>The declaration with its nodes changed.</summary>
    public static NetworkDeclaration With(this NetworkDeclaration declaration, Action<List<NodeDeclaration>> change)
    {
        List<NodeDeclaration> nodes = [.. declaration.Nodes];
        change(nodes);
        return declaration with { Nodes = new EquatableArray<NodeDeclaration>(nodes) };
    }

    /// <summary>The index of the loss; -1 where it is left out.</summary>
    public static int LossOf(NetworkDeclaration declaration) => declaration.Nodes.ToList().FindIndex(node => LayerCatalog.Loss(node.Kind) is not null);

    /// <summary>Whether a node is referred to by the name that a node of that kind gets from its number, which a fix would shift.</summary>
    public static bool RefersToNumbered(NetworkDeclaration declaration, string kind)
    {
        string stem = kind.ToLowerInvariant();
        return declaration.Nodes.SelectMany(References).Any(name => name.StartsWith(stem, StringComparison.Ordinal) && name.Skip(stem.Length).All(char.IsDigit));
    }

    private static IEnumerable<string> References(NodeDeclaration node)
    {
        IEnumerable<string> inputs = node["Inputs"] is EquatableArray<string> names ? names : [];
        string? other = node[node.Kind == "Output" ? "Name" : "From"] as string;
        return other is null ? inputs : inputs.Append(other);
    }

    private static (NetworkPlan? Plan, EquatableArray<Problem> Problems)? Compile(NetworkDeclaration declaration)
    {
        try
        {
            return NetworkCompiler.Compile(declaration);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }
}
