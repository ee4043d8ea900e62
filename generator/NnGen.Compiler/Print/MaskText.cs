using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Print;

/// <summary>The connections of a weight in its facts: a pattern by its formula, few of them to be read, many as bits.</summary>
internal static class MaskText
{
    private const string Type = "global::NnGen.ParameterMask";

    /// <summary>The characters up to which the inputs of each output are listed: more of them nobody reads.</summary>
    private const int MostListed = 2_000;

    /// <summary>The numbers of 64 bits in a line: as many as its columns hold.</summary>
    private const int NumbersOfALine = 7;

    private const int CharactersOfANumber = 20;

    /// <summary>The property of the facts; nothing where all connections are there.</summary>
    public static string Of(Parameter parameter) => parameter.Mask is not ConnectionMask mask ? ""
        : mask.Pattern is ConnectionPattern pattern
        ? $"Mask = {Type}.{pattern.Name}({string.Join(", ", new[] { mask.Outputs, mask.Inputs }.Concat(pattern.Arguments).Select(number => Literals.Integer(number)))})"
        : $"Mask = {Written(mask)}";

    private static string Written(ConnectionMask mask)
    {
        IReadOnlyList<ulong> bits = mask.Bits();
        string[] lists = [.. Enumerable.Range(0, mask.Outputs).Select(output => Literals.Text(mask.Ranges(output)))];
        int listed = lists.Sum(list => list.Length + 2);
        return listed <= Math.Max(MostListed, bits.Count * CharactersOfANumber)
            ? $"new {Type}({Literals.Integer(mask.Inputs)}, {string.Join(", ", lists)})"
            : $"{Type}.FromBits({Literals.Integer(mask.Outputs)}, {Literals.Integer(mask.Inputs)}, [\n{string.Join(",\n", Lines(bits))}])";
    }

    private static IEnumerable<string> Lines(IReadOnlyList<ulong> bits)
    {
        for (int start = 0; start < bits.Count; start += NumbersOfALine)
        {
            yield return "    " + string.Join(", ", Enumerable.Range(start, Math.Min(NumbersOfALine, bits.Count - start)).Select(i => Literals.Bits(bits[i])));
        }
    }
}
