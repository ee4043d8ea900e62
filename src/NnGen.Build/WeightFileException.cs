namespace NnGen.Build;

/// <summary>A file that holds no weights; the message says where and why.</summary>
internal sealed class WeightFileException : Exception
{
    private const int MostCharacters = 40;

    /// <summary>A fault.</summary>
    /// <param name="position">The byte of the file.</param>
    /// <param name="reason">What was found and what was expected.</param>
    public WeightFileException(long position, string reason)
        : base($"byte {position}: {reason}")
    {
    }

    /// <summary>The beginning of a text of a file, in quotes, with control characters spelt out: a message stays short whatever a file holds.</summary>
    public static string Quoted(string text)
    {
        var result = new System.Text.StringBuilder("'");
        foreach (char character in text.Length <= MostCharacters ? text : text.Substring(0, MostCharacters))
        {
            result.Append(char.IsControl(character) ? $"\\u{(int)character:X4}" : character.ToString());
        }

        return result.Append(text.Length > MostCharacters ? "...'" : "'").ToString();
    }
}
