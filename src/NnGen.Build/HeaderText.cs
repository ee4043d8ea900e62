using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NnGen.Build;

/// <summary>
/// What the generator is told of a file, as text: it may read no files itself. A line for each fact, tabs between its parts; tabs, line ends and
/// backslashes of names are escaped. The same for the same file, wherever and whenever it is written.
/// </summary>
internal static class HeaderText
{
    /// <summary>From so many bytes of data on, a resource of the assembly holds them; below, the code.</summary>
    public const int ResourceFrom = 16 * 1024 + 1;

    /// <summary>Up to so many bytes of data, the text has them too.</summary>
    public const int MostValueBytes = 4 << 20;

    /// <summary>The text.</summary>
    /// <param name="file">The file, read.</param>
    /// <param name="fileName">Its name without folders.</param>
    /// <param name="className">The network's full name.</param>
    /// <param name="names">How the file's names become the network's: pairs <c>0=dense1</c>, or <c>Sequential</c>; empty for the network's own.</param>
    /// <param name="prefix">What stands before each name.</param>
    /// <param name="resource">The name of the resource; empty where the code is to hold the data.</param>
    public static string Of(WeightFile file, string fileName, string className, string names, string prefix, string resource)
    {
        var text = new StringBuilder();
        Line(text, "nngen-weights", "1");
        Line(text, "class", className);
        Line(text, "file", fileName);
        Line(text, "names", names);
        Line(text, "prefix", prefix);
        Line(text, "resource", resource);
        Line(text, "bytes", Number(file.Content.Length));
        Line(text, "data", Number(file.DataStart));
        Line(text, "sha256", Hash(file.Content));
        bool isOfNnGen = file.Metadata.TryGetValue("format", out string? format) && format == "nngen";
        Line(text, "seed", isOfNnGen && file.Metadata.TryGetValue("seed", out string? seed) && ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number.ToString(CultureInfo.InvariantCulture) : "0");
        if (isOfNnGen && file.Metadata.TryGetValue("record", out string? record))
        {
            Line(text, "record", record);
            Line(text, "encoding", file.Metadata.TryGetValue("record.encoding", out string? encoding) ? encoding : "");
        }

        foreach (WeightTensor tensor in file.Tensors)
        {
            Line(text, "tensor", tensor.Type, string.Join(",", tensor.Shape), Number(tensor.Begin), tensor.Name);
        }

        int bytes = file.Content.Length - file.DataStart;
        if (bytes <= MostValueBytes)
        {
            Line(text, "values", Convert.ToBase64String(file.Content, file.DataStart, bytes));
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, params string[] parts) => text.Append(string.Join("\t", parts.Select(Escaped))).Append('\n');

    private static string Escaped(string part) => part.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\u0085", "\\x").Replace("\u2028", "\\y").Replace("\u2029", "\\z");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hash(byte[] content)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(content).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
