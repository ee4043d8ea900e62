namespace NnGen.Search;

public sealed partial class ChoiceSpace
{
    /// <summary>So many impossible draws in a row end a search: a space of which less than a ten-thousandth is possible needs a rule of its own.</summary>
    internal const int MostDraws = 10_000;

    /// <summary>
    /// All possible configurations, in the order of their options' numbers: the last choice runs fastest. Each comes once, whatever choices that do not matter
    /// would take. Lazy; of a large space it never ends.
    /// </summary>
    public IEnumerable<Configuration> Enumerate() => EnumerateAll().Where(IsPossible);

    /// <summary>As <see cref="Enumerate"/>, the impossible ones too.</summary>
    internal IEnumerable<Configuration> EnumerateAll()
    {
        var options = new int[Choices.Count];
        Complete(options, 0);
        do
        {
            yield return new Configuration(options);
        }
        while (Advance(options));
    }

    /// <summary>A possible configuration: each choice that matters takes any of its options, all equally likely; impossible ones are drawn again.</summary>
    /// <exception cref="InvalidOperationException">Ten thousand draws were impossible.</exception>
    internal Configuration Draw(SearchRandom random)
    {
        var options = new int[Choices.Count];
        for (int draw = 0; draw < MostDraws; draw++)
        {
            for (int i = 0; i < options.Length; i++)
            {
                options[i] = IsActive(options, i) ? random.Below(Choices[i].Options.Count) : Configuration.Inactive;
            }

            var configuration = new Configuration(options);
            if (IsPossible(configuration))
            {
                return configuration;
            }
        }

        throw new InvalidOperationException(
            $"None of {MostDraws} drawn configurations was possible (the last one: {Describe(new Configuration(options))}); widen the budgets, or give choices whose combinations are more often possible.");
    }

    /// <summary>
    /// A possible configuration, one that is not in <paramref name="known"/> if there is one: drawn, and where draws only find known ones, the first other
    /// one of a space that is small enough to be gone through. Null where all are known.
    /// </summary>
    internal Configuration? DrawOther(SearchRandom random, IReadOnlySet<Configuration> known)
    {
        const int mostRepeats = 100;
        const double smallSpace = 100_000;
        Configuration drawn = Draw(random);
        for (int repeat = 0; repeat < mostRepeats && known.Contains(drawn); repeat++)
        {
            drawn = Draw(random);
        }

        if (!known.Contains(drawn))
        {
            return drawn;
        }

        return Combinations > smallSpace ? drawn : Enumerate().FirstOrDefault(configuration => !known.Contains(configuration));
    }

    /// <summary>
    /// The configuration with one choice changed to another of its options (<see cref="OtherOption"/>); choices that begin to matter by that are drawn. Null where no
    /// change is possible.
    /// </summary>
    internal Configuration? Mutate(Configuration parent, SearchRandom random)
    {
        int[] changeable = [.. Enumerable.Range(0, Choices.Count).Where(i => parent[i] != Configuration.Inactive && Choices[i].Options.Count > 1)];
        if (changeable.Length == 0)
        {
            return null;
        }

        for (int draw = 0; draw < MostDraws; draw++)
        {
            int choice = changeable[random.Below(changeable.Length)];
            int[] options = [.. parent];
            options[choice] = OtherOption(choice, parent[choice], random);
            Configuration child = Mended(options, random);
            if (IsPossible(child))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>
    /// Another option of a choice that has two or more: any, all equally likely, but of ordered ones in half of the cases the next one up or down, since what is near is alike.
    /// </summary>
    internal int OtherOption(int choice, int option, SearchRandom random)
    {
        int last = Choices[choice].Options.Count - 1;
        if (Choices[choice].IsOrdered && random.Below(2) == 0)
        {
            return option == 0 ? 1 : option == last ? last - 1 : random.Below(2) == 0 ? option - 1 : option + 1;
        }

        int other = random.Below(last);
        return other < option ? other : other + 1;
    }

    /// <summary>Options with those of choices that no longer matter taken away, and those of choices that now matter drawn.</summary>
    internal Configuration Mended(int[] options, SearchRandom random)
    {
        for (int i = 0; i < options.Length; i++)
        {
            options[i] = !IsActive(options, i) ? Configuration.Inactive
                : options[i] == Configuration.Inactive ? random.Below(Choices[i].Options.Count)
                : options[i];
        }

        return new Configuration(options);
    }

    // The next combination; false behind the last one.
    private bool Advance(int[] options)
    {
        for (int i = options.Length - 1; i >= 0; i--)
        {
            if (options[i] != Configuration.Inactive && options[i] + 1 < Choices[i].Options.Count)
            {
                options[i]++;
                Complete(options, i + 1);
                return true;
            }
        }

        return false;
    }

    // The first options from a choice on.
    private void Complete(int[] options, int from)
    {
        for (int i = from; i < options.Length; i++)
        {
            options[i] = IsActive(options, i) ? 0 : Configuration.Inactive;
        }
    }
}
