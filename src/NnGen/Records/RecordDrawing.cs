using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>Reports over records as drawings and files.</summary>
internal static class RecordDrawing
{
    private const int Width = 640;
    private const int Bar = 22;
    private const int Top = 48;
    private const int Names = 190;
    private const int Plot = 280;

    // Told apart by those who see no red or green too (Okabe and Ito, 2008).
    private static readonly string[] s_colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file as a whole or not at all.</summary>
    public static void Save(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => stream.Write(s_encoding.GetBytes(text)));
    }

    /// <summary>A field of CSV, in quotes where it must be.</summary>
    public static string CsvField(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A bar for each item, with a line for its deviation.</summary>
    public static string Bars(string title, string subtitle, IReadOnlyList<(string Name, double Mean, double Deviation)> items)
    {
        double least = Math.Min(0, items.Min(item => item.Mean - item.Deviation));
        double most = Math.Max(0, items.Max(item => item.Mean + item.Deviation));
        double Place(double value) => Names + (Width - Names - 90) * (most > least ? (value - least) / (most - least) : 0);
        StringBuilder svg = Begin(title, Top + items.Count * Bar + 16);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"16\" y=\"40\" fill=\"#666\">{Escaped(subtitle)}</text>\n");
        for (int i = 0; i < items.Count; i++)
        {
            (string name, double mean, double deviation) = items[i];
            int y = Top + i * Bar;
            double start = Math.Min(Place(0), Place(mean));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Names - 8}\" y=\"{y + 15}\" text-anchor=\"end\">{Escaped(MessageText.Start(name))}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{start:F1}\" y=\"{y + 4}\" width=\"{Math.Abs(Place(mean) - Place(0)):F1}\" height=\"{Bar - 8}\" fill=\"{s_colours[0]}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Place(mean - deviation):F1} {y + 11}H{Place(mean + deviation):F1}\" stroke=\"#222\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Place(Math.Max(mean + deviation, 0)) + 8:F1}\" y=\"{y + 15}\">{mean:G3}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>A line for each output over a number, or points over classes.</summary>
    public static string Lines(string title, DependenceReport report)
    {
        bool isNumber = report.Points.All(point => point.Number is not null);
        double first = isNumber ? report.Points[0].Number!.Value : 0;
        double last = isNumber ? report.Points[^1].Number!.Value : Math.Max(1, report.Points.Count - 1);
        double least = report.Points.Min(point => point.Means.Min());
        double most = report.Points.Max(point => point.Means.Max());
        double X(int i) => 80 + (Width - 240) * (last > first ? ((report.Points[i].Number ?? i) - first) / (last - first) : 0.5);
        double Y(double value) => Top + Plot - Plot * (most > least ? (value - least) / (most - least) : 0.5);
        StringBuilder svg = Begin(title, Top + Plot + 48);
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M80 {Top}V{Top + Plot}H{Width - 160}\" stroke=\"#999\" fill=\"none\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"72\" y=\"{Top + 4}\" text-anchor=\"end\">{most:G4}</text><text x=\"72\" y=\"{Top + Plot + 4}\" text-anchor=\"end\">{least:G4}</text>\n");
        for (int i = 0; i < report.Points.Count; i++)
        {
            if (!isNumber || i == 0 || i == report.Points.Count - 1)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(i):F1}\" y=\"{Top + Plot + 20}\" text-anchor=\"middle\">{Escaped(MessageText.Start(report.Points[i].Value))}</text>");
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{80 + (Width - 240) / 2}\" y=\"{Top + Plot + 38}\" text-anchor=\"middle\" fill=\"#666\">{Escaped(report.Field)}</text>\n");
        for (int output = 0; output < report.Outputs.Count; output++)
        {
            string colour = s_colours[output % s_colours.Length];
            string path = string.Join(" ", report.Points.Select((point, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i):F1},{Y(point.Means[output]):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{(isNumber ? "" : " stroke-dasharray=\"2 4\"")}/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - 150}\" y=\"{Y(report.Points[^1].Means[output]) + 4:F1}\" fill=\"{colour}\">{Escaped(MessageText.Start(report.Outputs[output]))}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static StringBuilder Begin(string title, int height) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n")
        .Append(CultureInfo.InvariantCulture, $"<title>{Escaped(title)}</title>\n<rect width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>\n<text x=\"16\" y=\"24\" font-size=\"14\" font-weight=\"bold\">{Escaped(title)}</text>\n");

    /// <summary>Text of a user's, for markup: learnt categories may hold anything, also what XML cannot.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ when char.IsControl(c) || char.IsSurrogate(c) || c >= '\uFFFE' => "?",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
