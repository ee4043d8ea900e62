using System.Globalization;
using System.Text.RegularExpressions;

namespace NnGen.Compiler.Print;

/// <summary>A name as those of a run of equal layers are: a pattern, <c>dense#.weight</c>, and the numbers in it, which count the layers.</summary>
internal readonly record struct NumberedName(string Pattern, int[] Numbers)
{
    // Longer ones count nothing.
    private static readonly Regex s_number = new("[0-9]{1,9}", RegexOptions.CultureInvariant);

    public static NumberedName Of(string name) => new(
        s_number.Replace(name, "#"),
        [.. s_number.Matches(name).Cast<Match>().Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))]);
}
