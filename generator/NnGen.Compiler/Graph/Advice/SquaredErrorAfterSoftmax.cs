using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>
/// NNG203: squared error of probabilities. Its gradient with respect to the logits has the factor y (1 - y), so a network that is sure of
/// a wrong class hardly learns; cross entropy has y - t.
/// </summary>
internal static class SquaredErrorAfterSoftmax
{
    public static IEnumerable<Problem> Advise(AdvisedNetwork network)
    {
        foreach (AdvisedOutput output in network.Outputs)
        {
            if (output.Maker is { Kind: "Softmax" or "Softmin", Size: > 1 } && IsSquared(output.Loss.Name))
            {
                yield return new Problem(ProblemKinds.SquaredErrorOfSoftmax, output.LossIndex, new(output.Loss.Name, output.Maker.Title));
            }
        }
    }

    public static bool IsSquared(string loss) => loss is "MeanSquaredErrorLoss" or "HalfSquaredErrorLoss";
}
