namespace NnGen.Search;

/// <summary>One decision that a search takes: a name and the options to choose from. Immutable.</summary>
public sealed class Choice
{
    /// <summary>A choice.</summary>
    /// <param name="name">What tells it from the other choices, for tables, such as <c>dense1.units</c>.</param>
    /// <param name="options">The options' names, at least one, all different, such as <c>8</c>, <c>16</c>, <c>32</c>.</param>
    /// <param name="isOrdered">Whether the options are steps of one quantity, from the least to the most; otherwise they are merely different.</param>
    /// <param name="conditions">What must hold for the choice to matter; all of it. Null or none for always.</param>
    /// <exception cref="ArgumentException">A name is empty, or there are no options, or two have one name.</exception>
    public Choice(string name, IReadOnlyList<string> options, bool isOrdered = false, params IReadOnlyList<ChoiceCondition>? conditions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Count == 0)
        {
            throw new ArgumentException($"The choice '{name}' has no options; give at least one.", nameof(options));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string option in options)
        {
            if (string.IsNullOrEmpty(option) || !seen.Add(option))
            {
                throw new ArgumentException($"The choice '{name}' has {(string.IsNullOrEmpty(option) ? "an option without a name" : $"two options '{option}'")}; each must have a name of its own.", nameof(options));
            }
        }

        Name = name;
        Options = [.. options];
        IsOrdered = isOrdered;
        Conditions = [.. conditions ?? []];
    }

    /// <summary>The choice's name.</summary>
    public string Name { get; }

    /// <summary>The options' names.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>Whether the options are steps of one quantity, from the least to the most.</summary>
    public bool IsOrdered { get; }

    /// <summary>What must hold for the choice to matter: all of it. Empty for always.</summary>
    public IReadOnlyList<ChoiceCondition> Conditions { get; }

    /// <summary>Such as <c>dense1.units: 8, 16, 32</c>.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Options)}";
}
