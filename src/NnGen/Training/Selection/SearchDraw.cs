using System.Globalization;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Draws the settings of one candidate of a random search and writes them down as its name. The first draw of candidate n is the same whatever
/// else is drawn.
/// </summary>
public sealed class SearchDraw
{
    // What a table shows of a number is the number itself, and the last bits of logarithms, which differ between machines, are gone.
    private const int Digits = 4;

    private readonly CounterRandom _random;
    private readonly int _candidate;
    private readonly List<string> _settings = [];

    internal SearchDraw(ulong seed, int candidate)
    {
        _random = new CounterRandom(seed, RandomStreams.SearchDraws);
        _candidate = candidate;
    }

    /// <summary>What was drawn, such as <c>rate 0.0123, batch 32</c>.</summary>
    internal string Name => _settings.Count == 0 ? $"candidate {_candidate}" : string.Join(", ", _settings);

    /// <summary>A number between two, all equally likely, rounded to 4 digits.</summary>
    /// <param name="name">The setting, for tables.</param>
    /// <param name="low">The smallest number.</param>
    /// <param name="high">The largest number, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are in the wrong order.</exception>
    public double Uniform(string name, double low, double high)
    {
        Check(low, high, name);
        return Note(name, Rounded(low + (high - low) * Next(), low, high));
    }

    /// <summary>A number between two whose logarithm is uniform, so that 0.001 to 0.01 is as likely as 0.01 to 0.1; rounded to 4 digits.</summary>
    /// <param name="name">The setting, for tables.</param>
    /// <param name="low">The smallest number, above 0.</param>
    /// <param name="high">The largest number, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, not above 0, or they are in the wrong order.</exception>
    public double LogUniform(string name, double low, double high)
    {
        Check(low, high, name);
        if (low <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(low), low, $"The setting '{name}' is drawn by its logarithm, so its smallest number must be above 0.");
        }

        return Note(name, Rounded(low * Math.Exp(Math.Log(high / low) * Next()), low, high));
    }

    /// <summary>A whole number between two, both included, all equally likely.</summary>
    /// <param name="name">The setting, for tables.</param>
    /// <param name="low">The smallest number.</param>
    /// <param name="high">The largest number, not below <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are in the wrong order.</exception>
    public int Integer(string name, int low, int high)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        return Note(name, (int)(low + (long)(((long)high - low + 1) * Next())));
    }

    /// <summary>One of some values, all equally likely.</summary>
    /// <param name="name">The setting, for tables.</param>
    /// <param name="values">The values, at least one.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public TValue Choice<TValue>(string name, params ReadOnlySpan<TValue> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (values.IsEmpty)
        {
            throw new ArgumentException($"The setting '{name}' has no values to choose from; give at least one.", nameof(values));
        }

        return Note(name, values[(int)(values.Length * Next())]);
    }

    // Always below 1; the product with a whole number below 2^53 is below that number too.
    private double Next() => _random.UniformAt((ulong)_candidate, 0, (uint)_settings.Count);

    private TValue Note<TValue>(string name, TValue value)
    {
        _settings.Add(Axis<TValue>.Describe(name, value));
        return value;
    }

    private static double Rounded(double value, double low, double high)
    {
        string text = value.ToString($"G{Digits}", CultureInfo.InvariantCulture);
        return Math.Clamp(double.Parse(text, CultureInfo.InvariantCulture), low, high);
    }

    private static void Check(double low, double high, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!double.IsFinite(low) || !double.IsFinite(high) || !(low < high))
        {
            throw new ArgumentOutOfRangeException(nameof(low), string.Create(CultureInfo.InvariantCulture, $"The setting '{name}' is to be drawn between {low} and {high}; both must be finite, and the first one smaller."));
        }
    }
}
