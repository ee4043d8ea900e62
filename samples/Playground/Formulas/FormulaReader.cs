using System.Globalization;

namespace Samples.Playground.Formulas;

/// <summary>
/// Reads a formula by recursive descent: sums of products of powers, where a product may go without its sign (<c>2x</c>, <c>3 sin(x)</c>).
/// <code>
/// sum     = product { ("+" | "-") product }
/// product = factor { ["*" | "/"] factor }
/// factor  = ("+" | "-") factor | power
/// power   = atom { "²" | "³" } [ "^" factor ]
/// atom    = number | "x" | "y" | "pi" | "e" | function "(" sum { "," sum } ")" | "(" sum ")"
/// </code>
/// </summary>
internal sealed class FormulaReader
{
    /// <summary>The longest formula.</summary>
    public const int MostCharacters = 200;

    // Each level is a few calls deep, and so is its value later: far from what a stack holds.
    private const int MostLevels = 40;

    private static readonly Dictionary<string, Func<double, double>> s_functions = new(StringComparer.Ordinal)
    {
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["tanh"] = Math.Tanh,
        ["exp"] = Math.Exp,
        ["log"] = Math.Log,
        ["sqrt"] = Math.Sqrt,
        ["abs"] = Math.Abs,
        ["floor"] = Math.Floor,
        ["sign"] = value => double.IsNaN(value) ? value : Math.Sign(value),
        ["relu"] = value => Math.Max(0, value),
        ["sigmoid"] = value => 1 / (1 + Math.Exp(-value)),
    };

    private static readonly Dictionary<string, Func<double, double, double>> s_pairs = new(StringComparer.Ordinal)
    {
        ["min"] = Math.Min,
        ["max"] = Math.Max,
        ["atan2"] = Math.Atan2,
    };

    private readonly string _text;
    private int _at;
    private int _level;

    public FormulaReader(string text)
    {
        _text = text;
        if (text.Length > MostCharacters)
        {
            throw new FormulaException($"A formula has at most {MostCharacters} characters; this one has {text.Length}.", MostCharacters);
        }
    }

    /// <summary>The value at (x, y), as a function.</summary>
    public Func<double, double, double> Read()
    {
        Func<double, double, double> value = Sum();
        return _at == _text.Length ? value : throw Wrong("an operator");
    }

    private Func<double, double, double> Sum()
    {
        if (++_level > MostLevels)
        {
            throw new FormulaException($"Brackets and signs are nested more than {MostLevels} deep.", _at);
        }

        Func<double, double, double> sum = Product();
        while (true)
        {
            Func<double, double, double> left = sum;
            if (Take('+'))
            {
                Func<double, double, double> right = Product();
                sum = (x, y) => left(x, y) + right(x, y);
            }
            else if (TakeMinus())
            {
                Func<double, double, double> right = Product();
                sum = (x, y) => left(x, y) - right(x, y);
            }
            else
            {
                _level--;
                return sum;
            }
        }
    }

    private Func<double, double, double> Product()
    {
        Func<double, double, double> product = Factor();
        while (true)
        {
            Func<double, double, double> left = product;
            if (Take('/'))
            {
                Func<double, double, double> right = Factor();
                product = (x, y) => left(x, y) / right(x, y);
            }
            else if (Take('*') || Take('·') || BeginsAtom())
            {
                Func<double, double, double> right = Factor();
                product = (x, y) => left(x, y) * right(x, y);
            }
            else
            {
                return product;
            }
        }
    }

    private Func<double, double, double> Factor()
    {
        if (++_level > MostLevels)
        {
            throw new FormulaException($"Brackets and signs are nested more than {MostLevels} deep.", _at);
        }

        Func<double, double, double> factor;
        if (TakeMinus())
        {
            Func<double, double, double> of = Factor();
            factor = (x, y) => -of(x, y);
        }
        else
        {
            factor = Take('+') ? Factor() : Power();
        }

        _level--;
        return factor;
    }

    private Func<double, double, double> Power()
    {
        Func<double, double, double> power = Atom();
        while (true)
        {
            Func<double, double, double> of = power;
            if (Take('²'))
            {
                power = (x, y) => Math.Pow(of(x, y), 2);
            }
            else if (Take('³'))
            {
                power = (x, y) => Math.Pow(of(x, y), 3);
            }
            else if (Take('^'))
            {
                Func<double, double, double> exponent = Factor();
                return (x, y) => Math.Pow(of(x, y), exponent(x, y));
            }
            else
            {
                return power;
            }
        }
    }

    private Func<double, double, double> Atom()
    {
        Skip();
        if (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            double number = Number();
            return (_, _) => number;
        }

        if (Take('('))
        {
            Func<double, double, double> value = Sum();
            Expect(')');
            return value;
        }

        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetter(_text[_at]) || (_at > start && char.IsAsciiDigit(_text[_at]))))
        {
            _at++;
        }

        string name = _text[start.._at];
        return name switch
        {
            "" => throw Wrong("a number, x, y or a function"),
            "x" => (x, _) => x,
            "y" => (_, y) => y,
            "pi" => (_, _) => Math.PI,
            "e" => (_, _) => Math.E,
            "xy" => (x, y) => x * y,
            _ when s_functions.TryGetValue(name, out Func<double, double>? function) => Call(function),
            _ when s_pairs.TryGetValue(name, out Func<double, double, double>? function) => Call(function),
            _ => throw new FormulaException($"'{name}' is not known here. Known are x, y, pi, e, {string.Join(", ", s_functions.Keys)}, {string.Join(", ", s_pairs.Keys)}.", start),
        };
    }

    private Func<double, double, double> Call(Func<double, double> function)
    {
        Expect('(');
        Func<double, double, double> of = Sum();
        Expect(')');
        return (x, y) => function(of(x, y));
    }

    private Func<double, double, double> Call(Func<double, double, double> function)
    {
        Expect('(');
        Func<double, double, double> first = Sum();
        Expect(',');
        Func<double, double, double> second = Sum();
        Expect(')');
        return (x, y) => function(first(x, y), second(x, y));
    }

    private double Number()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            _at++;
        }

        string number = _text[start.._at];
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new FormulaException($"'{number}' is not a number.", start);
    }

    private bool BeginsAtom()
    {
        Skip();
        return _at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '(' or '.');
    }

    private bool TakeMinus() => Take('-') || Take('−');

    private bool Take(char sign)
    {
        Skip();
        if (_at < _text.Length && _text[_at] == sign)
        {
            _at++;
            return true;
        }

        return false;
    }

    private void Expect(char sign)
    {
        if (!Take(sign))
        {
            throw Wrong($"'{sign}'");
        }
    }

    private void Skip()
    {
        while (_at < _text.Length && _text[_at] is (' ' or '\t'))
        {
            _at++;
        }
    }

    private FormulaException Wrong(string expected)
    {
        Skip();
        string found = _at < _text.Length ? $"'{_text[_at]}' at character {_at + 1}" : "the end";
        return new FormulaException($"Expected {expected}, but found {found}.", _at);
    }
}
