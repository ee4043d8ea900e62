namespace NnGen.Search;

/// <summary>
/// Says that a choice matters only where an earlier one took one of some options: the units of a third layer only where there are three.
/// Where the earlier choice does not matter itself, the condition does not hold. Immutable.
/// </summary>
public sealed class ChoiceCondition
{
    /// <summary>A condition.</summary>
    /// <param name="choice">The number of the earlier choice in its <see cref="ChoiceSpace"/>, from 0.</param>
    /// <param name="options">The numbers of its options, from 0, of which one must have been taken.</param>
    /// <exception cref="ArgumentException">There are no options.</exception>
    public ChoiceCondition(int choice, params IReadOnlyList<int> options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(choice);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Count == 0)
        {
            throw new ArgumentException("The condition names no option, so it could never hold; give at least one.", nameof(options));
        }

        Choice = choice;
        Options = [.. options];
    }

    /// <summary>The number of the earlier choice.</summary>
    public int Choice { get; }

    /// <summary>The numbers of its options of which one must have been taken.</summary>
    public IReadOnlyList<int> Options { get; }
}
