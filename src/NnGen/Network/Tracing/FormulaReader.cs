using System.Globalization;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Computes a <see cref="NodeInfo.Formula"/> while reading it. Every part is a row, or one number that stands for all of a row:
/// numbers, <c>x</c>, parameters of the node by their own names, <c>+ - * /</c>, <c>a &lt; b ? c : d</c>, functions of each element, and
/// <c>sum</c>, <c>mean</c>, <c>variance</c> and <c>largest</c> of a row.
/// </summary>
/// <param name="formula">The formula.</param>
/// <param name="x">The row that the node takes.</param>
/// <param name="parameter">The node's parameter of a name such as <c>weight</c>.</param>
internal sealed class FormulaReader(string formula, double[] x, Func<string, double[]> parameter)
{
    private int _at;

    /// <summary>The row.</summary>
    /// <exception cref="FormatException">The formula is malformed.</exception>
    public double[] Read()
    {
        double[] value = Choice();
        return _at < formula.Length ? throw Malformed("an operator") : Row(value);
    }

    private double[] Choice()
    {
        double[] left = Sum();
        if (!Take('<'))
        {
            return left;
        }

        double[] right = Sum();
        Expect('?');
        double[] whenLess = Choice();
        Expect(':');
        double[] otherwise = Choice();
        return [.. Enumerable.Range(0, x.Length).Select(i => At(left, i) < At(right, i) ? At(whenLess, i) : At(otherwise, i))];
    }

    private double[] Sum()
    {
        double[] left = Product();
        while (true)
        {
            if (Take('+'))
            {
                left = Combine(left, Product(), (a, b) => a + b);
            }
            else if (Take('-'))
            {
                left = Combine(left, Product(), (a, b) => a - b);
            }
            else
            {
                return left;
            }
        }
    }

    private double[] Product()
    {
        double[] left = Factor();
        while (true)
        {
            if (Take('*'))
            {
                left = Combine(left, Factor(), (a, b) => a * b);
            }
            else if (Take('/'))
            {
                left = Combine(left, Factor(), (a, b) => a / b);
            }
            else
            {
                return left;
            }
        }
    }

    private double[] Factor()
    {
        if (Take('-'))
        {
            return Array.ConvertAll(Factor(), a => -a);
        }

        if (Take('('))
        {
            double[] inner = Choice();
            Expect(')');
            return inner;
        }

        int start = _at;
        if (start < formula.Length && char.IsAsciiDigit(formula[start]))
        {
            return [Number()];
        }

        while (_at < formula.Length && (char.IsAsciiLetterOrDigit(formula[_at]) || formula[_at] == '_'))
        {
            _at++;
        }

        string name = formula[start.._at];
        return name.Length == 0 ? throw Malformed("a number or a name") : Take('(') ? Function(name) : name == "x" ? x : Spread(parameter(name));
    }

    private double[] Function(string name)
    {
        double[] a = Choice();
        if (name is "max" or "min")
        {
            Expect(',');
            double[] b = Choice();
            Expect(')');

            // As the hardware: the second where either is not a number.
            return name == "max" ? Combine(a, b, (p, q) => p > q ? p : q) : Combine(a, b, (p, q) => p < q ? p : q);
        }

        Expect(')');
        return name switch
        {
            "sum" => [Row(a).Sum()],
            "mean" => [Row(a).Average()],
            "variance" => [Variance(Row(a))],
            "largest" => [Row(a).Max()],
            "abs" => Array.ConvertAll(a, Math.Abs),
            "sqrt" => Array.ConvertAll(a, Math.Sqrt),
            "exp" => Array.ConvertAll(a, Math.Exp),
            "expm1" => Array.ConvertAll(a, DoubleFunctions.ExpMinusOne),
            "log" => Array.ConvertAll(a, Math.Log),
            "log1p" => Array.ConvertAll(a, DoubleFunctions.LogOnePlus),
            "sigmoid" => Array.ConvertAll(a, value => 1 / (1 + Math.Exp(-value))),
            "tanh" => Array.ConvertAll(a, Math.Tanh),
            "erf" => Array.ConvertAll(a, DoubleFunctions.Erf),
            _ => throw Malformed($"a function, but {name} is none,"),
        };
    }

    private double Number()
    {
        int start = _at;
        while (_at < formula.Length && (char.IsAsciiDigit(formula[_at]) || formula[_at] is '.' or 'E' or 'e' || (formula[_at] is '-' or '+' && formula[_at - 1] is 'E' or 'e')))
        {
            _at++;
        }

        double number = double.Parse(formula.AsSpan(start, _at - start), CultureInfo.InvariantCulture);
        Blanks();
        return number;
    }

    private double[] Combine(double[] a, double[] b, Func<double, double, double> operation) =>
        [.. Enumerable.Range(0, Math.Max(a.Length, b.Length)).Select(i => operation(At(a, i), At(b, i)))];

    private static double Variance(double[] row)
    {
        double mean = row.Average();
        return row.Average(value => (value - mean) * (value - mean));
    }

    private static double At(double[] value, int index) => value.Length == 1 ? value[0] : value[index];

    private double[] Row(double[] value) => value.Length == x.Length ? value : [.. Enumerable.Repeat(value[0], x.Length)];

    /// <summary>A parameter of the first axis, such as of channels, for each element.</summary>
    private double[] Spread(double[] value) => value.Length == 1 ? value : [.. Enumerable.Range(0, x.Length).Select(i => value[i / (x.Length / value.Length)])];

    private bool Take(char symbol)
    {
        Blanks();
        if (_at >= formula.Length || formula[_at] != symbol)
        {
            return false;
        }

        _at++;
        Blanks();
        return true;
    }

    private void Expect(char symbol)
    {
        if (!Take(symbol))
        {
            throw Malformed($"'{symbol}'");
        }
    }

    private void Blanks()
    {
        while (_at < formula.Length && formula[_at] == ' ')
        {
            _at++;
        }
    }

    private FormatException Malformed(string expected) => new($"The formula '{formula}' needs {expected} at position {_at}.");
}
