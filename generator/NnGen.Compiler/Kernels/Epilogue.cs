namespace NnGen.Compiler.Kernels;

/// <summary>
/// What follows on each sum of a tile while that is in a register: elementwise ops, and where the results go. A kernel takes it as a type
/// argument, so that one text of a tile serves them all, and the JIT compiles the tile with each.
/// </summary>
/// <param name="Name">What it does, as part of a C# identifier.</param>
/// <param name="Summary">What it does, for the comment above it.</param>
/// <param name="Memories">The memories that it reads and writes, from their beginnings.</param>
/// <param name="Body">
/// The statements, of the local <see cref="Sum"/> at <see cref="Row"/> and <see cref="Column"/>. Where whole registers may not be written
/// everywhere, stores count the lanes that there are.
/// </param>
/// <param name="Structure">All that its text depends on: those of equal structure have one, whatever their sizes.</param>
public sealed record Epilogue(string Name, string Summary, IReadOnlyList<string> Memories, EpilogueBody Body, object Structure)
{
    private IReadOnlyList<NamedSize>? _sizes;

    /// <summary>Whether some of its memories have their images in margins: it takes the row's number among their places too.</summary>
    public bool IsInset { get; init; }

    /// <summary>The sum.</summary>
    public static Local Sum { get; } = new("sum", LaneKind.Physical);

    /// <summary>The row that the sum belongs to.</summary>
    public static Affine Row { get; } = Affine.Variable("row");

    /// <summary>The number of the row in images that lie in margins: among their places, margins included.</summary>
    public static Affine Place { get; } = Affine.Variable("place");

    /// <summary>The column of the sum's first lane.</summary>
    public static Affine Column { get; } = Affine.Variable("column");

    /// <summary>How many columns there are from there on.</summary>
    public static Affine Count { get; } = Affine.Variable("count");

    /// <summary>The named sizes of its memories.</summary>
    public IReadOnlyList<NamedSize> Sizes => _sizes ??= NamedSizes.Of([.. Body(Sum, Row, Place, Column, null)]);
}

/// <summary>Makes the statements of an epilogue.</summary>
/// <param name="sum">The sum.</param>
/// <param name="row">Its row.</param>
/// <param name="place">Its row in images that lie in margins; null where no memory is such.</param>
/// <param name="column">The column of its first lane.</param>
/// <param name="count">How many columns there are from there on, where that must be known; null where a whole register fits.</param>
public delegate IEnumerable<Statement> EpilogueBody(Local sum, Affine row, Affine? place, Affine column, Affine? count);
