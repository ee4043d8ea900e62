using System.Globalization;

namespace NnGen.Compiler.Kernels;

/// <summary>
/// An index: a constant, plus multiples of loop variables, plus a multiple of the number of lanes of a physical register.
/// Affine, so that bounds can be proved and blocks can be moved. Immutable and equal by value.
/// </summary>
public sealed class Affine : IEquatable<Affine>
{
    private static readonly KeyValuePair<string, Size>[] s_none = [];

    // A handful at most, so a sorted array: kernels are made of indices, and a dictionary for each would be most of what the compiler allocates.
    private readonly KeyValuePair<string, Size>[] _terms;

    private Affine(Size constant, long registers, KeyValuePair<string, Size>[] terms)
    {
        Constant = constant;
        Registers = registers;
        _terms = terms;
    }

    /// <summary>The constant.</summary>
    public Size Constant { get; }

    /// <summary>The multiple of <c>P.Count</c>.</summary>
    public long Registers { get; }

    /// <summary>The variables and their coefficients, none of them 0, in ordinal order.</summary>
    public IReadOnlyList<KeyValuePair<string, Size>> Terms => _terms;

    /// <summary>One physical register's number of lanes.</summary>
    public static Affine Register { get; } = new(0, 1, s_none);

    public static implicit operator Affine(long constant) => new(constant, 0, s_none);

    public static implicit operator Affine(int constant) => (long)constant;

    public static implicit operator Affine(Size constant) => new(constant, 0, s_none);

    public static Affine Variable(string name) => new(0, 0, [new(name, 1)]);

    public static Affine operator +(Affine x, Affine y) => new(x.Constant + y.Constant, x.Registers + y.Registers, Merge(x._terms, y._terms));

    public static Affine operator -(Affine x, Affine y) => x + y * -1;

    public static Affine operator *(Affine x, int factor) => x * (Size)factor;

    public static Affine operator *(Affine x, long factor) => x * (Size)factor;

    public static Affine operator *(Affine x, Size factor) => !factor.IsNamed && factor.Value == 1 ? x : new(
        x.Constant * factor,
        x.Registers == 0 ? 0 : x.Registers * (factor.IsNamed ? throw new ArgumentException($"{x} * {factor} is no index: the lanes of a register are multiplied by numbers only.") : factor.Value),
        factor.Value == 0 || x._terms.Length == 0 ? s_none : Array.ConvertAll(x._terms, term => new KeyValuePair<string, Size>(term.Key, term.Value * factor)));

    public bool IsConstant => _terms.Length == 0 && Registers == 0;

    public bool Uses(string variable) => IndexOf(variable) >= 0;

    /// <summary>Puts an index in place of a variable.</summary>
    public Affine Substitute(string variable, Affine value)
    {
        int index = IndexOf(variable);
        if (index < 0)
        {
            return this;
        }

        var others = new KeyValuePair<string, Size>[_terms.Length - 1];
        Array.Copy(_terms, others, index);
        Array.Copy(_terms, index + 1, others, index, others.Length - index);
        return new Affine(Constant, Registers, others) + value * _terms[index].Value;
    }

    /// <summary>The part that depends on <paramref name="variables"/>, without the constant.</summary>
    public Affine Over(Func<string, bool> variables) => new(0, 0, Array.FindAll(_terms, term => variables(term.Key)));

    public bool Equals(Affine? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Constant != other.Constant || Registers != other.Registers || _terms.Length != other._terms.Length)
        {
            return false;
        }

        for (int i = 0; i < _terms.Length; i++)
        {
            if (_terms[i].Value != other._terms[i].Value || _terms[i].Key != other._terms[i].Key)
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Affine);

    public override int GetHashCode()
    {
        long hash = (Constant.Value * 31) + Registers;
        foreach (KeyValuePair<string, Size> term in _terms)
        {
            hash = unchecked((((hash * 31) + term.Key.GetHashCode()) * 31) + term.Value.Value);
        }

        return hash.GetHashCode();
    }

    private int IndexOf(string variable)
    {
        for (int i = 0; i < _terms.Length; i++)
        {
            if (_terms[i].Key == variable)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The sums of two sorted lists of terms, without those that are 0.</summary>
    private static KeyValuePair<string, Size>[] Merge(KeyValuePair<string, Size>[] x, KeyValuePair<string, Size>[] y)
    {
        if (x.Length == 0 || y.Length == 0)
        {
            return x.Length == 0 ? y : x;
        }

        var merged = new KeyValuePair<string, Size>[x.Length + y.Length];
        int count = 0;
        for (int i = 0, j = 0; i < x.Length || j < y.Length;)
        {
            int order = i == x.Length ? 1 : j == y.Length ? -1 : string.CompareOrdinal(x[i].Key, y[j].Key);
            KeyValuePair<string, Size> term = order < 0 ? x[i++] : order > 0 ? y[j++] : new(x[i].Key, x[i++].Value + y[j++].Value);
            if (term.Value.Value != 0)
            {
                merged[count++] = term;
            }
        }

        Array.Resize(ref merged, count);
        return merged;
    }

    /// <summary>The index without its part at a variable.</summary>
    public Affine Without(string variable) => Substitute(variable, 0);

    /// <summary>The coefficient of a variable.</summary>
    public Size Coefficient(string variable) => IndexOf(variable) is >= 0 and var index ? _terms[index].Value : 0;

    /// <summary>The same index with the values of its sizes, for a kernel that is for these alone.</summary>
    public Affine InNumbers() => new(Constant.Value, Registers, Array.ConvertAll(_terms, term => new KeyValuePair<string, Size>(term.Key, term.Value.Value)));

    /// <summary>The terms that are made of named sizes.</summary>
    public Affine Named => new(Constant - Constant.Number, 0, Array.FindAll(_terms, term => term.Value.IsNamed));

    /// <summary>All sizes in it.</summary>
    public IEnumerable<Size> Sizes => _terms.Select(term => term.Value).Append(Constant);

    /// <summary>As C#, in numbers: <c>4 * k + 2 * P.Count + 3</c>.</summary>
    public override string ToString() => Print(isNamed: false);

    /// <summary>As C#: with the names of sizes, <c>stride * k + 2 * P.Count + 3</c>, or with their numbers.</summary>
    public string Print(bool isNamed)
    {
        Size Shown(Size size) => isNamed ? size : size.Value;
        var parts = new List<string>();
        foreach (KeyValuePair<string, Size> term in _terms)
        {
            parts.AddRange(Shown(term.Value).Terms(term.Key));
        }

        if (Registers != 0)
        {
            parts.AddRange(((Size)Registers).Terms("P.Count"));
        }

        if (Constant.Value != 0 || Constant.IsNamed || parts.Count == 0)
        {
            parts.AddRange(Shown(Constant).Terms());
        }

        // A positive part first, so that no index begins with a minus sign unless all are negative.
        parts = [.. parts.OrderBy(part => part.StartsWith("-", StringComparison.Ordinal) ? 1 : 0)];
        return string.Join(" + ", parts).Replace("+ -", "- ");
    }
}
