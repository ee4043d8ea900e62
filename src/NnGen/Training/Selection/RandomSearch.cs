namespace NnGen;

/// <summary>
/// Makes candidates of settings drawn at random: where only few of many settings matter, it finds good ones with fewer candidates than a grid
/// (Bergstra and Bengio, 2012). <see cref="OptionsSearch"/> tries them.
/// </summary>
/// <remarks>
/// <code>
/// IReadOnlyList&lt;Candidate&gt; drawn = RandomSearch.Draw(20, seed: 1, draw => new TrainingOptions
/// {
///     Optimizer = new Adam(draw.LogUniform("rate", 1e-4, 1e-1)),
///     BatchSize = draw.Choice("batch", 16, 32, 64),
/// });
/// </code>
/// </remarks>
public static class RandomSearch
{
    /// <summary>Draws candidates.</summary>
    /// <param name="count">The number of candidates, at least 1.</param>
    /// <param name="seed">The seed; the same seed draws the same candidates, whatever their number is.</param>
    /// <param name="options">Makes the options of a candidate; called once for each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> gave null.</exception>
    public static IReadOnlyList<Candidate> Draw(int count, ulong seed, Func<SearchDraw, TrainingOptions> options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(options);
        var candidates = new Candidate[count];
        for (int i = 0; i < count; i++)
        {
            var draw = new SearchDraw(seed, i);
            TrainingOptions made = options(draw);
            candidates[i] = GridSearch.Make(draw.Name, made);
        }

        return candidates;
    }
}
