namespace NnGen;

/// <summary>Replaces a file as a whole or not at all.</summary>
internal static class AtomicFile
{
    private const string Suffix = ".tmp";

    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary file in the directory of <paramref name="path"/>, flushes it to the disk and gives it
    /// the name. Whatever fails, the temporary file goes and an existing file stays as it was. A symbolic link stays, its target is replaced.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written, or is marked read-only; the message names it.</exception>
    internal static void Write(string path, Action<Stream> write)
    {
        string? temporary = null;
        try
        {
            FileInfo target = FollowLinks(new FileInfo(path));
            CheckReplaceable(target);
            temporary = Path.Combine(target.DirectoryName!, Prefix(target) + Guid.NewGuid().ToString("N") + Suffix);
            using (var stream = new FileStream(temporary, CreationOptions(target)))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target.FullName, overwrite: true);
        }
        catch (Exception cause)
        {
            Delete(temporary);
            if (cause is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"'{path}' could not be written; whatever stood there is unchanged. The reason: {cause.Message}", cause);
            }

            throw;
        }
    }

    /// <summary>
    /// Deletes the temporary files that a process left behind which was killed while it wrote <paramref name="path"/>. Those that are being
    /// written stay, and so does what cannot be deleted.
    /// </summary>
    internal static void DeleteLeftovers(string path)
    {
        try
        {
            FileInfo target = FollowLinks(new FileInfo(path));
            string prefix = Prefix(target);
            foreach (FileInfo file in target.Directory!.EnumerateFiles($"{prefix}*{Suffix}"))
            {
                string middle = file.Name[prefix.Length..^Suffix.Length];
                if (Guid.TryParseExact(middle, "N", out _) && !IsOpen(file))
                {
                    Delete(file.FullName);
                }
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // They do no harm.
        }
    }

    private static string Prefix(FileInfo target) => $".{target.Name}.";

    // Writers share their file with nobody.
    private static bool IsOpen(FileInfo file)
    {
        try
        {
            using FileStream stream = file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static FileInfo FollowLinks(FileInfo file) =>
        file.LinkTarget is null ? file : new FileInfo(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName);

    // Renaming would replace such a file on Unix and fail on Windows; it fails everywhere.
    private static void CheckReplaceable(FileInfo target)
    {
        if (Directory.Exists(target.FullName))
        {
            throw new IOException("it is a directory.");
        }

        if (!FileKind.IsRegularOrAbsent(target.FullName))
        {
            throw new IOException("it is no regular file but a pipe, a socket or a device; open it and save to the stream.");
        }

        if (target.Exists && target.IsReadOnly)
        {
            throw new IOException("the file is marked read-only.");
        }
    }

    // The new file may be read by whoever could read the old one, and by no one else.
    private static FileStreamOptions CreationOptions(FileInfo target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows() && target.Exists)
        {
            options.UnixCreateMode = target.UnixFileMode;
        }

        return options;
    }

    private static void Delete(string? temporary)
    {
        try
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report; a leftover temporary file does no harm.
        }
    }
}
