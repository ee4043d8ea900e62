using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>
/// NNG205: all weights of a hidden layer start equal. Then its units start equal. If the weights that its units are multiplied with are
/// equal too, so are their gradients, and the units stay equal for ever. A last layer may well start at 0: its units have targets of their own.
/// </summary>
internal static class EqualWeights
{
    public static IEnumerable<Problem> Advise(AdvisedNetwork network)
    {
        foreach (AdvisedNode layer in network.Nodes.Where(node => node.IsPlainDense))
        {
            if (Start(layer, "Initializer") is double weight && BiasStart(layer) is double bias && Follow(network, layer) is (AdvisedNode next, bool isRandom))
            {
                AdvisedNode first = layer.Consumers[0];
                bool isDead = weight == 0 && bias <= 0 && first.Kind is "ReLU" or "ReLU6";
                bool staysEqual = !isRandom && Start(next, "Initializer") is not null;
                string? consequence =
                    isDead ? $"so {first.Title} gives 0 and has slope 0 there, and nothing above it learns"
                    : layer.Size == 1 ? null
                    : staysEqual ? $"and so do those of {next.Title}, so its {layer.Size} units compute the same, get the same gradient and stay one unit for ever"
                    : $"so its {layer.Size} units start as one, and only the weights of {next.Title} tell them apart";
                if (consequence is not null)
                {
                    yield return AdvisedNetwork.At(layer, ProblemKinds.EqualWeights, layer.Title, Words.Bound(weight), consequence) with { Option = "Initializer" };
                }
            }
        }
    }

    /// <summary>The dense layer that alone takes the units, each through the same function; and whether dropout between treats them differently.</summary>
    private static (AdvisedNode Next, bool IsRandom)? Follow(AdvisedNetwork network, AdvisedNode layer)
    {
        bool isRandom = false;
        AdvisedNode? next = network.OnlyConsumer(layer);
        while (next is not null && (next.IsActivation || next.IsRename || next.IsDropout))
        {
            isRandom |= next.IsDropout;
            next = network.OnlyConsumer(next);
        }

        return next is { IsPlainDense: true } ? (next, isRandom) : null;
    }

    private static double? BiasStart(AdvisedNode layer) => layer["Bias"] is false ? 0 : Start(layer, "BiasInitializer", unless: 0);

    /// <summary>The number that all weights or biases start at; null where they are drawn.</summary>
    private static double? Start(AdvisedNode layer, string option, double? unless = null)
    {
        double scale = layer.Number(option + "Scale", 1);
        return layer[option] switch
        {
            null or "Default" => unless,
            "Zeros" => 0,
            "Constant" => scale,
            "Uniform" or "Normal" or "TruncatedNormal" when scale == 0 => 0,
            _ => null,
        };
    }
}
