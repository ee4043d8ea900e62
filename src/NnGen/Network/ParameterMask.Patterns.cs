namespace NnGen;

/// <content>The masks of the enum <see cref="Connections"/>, by the formulas stated there.</content>
public sealed partial class ParameterMask
{
    private ParameterMask(int outputs, int inputs, Func<int, int, bool> isConnected)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        Outputs = outputs;
        Inputs = inputs;
        _bits = new ulong[(checked(outputs * inputs) + 63) / 64];
        for (int element = 0; element < outputs * inputs; element++)
        {
            if (isConnected(element / inputs, element % inputs))
            {
                _bits[element >> 6] |= 1UL << (element & 63);
                Count++;
            }
        }
    }

    /// <summary><see cref="Connections.Diagonal"/>.</summary>
    /// <param name="outputs">The number of outputs, at least 1.</param>
    /// <param name="inputs">The number of inputs: as many.</param>
    /// <exception cref="ArgumentException">The numbers differ, or are below 1.</exception>
    public static ParameterMask Diagonal(int outputs, int inputs) => outputs == inputs
        ? new(outputs, inputs, (output, input) => output == input)
        : throw new ArgumentException($"A diagonal has as many outputs as inputs, but there are {outputs} and {inputs}.", nameof(inputs));

    /// <summary><see cref="Connections.Banded"/>.</summary>
    /// <param name="outputs">The number of outputs, at least 1.</param>
    /// <param name="inputs">The number of inputs, at least 1.</param>
    /// <param name="bandwidth">How many inputs on either side of its place an output takes, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public static ParameterMask Banded(int outputs, int inputs, int bandwidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bandwidth);
        return new(outputs, inputs, (output, input) => Math.Abs((2L * output + 1) * inputs / (2L * outputs) - input) <= bandwidth);
    }

    /// <summary><see cref="Connections.BlockDiagonal"/>.</summary>
    /// <param name="outputs">The number of outputs, at least 1.</param>
    /// <param name="inputs">The number of inputs, at least 1.</param>
    /// <param name="groups">The number of groups, a divisor of both.</param>
    /// <exception cref="ArgumentException">A number is below 1, or <paramref name="groups"/> divides one of the others not.</exception>
    public static ParameterMask BlockDiagonal(int outputs, int inputs, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        return outputs % groups == 0 && inputs % groups == 0
            ? new(outputs, inputs, (output, input) => output / (outputs / groups) == input / (inputs / groups))
            : throw new ArgumentException($"{groups} groups are no divisor of {outputs} outputs and {inputs} inputs.", nameof(groups));
    }

    /// <summary><see cref="Connections.LowerTriangular"/>.</summary>
    /// <param name="outputs">The number of outputs, at least 1.</param>
    /// <param name="inputs">The number of inputs, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public static ParameterMask LowerTriangular(int outputs, int inputs) => new(outputs, inputs, (output, input) => input <= output);

    /// <summary><see cref="Connections.Random"/>.</summary>
    /// <param name="outputs">The number of outputs, at least 1.</param>
    /// <param name="inputs">The number of inputs, at least 1.</param>
    /// <param name="taken">How many inputs an output takes, from 1 to all.</param>
    /// <param name="seed"><see cref="DenseAttribute.MaskSeed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static ParameterMask Random(int outputs, int inputs, int taken, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(taken, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(taken, inputs);
        bool[] isConnected = new bool[checked(outputs * inputs)];
        int[] order = new int[inputs];
        ulong state = unchecked((ulong)seed);
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                order[input] = input;
            }

            for (int place = 0; place < taken; place++)
            {
                int other = place + (int)((SplitMix64(ref state) >> 32) * (ulong)(inputs - place) >> 32);
                (order[place], order[other]) = (order[other], order[place]);
                isConnected[output * inputs + order[place]] = true;
            }
        }

        return new(outputs, inputs, (output, input) => isConnected[output * inputs + input]);
    }

    private static ulong SplitMix64(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
