using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>NNG209: many more parameters than training samples, where the user said how many there are.</summary>
internal static class ManyParameters
{
    /// <summary>
    /// From so many parameters a sample. Two a sample (and one for each input) are enough for a network with one hidden layer to give any
    /// targets to any samples, random ones included (Zhang, Bengio, Hardt, Recht and Vinyals, Understanding deep learning requires
    /// rethinking generalization, 2017). Networks with some more still generalise in practice; with five times as many, the error of
    /// what was learnt from says nothing any more.
    /// </summary>
    private const double Many = 10;

    public static IEnumerable<Problem> Advise(AdvisedNetwork network)
    {
        if (network.Declaration.Options.FirstOrDefault(option => option.Name == "TrainingSamples")?.Value is int samples and > 0)
        {
            long parameters = network.Nodes.Sum(node => (long)node.ParameterCount);
            double ratio = (double)parameters / samples;
            if (ratio >= Many)
            {
                string times = ratio.ToString("0", CultureInfo.InvariantCulture);
                yield return new Problem(ProblemKinds.ManyParameters, -1, new(network.Declaration.Host.Name, Words.Count(parameters), Words.Count(samples), times));
            }
        }
    }
}
