using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>
/// NNG204: a loss that takes any number as a target, of an output that cannot be any number. Right where the targets lie in the output's
/// range, so the advice says what to do where they do not. A clamp whose limits the user wrote is known to the user.
/// </summary>
internal static class BoundedOutput
{
    public static IEnumerable<Problem> Advise(AdvisedNetwork network) => network.Outputs.SelectMany(Advise);

    private static IEnumerable<Problem> Advise(AdvisedOutput advised)
    {
        AdvisedNode output = advised.Maker;
        if (advised.Loss is not RegressionLoss || RangeOf(output) is not (double least, double most))
        {
            yield break;
        }

        string loss = advised.Loss.Name;
        bool isSquared = SquaredErrorAfterSoftmax.IsSquared(loss);
        bool isOther = output.Kind is "Softmax" or "Softmin" && (isSquared || output.Size == 1);
        if (!isOther)
        {
            yield return AdvisedNetwork.At(output, ProblemKinds.BoundedOutput, output.Title, Words.Bound(least), Words.Bound(most), Tail(output, loss, isSquared, least, most));
        }
    }

    private static string Tail(AdvisedNode output, string loss, bool isSquared, double least, double most)
    {
        string layer = output.Inputs[0].Title;
        return loss switch
        {
            "PoissonNegativeLogLikelihoodLoss" => $"{loss} takes the output as the logarithm of the rate, which so lies between {Words.Bound(Math.Exp(least))} and {Words.Bound(Math.Exp(most))}: end with {layer}",
            _ when isSquared && output.Kind == "Sigmoid" => $"{loss} takes any number as a target: where yours lie beyond, scale them or end with {layer}; where they are 0 and 1, [BinaryCrossEntropyLoss] learns faster",
            _ => $"{loss} takes any number as a target: where yours lie beyond, scale them or end with {layer}",
        };
    }

    private static (double Least, double Most)? RangeOf(AdvisedNode node) => node.Kind switch
    {
        "Sigmoid" or "HardSigmoid" or "Softmax" or "Softmin" => (0, 1),
        "Tanh" or "Softsign" => (-1, 1),
        "ScaledTanh" => (-1.7159, 1.7159),
        "HardTanh" when node["Min"] is null && node["Max"] is null => (-1, 1),
        _ => null,
    };
}
