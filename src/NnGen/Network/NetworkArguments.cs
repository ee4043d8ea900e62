namespace NnGen;

/// <summary>The checks at the doors of emitted code: inside, nothing is checked again.</summary>
public static class NetworkArguments
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

    /// <summary>Checks that a tape was given and holds a forward pass.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    /// <exception cref="InvalidOperationException"><c>Forward</c> was not called with it.</exception>
    public static void CheckForwarded<T>(NetworkTape<T> tape)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (tape.Rows == 0)
        {
            throw new InvalidOperationException("The tape holds no forward pass: call Forward with it before Backward.");
        }
    }

    /// <summary>The tape as the network's own type.</summary>
    /// <exception cref="ArgumentException">It is another network's.</exception>
    public static TTape Own<TTape>(object tape, string network)
        where TTape : class
    {
        ArgumentNullException.ThrowIfNull(tape);
        return tape as TTape ?? throw new ArgumentException($"This is a {tape.GetType()}; {network} needs one of its own.", nameof(tape));
    }
}
