using System.Text;

namespace NnGen;

/// <summary>
/// The page's colours. Inks and series stand at 4.5 to 1 or more against the cards they are on, in light and in dark. Series are told
/// apart by blue against orange first, which people with any kind of colour blindness see, then by lightness; each has a dash of its own as well.
/// </summary>
internal static class ReportPalette
{
    /// <summary>A colour by its name in the style sheet, in light and in dark.</summary>
    public readonly record struct Colour(string Name, string Light, string Dark);

    public static readonly Colour Page = new("page", "#f6f6f3", "#101214");
    public static readonly Colour Card = new("card", "#ffffff", "#181b1e");
    public static readonly Colour Ink = new("ink", "#1b1d20", "#eceef0");
    public static readonly Colour Soft = new("soft", "#565c64", "#a6adb5");

    /// <summary>Lines that carry no meaning.</summary>
    public static readonly IReadOnlyList<Colour> Rules =
    [
        new("rule", "#e1e1db", "#2b3036"),
        new("grid", "#ebebe6", "#262a2f"),
        new("axis", "#a9adb2", "#5b636c"),
        new("hover", "#1b1d2012", "#eceef01a"),
    ];

    public static readonly IReadOnlyList<Colour> Series =
    [
        new("s0", "#0a62a9", "#6cb4f5"),
        new("s1", "#b9480a", "#ff9c5f"),
        new("s2", "#0b7a5a", "#4fcb9f"),
        new("s3", "#87409f", "#d09bea"),
        new("s4", "#7d5c00", "#e2bd52"),
        new("s5", "#1d7390", "#7ed3ea"),
        new("s6", "#a8326a", "#f590bb"),
        new("s7", "#5a6069", "#b4bbc3"),
    ];

    /// <summary>The dash of each series; nothing for a whole line.</summary>
    public static readonly IReadOnlyList<string> Dashes = ["", "7 4", "2 4", "10 4 2 4", "14 4", "5 3 1 3", "1 3", "12 3 2 3 2 3"];

    public static readonly Colour Warning = new("warning", "#a33b00", "#ffab70");
    public static readonly Colour Good = new("good", "#0b7a5a", "#4fcb9f");

    private static IEnumerable<Colour> All => [Page, Card, Ink, Soft, Warning, Good, .. Rules, .. Series];

    /// <summary>The colours as variables of the style sheet. Paper gets the light ones.</summary>
    public static string Variables()
    {
        var text = new StringBuilder();
        Append(":root{color-scheme:light dark;", colour => colour.Light, "}\n");
        Append("@media screen and (prefers-color-scheme:dark){:root{", colour => colour.Dark, "}}\n");
        for (int i = 0; i < Series.Count; i++)
        {
            string dash = Dashes[i].Length == 0 ? "" : $"stroke-dasharray:{Dashes[i]};";
            text.Append($".s{i}{{--mine:var(--{Series[i].Name})}}\n.s{i} .line,.line.s{i}{{{dash}}}\n");
        }

        return text.ToString();

        void Append(string start, Func<Colour, string> value, string end)
        {
            text.Append(start);
            foreach (Colour colour in All)
            {
                text.Append($"--{colour.Name}:{value(colour)};");
            }

            text.Append(end);
        }
    }
}
