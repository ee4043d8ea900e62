namespace NnGen.Search;

/// <summary>
/// Configurations as numbers, for models that learn from them. A choice of ordered options is one number from 0 to 1, one of others a number 0 or 1 for each option; where it may not
/// matter, a number says whether it does, and its others are then 0. Immutable.
/// </summary>
public sealed class ConfigurationFeatures
{
    private readonly ChoiceSpace _space;

    /// <summary>The numbers of a space.</summary>
    /// <param name="space">The space.</param>
    public ConfigurationFeatures(ChoiceSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        _space = space;
        Count = space.Choices.Sum(choice => Values(choice) + (choice.Conditions.Count > 0 ? 1 : 0));
    }

    /// <summary>How many numbers a configuration has.</summary>
    public int Count { get; }

    /// <summary>The numbers of a configuration.</summary>
    /// <param name="configuration">One of the space.</param>
    public double[] Of(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var features = new double[Count];
        int place = 0;
        for (int i = 0; i < _space.Choices.Count; i++)
        {
            Choice choice = _space.Choices[i];
            bool isActive = configuration[i] != Configuration.Inactive;
            if (choice.Conditions.Count > 0)
            {
                features[place++] = isActive ? 1 : 0;
            }

            if (isActive && choice.IsOrdered && choice.Options.Count > 1)
            {
                features[place] = (double)configuration[i] / (choice.Options.Count - 1);
            }
            else if (isActive && !choice.IsOrdered)
            {
                features[place + configuration[i]] = 1;
            }

            place += Values(choice);
        }

        return features;
    }

    private static int Values(Choice choice) => choice.IsOrdered ? 1 : choice.Options.Count;
}
