using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>
/// NNG202: a long way from the loss to a layer, through sigmoids or tanh on every path. The logistic function is nowhere steeper than
/// 1/4, so each one takes three quarters of the gradient at least. Tanh has slope 1, at 0 only, and 0.42 at 1 and -1.
/// </summary>
internal static class SaturatingChain
{
    /// <summary>Slopes that multiply to this are a long way: four sigmoids, 1/256.</summary>
    private const double Little = 1.0 / 256;

    /// <summary>No bound says that tanh vanishes. With Glorot's weights ten in a row still train, but they begin to lose the first layers.</summary>
    private const double TanhShare = 1.0 / 10;

    private const double SigmoidSlope = 0.25;

    // Arithmetic of logarithms: four sigmoids are a long way, to the last bit.
    private const double Rounding = 1e-9;

    public static IEnumerable<Problem> Advise(AdvisedNetwork network)
    {
        var paths = new Dictionary<AdvisedNode, Path>();
        AdvisedNode[] passedBy = [.. network.Outputs.Where(output => output.Loss.Name == "BinaryCrossEntropyLoss").Select(output => output.Maker)];
        foreach (AdvisedNode node in network.Nodes.Reverse())
        {
            IEnumerable<Path> ways = node.Consumers.Select(consumer => paths[consumer].Through(consumer, isPassedBy: passedBy.Contains(consumer)));
            paths[node] = (network.IsOutput(node) || node.Consumers.Count == 0 ? ways.Append(default) : ways).OrderBy(way => way.Length).First();
        }

        // The layer that gets the least is the one to name; the first of them, if several get as little.
        AdvisedNode? worst = network.Nodes.Where(node => node.Kind == "Dense").OrderByDescending(node => paths[node].Length).FirstOrDefault();
        if (worst is not null && paths[worst].Length >= 1 - Rounding)
        {
            yield return AdvisedNetwork.At(worst, ProblemKinds.VanishingGradient, worst.Title, paths[worst].Names, paths[worst].Bound);
        }
    }

    /// <summary>The activations between a node and the loss, on the path that harms the gradient least.</summary>
    private readonly record struct Path(int Sigmoids, int HardSigmoids, int Tanhs, double Slope, double Length)
    {
        public string Names
        {
            get
            {
                (int Count, string Kind)[] parts = [(Sigmoids, "Sigmoid"), (HardSigmoids, "HardSigmoid"), (Tanhs, "Tanh")];
                return string.Join(" and ", parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Kind}"));
            }
        }

        public string Bound
        {
            get
            {
                string product = Words.Rough(Math.Exp(Slope));
                string ofTanh = "Tanh has slope 1 at 0 and 0.42 at 1 and -1";
                return Tanhs == 0 ? $"{Each}, so by at most {product} together"
                    : Sigmoids + HardSigmoids == 0 ? $"{ofTanh}, and 0.42 to the power of {Tanhs} is {Words.Rough(Math.Pow(0.42, Tanhs))}"
                    : $"{Each}, so by at most {product} together, and {ofTanh}";
            }
        }

        private string Each => HardSigmoids == 0 ? "each Sigmoid multiplies it by at most 0.25" : "each multiplies it by its slope, which for Sigmoid is at most 0.25 and for HardSigmoid its Alpha";

        /// <summary>This path and one node more.</summary>
        public Path Through(AdvisedNode node, bool isPassedBy)
        {
            // A normalising layer divides by the spread that the activations left, and so brings the gradient back.
            return node.Kind switch
            {
                "BatchNorm" or "LayerNorm" or "RMSNorm" => default,
                _ when isPassedBy => this,
                "Sigmoid" => Longer(SigmoidSlope) with { Sigmoids = Sigmoids + 1 },
                "HardSigmoid" => Longer(Math.Min(1, node.Number("Alpha", 1.0 / 6))) with { HardSigmoids = HardSigmoids + 1 },
                "Tanh" => this with { Tanhs = Tanhs + 1, Length = Length + TanhShare },
                _ => this,
            };
        }

        private Path Longer(double slope) => this with { Slope = Slope + Math.Log(slope), Length = Length + (Math.Log(slope) / Math.Log(Little)) };
    }
}
