using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Kernels;

/// <summary>How many lanes an expression has.</summary>
public enum LaneKind
{
    /// <summary>One number.</summary>
    Scalar,

    /// <summary>The logical vector <c>V</c>: 16 floats or 8 doubles on every machine. What reduces uses it.</summary>
    Logical,

    /// <summary>One physical register <c>P</c>, as wide as the machine has it. Tiles, whose lanes are independent, use it.</summary>
    Physical,
}

/// <summary>A value in a kernel. Immutable and equal by value.</summary>
public abstract record Expression(LaneKind Kind)
{
    /// <summary>The direct parts.</summary>
    public abstract IReadOnlyList<Expression> Parts { get; }

    /// <summary>The same expression over other parts.</summary>
    public abstract Expression With(IReadOnlyList<Expression> parts);

    /// <summary>Rebuilds the expression from the leaves up.</summary>
    public Expression Rewrite(Func<Expression, Expression> change)
    {
        IReadOnlyList<Expression> parts = Parts;
        if (parts.Count == 0)
        {
            return change(this);
        }

        Expression[]? rewritten = null;
        for (int i = 0; i < parts.Count; i++)
        {
            Expression part = parts[i].Rewrite(change);
            if (rewritten is null && !ReferenceEquals(part, parts[i]))
            {
                rewritten = [.. parts];
            }

            if (rewritten is not null)
            {
                rewritten[i] = part;
            }
        }

        return change(rewritten is null ? this : With(rewritten));
    }

    /// <summary>The expression and all its parts, parts first.</summary>
    public IReadOnlyList<Expression> All()
    {
        if (this is Leaf)
        {
            return [this];
        }

        var all = new List<Expression>();
        Collect(all);
        return all;
    }

    private void Collect(List<Expression> all)
    {
        foreach (Expression part in Parts)
        {
            part.Collect(all);
        }

        all.Add(this);
    }

    public static Expression operator +(Expression x, Expression y) => new Binary(ElementOperator.Add, x, y);

    public static Expression operator -(Expression x, Expression y) => new Binary(ElementOperator.Subtract, x, y);

    public static Expression operator *(Expression x, Expression y) => new Binary(ElementOperator.Multiply, x, y);

    public static Expression operator /(Expression x, Expression y) => new Binary(ElementOperator.Divide, x, y);

    public static Expression Max(Expression x, Expression y) => new Binary(ElementOperator.Max, x, y);

    public static Expression Min(Expression x, Expression y) => new Binary(ElementOperator.Min, x, y);
}

/// <summary>An expression without parts.</summary>
public abstract record Leaf(LaneKind Kind) : Expression(Kind)
{
    public sealed override IReadOnlyList<Expression> Parts => [];

    public sealed override Expression With(IReadOnlyList<Expression> parts) => this;
}

/// <summary>A number known at compile time, in every lane.</summary>
public sealed record Constant(double Value, LaneKind Kind) : Leaf(Kind);

/// <summary>A local, or a scalar parameter.</summary>
public sealed record Local(string Name, LaneKind Kind) : Leaf(Kind);

/// <summary>The elements of a memory from an index on.</summary>
public sealed record Load(string Memory, Affine Index, LaneKind Kind) : Leaf(Kind)
{
    /// <summary>What the memory holds. Of numbers of 16 bits, index and lanes count those, and each is widened, which is exact.</summary>
    public WeightStorage Storage { get; init; }
}

/// <summary>A scalar in every lane.</summary>
public sealed record Splat(Expression X, LaneKind Kind) : Expression(Kind)
{
    public override IReadOnlyList<Expression> Parts => [X];

    public override Expression With(IReadOnlyList<Expression> parts) => this with { X = parts[0] };
}

/// <summary>An operation on two values of one kind.</summary>
public sealed record Binary(ElementOperator Operator, Expression X, Expression Y) : Expression(X.Kind)
{
    public override IReadOnlyList<Expression> Parts => [X, Y];

    public override Expression With(IReadOnlyList<Expression> parts) => this with { X = parts[0], Y = parts[1] };
}

/// <summary><c>x * y + z</c>, rounded once where the hardware fuses it.</summary>
public sealed record MultiplyAdd(Expression X, Expression Y, Expression Z) : Expression(X.Kind)
{
    public override IReadOnlyList<Expression> Parts => [X, Y, Z];

    public override Expression With(IReadOnlyList<Expression> parts) => new MultiplyAdd(parts[0], parts[1], parts[2]);
}

/// <summary><paramref name="WhenLess"/> in the lanes where x is less than y.</summary>
public sealed record SelectLess(Expression X, Expression Y, Expression WhenLess, Expression Otherwise) : Expression(X.Kind)
{
    public override IReadOnlyList<Expression> Parts => [X, Y, WhenLess, Otherwise];

    public override Expression With(IReadOnlyList<Expression> parts) => new SelectLess(parts[0], parts[1], parts[2], parts[3]);
}

/// <summary>The first <paramref name="Count"/> lanes of a logical vector, followed by those of another.</summary>
public sealed record KeepFirst(Expression X, Size Count, Expression Rest) : Expression(X.Kind)
{
    public override IReadOnlyList<Expression> Parts => [X, Rest];

    public override Expression With(IReadOnlyList<Expression> parts) => this with { X = parts[0], Rest = parts[1] };
}

/// <summary>A function of one value: the hardware's own, or one that <c>Functions</c> defines.</summary>
public sealed record Call(ElementFunction Function, Expression X) : Expression(X.Kind)
{
    public override IReadOnlyList<Expression> Parts => [X];

    public override Expression With(IReadOnlyList<Expression> parts) => this with { X = parts[0] };
}

/// <summary>An operation on the bits of numbers, for elementary functions.</summary>
public sealed record BitCall(BitFunction Function, Expression X, Expression? Y = null) : Expression(X.Kind)
{
    public override IReadOnlyList<Expression> Parts => Y is null ? [X] : [X, Y];

    public override Expression With(IReadOnlyList<Expression> parts) => this with { X = parts[0], Y = parts.Count > 1 ? parts[1] : null };
}

/// <summary>
/// One number from a logical vector, by halving: lanes 0 and n/2 first. Where <paramref name="Count"/> is given, the lanes behind so many
/// change nothing: only the first quarter or half of the vector is reduced, if that holds them.
/// </summary>
public sealed record Reduce(Reduction Reduction, Expression X, int Count = 0) : Expression(LaneKind.Scalar)
{
    public override IReadOnlyList<Expression> Parts => [X];

    public override Expression With(IReadOnlyList<Expression> parts) => this with { X = parts[0] };
}

/// <summary>How a vector becomes a number.</summary>
public enum Reduction
{
    Sum,
    Max,
}

/// <summary>What the lanes offer on the bits of numbers; see ILanes.</summary>
public enum BitFunction
{
    PowerOfTwo,
    Exponent,
    Significand,
    CopySign,
}
