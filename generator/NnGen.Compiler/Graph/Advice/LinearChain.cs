using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>
/// NNG201: two dense layers with no activation between them. Together they are one matrix, W2 W1. Where the layer between is as wide as
/// the narrower of its neighbours, a single layer computes all that the two can. A narrower one is a bottleneck: it limits the rank, as
/// in a linear autoencoder, and is no accident.
/// </summary>
internal static class LinearChain
{
    public static IEnumerable<Problem> Advise(AdvisedNetwork network)
    {
        foreach (AdvisedNode second in network.Nodes.Where(node => node.IsPlainDense))
        {
            AdvisedNode first = second.Inputs[0];
            while ((first.IsRename || first.IsDropout) && network.OnlyConsumer(first) is not null)
            {
                first = first.Inputs[0];
            }

            bool isChain = first.IsPlainDense && network.OnlyConsumer(first) is not null;
            if (isChain && first.Size >= Math.Min(first.Inputs[0].Size, second.Size))
            {
                yield return AdvisedNetwork.At(second, ProblemKinds.LinearLayersCollapse, second.Title, first.Title, Words.Count(second.Size));
            }
        }
    }
}
