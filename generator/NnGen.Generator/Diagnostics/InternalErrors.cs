namespace NnGen.Generator.Diagnostics;

/// <summary>Faults of the compiler in words.</summary>
internal static class InternalErrors
{
    /// <summary>The exception's type, message and place on one line, which is all that a report needs to begin with.</summary>
    public static string Describe(Exception exception)
    {
        string place = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim() ?? "at an unknown place";
        string text = $"{exception.GetType().Name}: {exception.Message} {place}";
        return text.Replace('\r', ' ').Replace('\n', ' ');
    }
}
