namespace NnGen.Compiler.Plan;

/// <summary>Where a value or a parameter lies.</summary>
/// <param name="Area">The block of memory.</param>
/// <param name="Start">
/// In <see cref="Area.Rows"/>: the elements of a row of everything before it; times the capacity it is the first element.
/// Elsewhere the first element.
/// </param>
/// <param name="Columns">The elements of a row; where a row has several positions, of a position.</param>
/// <param name="Stride">The elements from one row, or position, to the next; 0 where one row serves all.</param>
public sealed record Place(Area Area, int Start, int Columns, int Stride)
{
    /// <summary>Of how many positions, one behind the other, a row consists. So rows and positions are one axis for a kernel: <c>rows * positions</c>.</summary>
    public int Positions { get; init; } = 1;

    /// <summary>The elements from one row of the batch to the next.</summary>
    public int RowStride => Stride * Positions;

    /// <summary>The same for all ways to look at one value: where its rows lie, whatever is taken of them.</summary>
    public Place Whole() => this with { Columns = 0, Stride = RowStride, Positions = 1, IsPadded = false, Inset = null };

    /// <summary>The same memory as rows of so many positions. What serves all rows stays what it is.</summary>
    /// <exception cref="InvalidOperationException">Something else lies between the positions of one row and those of the next.</exception>
    public Place At(int positions)
    {
        if (Inset is not null)
        {
            return Inset.Count == positions ? this
                : Inset.Height == positions && Columns == Stride ? this with { Columns = Inset.Width * Stride, Stride = Inset.OuterWidth * Stride, Positions = Inset.OuterHeight, Inset = Inset.ByLines() }
                : throw new InvalidOperationException($"{Name} lies in margins: {Inset.Height} lines of {Inset.Width} places, not {positions} positions.");
        }

        if (Stride == 0 || positions == Positions)
        {
            return this;
        }

        return Columns * Positions == RowStride && Columns * Positions % positions == 0
            ? this with { Columns = RowStride / positions, Stride = RowStride / positions, Positions = positions, IsPadded = false }
            : throw new InvalidOperationException($"{Name} does not lie in {positions} positions side by side: rows of {Columns * Positions} elements are {RowStride} apart.");
    }

    /// <summary>The elements from what it is at one step of a loop over time to what it is at the next; 0 where it does not move.</summary>
    public int PerTurn { get; init; }

    /// <summary>The first of its positions, in a loop over all of them.</summary>
    public Place InTurns() => this with { Stride = RowStride, Positions = 1, PerTurn = Stride };

    /// <summary>What it is at a step of a loop over time.</summary>
    public Place AtTurn(int turn) => PerTurn == 0 ? this : this with { Column = Column + turn * PerTurn, PerTurn = 0 };

    /// <summary>What lies there: a node's name, or words such as <c>gradient of relu1</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The first of the columns, where it is a range of a value's columns.</summary>
    public int Column { get; init; }

    /// <summary>A range of the columns. A single number, which serves all columns, stays what it is.</summary>
    public Place Slice(int first, int columns) => Columns == 1 ? this : this with { Column = Column + first, Columns = columns };

    /// <summary>
    /// Where it is an image in the margins of a larger one: the first column is that of its first place, <see cref="Positions"/> counts the places of
    /// the larger one, and margins are neither read as part of it nor written. Null elsewhere.
    /// </summary>
    public Inset? Inset { get; init; }

    /// <summary>Whether a vector may be written past the end of a row: the next row begins further on, and nobody reads between.</summary>
    public bool IsPadded { get; init; }

    /// <summary>Whether a vector may be read past its end, also of the last row, though it may be written exactly only: it lies without gaps in memory of the program's own.</summary>
    public bool HasRoomBehind { get; init; }
}

/// <summary>A block of memory.</summary>
public enum Area
{
    /// <summary>The caller's inputs: read by single elements only, since nothing may be read behind them.</summary>
    Input,

    /// <summary>The caller's outputs: written exactly.</summary>
    Output,

    /// <summary>What the loss is a function of, when evaluating.</summary>
    Scores,

    /// <summary>The targets, when evaluating.</summary>
    Targets,

    /// <summary>The losses of rows, when evaluating.</summary>
    Losses,

    /// <summary>Values of rows: scratch when predicting, the tape when training.</summary>
    Rows,

    /// <summary>Values that are no row's: transposed weights, statistics of the batch.</summary>
    Workspace,

    /// <summary>What goes from call to call when a network runs step by step: a row for each stream.</summary>
    States,

    /// <summary>The parameters.</summary>
    Parameters,

    /// <summary>Which weights there are, as 1 and 0, laid out as the parameters: the first element is counted as theirs is.</summary>
    Masks,
}
