using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>The checks at the doors of emitted code: inside, nothing is checked again. For emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class NetworkArguments
{
    /// <summary>Checks the lengths of one row's input and output.</summary>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public static void CheckRow(string network, int inputLength, int inputSize, int outputLength, int outputSize)
    {
        if (inputLength != inputSize)
        {
            throw new ArgumentException($"{network} takes {inputSize} inputs, but {inputLength} were given.", "input");
        }

        if (outputLength != outputSize)
        {
            throw new ArgumentException($"{network} gives {outputSize} outputs, but there is room for {outputLength}.", "output");
        }
    }

    /// <summary>Checks the lengths of a batch's inputs and outputs and gives the number of rows.</summary>
    /// <exception cref="ArgumentException">A length is no multiple of the row's, or the numbers of rows differ.</exception>
    public static int CheckRows(string network, int inputsLength, int inputSize, int outputsLength, int outputSize)
    {
        int rows = inputsLength / inputSize;
        if (rows * inputSize != inputsLength)
        {
            throw new ArgumentException($"{network} takes rows of {inputSize} inputs, so the length must be a multiple of {inputSize}, but it is {inputsLength}.", "inputs");
        }

        if (outputsLength != (long)rows * outputSize)
        {
            throw new ArgumentException($"{rows} rows of {network} give {(long)rows * outputSize} outputs, but there is room for {outputsLength}.", "outputs");
        }

        return rows;
    }

    /// <summary>Checks the arguments of a step of many streams, and gives the states as their numbers.</summary>
    /// <exception cref="ArgumentException">The numbers of streams differ, or a state has a number that is not finite.</exception>
    public static Span<T> CheckStreams<TState, T>(string network, int inputsLength, int inputSize, Span<TState> states, int outputsLength, int outputSize)
        where TState : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int streams = CheckRows(network, inputsLength, inputSize, outputsLength, outputSize);
        if (states.Length != streams)
        {
            throw new ArgumentException($"{streams} streams of {network} need as many states, but {states.Length} were given.", nameof(states));
        }

        Span<T> all = MemoryMarshal.Cast<TState, T>(states);
        CheckStates<T>(network, all);
        return all;
    }

    /// <summary>Checks that a state, from which nothing finite could follow otherwise, is finite.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    /// <remarks>Optimised at once, as kernels are: by a profile of its first calls the step of a small transformer took 11 us in most processes, and 5.5 in others.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CheckStates<T>(string network, ReadOnlySpan<T> states)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Zero times a number is zero, unless it is infinite or none; whole vectors, which the compiler gives a state, four at a time, since each sum waits for itself.
        ReadOnlySpan<Vector<T>> parts = MemoryMarshal.Cast<T, Vector<T>>(states);
        (Vector<T> sum, Vector<T> second, Vector<T> third, Vector<T> fourth) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
        int i = 0;
        for (; i <= parts.Length - 4; i += 4)
        {
            sum += parts[i] * Vector<T>.Zero;
            second += parts[i + 1] * Vector<T>.Zero;
            third += parts[i + 2] * Vector<T>.Zero;
            fourth += parts[i + 3] * Vector<T>.Zero;
        }

        for (; i < parts.Length; i++)
        {
            sum += parts[i] * Vector<T>.Zero;
        }

        sum = sum + second + (third + fourth);
        if (sum != Vector<T>.Zero)
        {
            throw new ArgumentException($"A state of {network} has a number that is not finite: a step before took one as input, or the parameters are not finite. Reset() begins anew.", "state");
        }
    }

    /// <summary>Checks the count of steps in each state, where a stream is as long as the sequence that its network declares.</summary>
    /// <param name="network">The network, for the message.</param>
    /// <param name="states">The states.</param>
    /// <param name="length">The elements of a state.</param>
    /// <param name="column">Which of them is the number of steps that were made.</param>
    /// <param name="limit">How many there can be.</param>
    /// <exception cref="ArgumentException">A stream has made all its steps, or the count is none.</exception>
    public static void CheckSteps<T>(string network, ReadOnlySpan<T> states, int length, int column, int limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = column; i < states.Length; i += length)
        {
            T count = states[i];
            if (count == T.CreateChecked(limit))
            {
                throw new ArgumentException($"The stream has made its {limit} steps, as many as the input of {network} declares. Reset() begins anew; declare a longer sequence where streams are longer.", "state");
            }

            if (!(count >= T.Zero && count < T.CreateChecked(limit)) || !T.IsInteger(count))
            {
                throw new ArgumentException($"A state of {network} says that it has made {count} steps, and that must be a whole number from 0 to {limit}: it was not written by a step. Reset() begins anew.", "state");
            }
        }
    }

    /// <summary>Checks the length of one row of one of several inputs.</summary>
    /// <param name="network">The network, for the message.</param>
    /// <param name="input">The parameter.</param>
    /// <param name="length">Its length.</param>
    /// <param name="size">The size of the input.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public static void CheckInput(string network, string input, int length, int size)
    {
        if (length != size)
        {
            throw new ArgumentException($"{network} takes {size} elements of {input}, but {length} were given.", input);
        }
    }

    /// <summary>Checks the room for the output of one row.</summary>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public static void CheckOutput(string network, int length, int size)
    {
        if (length != size)
        {
            throw new ArgumentException($"{network} gives {size} outputs, but there is room for {length}.", "output");
        }
    }

    /// <summary>Checks the room for one row of one of several outputs.</summary>
    /// <param name="network">The network, for the message.</param>
    /// <param name="output">The parameter.</param>
    /// <param name="length">Its length.</param>
    /// <param name="size">The size of the output.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public static void CheckOutput(string network, string output, int length, int size)
    {
        if (length != size)
        {
            throw new ArgumentException($"{network} gives {size} elements of {output}, but there is room for {length}.", output);
        }
    }

    /// <summary>The number of rows of the first of several inputs.</summary>
    /// <param name="network">The network, for the message.</param>
    /// <param name="inputs">The parameter.</param>
    /// <param name="length">Its length.</param>
    /// <param name="size">The size of one row.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the row's.</exception>
    public static int CountRows(string network, string inputs, int length, int size)
    {
        int rows = length / size;
        return rows * size == length
            ? rows
            : throw new ArgumentException($"{network} takes rows of {size} elements of {inputs}, so the length must be a multiple of {size}, but it is {length}.", inputs);
    }

    /// <summary>Checks that another input has as many rows as the first.</summary>
    /// <param name="network">The network, for the message.</param>
    /// <param name="inputs">The parameter.</param>
    /// <param name="length">Its length.</param>
    /// <param name="size">The size of one row.</param>
    /// <param name="rows">The rows of the first input.</param>
    /// <exception cref="ArgumentException">The length is another one.</exception>
    public static void CheckInputRows(string network, string inputs, int length, int size, int rows)
    {
        if (length != (long)rows * size)
        {
            throw new ArgumentException($"{network} takes as many rows of every input: {rows} rows of {size} elements of {inputs} are {(long)rows * size}, but {length} were given.", inputs);
        }
    }

    /// <summary>Checks the room for the outputs of some rows.</summary>
    /// <exception cref="ArgumentException">There is room for another number.</exception>
    public static void CheckOutputs(string network, int rows, int length, int size)
    {
        if (length != (long)rows * size)
        {
            throw new ArgumentException($"{rows} rows of {network} give {(long)rows * size} outputs, but there is room for {length}.", "outputs");
        }
    }

    /// <summary>Checks the room for the rows of one of several outputs.</summary>
    /// <param name="network">The network, for the message.</param>
    /// <param name="outputs">The parameter.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="length">Its length.</param>
    /// <param name="size">The size of one row.</param>
    /// <exception cref="ArgumentException">There is room for another number.</exception>
    public static void CheckOutputs(string network, string outputs, int rows, int length, int size)
    {
        if (length != (long)rows * size)
        {
            throw new ArgumentException($"{rows} rows of {network} give {(long)rows * size} elements of {outputs}, but there is room for {length}.", outputs);
        }
    }

    /// <summary>Checks that a tape was given and holds a forward pass.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    /// <exception cref="InvalidOperationException"><c>Forward</c> was not called with it.</exception>
    internal static void CheckForwarded<T>([System.Diagnostics.CodeAnalysis.NotNull] NetworkTape<T>? tape)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (tape.Rows == 0)
        {
            throw new InvalidOperationException("The tape holds no forward pass: call Forward with it before Backward.");
        }
    }

    /// <summary>Checks that an update has room for what it keeps of each parameter.</summary>
    /// <param name="network">The network, for the message.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="update">The update.</param>
    /// <exception cref="ArgumentException">It was made for a smaller network.</exception>
    internal static void CheckUpdate<T, TUpdate>(string network, AlignedBuffer<T> parameters, ref readonly TUpdate update)
        where T : unmanaged
        where TUpdate : struct, IParameterUpdate<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        int length = UpdateSize.Of(in update);
        if (length < parameters.Length)
        {
            throw new ArgumentException($"The update keeps numbers for {length} elements, but the parameter block of {network} has {parameters.Length}: make it with the StorageLength of the network's facts, or with Bind of an optimizer.", nameof(update));
        }
    }

    /// <summary>Checks the buffers of some rows' losses.</summary>
    /// <param name="network">The network, for the message.</param>
    /// <param name="values">What the loss is a function of.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="losses">Room for the losses.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="outputSize">The elements of all outputs of a row.</param>
    /// <param name="lossesOfRow">How many losses a row has: of each output one, or one for each step.</param>
    /// <param name="targetSize">The elements of all targets of a row; left out, as many as of the outputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is negative.</exception>
    /// <exception cref="ArgumentException">A buffer has fewer rows.</exception>
    public static void CheckLossOfRows<T>(string network, AlignedBuffer<T> values, AlignedBuffer<T> targets, AlignedBuffer<T> losses, int rows, int outputSize, int lossesOfRow = 1, int targetSize = 0)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        Check(values.Length, (long)rows * outputSize, "values");
        Check(targets.Length, (long)rows * (targetSize > 0 ? targetSize : outputSize), "targets");
        Check(losses.Length, (long)rows * lossesOfRow, "losses");

        void Check(int length, long needed, string name)
        {
            if (length < needed)
            {
                throw new ArgumentException($"{rows} rows of {network} have {needed} {name}, but the buffer has {length}.", name);
            }
        }
    }

    /// <summary>Checks that a tape is the network's own and holds a forward pass, and the rows of a share of it.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    /// <exception cref="InvalidOperationException"><c>Forward</c> was not called with it.</exception>
    /// <exception cref="ArgumentException">The tape is another network's, or the share has rows that it has not.</exception>
    public static void CheckShare<TNetwork, T>(ITrainableNetwork<TNetwork, T> network, NetworkTape<T> tape, TrainingShare share)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        CheckForwarded<TNetwork, T>(tape);
        if (share.FirstRow < 0 || share.Rows < 0 || share.Rows > tape.Rows - share.FirstRow)
        {
            throw new ArgumentException($"The share begins at row {share.FirstRow} and has {share.Rows} rows, but the tape holds {tape.Rows}.", nameof(share));
        }
    }

    /// <summary>As the other overload, and that an update has room for what it keeps of each parameter.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    /// <exception cref="InvalidOperationException"><c>Forward</c> was not called with it.</exception>
    /// <exception cref="ArgumentException">The tape is another network's, the share has rows that it has not, or the update was made for a smaller network.</exception>
    public static void CheckShare<TNetwork, T, TUpdate>(ITrainableNetwork<TNetwork, T> network, NetworkTape<T> tape, TrainingShare share, ref readonly TUpdate update)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckShare(network, tape, share);
        CheckUpdate(TNetwork.Info.Name, network.Parameters, in update);
    }

    /// <summary>Checks that a tape is a network's own.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    /// <exception cref="ArgumentException">It is another network's.</exception>
    internal static void CheckOwn<TNetwork, T>([System.Diagnostics.CodeAnalysis.NotNull] NetworkTape<T>? tape)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (!ReferenceEquals(tape.Info, TNetwork.Info))
        {
            throw new ArgumentException($"This is a {tape.GetType()}; {TNetwork.Info.Name} needs one of its own.", nameof(tape));
        }
    }

    /// <summary>Checks that a tape is a network's own and holds a forward pass.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    /// <exception cref="InvalidOperationException"><c>Forward</c> was not called with it.</exception>
    /// <exception cref="ArgumentException">It is another network's.</exception>
    internal static void CheckForwarded<TNetwork, T>([System.Diagnostics.CodeAnalysis.NotNull] NetworkTape<T>? tape)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        CheckOwn<TNetwork, T>(tape);
        CheckForwarded(tape);
    }
}
