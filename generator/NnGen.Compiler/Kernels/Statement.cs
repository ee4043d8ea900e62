using NnGen.Compiler.Model;

namespace NnGen.Compiler.Kernels;

/// <summary>A statement of a kernel. Immutable.</summary>
public abstract record Statement;

/// <summary>A comment.</summary>
public sealed record Note(string Text) : Statement;

/// <summary>Declares a local.</summary>
public sealed record Let(string Name, Expression Value) : Statement;

/// <summary>Declares four scalars: the lanes of a vector each, added up as <see cref="Reduction.Sum"/> adds them, four at once.</summary>
public sealed record LetSums(IReadOnlyList<string> Names, IReadOnlyList<Expression> Values) : Statement;

/// <summary>Gives a local another value.</summary>
public sealed record Assign(string Name, Expression Value) : Statement;

/// <summary><c>name += x * y</c> in place: the form that keeps an accumulator in its register.</summary>
public sealed record Accumulate(string Name, Expression X, Expression Y) : Statement;

/// <summary>Writes a value; where <paramref name="Count"/> is given, only so many lanes.</summary>
public sealed record Store(string Memory, Affine Index, Expression Value, Affine? Count = null) : Statement;

/// <summary>Hands a gradient to the update; <paramref name="Count"/> lanes of it count.</summary>
public sealed record Update(Affine Index, Expression Gradient, Affine? Count) : Statement;

/// <summary>
/// Runs the body while <c>variable + step &lt;= to</c>. A loop that continues goes on where the loop before it, over the same variable, ended.
/// </summary>
public sealed record For(string Variable, Affine? From, Affine To, Affine Step, IReadOnlyList<Statement> Body) : Statement
{
    public bool Continues => From is null;

    /// <summary>How often it runs, where that is known.</summary>
    public long? TripCount => From is { IsConstant: true } && To.IsConstant && Step.IsConstant ? (To.Constant.Value - From.Constant.Value) / Step.Constant.Value : null;
}

/// <summary>
/// Visits the elements of a memory that are not zero, in their order. In each block of 64 the first goes to the first body, the next to the
/// next, and around again: so many sums are in flight.
/// </summary>
/// <param name="Variable">The index of the element.</param>
/// <param name="Memory">The memory.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="Bodies">What happens to an element.</param>
public sealed record ForNonZero(string Variable, string Memory, Size Count, IReadOnlyList<IReadOnlyList<Statement>> Bodies) : Statement
{
    /// <summary>The elements of a block.</summary>
    public const int Block = 64;
}

/// <summary>Declares an index: an element of a table of numbers that are known when the kernel is made.</summary>
public sealed record LetIndex(string Name, EquatableArray<int> Table, Affine Index) : Statement;

/// <summary>
/// Declares an index: a scalar that is a whole number from 0 to before <paramref name="Count"/>. Any other is taken for the nearest one, and what is
/// no number for the last, so that nothing outside can be read whatever the caller has handed over.
/// </summary>
public sealed record LetWhole(string Name, Expression Number, int Count) : Statement;

/// <summary>Declares a scalar: an element of a table of numbers that are known when the kernel is made.</summary>
public sealed record LetNumber(string Name, EquatableArray<double> Table, Affine Index) : Statement;

/// <summary>Declares two indices: an element of a table that rises, and the element after it. Between them lies a range of something.</summary>
public sealed record LetRange(string From, string To, EquatableArray<int> Table, Affine Index) : Statement;

/// <summary>Statements with names of their own, which nothing behind them sees.</summary>
public sealed record Block(IReadOnlyList<Statement> Body) : Statement;

/// <summary>
/// Several ways to the same bits, by the number of registers that hold a logical vector: as many sums as fit. The first case that serves
/// so many registers is taken, the last one serves the rest.
/// </summary>
public sealed record WidthSwitch(IReadOnlyList<WidthCase> Cases) : Statement;

/// <summary>The way for up to so many registers.</summary>
public sealed record WidthCase(int Registers, IReadOnlyList<Statement> Body);

/// <summary>
/// Declares an index: the end of the rows that tiles of 6 take. All rows, but where 2 or 3 would be left, one tile less: two tiles of 4
/// take those 8 faster than one of 6 and single rows.
/// </summary>
public sealed record RowsOfSixes(string Name, Affine Rows) : Statement;

/// <summary>Declares a memory of the kernel's own, of so many elements, until the call ends. Not in a loop.</summary>
public sealed record Reserve(string Memory, int Length) : Statement;

/// <summary>
/// Moves a block of numbers to its transpose; the strides are the elements from a row to the next. Of a block of 8 x 8 the rows are written one after the
/// other: where they lie closer than their length, the next one has the last word.
/// </summary>
public sealed record TransposeBlock(string From, Affine FromIndex, Size FromStride, string To, Affine ToIndex, Size ToStride) : Statement
{
    /// <summary>The rows, and the columns: 8 or 16.</summary>
    public int Side { get; init; } = 8;
}

/// <summary>
/// Does with a sum what the kernel's epilogue says. On the page it is a call on the type argument; <paramref name="Steps"/> is what that comes
/// to here, and what everything but the printer goes by. <paramref name="Place"/> is the row in images that lie in margins, where there are such.
/// </summary>
public sealed record Finish(Epilogue Epilogue, Local Sum, Affine Row, Affine? Place, Affine Column, Affine? Count, IReadOnlyList<Statement> Steps) : Statement
{
    public static Finish Of(Epilogue epilogue, Local sum, Affine row, Affine? place, Affine column, Affine? count) =>
        new(epilogue, sum, row, epilogue.IsInset ? place : null, column, count, [.. epilogue.Body(sum, row, place, column, count)]);
}

/// <summary>Calls another kernel; memories are moved by an offset.</summary>
public sealed record Invoke(Kernel Kernel, IReadOnlyList<MemoryArgument> Memories, IReadOnlyList<Affine> Indices, IReadOnlyList<Expression> Scalars) : Statement;

/// <summary>A memory that is passed on, from an offset.</summary>
public sealed record MemoryArgument(string Memory, Affine Offset);
