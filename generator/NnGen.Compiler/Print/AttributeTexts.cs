namespace NnGen.Compiler.Print;

/// <summary>Attributes as texts without brackets.</summary>
internal static class AttributeTexts
{
    /// <summary>The attributes of a text, which commas separate.</summary>
    public static IEnumerable<string> Split(string text)
    {
        int depth = 0;
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"' && (i == 0 || text[i - 1] != '\\'))
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted)
            {
                depth += c is '(' or '[' or '{' or '<' ? 1 : c is ')' or ']' or '}' or '>' ? -1 : 0;
                if (c == ',' && depth == 0)
                {
                    yield return text.Substring(start, i - start).Trim();
                    start = i + 1;
                }
            }
        }

        string last = text.Substring(start).Trim();
        if (last.Length > 0)
        {
            yield return last;
        }
    }

    /// <summary>An attribute with further arguments.</summary>
    public static string With(string attribute, IEnumerable<string> further)
    {
        string arguments = string.Join(", ", further);
        if (arguments.Length == 0)
        {
            return attribute;
        }

        bool hasSome = attribute.EndsWith(")", StringComparison.Ordinal);
        string before = !hasSome ? attribute + "(" : attribute.Substring(0, attribute.Length - 1) + (attribute.EndsWith("()", StringComparison.Ordinal) ? "" : ", ");
        return $"{before}{arguments})";
    }
}
