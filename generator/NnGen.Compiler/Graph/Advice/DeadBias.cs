using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>
/// NNG208: a bias of a dense layer or a convolution whose sum goes to batch normalisation and nowhere else. That subtracts the mean of the batch, and the bias with it, so the
/// bias has no effect and a gradient of 0. What it should do, the shift of the normalisation does.
/// </summary>
internal static class DeadBias
{
    public static IEnumerable<Problem> Advise(AdvisedNetwork network)
    {
        foreach (AdvisedNode layer in network.Nodes.Where(node => (node.IsPlainDense || node.IsConvolution) && node["Bias"] is not false))
        {
            AdvisedNode? next = network.OnlyConsumer(layer);
            while (next is { IsRename: true })
            {
                next = network.OnlyConsumer(next);
            }

            if (next is { Kind: "BatchNorm" })
            {
                yield return AdvisedNetwork.At(layer, ProblemKinds.DeadBias, layer.Title, next.Title);
            }
        }
    }
}
