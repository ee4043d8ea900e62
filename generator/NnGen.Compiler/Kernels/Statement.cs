using System.Text.RegularExpressions;
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

/// <summary>Declares two indices: an element of a table that rises, and the element after it. Between them lies a range of something.</summary>
public sealed record LetRange(string From, string To, EquatableArray<int> Table, Affine Index) : Statement;

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

/// <summary>Moves a block of 8 x 8 numbers to its transpose; the strides are the elements from a row to the next.</summary>
public sealed record TransposeBlock(string From, Affine FromIndex, Size FromStride, string To, Affine ToIndex, Size ToStride) : Statement;

/// <summary>
/// Does with a sum what the kernel's epilogue says. On the page it is a call on the type argument; <paramref name="Steps"/> is what that comes
/// to here, and what everything but the printer goes by.
/// </summary>
public sealed record Finish(Epilogue Epilogue, Local Sum, Affine Row, Affine Column, Affine? Count, IReadOnlyList<Statement> Steps) : Statement
{
    public static Finish Of(Epilogue epilogue, Local sum, Affine row, Affine column, Affine? count) =>
        new(epilogue, sum, row, column, count, [.. epilogue.Body(sum, row, column, count)]);
}

/// <summary>Calls another kernel; memories are moved by an offset.</summary>
public sealed record Invoke(Kernel Kernel, IReadOnlyList<MemoryArgument> Memories, IReadOnlyList<Affine> Indices, IReadOnlyList<Expression> Scalars) : Statement;

/// <summary>A memory that is passed on, from an offset.</summary>
public sealed record MemoryArgument(string Memory, Affine Offset);

/// <summary>A method: memories, indices and scalars in, memories out.</summary>
/// <param name="Name">Its name, a C# identifier.</param>
/// <param name="Summary">Op, shapes and strategy, for the comment above it.</param>
/// <param name="Memories">The memories, in order.</param>
/// <param name="Indices">The index parameters, such as <c>rows</c>.</param>
/// <param name="Scalars">The scalar parameters, such as <c>scale</c>.</param>
/// <param name="Body">What it does.</param>
public sealed record Kernel(string Name, string Summary, IReadOnlyList<string> Memories, IReadOnlyList<string> Indices, IReadOnlyList<string> Scalars, IReadOnlyList<Statement> Body)
{
    /// <summary>Whether it takes the logical vector as a type argument.</summary>
    public bool UsesLogical { get; } = Uses(Body, LaneKind.Logical);

    /// <summary>Whether it takes the physical register as a type argument.</summary>
    public bool UsesPhysical { get; } = Uses(Body, LaneKind.Physical);

    /// <summary>Whether it hands gradients to an update.</summary>
    public bool Updates { get; } = Body.Any(Walk.Updates);

    /// <summary>What follows on its sums, where that is a type argument of its own or of the kernels that it calls; else null.</summary>
    public Epilogue? Epilogue { get; } = Body.SelectMany(Walk.Statements).Select(statement => statement switch
    {
        Finish finish => finish.Epilogue,
        Invoke invoke => invoke.Kernel.Epilogue,
        _ => null,
    }).FirstOrDefault(epilogue => epilogue is not null);

    /// <summary>The memories that are parameters: the epilogue brings its own along.</summary>
    public IEnumerable<string> OwnMemories => Epilogue is null ? Memories : Memories.Except(Epilogue.Memories);

    /// <summary>The named sizes that it is made of, in order, those of the kernels that it calls among them.</summary>
    public IReadOnlyList<NamedSize> Sizes { get; } = NamedSizes.Of(Body);

    /// <summary>Its summary, with the names of its sizes where it is shared and with their numbers where it is not.</summary>
    public string Describe() => Regex.Replace(Summary, "\u00AB([^=\u00BB]*)=([^\u00BB]*)\u00BB", IsShared ? "$1" : "$2");

    /// <summary>Of a kernel that is written for all shapes, its sizes being parameters, what it is one of; null of one that has its numbers in it.</summary>
    public string? Family { get; init; }

    /// <summary>Whether it is written for all shapes and stands once in an assembly.</summary>
    public bool IsShared => Family is not null;

    private static bool Uses(IReadOnlyList<Statement> body, LaneKind kind) => body.SelectMany(Walk.Statements).Any(statement =>
        (statement is Invoke invoke && (kind == LaneKind.Logical ? invoke.Kernel.UsesLogical : invoke.Kernel.UsesPhysical)) ||
        (statement is WidthSwitch && kind == LaneKind.Logical) ||
        Walk.Expressions(statement).SelectMany(expression => expression.All()).Any(expression => expression.Kind == kind));
}
