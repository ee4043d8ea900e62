using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// Which elements of a weight there are: a connection from an input to an output, or none. What is absent is zero for good: it is not
/// initialised, not trained, and not counted. Immutable.
/// </summary>
public sealed partial class ParameterMask
{
    private readonly ulong[] _bits;

    /// <summary>A mask from the inputs of each output.</summary>
    /// <param name="inputs">The number of inputs, at least 1.</param>
    /// <param name="connections">
    /// For each output its inputs in rising order, as numbers and ranges with spaces between: <c>"0-3 7"</c> is the inputs 0, 1, 2, 3 and 7.
    /// Empty for an output without connections.
    /// </param>
    /// <exception cref="ArgumentException">There is no output, a text is malformed, or its inputs do not rise or are not those of the weight.</exception>
    public ParameterMask(int inputs, params string[] connections)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentNullException.ThrowIfNull(connections);
        if (connections.Length == 0)
        {
            throw new ArgumentException("A mask has a text for each output, so at least one; none was given.", nameof(connections));
        }

        Inputs = inputs;
        Outputs = connections.Length;
        _bits = new ulong[(checked(Outputs * inputs) + 63) / 64];
        for (int output = 0; output < Outputs; output++)
        {
            Read(output, connections[output]);
        }
    }

    private ParameterMask(int outputs, int inputs, ulong[] bits)
    {
        Outputs = outputs;
        Inputs = inputs;
        _bits = bits;
        Count = bits.Sum(number => BitOperations.PopCount(number));
    }

    /// <summary>A mask from a bit for each element: the shortest way to write one that is large and has no pattern.</summary>
    /// <param name="outputs">The number of outputs, at least 1.</param>
    /// <param name="inputs">The number of inputs, at least 1.</param>
    /// <param name="bits">
    /// The bits, 64 a number: element <c>output * inputs + input</c> is bit <c>element % 64</c>, counted from the lowest, of number <c>element / 64</c>; the
    /// bits behind the last element are 0. They are copied.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number of outputs or inputs is too small.</exception>
    /// <exception cref="ArgumentException">There are more or fewer numbers than so many elements take, or a bit behind the last element is 1.</exception>
    public static ParameterMask FromBits(int outputs, int inputs, params ReadOnlySpan<ulong> bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        int elements = checked(outputs * inputs);
        int expected = (int)(((long)elements + 63) / 64);
        if (bits.Length != expected)
        {
            throw new ArgumentException($"A mask of {outputs} x {inputs} elements has {expected} numbers of 64 bits, but {bits.Length} were given.", nameof(bits));
        }

        if (elements % 64 != 0 && bits[^1] >> (elements % 64) != 0)
        {
            throw new ArgumentException($"A mask of {outputs} x {inputs} elements has 0 in the bits behind the last of them, but its last number is 0x{bits[^1]:x}, of which the lowest {elements % 64} bits count.", nameof(bits));
        }

        return new ParameterMask(outputs, inputs, bits.ToArray());
    }

    /// <summary>The number of outputs: the weight's first axis.</summary>
    public int Outputs { get; }

    /// <summary>The number of inputs: the weight's second axis.</summary>
    public int Inputs { get; }

    /// <summary>The number of elements that there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the element with that row-major index, <c>output * Inputs + input</c>, is there.</summary>
    public bool this[int element]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(element);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(element, Outputs * Inputs);
            return (_bits[element >> 6] >> (element & 63) & 1) != 0;
        }
    }

    private void Read(int output, string text)
    {
        int next = 0;
        foreach (string range in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int dash = range.IndexOf('-', StringComparison.Ordinal);
            if (!Number(dash < 0 ? range : range[..dash], out int first) || !Number(dash < 0 ? range : range[(dash + 1)..], out int last) || first < next || last < first || last >= Inputs)
            {
                throw new ArgumentException($"The connections of output {output} are '{text}'; write inputs from 0 to {Inputs - 1} in rising order, such as '0-3 7', but '{range}' is not that.", nameof(text));
            }

            for (int input = first; input <= last; input++)
            {
                int element = output * Inputs + input;
                _bits[element >> 6] |= 1UL << (element & 63);
            }

            Count += last - first + 1;
            next = last + 1;
        }
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
