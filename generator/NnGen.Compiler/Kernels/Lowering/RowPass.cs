namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// A pass over the columns of one row by logical vectors. Short rows are written out, so that their vectors stay in registers from pass
/// to pass; long ones are a loop and a tail.
/// </summary>
internal sealed class RowPass(int columns, int lanes)
{
    /// <summary>The most vectors of a row that are written out.</summary>
    private const int MaxWritten = 4;

    private Size Whole => Size.Named(Names.Whole, columns / lanes * lanes);

    public bool IsWrittenOut => (columns + lanes - 1) / lanes <= MaxWritten;

    /// <summary>What of the columns the text of a pass depends on: all of a short row, and of a long one what fills no vector.</summary>
    public (bool IsWrittenOut, int Columns) Structure => (IsWrittenOut, IsWrittenOut ? columns : columns % lanes);

    /// <summary>The sizes that it names.</summary>
    public IEnumerable<NamedSize> Sizes => Whole.Names;

    /// <summary>The statements of a pass.</summary>
    /// <param name="body">
    /// Makes the statements of one vector from its first column, the number of its lanes that count (all, or fewer in the last one),
    /// and a suffix for the names of its locals.
    /// </param>
    public IEnumerable<Statement> Statements(Func<Affine, int, string, IEnumerable<Statement>> body)
    {
        int full = columns / lanes;
        int tail = columns % lanes;
        if (IsWrittenOut)
        {
            for (int i = 0; i < full + (tail > 0 ? 1 : 0); i++)
            {
                string suffix = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
                foreach (Statement statement in body(i * lanes, i < full ? lanes : tail, suffix))
                {
                    yield return statement;
                }
            }

            yield break;
        }

        yield return new For("column", 0, Whole, lanes, [.. body(Affine.Variable("column"), lanes, "")]);
        if (tail > 0)
        {
            foreach (Statement statement in body(Whole, tail, "Tail"))
            {
                yield return statement;
            }
        }
    }

    /// <summary>One number from a vector whose lanes beyond the row's end change nothing; of a short row, a quarter or half of it holds all.</summary>
    public Expression Reduce(Reduction reduction, Expression value) => new Reduce(reduction, value, columns <= lanes / 4 ? lanes / 4 : columns <= lanes / 2 ? lanes / 2 : 0);

    /// <summary>A value whose lanes beyond the row's end are replaced by what changes nothing.</summary>
    public Expression Keep(Expression value, int count, double rest) =>
        count == lanes ? value : new KeepFirst(value, count, new Constant(rest, LaneKind.Logical));
}
