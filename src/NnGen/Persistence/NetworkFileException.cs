namespace NnGen;

/// <summary>A file and a network that do not go together, or parameters that are not worth keeping.</summary>
public sealed class NetworkFileException : IOException
{
    /// <summary>An exception with a message.</summary>
    /// <param name="message">What was found, what was expected, what to do.</param>
    public NetworkFileException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What was found, what was expected, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public NetworkFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
