using System.Globalization;

namespace NnGen.Compiler.Kernels;

/// <summary>
/// An index: a constant, plus multiples of loop variables, plus a multiple of the number of lanes of a physical register.
/// Affine, so that bounds can be proved and blocks can be moved. Immutable and equal by value.
/// </summary>
public sealed class Affine : IEquatable<Affine>
{
    private readonly SortedDictionary<string, long> _terms;

    private Affine(long constant, long registers, SortedDictionary<string, long> terms)
    {
        Constant = constant;
        Registers = registers;
        _terms = terms;
    }

    /// <summary>The constant.</summary>
    public long Constant { get; }

    /// <summary>The multiple of <c>P.Count</c>.</summary>
    public long Registers { get; }

    /// <summary>The variables and their coefficients, none of them 0, in ordinal order.</summary>
    public IReadOnlyDictionary<string, long> Terms => _terms;

    /// <summary>One physical register's number of lanes.</summary>
    public static Affine Register { get; } = new(0, 1, new(StringComparer.Ordinal));

    public static implicit operator Affine(long constant) => new(constant, 0, new(StringComparer.Ordinal));

    public static implicit operator Affine(int constant) => (long)constant;

    public static Affine Variable(string name) => new(0, 0, new(StringComparer.Ordinal) { [name] = 1 });

    public static Affine operator +(Affine x, Affine y)
    {
        var terms = new SortedDictionary<string, long>(x._terms, StringComparer.Ordinal);
        foreach (KeyValuePair<string, long> term in y._terms)
        {
            terms.TryGetValue(term.Key, out long coefficient);
            terms[term.Key] = coefficient + term.Value;
            if (terms[term.Key] == 0)
            {
                terms.Remove(term.Key);
            }
        }

        return new(x.Constant + y.Constant, x.Registers + y.Registers, terms);
    }

    public static Affine operator -(Affine x, Affine y) => x + y * -1;

    public static Affine operator *(Affine x, long factor)
    {
        var terms = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, long> term in x._terms)
        {
            if (factor != 0)
            {
                terms[term.Key] = term.Value * factor;
            }
        }

        return new(x.Constant * factor, x.Registers * factor, terms);
    }

    public bool IsConstant => _terms.Count == 0 && Registers == 0;

    public bool Uses(string variable) => _terms.ContainsKey(variable);

    /// <summary>Puts an index in place of a variable.</summary>
    public Affine Substitute(string variable, Affine value) =>
        _terms.TryGetValue(variable, out long coefficient) ? this - Variable(variable) * coefficient + value * coefficient : this;

    /// <summary>The part that depends on <paramref name="variables"/>, without the constant.</summary>
    public Affine Over(Func<string, bool> variables)
    {
        Affine part = 0;
        foreach (KeyValuePair<string, long> term in _terms)
        {
            if (variables(term.Key))
            {
                part += Variable(term.Key) * term.Value;
            }
        }

        return part;
    }

    public bool Equals(Affine? other) =>
        other is not null && Constant == other.Constant && Registers == other.Registers && _terms.SequenceEqual(other._terms);

    public override bool Equals(object? obj) => Equals(obj as Affine);

    public override int GetHashCode() => ToString().GetHashCode();

    /// <summary>As C#: <c>4 * k + 2 * P.Count + 3</c>.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        foreach (KeyValuePair<string, long> term in _terms)
        {
            parts.Add(Product(term.Value, term.Key));
        }

        if (Registers != 0)
        {
            parts.Add(Product(Registers, "P.Count"));
        }

        if (Constant != 0 || parts.Count == 0)
        {
            parts.Add(Constant.ToString(CultureInfo.InvariantCulture));
        }

        // A positive part first, so that no index begins with a minus sign unless all are negative.
        parts = [.. parts.OrderBy(part => part.StartsWith("-", StringComparison.Ordinal) ? 1 : 0)];
        return string.Join(" + ", parts).Replace("+ -", "- ");
    }

    private static string Product(long factor, string name) => factor switch
    {
        1 => name,
        -1 => "-" + name,
        _ => factor.ToString(CultureInfo.InvariantCulture) + " * " + name,
    };
}
