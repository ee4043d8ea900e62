using NnGen.Numerics;
using NnGen.Search;

namespace NnGen.Benchmarks.Searches;

/// <summary>
/// Curves from a formula, with a best configuration that is known: six ordered choices of five options, whose distances from the best ones add up with weights that halve, with an
/// interaction of the first two. What ends well begins slowly, by a power of time, so that first epochs mislead a little.
/// </summary>
internal sealed class SyntheticTask : SearchTask
{
    private const int Choices = 6;
    private const int Options = 5;
    private const double Noise = 0.01;

    private static readonly int[] s_best = [3, 1, 4, 0, 2, 2];

    private readonly Dictionary<(Configuration, int, int), float[]> _curves = [];
    private readonly CounterRandom _random = new(11, 1);

    public SyntheticTask(int epochs)
        : base("synthetic", new ChoiceSpace([.. Enumerable.Range(0, Choices).Select(i => new Choice($"c{i}", [.. Enumerable.Range(0, Options).Select(option => $"{option}")], isOrdered: true))]), epochs, seeds: 3)
    {
    }

    public override ReadOnlySpan<float> Curve(Configuration configuration, int seed, int share)
    {
        if (!_curves.TryGetValue((configuration, seed, share), out float[]? curve))
        {
            _curves[(configuration, seed, share)] = curve = Make(configuration, seed, share);
        }

        return curve;
    }

    public override double Parameters(Configuration configuration) => 100 * (1 + configuration.Sum());

    private static double End(Configuration configuration)
    {
        double end = 0.1;
        double[] off = [.. configuration.Select((option, i) => Math.Abs(option - s_best[i]) / (Options - 1.0))];
        for (int i = 0; i < Choices; i++)
        {
            end += Math.Pow(0.5, i) * off[i] * off[i];
        }

        return end + (off[0] * off[1]);
    }

    private float[] Make(Configuration configuration, int seed, int share)
    {
        double end = End(configuration) + (0.1 * (1 / Shares[share] - 1) / 8);
        double power = 0.6 + (0.8 * Math.Min(1, end));
        uint row = (uint)configuration.Aggregate(0, (number, option) => (number * Options) + option);
        var curve = new float[Epochs];
        double least = double.PositiveInfinity;
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            double noise = Noise * _random.NormalAt((ulong)((seed * Shares.Length) + share), row, (uint)epoch);
            least = Math.Min(least, end + Math.Pow(epoch, -power) + noise);
            curve[epoch - 1] = (float)least;
        }

        return curve;
    }
}
