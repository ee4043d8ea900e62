namespace NnGen.Compiler.Tests.Shapes;

/// <summary>A variable of a loop that runs, with the values it takes.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Most">The largest value.</param>
internal sealed record Range(string Name, Bound Least, Bound Most);

/// <summary>
/// An index as a proof has it: a constant, a multiple of the rows, and multiples of variables with known ranges. The lanes of a register are
/// a constant here, since a proof is made for each width. Variables are told apart as objects, so those of a caller and of a callee never mix.
/// </summary>
internal sealed class Linear
{
    private readonly (Range Variable, long Factor)[] _terms;

    private Linear(Bound free, (Range, long)[] terms)
    {
        Free = free;
        _terms = terms;
    }

    /// <summary>What depends on no variable.</summary>
    public Bound Free { get; }

    public IReadOnlyList<(Range Variable, long Factor)> Terms => _terms;

    public bool IsConstant => _terms.Length == 0 && Free.PerRow == 0;

    /// <summary>The smallest value. Variables are independent, so each takes the end that suits.</summary>
    public Bound Least => Extreme(isLeast: true);

    /// <summary>The largest value.</summary>
    public Bound Most => Extreme(isLeast: false);

    public static Linear Of(Bound free) => new(free, []);

    public static Linear Of(Range variable) => new(0, [(variable, 1)]);

    public static Linear operator +(Linear x, Linear y) => x.Plus(y, 1);

    public static Linear operator -(Linear x, Linear y) => x.Plus(y, -1);

    public Linear Plus(Linear other, long factor)
    {
        if (factor == 0)
        {
            return this;
        }

        if (other._terms.Length == 0)
        {
            return new(Free + other.Free * factor, _terms);
        }

        var terms = new List<(Range, long)>(_terms);
        foreach ((Range variable, long own) in other._terms)
        {
            int known = terms.FindIndex(term => ReferenceEquals(term.Item1, variable));
            long sum = own * factor + (known < 0 ? 0 : terms[known].Item2);
            if (known >= 0)
            {
                terms.RemoveAt(known);
            }

            if (sum != 0)
            {
                terms.Add((variable, sum));
            }
        }

        return new(Free + other.Free * factor, [.. terms]);
    }

    /// <summary>
    /// The index as rows and columns of memory whose rows are so far apart: what steps by whole rows is the row, the rest is the column, and
    /// the column begins in the first row.
    /// </summary>
    public (Linear Row, Linear Column) Split(long stride)
    {
        var rows = new List<(Range, long)>();
        var columns = new List<(Range, long)>();
        foreach ((Range variable, long factor) in _terms)
        {
            (factor % stride == 0 ? rows : columns).Add((variable, factor % stride == 0 ? factor / stride : factor));
        }

        // A multiple of the rows that is no whole row stays in the column, where no proof will succeed.
        bool isWhole = Free.PerRow % stride == 0;
        var column = new Linear(isWhole ? Free.Constant : Free, [.. columns]);
        long first = FloorDivide(column.Least.Constant, stride);
        return (
            new Linear(new Bound(first, isWhole ? Free.PerRow / stride : 0), [.. rows]),
            new Linear(column.Free - first * stride, column._terms));
    }

    public static long FloorDivide(long x, long y) => x / y - (x % y < 0 ? 1 : 0);

    public override string ToString() =>
        string.Join(" + ", _terms.Select(term => $"{term.Factor} * {term.Variable.Name}[{term.Variable.Least} to {term.Variable.Most}]").Append(Free.ToString()));

    private Bound Extreme(bool isLeast)
    {
        Bound sum = Free;
        foreach ((Range variable, long factor) in _terms)
        {
            sum += (factor > 0 == isLeast ? variable.Least : variable.Most) * factor;
        }

        return sum;
    }
}
