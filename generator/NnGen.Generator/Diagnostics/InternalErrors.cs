namespace NnGen.Generator.Diagnostics;

/// <summary>Faults of the compiler in words.</summary>
internal static class InternalErrors
{
    /// <summary>The exception's type, message and place on one line, which is all that a report needs to begin with.</summary>
    public static string Describe(Exception exception)
    {
        // The method is enough: the path behind it belongs to the machine that built the compiler.
        string frame = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim() ?? "at an unknown place";
        int path = frame.IndexOf(" in ", StringComparison.Ordinal);
        string place = path < 0 ? frame : frame.Substring(0, path);
        string text = $"{exception.GetType().Name}: {exception.Message} {place}";
        return text.Replace('\r', ' ').Replace('\n', ' ');
    }
}
