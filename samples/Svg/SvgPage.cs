using System.Globalization;
using System.Text;

namespace Samples.Svg;

/// <summary>A drawing that a browser shows: text and lines, legible on white and, where the reader prefers it, on black.</summary>
internal sealed class SvgPage
{
    private readonly StringBuilder _body = new();
    private readonly int _width;
    private readonly int _height;

    public SvgPage(int width, int height, string title)
    {
        _width = width;
        _height = height;
        Text(24, 34, title, "title");
    }

    /// <summary>Text that begins at a place, ends there (<c>end</c>) or stands around it (<c>middle</c>).</summary>
    public void Text(double x, double y, string text, string style = "", string anchor = "start") =>
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y:F1}\" class=\"{style}\" text-anchor=\"{anchor}\">{Escape(text)}</text>\n");

    /// <summary>A line through some points.</summary>
    public void Line(IEnumerable<(double X, double Y)> points, string style)
    {
        IEnumerable<string> pairs = points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:F1},{point.Y:F1}"));
        _body.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{style}\" points=\"{string.Join(' ', pairs)}\"/>\n");
    }

    /// <summary>A dot.</summary>
    public void Dot(double x, double y, string style) =>
        _body.Append(CultureInfo.InvariantCulture, $"<circle class=\"{style} dot\" cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"3.5\"/>\n");

    /// <summary>The whole file.</summary>
    public override string ToString() => $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{_width}} {{_height}}" width="{{_width}}" height="{{_height}}">
        <style>
          svg { --ground: #ffffff; --ink: #1f2328; --faint: #d0d7de; --quiet: #59636e; --a: #0969da; --b: #bc4c00; --c: #1a7f37; background: var(--ground) }
          @media (prefers-color-scheme: dark) { svg { --ground: #0d1117; --ink: #e6edf3; --faint: #30363d; --quiet: #9198a1; --a: #58a6ff; --b: #f0883e; --c: #3fb950 } }
          text { font: 13px system-ui, sans-serif; fill: var(--ink) }
          .title { font-size: 18px; font-weight: 600 }
          .quiet { fill: var(--quiet) }
          .text-a { fill: var(--a) } .text-b { fill: var(--b) } .text-c { fill: var(--c) }
          polyline { fill: none; stroke-width: 2; stroke-linejoin: round }
          .frame, .grid { stroke: var(--faint); stroke-width: 1 }
          .target { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 5 4 }
          .a { stroke: var(--a) } .b { stroke: var(--b) } .c { stroke: var(--c) }
          .dot { fill: var(--ground); stroke-width: 2 }
        </style>
        <rect width="{{_width}}" height="{{_height}}" fill="var(--ground)"/>
        {{_body}}</svg>

        """;

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
