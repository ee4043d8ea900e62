namespace NnGen;

/// <summary>Makes a candidate of every combination of settings. <see cref="OptionsSearch"/> tries them.</summary>
/// <remarks>
/// <code>
/// IReadOnlyList&lt;Candidate&gt; grid = GridSearch.Over(
///     Axis.Of("rate", 0.001, 0.01, 0.1),
///     Axis.Of("batch", 16, 64),
///     (rate, batch) => new TrainingOptions { Optimizer = new Adam(rate), BatchSize = batch });
/// </code>
/// </remarks>
public static class GridSearch
{
    /// <summary>A candidate for each value.</summary>
    /// <param name="axis">The setting.</param>
    /// <param name="options">Makes the options of a value.</param>
    /// <exception cref="ArgumentException"><paramref name="options"/> gave null.</exception>
    public static IReadOnlyList<Candidate> Over<T1>(Axis<T1> axis, Func<T1, TrainingOptions> options)
    {
        ArgumentNullException.ThrowIfNull(axis);
        ArgumentNullException.ThrowIfNull(options);
        var candidates = new List<Candidate>();
        foreach (T1 value in axis.Values)
        {
            candidates.Add(Make(axis.Describe(value), options(value)));
        }

        return candidates;
    }

    /// <summary>A candidate for each pair of values; the last axis runs fastest.</summary>
    /// <param name="axis1">The first setting.</param>
    /// <param name="axis2">The second setting.</param>
    /// <param name="options">Makes the options of a pair.</param>
    /// <exception cref="ArgumentException"><paramref name="options"/> gave null.</exception>
    public static IReadOnlyList<Candidate> Over<T1, T2>(Axis<T1> axis1, Axis<T2> axis2, Func<T1, T2, TrainingOptions> options)
    {
        ArgumentNullException.ThrowIfNull(axis1);
        ArgumentNullException.ThrowIfNull(axis2);
        ArgumentNullException.ThrowIfNull(options);
        var candidates = new List<Candidate>();
        foreach (T1 value1 in axis1.Values)
        {
            foreach (T2 value2 in axis2.Values)
            {
                candidates.Add(Make($"{axis1.Describe(value1)}, {axis2.Describe(value2)}", options(value1, value2)));
            }
        }

        return candidates;
    }

    /// <summary>A candidate for each triple of values; the last axis runs fastest.</summary>
    /// <param name="axis1">The first setting.</param>
    /// <param name="axis2">The second setting.</param>
    /// <param name="axis3">The third setting.</param>
    /// <param name="options">Makes the options of a triple.</param>
    /// <exception cref="ArgumentException"><paramref name="options"/> gave null.</exception>
    public static IReadOnlyList<Candidate> Over<T1, T2, T3>(Axis<T1> axis1, Axis<T2> axis2, Axis<T3> axis3, Func<T1, T2, T3, TrainingOptions> options)
    {
        ArgumentNullException.ThrowIfNull(axis1);
        ArgumentNullException.ThrowIfNull(axis2);
        ArgumentNullException.ThrowIfNull(axis3);
        ArgumentNullException.ThrowIfNull(options);
        var candidates = new List<Candidate>();
        foreach (T1 value1 in axis1.Values)
        {
            foreach (T2 value2 in axis2.Values)
            {
                foreach (T3 value3 in axis3.Values)
                {
                    string name = $"{axis1.Describe(value1)}, {axis2.Describe(value2)}, {axis3.Describe(value3)}";
                    candidates.Add(Make(name, options(value1, value2, value3)));
                }
            }
        }

        return candidates;
    }

    /// <summary>A candidate of a name and options that a caller's function made.</summary>
    internal static Candidate Make(string name, TrainingOptions? options)
        => new(name, options ?? throw new ArgumentException($"The function gave null for '{name}'; it must give options.", nameof(options)));
}
