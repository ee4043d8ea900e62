using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>A network as advice looks at it: the nodes that the user wrote, each with those it takes and those that take it.</summary>
public sealed class AdvisedNetwork
{
    private AdvisedNetwork(NetworkDeclaration declaration, IReadOnlyList<AdvisedNode> nodes, IReadOnlyList<AdvisedOutput> outputs)
    {
        Declaration = declaration;
        Nodes = nodes;
        Outputs = outputs;
    }

    /// <summary>What the user wrote.</summary>
    public NetworkDeclaration Declaration { get; }

    /// <summary>Inputs and layers in text order, so each stands behind those it takes.</summary>
    public IReadOnlyList<AdvisedNode> Nodes { get; }

    /// <summary>The outputs, each with its loss.</summary>
    public IReadOnlyList<AdvisedOutput> Outputs { get; }

    /// <summary>The network of a sound declaration; null where its nodes and the graph's are not the same.</summary>
    public static AdvisedNetwork? Of(NetworkDeclaration declaration, BuiltGraph built)
    {
        int[] indices = [.. Enumerable.Range(0, declaration.Nodes.Count).Where(i => IsNode(declaration.Nodes[i].Kind))];
        NodeFacts[] declared = [.. built.Nodes.Where(facts => facts.Kind != NodeFacts.State)];
        if (!indices.Select(i => declaration.Nodes[i].Kind).SequenceEqual(declared.Select(facts => facts.Kind)))
        {
            return null;
        }

        var byName = new Dictionary<string, AdvisedNode>(StringComparer.Ordinal);

        // What a node has beside its value, gru1.h_n, is the node's.
        AdvisedNode Find(string name) => byName.TryGetValue(name, out AdvisedNode? found) ? found : byName[name.Substring(0, name.LastIndexOf('.'))];
        var nodes = new List<AdvisedNode>();
        for (int i = 0; i < indices.Length; i++)
        {
            NodeFacts facts = declared[i];
            var node = new AdvisedNode(indices[i], declaration.Nodes[indices[i]], facts, [.. facts.Inputs.Select(Find)]);
            byName.Add(facts.Name, node);
            nodes.Add(node);
        }

        return new AdvisedNetwork(declaration, nodes, [.. built.Outputs.Select(output => new AdvisedOutput(Find(output.Name), output.Loss, output.LossIndex))]);
    }

    /// <summary>Whether the caller sees the value of a node.</summary>
    public bool IsOutput(AdvisedNode node) => Outputs.Any(output => output.Node == node);

    /// <summary>The only node that takes a value, or null where others see it too: another node, or the caller.</summary>
    public AdvisedNode? OnlyConsumer(AdvisedNode node) => node.Consumers.Count == 1 && !IsOutput(node) ? node.Consumers[0] : null;

    /// <summary>Advice at the attribute of a node.</summary>
    public static Problem At(AdvisedNode node, ProblemKind kind, params string[] arguments) => new(kind, node.Index, arguments);

    private static bool IsNode(string kind) => kind != "Output" && LayerCatalog.Loss(kind) is null;
}

/// <summary>A node whose value is the network's, with its loss.</summary>
/// <param name="Node">The node.</param>
/// <param name="Loss">The loss, declared or by default.</param>
/// <param name="LossIndex">The index of the loss's attribute; -1 where it is left out.</param>
public sealed record AdvisedOutput(AdvisedNode Node, LossKind Loss, int LossIndex)
{
    /// <summary>The node that makes the output: not one that only renames or reshapes it.</summary>
    public AdvisedNode Maker
    {
        get
        {
            AdvisedNode node = Node;
            while (node.IsRename)
            {
                node = node.Inputs[0];
            }

            return node;
        }
    }
}
