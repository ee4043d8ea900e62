using System.Globalization;

namespace NnGen;

/// <summary>Makes axes of a grid.</summary>
public static class Axis
{
    /// <summary>A setting with the values to be tried.</summary>
    /// <param name="name">The setting, for tables, such as <c>lambda</c>.</param>
    /// <param name="values">The values, at least one.</param>
    /// <exception cref="ArgumentException">The name or the list is empty.</exception>
    public static Axis<TValue> Of<TValue>(string name, params TValue[] values) => new(name, values);
}

/// <summary>A setting with the values to be tried. Immutable.</summary>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class Axis<TValue>
{
    private readonly TValue[] _values;

    /// <summary>A setting with the values to be tried.</summary>
    /// <param name="name">The setting, for tables, such as <c>lambda</c>.</param>
    /// <param name="values">The values, at least one; copied.</param>
    /// <exception cref="ArgumentException">The name or the list is empty.</exception>
    public Axis(string name, IReadOnlyList<TValue> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            throw new ArgumentException($"The axis '{name}' has no values; give at least one.", nameof(values));
        }

        Name = name;
        _values = [.. values];
    }

    /// <summary>The setting.</summary>
    public string Name { get; }

    /// <summary>The values to be tried, in order.</summary>
    public IReadOnlyList<TValue> Values => _values;

    /// <summary>The setting with one of its values, such as <c>lambda 0.01</c>.</summary>
    internal string Describe(TValue value) => Describe(Name, value);

    /// <summary>A setting with a value, in the invariant culture.</summary>
    internal static string Describe(string name, TValue value)
        => string.Create(CultureInfo.InvariantCulture, $"{name} {(value is null ? "none" : value)}");
}
