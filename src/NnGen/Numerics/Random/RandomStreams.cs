namespace NnGen.Numerics;

/// <summary>
/// The stream numbers of the library: a purpose in the upper half, the number of the parameter or node in the lower one,
/// so that one seed serves initial values, dropout and shuffling without the three being related.
/// </summary>
/// <remarks>The numbers are part of the contract: another one is another run for every seed.</remarks>
internal static class RandomStreams
{
    /// <summary>The order of the rows in each epoch.</summary>
    internal const ulong EpochOrder = 3UL << 32;

    /// <summary>Shuffled and split data sets.</summary>
    internal const ulong DatasetOrder = 4UL << 32;

    /// <summary>Rows parted into folds.</summary>
    internal const ulong FoldOrder = 16UL << 32;

    /// <summary>The settings that a random search draws.</summary>
    internal const ulong SearchDraws = 17UL << 32;

    /// <summary>The places of a shuffle buffer that are drawn.</summary>
    internal const ulong StreamOrder = 18UL << 32;

    /// <summary>How the places of images are moved.</summary>
    internal const ulong AugmentedPlaces = 19UL << 32;

    /// <summary>The noise that is added to the numbers of images.</summary>
    internal const ulong AugmentedNumbers = 20UL << 32;

    /// <summary>What methods of <c>NnGen.Search</c> draw for each trial.</summary>
    internal const ulong SearchProposals = 21UL << 32;

    /// <summary>The seeds of the trials of such a search.</summary>
    internal const ulong SearchSeeds = 22UL << 32;

    private const ulong InitialValues = 1UL << 32;
    private const ulong DropoutMasks = 2UL << 32;

    /// <summary>The first values of the parameter of this index.</summary>
    internal static ulong ParameterInitialization(int parameter) => InitialValues | (uint)parameter;

    /// <summary>The masks of the dropout node of this number.</summary>
    internal static ulong Dropout(uint node) => DropoutMasks | node;
}
