using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>NNG206: a softmax over one number divides it by itself.</summary>
internal static class SingleSoftmax
{
    public static IEnumerable<Problem> Advise(AdvisedNetwork network) =>
        from node in network.Nodes
        where node is { Kind: "Softmax" or "Softmin" or "LogSoftmax", Size: 1 }
        select AdvisedNetwork.At(node, ProblemKinds.SoftmaxOfOne, node.Title, node.Kind == "LogSoftmax" ? "0" : "1");
}
