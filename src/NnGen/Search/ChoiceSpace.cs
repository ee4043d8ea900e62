namespace NnGen.Search;

/// <summary>
/// What can be chosen: a list of choices, of which some matter only where others took certain options, and a rule for which configurations
/// are possible at all. Immutable.
/// </summary>
/// <remarks>
/// <code>
/// var space = new ChoiceSpace(
/// [
///     new Choice("layers", ["1", "2"], isOrdered: true),
///     new Choice("dense1.units", ["8", "16", "32"], isOrdered: true),
///     new Choice("dense2.units", ["8", "16", "32"], isOrdered: true, new ChoiceCondition(0, 1)),
///     new Choice("activation", ["relu", "tanh"]),
/// ]);
/// </code>
/// </remarks>
public sealed partial class ChoiceSpace
{
    private readonly Func<Configuration, bool>? _isPossible;

    /// <summary>A space.</summary>
    /// <param name="choices">The choices, at least one, all of different names; conditions look at earlier ones only.</param>
    /// <param name="isPossible">
    /// Whether a configuration can be made and is within its budgets; asked of what is drawn before it is proposed, from one thread at a time. Null: all can.
    /// Must say the same of the same configuration.
    /// </param>
    /// <exception cref="ArgumentException">There are no choices, two have one name, or a condition looks at no earlier choice or option.</exception>
    public ChoiceSpace(IReadOnlyList<Choice> choices, Func<Configuration, bool>? isPossible = null)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Count == 0)
        {
            throw new ArgumentException("The space has no choices, so there is nothing to search; give at least one.", nameof(choices));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < choices.Count; i++)
        {
            Choice choice = choices[i] ?? throw new ArgumentException($"Choice {i} is null.", nameof(choices));
            if (!names.Add(choice.Name))
            {
                throw new ArgumentException($"Two choices have the name '{choice.Name}'; each must have a name of its own.", nameof(choices));
            }

            CheckConditions(choices, i);
        }

        Choices = [.. choices];
        _isPossible = isPossible;
    }

    /// <summary>The choices.</summary>
    public IReadOnlyList<Choice> Choices { get; }

    /// <summary>The number of combinations of options, as if every choice mattered and all were possible; infinite where it is beyond all numbers.</summary>
    public double Combinations => Choices.Aggregate(1.0, (product, choice) => product * choice.Options.Count);

    /// <summary>A configuration of options, checked; choices that do not matter become <see cref="Configuration.Inactive"/>, whatever stands there.</summary>
    /// <param name="options">The number of the option of each choice, from 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than choices, or a choice that matters has no such option.</exception>
    public Configuration Create(params ReadOnlySpan<int> options)
    {
        if (options.Length != Choices.Count)
        {
            throw new ArgumentException($"There are {options.Length} options for {Choices.Count} choices; give one for each.", nameof(options));
        }

        Span<int> made = options.ToArray();
        for (int i = 0; i < made.Length; i++)
        {
            if (!IsActive(made, i))
            {
                made[i] = Configuration.Inactive;
            }
            else if ((uint)made[i] >= (uint)Choices[i].Options.Count)
            {
                throw new ArgumentException($"The choice '{Choices[i].Name}' has {Choices[i].Options.Count} options, numbered from 0, but option {made[i]} was given.", nameof(options));
            }
        }

        return new Configuration(made);
    }

    /// <summary>Whether a choice matters, given the options of those before it.</summary>
    /// <param name="options">The options of the choices before it, at least.</param>
    /// <param name="choice">The number of the choice, from 0.</param>
    public bool IsActive(ReadOnlySpan<int> options, int choice)
    {
        IReadOnlyList<ChoiceCondition> conditions = Choices[choice].Conditions;
        for (int i = 0; i < conditions.Count; i++)
        {
            int taken = options[conditions[i].Choice];
            if (taken == Configuration.Inactive || !conditions[i].Options.Contains(taken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a configuration can be made and is within its budgets, as the rule of the space says.</summary>
    /// <param name="configuration">A configuration of this space.</param>
    public bool IsPossible(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return _isPossible is null || _isPossible(configuration);
    }

    /// <summary>The choices that matter and what they took, such as <c>layers 1, dense1.units 16, activation tanh</c>.</summary>
    /// <param name="configuration">A configuration of this space.</param>
    public string Describe(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var parts = new List<string>();
        for (int i = 0; i < Choices.Count; i++)
        {
            if (configuration[i] != Configuration.Inactive)
            {
                parts.Add($"{Choices[i].Name} {Choices[i].Options[configuration[i]]}");
            }
        }

        return string.Join(", ", parts);
    }

    private static void CheckConditions(IReadOnlyList<Choice> choices, int number)
    {
        foreach (ChoiceCondition condition in choices[number].Conditions)
        {
            if (condition.Choice >= number)
            {
                throw new ArgumentException($"The choice '{choices[number].Name}', number {number}, has a condition on choice {condition.Choice}; it can depend on earlier ones only.", nameof(choices));
            }

            Choice earlier = choices[condition.Choice];
            foreach (int option in condition.Options)
            {
                if ((uint)option >= (uint)earlier.Options.Count)
                {
                    throw new ArgumentException($"The choice '{choices[number].Name}' has a condition on option {option} of '{earlier.Name}', which has {earlier.Options.Count}, numbered from 0.", nameof(choices));
                }
            }
        }
    }
}
