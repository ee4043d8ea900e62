using System.Collections;

namespace NnGen.Search;

/// <summary>
/// What was chosen: for each choice of a <see cref="ChoiceSpace"/> the number of its option, or <see cref="Inactive"/> where the choice does not
/// matter. Immutable; two are equal if they have the same options.
/// </summary>
public sealed class Configuration : IReadOnlyList<int>, IEquatable<Configuration>
{
    /// <summary>Stands where a choice does not matter, because its conditions do not hold.</summary>
    public const int Inactive = -1;

    private readonly int[] _options;

    /// <summary>A configuration; <see cref="ChoiceSpace.Create"/> checks what it is given, this does not.</summary>
    internal Configuration(ReadOnlySpan<int> options) => _options = options.ToArray();

    /// <summary>The number of choices.</summary>
    public int Count => _options.Length;

    /// <summary>The number of the option that a choice took, from 0, or <see cref="Inactive"/>.</summary>
    /// <param name="choice">The number of the choice, from 0.</param>
    public int this[int choice] => _options[choice];

    /// <summary>The options' numbers.</summary>
    public ReadOnlySpan<int> AsSpan() => _options;

    /// <inheritdoc/>
    public bool Equals(Configuration? other) => other is not null && _options.AsSpan().SequenceEqual(other._options);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Configuration);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int option in _options)
        {
            hash.Add(option);
        }

        return hash.ToHashCode();
    }

    /// <summary>The options' numbers, such as <c>(2, 0, -1)</c>; names are what <see cref="ChoiceSpace.Describe"/> gives.</summary>
    public override string ToString() => $"({string.Join(", ", _options)})";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_options).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _options.GetEnumerator();
}
