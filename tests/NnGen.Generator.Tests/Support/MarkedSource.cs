using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NnGen.Generator.Tests.Support;

/// <summary>
/// Sources in which the expected diagnostics are marked where they are expected: <c>class {|NNG001:DigitNet|}</c>.
/// Marks may stand in marks. The diagnostics found must be exactly those, no more and no less.
/// </summary>
internal static partial class MarkedSource
{
    /// <summary>Runs generator and analyzer on the marked sources and compares; returns the result for further questions.</summary>
    public static async Task<ToolchainResult> ExpectAsync(params string[] marked)
    {
        var expected = new List<string>();
        string[] sources = marked.Select((source, file) => Strip(source, file, expected)).ToArray();
        ToolchainResult result = await Toolchain.RunAsync(sources);
        string[] found = result.Found.Select(Describe).Order(StringComparer.Ordinal).ToArray();
        string[] sorted = expected.Order(StringComparer.Ordinal).ToArray();
        if (!found.SequenceEqual(sorted))
        {
            string messages = string.Join("\n", result.Found.Select(diagnostic => diagnostic.ToString()));
            Assert.Fail($"Expected:\n{string.Join("\n", sorted)}\n\nFound:\n{string.Join("\n", found)}\n\nMessages:\n{messages}");
        }

        return result;
    }

    private static string Strip(string source, int file, List<string> expected)
    {
        string text = source.ReplaceLineEndings("\n");
        var plain = new StringBuilder();
        var open = new Stack<(string[] Ids, int Start)>();
        int end = 0;
        foreach (Match match in Marker().Matches(text))
        {
            plain.Append(text, end, match.Index - end);
            end = match.Index + match.Length;
            if (match.Groups["ids"].Success)
            {
                open.Push((match.Groups["ids"].Value.Split(','), plain.Length));
                continue;
            }

            (string[] ids, int start) = open.Pop();
            string all = plain.ToString();
            int line = all[..start].Count(c => c == '\n') + 1;
            int column = start - all[..start].LastIndexOf('\n');
            expected.AddRange(ids.Select(id => $"{id} at File{file}.cs({line},{column}): {all[start..]}"));
        }

        Assert.Empty(open);
        return plain.Append(text, end, text.Length - end).ToString();
    }

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        string content = diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";
        return $"{diagnostic.Id} at {span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {content}";
    }

    [GeneratedRegex(@"\{\|(?<ids>[A-Z0-9,]+):|\|\}")]
    private static partial Regex Marker();
}
