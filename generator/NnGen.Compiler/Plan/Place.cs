namespace NnGen.Compiler.Plan;

/// <summary>Where a value or a parameter lies.</summary>
/// <param name="Area">The block of memory.</param>
/// <param name="Start">
/// In <see cref="Area.Rows"/>: the elements of a row of everything before it; times the capacity it is the first element.
/// Elsewhere the first element.
/// </param>
/// <param name="Columns">The elements of a row.</param>
/// <param name="Stride">The elements from one row to the next; 0 where one row serves all.</param>
public sealed record Place(Area Area, int Start, int Columns, int Stride)
{
    /// <summary>What lies there: a node's name, or words such as <c>gradient of relu1</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The first of the columns, where it is a range of a value's columns.</summary>
    public int Column { get; init; }

    /// <summary>A range of the columns. A single number, which serves all columns, stays what it is.</summary>
    public Place Slice(int first, int columns) => Columns == 1 ? this : this with { Column = Column + first, Columns = columns };

    /// <summary>Whether a vector may be written past the end of a row: the next row begins further on, and nobody reads between.</summary>
    public bool IsPadded { get; init; }
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

    /// <summary>The parameters.</summary>
    Parameters,

    /// <summary>Which weights there are, as 1 and 0, laid out as the parameters: the first element is counted as theirs is.</summary>
    Masks,
}
