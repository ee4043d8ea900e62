using NnGen.Search;

namespace NnGen.Benchmarks.Searches;

/// <summary>
/// A task whose every answer is known before it is searched: for each configuration, seed and share of the data the curve of a whole training. So methods are replayed in
/// milliseconds, and how far one stays from the best is known.
/// </summary>
internal abstract class SearchTask(string name, ChoiceSpace space, int epochs, int seeds)
{
    /// <summary>The shares of the training rows that are known, the least first.</summary>
    public static readonly double[] Shares = [1 / 9.0, 1 / 3.0, 1];

    private double? _best;

    public string Name => name;

    public ChoiceSpace Space => space;

    /// <summary>The epochs of a whole training.</summary>
    public int Epochs => epochs;

    /// <summary>How often each configuration was trained.</summary>
    public int Seeds => seeds;

    /// <summary>The mean objective of the best configuration.</summary>
    public double Best => _best ??= Space.Enumerate().Min(Quality);

    /// <summary>The lowest validation loss up to each epoch; NaN from where it diverged.</summary>
    public abstract ReadOnlySpan<float> Curve(Configuration configuration, int seed, int share);

    /// <summary>The parameters of such a network.</summary>
    public abstract double Parameters(Configuration configuration);

    /// <summary>What a configuration is worth: the mean of the seeds' objectives after a whole training on all data. A search sees one seed at a time.</summary>
    public double Quality(Configuration configuration)
    {
        double sum = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            double end = Curve(configuration, seed, Shares.Length - 1)[Epochs - 1];
            sum += double.IsFinite(end) ? end : double.PositiveInfinity;
        }

        return sum / Seeds;
    }

    /// <summary>Trains a trial, that is: looks it up.</summary>
    public TrialResult Train(Trial trial)
    {
        int share = Array.FindIndex(Shares, known => Math.Abs(known - trial.DataShare) < 1e-9);
        ReadOnlySpan<float> whole = Curve(trial.Configuration, (int)(trial.Seed % (ulong)Seeds), share);
        double[] costs = [Parameters(trial.Configuration)];
        var curve = new List<double>();
        for (int epoch = 1; epoch <= trial.Epochs; epoch++)
        {
            double spent = Math.Max(0, epoch - trial.EpochsBefore) * trial.DataShare;
            curve.Add(whole[epoch - 1]);
            if (!double.IsFinite(curve[^1]))
            {
                return TrialResult.Failed("diverged", spent, curve, costs);
            }

            if (epoch > trial.EpochsBefore && trial.ShouldStop(curve))
            {
                return TrialResult.Cut(curve[^1], spent, curve, costs);
            }
        }

        return TrialResult.Completed(curve[^1], trial.PlannedCost, curve, costs);
    }
}
