using System.Globalization;
using System.Text;

namespace NnGen.Build;

/// <summary>
/// Reads the tokens of a header, which is JSON. Strict, as the library's reader is: no comments, no commas at ends, nothing behind the last brace but blanks.
/// </summary>
internal sealed class HeaderReader(byte[] text, int start)
{
    private const int MaximumNumbers = 64;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _at;

    /// <summary>Where the reader stands, counted from the beginning of the file.</summary>
    public long Position => start + (long)_at;

    /// <summary>Takes a character that must come now.</summary>
    public void Expect(char character, string rule)
    {
        if (!Take(character))
        {
            throw Error(_at < text.Length ? $"{rule}, but here is {WeightFileException.Quoted(((char)text[_at]).ToString())}" : $"{rule}, but the header ends here");
        }
    }

    /// <summary>Takes a character if it comes now.</summary>
    public bool Take(char character)
    {
        SkipBlanks();
        if (_at < text.Length && text[_at] == character)
        {
            _at++;
            return true;
        }

        return false;
    }

    /// <summary>Takes a word if it comes now.</summary>
    public bool TakeWord(string word)
    {
        SkipBlanks();
        for (int i = 0; i < word.Length; i++)
        {
            if (_at + i >= text.Length || text[_at + i] != word[i])
            {
                return false;
            }
        }

        _at += word.Length;
        return true;
    }

    /// <summary>Makes sure that only blanks are left.</summary>
    public void ExpectEnd()
    {
        SkipBlanks();
        if (_at < text.Length)
        {
            throw Error("the header is no valid JSON: something follows its last brace");
        }
    }

    /// <summary>The members of an object one after the other: the name is read, the value is the caller's to read.</summary>
    public void Object(string rule, Action<string> member)
    {
        Expect('{', rule);
        if (Take('}'))
        {
            return;
        }

        do
        {
            string name = String("a name");
            Expect(':', "a name is followed by ':'");
            member(name);
        }
        while (Take(','));
        Expect('}', "an object ends with '}'");
    }

    /// <summary>An array of whole numbers that are not negative.</summary>
    public long[] Numbers(string what, long largest)
    {
        var numbers = new List<long>();
        Expect('[', $"{what} is an array");
        if (Take(']'))
        {
            return [];
        }

        do
        {
            if (numbers.Count == MaximumNumbers)
            {
                throw Error($"{what} holds more than {MaximumNumbers} numbers");
            }

            numbers.Add(Number(what, largest));
        }
        while (Take(','));
        Expect(']', $"{what} ends with ']'");
        return [.. numbers];
    }

    /// <summary>A string.</summary>
    public string String(string what)
    {
        Expect('"', $"{what} is a string");
        int first = _at;
        var result = new StringBuilder();
        while (true)
        {
            if (_at >= text.Length)
            {
                throw Error($"{what} has no end");
            }

            byte character = text[_at];
            if (character is (byte)'"' or (byte)'\\')
            {
                result.Append(Decoded(first, _at));
                _at++;
                if (character == '"')
                {
                    return CheckPairs(result.ToString());
                }

                result.Append(Escape(what));
                first = _at;
            }
            else if (character < ' ')
            {
                throw Error($"{what} has a control character in it");
            }
            else
            {
                _at++;
            }
        }
    }

    /// <summary>The exception for what stands here.</summary>
    public WeightFileException Error(string reason) => new(Position, reason);

    private long Number(string what, long largest)
    {
        SkipBlanks();
        string rule = $"{what} holds whole numbers from 0 to {largest.ToString(CultureInfo.InvariantCulture)}, but here is something else";
        bool isNegative = Take('-');
        int first = _at;
        long number = 0;
        while (_at < text.Length && text[_at] is >= (byte)'0' and <= (byte)'9')
        {
            int digit = text[_at] - '0';
            if (number > (largest - digit) / 10)
            {
                throw Error(rule);
            }

            number = number * 10 + digit;
            _at++;
        }

        bool hasLeadingZero = _at - first > 1 && text[first] == '0';
        bool goesOn = _at < text.Length && text[_at] is (byte)'.' or (byte)'e' or (byte)'E';
        return _at > first && !hasLeadingZero && !goesOn && !(isNegative && number > 0) ? number : throw Error(rule);
    }

    private string Decoded(int first, int end)
    {
        try
        {
            return s_strict.GetString(text, first, end - first);
        }
        catch (DecoderFallbackException)
        {
            throw Error("this text is no valid UTF-8 or UTF-16");
        }
    }

    private char Escape(string what)
    {
        if (_at >= text.Length)
        {
            throw Error($"{what} has no end");
        }

        byte kind = text[_at++];
        switch (kind)
        {
            case (byte)'"' or (byte)'\\' or (byte)'/':
                return (char)kind;
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'n':
                return '\n';
            case (byte)'r':
                return '\r';
            case (byte)'t':
                return '\t';
            case (byte)'u' when _at + 4 <= text.Length:
                string digits = Encoding.ASCII.GetString(text, _at, 4);
                if (digits.All(Uri.IsHexDigit))
                {
                    _at += 4;
                    return (char)int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                }

                break;
        }

        throw Error($"{what} has an escape that JSON does not know");
    }

    private string CheckPairs(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogate(value[i]))
            {
                if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
                {
                    throw Error("this text is no valid UTF-8 or UTF-16");
                }

                i++;
            }
        }

        return value;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            _at++;
        }
    }
}
