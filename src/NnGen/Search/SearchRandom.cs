using NnGen.Numerics;

namespace NnGen.Search;

/// <summary>
/// The random numbers of one proposal of a search: drawn in turn, from a stream that only the seed and the proposal's number decide, so that what was drawn
/// for one proposal changes nothing for the next.
/// </summary>
internal sealed class SearchRandom(ulong seed, int proposal)
{
    // The kinds of numbers come from different rows, since the same place has the same bits.
    private const uint WholeNumbers = 0;
    private const uint Fractions = 1u << 31;
    private const uint NormalNumbers = Fractions + 1;

    private readonly CounterRandom _random = new(seed, RandomStreams.SearchProposals);
    private readonly ulong _proposal = (ulong)proposal;
    private uint _drawn;

    /// <summary>A number from 0 to <paramref name="count"/> - 1.</summary>
    internal int Below(int count)
    {
        uint element = _drawn++;
        return (int)_random.Below((uint)count, _random.UInt32At(_proposal, WholeNumbers, element), _proposal, element);
    }

    /// <summary>A number in [0, 1).</summary>
    internal double Fraction() => _random.UniformAt(_proposal, Fractions, _drawn++);

    /// <summary>A number from the normal distribution of mean 0 and standard deviation 1.</summary>
    internal double Normal() => _random.NormalAt(_proposal, NormalNumbers, _drawn++);
}
