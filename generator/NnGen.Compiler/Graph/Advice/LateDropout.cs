using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>NNG207: dropout with no layer behind it that could make up for what is missing, so the outputs themselves are dropped.</summary>
internal static class LateDropout
{
    public static IEnumerable<Problem> Advise(AdvisedNetwork network)
    {
        foreach (AdvisedNode dropout in network.Nodes.Where(node => node.IsDropout && node.Number("Rate", 0) > 0))
        {
            AdvisedNode node = dropout;
            while (network.OnlyConsumer(node) is { } next && (next.IsActivation || next.IsRename || next.IsDropout || next.Kind is "Softmax" or "LogSoftmax" or "Softmin"))
            {
                node = next;
            }

            if (network.IsOutput(node) && node.Consumers.Count == 0)
            {
                yield return AdvisedNetwork.At(dropout, ProblemKinds.LateDropout, dropout.Title);
            }
        }
    }
}
