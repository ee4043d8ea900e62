namespace NnGen.Compiler.Tests.Shapes;

/// <summary>What a step hands to its kernel as one memory, counted from the first element that the kernel sees.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Length">How many elements there are: all may be read.</param>
/// <param name="Writable">Where may be written; null for memory that is only read.</param>
internal sealed record Room(string Name, Bound Length, Rows? Writable);

/// <summary>Rows of memory, of which some columns may be written: the others belong to somebody else.</summary>
/// <param name="Count">The number of rows.</param>
/// <param name="Stride">The elements from one row to the next.</param>
/// <param name="Columns">The columns of each row that may be written.</param>
internal sealed record Rows(Bound Count, long Stride, long Columns);
