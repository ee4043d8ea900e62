namespace NnGen.Compiler.Tests.Shapes;

/// <summary>A number that grows with the rows of a batch: <c>Constant + PerRow * rows</c>.</summary>
internal readonly record struct Bound(long Constant, long PerRow = 0)
{
    public static implicit operator Bound(long constant) => new(constant);

    public static Bound operator +(Bound x, Bound y) => new(x.Constant + y.Constant, x.PerRow + y.PerRow);

    public static Bound operator -(Bound x, Bound y) => new(x.Constant - y.Constant, x.PerRow - y.PerRow);

    public static Bound operator *(Bound x, long factor) => new(x.Constant * factor, x.PerRow * factor);

    public override string ToString() => PerRow == 0 ? $"{Constant}" : $"{PerRow} * rows + {Constant}";
}

/// <summary>The numbers of rows for which something is claimed.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest; null where there is no limit.</param>
internal readonly record struct RowRange(long Least, long? Most)
{
    public bool IsEmpty => Least > Most;

    /// <summary>Whether one bound is at most the other for every number of rows: both are straight lines, so the ends decide.</summary>
    public bool Proves(Bound less, Bound greater)
    {
        Bound room = greater - less;
        return room.Constant + room.PerRow * Least >= 0
            && (Most is long most ? room.Constant + room.PerRow * most >= 0 : room.PerRow >= 0);
    }

    /// <summary>The numbers of rows, of these, for which one bound is at most the other.</summary>
    public RowRange Where(Bound less, Bound greater)
    {
        Bound room = greater - less;
        if (room.PerRow > 0)
        {
            // Rounded up: the first number of rows with room.
            long first = -Linear.FloorDivide(room.Constant, room.PerRow);
            return this with { Least = Math.Max(Least, first) };
        }

        return room.PerRow < 0 || room.Constant >= 0 ? this : new(1, 0);
    }
}
