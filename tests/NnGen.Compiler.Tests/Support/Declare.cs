using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Tests.Support;

/// <summary>Declarations without C#: what the generator makes of attributes.</summary>
internal static class Declare
{
    public static NetworkDeclaration Net(params NodeDeclaration[] nodes) => new()
    {
        Host = new HostDeclaration("Tests", default, "Net"),
        Nodes = new(nodes),
        Text = "[Network] and more",
    };

    public static NetworkDeclaration With(this NetworkDeclaration net, string option, object value) =>
        net with { Options = new([.. net.Options, new OptionDeclaration(option, value)]) };

    public static NetworkDeclaration Double(this NetworkDeclaration net) => net.With("Precision", "Double");

    public static NodeDeclaration Node(string kind) => new(kind, default);

    public static NodeDeclaration With(this NodeDeclaration node, string option, object value) =>
        node with { Options = new([.. node.Options, new OptionDeclaration(option, value)]) };

    public static NodeDeclaration Named(this NodeDeclaration node, string name) => node.With("Name", name);

    public static NodeDeclaration From(this NodeDeclaration node, string name) => node.With("From", name);

    public static NodeDeclaration Input(params int[] shape) => Node("Input").With("Shape", new EquatableArray<int>(shape));

    public static NodeDeclaration Dense(int units) => Node("Dense").With("Units", units);

    public static NodeDeclaration Attention(int heads) => Node("MultiHeadAttention").With("Heads", heads);

    public static NodeDeclaration Embedding(int count, int features) => Node("Embedding").With("Count", count).With("Features", features);

    public static NodeDeclaration Dropout(double rate) => Node("Dropout").With("Rate", rate);

    public static NodeDeclaration Add(params string[] inputs) => Node("Add").With("Inputs", new EquatableArray<string>(inputs));

    public static NodeDeclaration Multiply(params string[] inputs) => Node("Multiply").With("Inputs", new EquatableArray<string>(inputs));

    public static NodeDeclaration Concat(params string[] inputs) => Node("Concat").With("Inputs", new EquatableArray<string>(inputs));

    public static NodeDeclaration Output(string name) => Node("Output").Named(name);

    /// <summary>The graph of a declaration that has no problems.</summary>
    public static BuiltGraph Graph(this NetworkDeclaration net, bool isTraining = false)
    {
        (BuiltGraph? graph, EquatableArray<Problem> problems) = GraphBuilder.Build(net, isTraining);
        Assert.Empty(problems);
        return Assert.IsType<BuiltGraph>(graph);
    }

    /// <summary>The plan of a declaration that has no problems.</summary>
    public static NetworkPlan Plan(this NetworkDeclaration net)
    {
        (NetworkPlan? plan, EquatableArray<Problem> problems) = NetworkCompiler.Compile(net);
        Assert.Empty(problems);
        return Assert.IsType<NetworkPlan>(plan);
    }

    /// <summary>The problems as <c>NNG013 at 1</c>, sorted.</summary>
    public static string[] Problems(this NetworkDeclaration net) =>
        [.. NetworkCompiler.Check(net).Select(problem => $"{problem.Kind.Id} at {problem.Node}").Order(StringComparer.Ordinal)];

    /// <summary>The nodes as they would be written, more or less.</summary>
    public static string Written(this NetworkDeclaration net)
    {
        static string Text(object value) => value switch
        {
            EquatableArray<int> numbers => "[" + string.Join(", ", numbers) + "]",
            EquatableArray<double> numbers => "[" + string.Join(", ", numbers) + "]",
            EquatableArray<string> names => string.Join(", ", names),
            FunctionDeclaration function => function.Name,
            _ => $"{value}",
        };
        return string.Join("\n", net.Nodes.Select(node => $"  [{node.Kind}({string.Join(", ", node.Options.Select(option => $"{option.Name} = {Text(option.Value)}"))})]"));
    }
}
