using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// The outputs of a layer in blocks of a vector, each with the inputs that feed any of its outputs, in rising order: what is left of a
/// weight when the vectors without a connection are left out. An entry is one of those inputs of one block.
/// </summary>
/// <param name="Starts">The first entry of each block, and at the end the number of entries.</param>
/// <param name="Inputs">The input of each entry.</param>
public sealed record ConnectionBlocks(EquatableArray<int> Starts, EquatableArray<int> Inputs)
{
    /// <summary>The number of blocks.</summary>
    public int Count => Starts.Count - 1;

    /// <summary>The number of vectors of weights.</summary>
    public int Entries => Inputs.Count;

    /// <summary>The blocks of a matrix; with its axes exchanged, of its transpose.</summary>
    public static ConnectionBlocks Of(int outputs, int inputs, int lanes, Func<int, int, bool> isConnected)
    {
        var starts = new List<int> { 0 };
        var entries = new List<int>();
        for (int first = 0; first < outputs; first += lanes)
        {
            int end = Math.Min(outputs, first + lanes);
            entries.AddRange(Enumerable.Range(0, inputs).Where(input => Enumerable.Range(first, end - first).Any(output => isConnected(output, input))));
            starts.Add(entries.Count);
        }

        return new(new(starts), new(entries));
    }

    /// <summary>The entries of some blocks.</summary>
    public int EntriesOf(int first, int last) => Starts[last] - Starts[first];

    /// <summary>The entry of an input in a block; -1 where it feeds none of the block's outputs.</summary>
    public int Entry(int block, int input)
    {
        for (int entry = Starts[block]; entry < Starts[block + 1]; entry++)
        {
            if (Inputs[entry] == input)
            {
                return entry;
            }
        }

        return -1;
    }
}
