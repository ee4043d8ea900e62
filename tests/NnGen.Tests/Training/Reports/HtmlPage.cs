using System.Xml.Linq;
using Xunit;

namespace NnGen.Tests.Training.Reports;

/// <summary>A page, parsed as XML and checked for what every page must keep to.</summary>
internal sealed class HtmlPage
{
    private readonly XDocument _document;

    public HtmlPage(string html)
    {
        Html = html;
        _document = XDocument.Parse(html);
        CheckSelfContained();
        CheckDrawings();
    }

    public string Html { get; }

    /// <summary>The text of the page's body, without the style sheet.</summary>
    public string Text => string.Concat(_document.Root!.Element("body")!.DescendantNodes().OfType<XText>().Select(text => text.Value + "\n"));

    public IEnumerable<XElement> All(string name) => _document.Descendants(name);

    public IEnumerable<XElement> WithClass(string name)
        => _document.Descendants().Where(element => ((string?)element.Attribute("class"))?.Split(' ').Contains(name) == true);

    /// <summary>The chart of a title.</summary>
    public XElement? Chart(string title) => All("figure").FirstOrDefault(figure => figure.Descendants("h3").FirstOrDefault()?.Value == title);

    private void CheckSelfContained()
    {
        foreach (string forbidden in (string[])["http:", "https:", "//", "url(", "@import", "javascript:", "\uFEFF"])
        {
            Assert.DoesNotContain(forbidden, Html, StringComparison.OrdinalIgnoreCase);
        }

        foreach (string forbidden in (string[])["script", "link", "img", "iframe", "object", "embed", "image", "use", "base", "form"])
        {
            Assert.Empty(All(forbidden));
        }

        foreach (XAttribute attribute in _document.Descendants().Attributes())
        {
            string name = attribute.Name.LocalName;
            Assert.False(name is "src" or "href" or "srcset" or "action" || name.StartsWith("on", StringComparison.Ordinal), $"{name}=\"{attribute.Value}\"");
        }
    }

    private void CheckDrawings()
    {
        var ids = new HashSet<string>();
        foreach (XAttribute id in _document.Descendants().Attributes("id"))
        {
            Assert.True(ids.Add(id.Value), $"The id {id.Value} is there twice.");
        }

        foreach (XElement drawing in All("svg"))
        {
            if ((string?)drawing.Attribute("aria-hidden") == "true")
            {
                continue;
            }

            Assert.Equal("img", (string?)drawing.Attribute("role"));
            Assert.NotEqual("", drawing.Element("title")!.Value);
            Assert.NotEqual("", drawing.Element("desc")!.Value);
            Assert.All(((string)drawing.Attribute("aria-labelledby")!).Split(' '), id => Assert.Contains(id, ids));
        }

        foreach (XElement path in All("path"))
        {
            string steps = (string)path.Attribute("d")!;
            Assert.DoesNotContain("NaN", steps);
            Assert.DoesNotContain("Infinity", steps);
            Assert.DoesNotContain("E", steps);
        }

        // An empty element of another kind would swallow what follows in HTML.
        Assert.DoesNotMatch("<(div|span|td|th|p|h[1-6]|li|ul|ol|figure|svg|title|desc|g|table)( [^>]*)?/>", Html);
    }
}
