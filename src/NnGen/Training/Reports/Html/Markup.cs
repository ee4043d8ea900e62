using System.Text;

namespace NnGen;

/// <summary>
/// Writes HTML that is also well-formed XML. Every text and every attribute value is escaped here, so nothing that a user named can become
/// markup. Elements are closed by the scope that opened them.
/// </summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();
    private int _ids;

    /// <summary>An id that no other element of the page has.</summary>
    public string NewId() => Figures.Plain($"i{++_ids}");

    /// <summary>Text that is markup already, of this library's own.</summary>
    public void Raw(string markup) => _text.Append(markup);

    /// <summary>Opens an element that the scope closes. Attributes are names and values in turn; a null value leaves the attribute out.</summary>
    public Scope Open(string name, params ReadOnlySpan<string?> attributes)
    {
        Tag(name, attributes);
        _text.Append('>');
        return new Scope(this, name);
    }

    /// <summary>An element with nothing but text in it.</summary>
    public void Leaf(string name, string text, params ReadOnlySpan<string?> attributes)
    {
        Tag(name, attributes);
        _text.Append('>');
        Text(text);
        Close(name);
    }

    /// <summary>An element without content, of the kinds that may close themselves in HTML: <c>meta</c>, and all of SVG.</summary>
    public void Empty(string name, params ReadOnlySpan<string?> attributes)
    {
        Tag(name, attributes);
        _text.Append("/>");
    }

    /// <summary>Text, escaped. What XML has no character for becomes U+FFFD.</summary>
    public void Text(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '&':
                    _text.Append("&amp;");
                    break;
                case '<':
                    _text.Append("&lt;");
                    break;
                case '>':
                    _text.Append("&gt;");
                    break;
                case '"':
                    _text.Append("&quot;");
                    break;
                case '\'':
                    _text.Append("&#39;");
                    break;
                case '\n' or '\t':
                    _text.Append(c);
                    break;
                case < ' ' or '\uFFFE' or '\uFFFF':
                    _text.Append('\uFFFD');
                    break;
                case >= '\uD800' and <= '\uDFFF':
                    bool isPair = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
                    _text.Append(isPair ? text.AsSpan(i, 2) : "\uFFFD");
                    i += isPair ? 1 : 0;
                    break;
                default:
                    _text.Append(c);
                    break;
            }
        }
    }

    public void Line() => _text.Append('\n');

    public override string ToString() => _text.ToString();

    private void Tag(string name, ReadOnlySpan<string?> attributes)
    {
        _text.Append('<').Append(name);
        for (int i = 0; i < attributes.Length; i += 2)
        {
            if (attributes[i + 1] is string value)
            {
                _text.Append(' ').Append(attributes[i]).Append("=\"");
                Text(value);
                _text.Append('"');
            }
        }
    }

    private void Close(string name) => _text.Append("</").Append(name).Append('>');

    /// <summary>Closes an element.</summary>
    public readonly struct Scope(Markup markup, string name) : IDisposable
    {
        public void Dispose() => markup.Close(name);
    }
}
