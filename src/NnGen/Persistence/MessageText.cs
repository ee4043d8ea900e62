using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>What a file holds, in the words of a message: whatever that is, the message stays short enough to be read.</summary>
internal static class MessageText
{
    private const int MostCharacters = 40;
    private const int MostLines = 100;
    private const int MostOfALine = 160;
    private const int MostItems = 8;

    /// <summary>The beginning of a text, in quotes, with control characters spelt out.</summary>
    public static string Quoted(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder("'");
        foreach (char character in text[..Math.Min(text.Length, MostCharacters)])
        {
            if (char.IsControl(character))
            {
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else
            {
                result.Append(character);
            }
        }

        return result.Append(text.Length > MostCharacters ? "...'" : "'").ToString();
    }

    /// <summary>The beginning of a text of one line, such as the name in a table.</summary>
    public static string Start(string text) => text.Length <= MostOfALine ? text : text[..MostOfALine] + "...";

    /// <summary>As much of a text as fits a screen or two.</summary>
    public static string Screen(string text)
    {
        // Cut before it is taken apart: the text may be larger than all else.
        const int Most = MostLines * MostOfALine;
        bool isCut = text.Length > Most;
        string[] lines = (isCut ? text[..Most] : text).Split('\n');
        isCut |= lines.Length > MostLines;
        string shown = string.Join('\n', lines.Take(MostLines).Select(Start));
        return isCut ? shown + "\n..." : shown;
    }

    /// <summary>The first few of some sentences.</summary>
    public static string Several(IReadOnlyList<string> sentences)
    {
        string shown = string.Join("; ", sentences.Take(MostItems));
        return sentences.Count <= MostItems ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown}; and {sentences.Count - MostItems} more");
    }
}
