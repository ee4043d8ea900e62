using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Print;

/// <summary>The connections of a weight in its facts: a pattern by its formula, few of them to be read, many as bits.</summary>
internal static class MaskText
{
    private const string Type = "global::NnGen.ParameterMask";

    /// <summary>The characters up to which the inputs of each output are listed: more of them nobody reads.</summary>
    private const int MostListed = 2_000;

    private const int CharactersOfALine = 120;

    /// <summary>The property of the facts; nothing where all connections are there.</summary>
    public static string Of(Parameter parameter) => parameter.Mask is not ConnectionMask mask ? ""
        : mask.Pattern is ConnectionPattern pattern
        ? $"Mask = {Type}.{pattern.Name}({string.Join(", ", new[] { mask.Outputs, mask.Inputs }.Concat(pattern.Arguments).Select(number => Literals.Integer(number)))})"
        : $"Mask = {Written(mask)}";

    private static string Written(ConnectionMask mask)
    {
        string bits = mask.Base64();
        string[] lists = [.. Enumerable.Range(0, mask.Outputs).Select(output => Literals.Text(mask.Ranges(output)))];
        int listed = lists.Sum(list => list.Length + 2);
        return listed <= Math.Max(MostListed, bits.Length)
            ? $"new {Type}({Literals.Integer(mask.Inputs)}, {string.Join(", ", lists)})"
            : $"{Type}.FromBase64({Literals.Integer(mask.Outputs)}, {Literals.Integer(mask.Inputs)}, \"\"\"\n{string.Join("\n", Lines(bits))}\n\"\"\"u8)";
    }

    private static IEnumerable<string> Lines(string text)
    {
        for (int start = 0; start < text.Length; start += CharactersOfALine)
        {
            yield return text.Substring(start, Math.Min(CharactersOfALine, text.Length - start));
        }
    }
}
