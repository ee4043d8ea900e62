namespace NnGen;

/// <summary>Opens files to be read.</summary>
internal static class InputFile
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferBytes">The size of the stream's buffer; 0 for none.</param>
    /// <exception cref="IOException">There is none, it is a directory, or it may not be read; the message names it.</exception>
    internal static FileStream Open(string path, int bufferBytes = 4096)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a directory, but a file was expected.");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferBytes, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new IOException($"'{path}' cannot be read: {cause.Message}", cause);
        }
    }
}
