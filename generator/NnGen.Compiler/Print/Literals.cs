using System.Globalization;

namespace NnGen.Compiler.Print;

/// <summary>Numbers as C# literals: the only place that formats them. The shortest digits that give the same number back.</summary>
public static class Literals
{
    public static string Number(double value, bool isDouble)
    {
        string type = isDouble ? "double" : "float";

        // What is too large for a float is infinite as one.
        value = isDouble ? value : (float)value;
        if (double.IsNaN(value))
        {
            return type + ".NaN";
        }

        if (double.IsInfinity(value))
        {
            return type + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        }

        return isDouble
            ? Shortest(value, 15, 17, text => double.Parse(text, CultureInfo.InvariantCulture) == value) + "d"
            : Shortest((float)value, 6, 9, text => float.Parse(text, CultureInfo.InvariantCulture) == (float)value) + "f";
    }

    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>64 bits, the highest first.</summary>
    public static string Bits(ulong value) => "0x" + value.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>A string literal.</summary>
    public static string Text(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    /// <summary>A string literal in one line, whatever the text has in it.</summary>
    public static string AnyText(string value) => string.Concat(Text(value).Select(character => char.IsControl(character) || character is '\u2028' or '\u2029'
        ? "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture)
        : character.ToString()));

    /// <summary>A string literal of several lines, as it reads.</summary>
    public static string Lines(string value)
    {
        string[] lines = value.Split('\n');

        // What stands at the margin, or would end the literal, is written as in a line.
        return lines.Any(line => line.StartsWith("#", StringComparison.Ordinal)) || value.Contains("\"\"\"")
            ? Text(value).Replace("\n", "\\n")
            : $"\"\"\"\n{value}\n\"\"\"";
    }

    private static string Shortest(double value, int from, int to, Func<string, bool> isExact)
    {
        for (int digits = from; digits < to; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (isExact(text))
            {
                return text;
            }
        }

        return value.ToString("G" + to.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
