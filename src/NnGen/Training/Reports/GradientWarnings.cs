namespace NnGen;

/// <summary>Warnings about gradients that vanish or explode on their way from the output to the input.</summary>
internal static class GradientWarnings
{
    /// <summary>A layer whose gradient is smaller than the last layer's by this factor learns nothing in any reasonable time.</summary>
    private const double VanishingRatio = 1e-4;

    /// <summary>A norm below this is lost in the rounding of float parameters near 1.</summary>
    private const double VanishingNorm = 1e-8;

    /// <summary>A small gradient is no trouble where the loss has fallen by more than this part of the first one: it then says that all is learnt.</summary>
    private const double LossLost = 0.1;

    /// <summary>A gradient that is so much larger than the last layer's, or than the layer's own median, explodes.</summary>
    private const double ExplodingRatio = 1e4;

    /// <summary>A norm above this explodes, whatever the others are.</summary>
    private const double ExplodingNorm = 1e6;

    public static void Add(TrainingReport report, IReadOnlyList<LayerHistory> layers, List<TrainingWarning> warnings)
    {
        LayerHistory[] withGradients = [.. layers.Where(layer => layer.HasParameters)];
        if (withGradients.Length > 0)
        {
            AddExploding(withGradients, warnings);
            AddVanishing(report, withGradients, warnings);
        }
    }

    private static void AddExploding(LayerHistory[] layers, List<TrainingWarning> warnings)
    {
        LayerHistory[] exploding = [.. layers.Where(layer => Explodes(layer, layers[^1]))];
        if (exploding.Length == 0)
        {
            return;
        }

        LayerHistory worst = exploding.MaxBy(Largest)!;
        string number = Figures.Short(Largest(worst));
        warnings.Add(new TrainingWarning(
            TrainingWarningKind.ExplodingGradients,
            $"Gradients explode in {WordLists.Join([.. exploding.Select(layer => layer.Layer)])}: the norm reached {number} in {worst.Layer}.",
            "Try clipping gradients by their norm (1 is a common limit), a learning rate ten times smaller, scaled inputs and targets, He or Glorot initialisation, or batch normalisation.",
            [.. exploding.Select(layer => layer.Layer)]));
    }

    private static bool Explodes(LayerHistory layer, LayerHistory last)
    {
        double largest = Largest(layer);
        return !double.IsFinite(largest)
            || largest > ExplodingNorm
            || largest > ExplodingRatio * Median(layer) && Median(layer) > VanishingNorm
            || Median(layer) > ExplodingRatio * Median(last) && Median(last) > VanishingNorm;
    }

    /// <summary>NaN counts as infinite.</summary>
    private static double Largest(LayerHistory layer)
    {
        double largest = 0;
        foreach (LayerStatistics? epoch in layer.Epochs)
        {
            double norm = epoch?.LargestGradientNorm ?? epoch?.GradientNorm ?? 0;
            largest = double.IsNaN(norm) ? double.PositiveInfinity : Math.Max(largest, norm);
        }

        return largest;
    }

    private static double Median(LayerHistory layer)
    {
        double[] norms = [.. layer.Epochs.Where(epoch => epoch?.GradientNorm is not null).Select(epoch => epoch!.GradientNorm!.Value).Order()];
        return norms.Length == 0 ? 0 : norms[norms.Length / 2];
    }

    private static void AddVanishing(TrainingReport report, LayerHistory[] layers, List<TrainingWarning> warnings)
    {
        bool hasLearnt = LossComparison.IsBelow(report.Last!.TrainLoss, report.Epochs[0].TrainLoss, LossLost);
        LayerHistory[] vanishing = [.. layers.Where(layer => Vanishes(layer, layers[^1], hasLearnt))];
        if (vanishing.Length == 0)
        {
            return;
        }

        LayerHistory worst = vanishing.MinBy(Median)!;
        string comparison = worst == layers[^1] ? "" : $", in the last layer {layers[^1].Layer} it is {Figures.Short(Median(layers[^1]))}";
        warnings.Add(new TrainingWarning(
            TrainingWarningKind.VanishingGradients,
            $"Gradients vanish in {WordLists.Join([.. vanishing.Select(layer => layer.Layer)])}: in {worst.Layer} the norm is {Figures.Short(Median(worst))}{comparison}, the median over the epochs.",
            "Try ReLU or LeakyReLU in place of sigmoid and tanh, He initialisation (Glorot with tanh), batch normalisation, fewer layers, or Adam, which scales each parameter's step.",
            [.. vanishing.Select(layer => layer.Layer)]));
    }

    /// <summary>Whether it is so in more than half of the epochs: one quiet epoch, as at a minimum, proves nothing.</summary>
    private static bool Vanishes(LayerHistory layer, LayerHistory last, bool hasLearnt)
    {
        int watched = 0;
        int small = 0;
        for (int i = 0; i < layer.Epochs.Count; i++)
        {
            if (layer.Epochs[i]?.GradientNorm is not double norm || last.Epochs[i]?.GradientNorm is not double lastNorm)
            {
                continue;
            }

            watched++;
            small += norm < VanishingRatio * lastNorm || norm < VanishingNorm && !hasLearnt ? 1 : 0;
        }

        return 2 * small > watched;
    }
}
