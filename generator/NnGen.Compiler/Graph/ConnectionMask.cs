using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>A pattern of the library's class ParameterMask.</summary>
/// <param name="Name">The method there, named as the value of the enum Connections is.</param>
/// <param name="Arguments">What it takes after the numbers of outputs and inputs.</param>
public sealed record ConnectionPattern(string Name, EquatableArray<int> Arguments);

/// <summary>Which elements of a weight there are: a connection from an input to an output, or none. Immutable.</summary>
public sealed class ConnectionMask
{
    private readonly bool[] _isConnected;

    public ConnectionMask(int outputs, int inputs, Func<int, int, bool> isConnected)
    {
        Outputs = outputs;
        Inputs = inputs;
        _isConnected = new bool[outputs * inputs];
        for (int i = 0; i < _isConnected.Length; i++)
        {
            _isConnected[i] = isConnected(i / inputs, i % inputs);
        }

        Count = _isConnected.Count(connected => connected);
    }

    public int Outputs { get; }

    public int Inputs { get; }

    /// <summary>The number of connections.</summary>
    public int Count { get; }

    public bool this[int output, int input] => _isConnected[output * Inputs + input];

    /// <summary>The formula that gives the mask, where there is one.</summary>
    public ConnectionPattern? Pattern { get; init; }

    /// <summary>The mean number of inputs of the outputs that have some, at least 1.</summary>
    public int FanIn => Mean(Count, Enumerable.Range(0, Outputs).Count(output => Enumerable.Range(0, Inputs).Any(input => this[output, input])));

    /// <summary>The mean number of outputs of the inputs that have some, at least 1.</summary>
    public int FanOut => Mean(Count, Enumerable.Range(0, Inputs).Count(input => Enumerable.Range(0, Outputs).Any(output => this[output, input])));

    /// <summary>The inputs of an output as numbers and ranges, as the library reads them: <c>0-3 7</c>.</summary>
    public string Ranges(int output)
    {
        var ranges = new List<string>();
        for (int first = 0; first < Inputs; first++)
        {
            int end = first;
            while (end < Inputs && this[output, end])
            {
                end++;
            }

            if (end > first)
            {
                ranges.Add(end == first + 1 ? Number(first) : Number(first) + "-" + Number(end - 1));
                first = end;
            }
        }

        return string.Join(" ", ranges);
    }

    /// <summary>A bit for each element, as the library's <c>FromBits</c> reads them: element i is bit i % 64 of number i / 64.</summary>
    public IReadOnlyList<ulong> Bits()
    {
        var bits = new ulong[(_isConnected.Length + 63) / 64];
        for (int i = 0; i < _isConnected.Length; i++)
        {
            bits[i / 64] |= (_isConnected[i] ? 1UL : 0) << (i % 64);
        }

        return bits;
    }

    private static int Mean(int count, int places) => (int)Math.Max(1, Math.Round((double)count / Math.Max(1, places), MidpointRounding.AwayFromZero));

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
