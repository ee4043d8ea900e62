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
