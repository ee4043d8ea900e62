using NnGen.Compiler.Model;

namespace NnGen.Compiler.Print;

/// <summary>
/// Doors that take rows of bytes, beside those that take numbers: they widen the bytes, which is exact, and go on by the others. What the numbers
/// become before the first layer is an op of the graph, so nothing is computed here.
/// </summary>
internal sealed partial class PagePrinter
{
    /// <summary>Whether the doors at hand take bytes where an input may be of bytes.</summary>
    private bool _takesBytes;

    private bool HasBytes => InputNames.Any(input => input.IsOfBytes);

    /// <summary>What a row of an input consists of at the doors at hand.</summary>
    private string ElementOf(PortName input) => _takesBytes && input.IsOfBytes ? "byte" : T;

    /// <summary>Prints doors for bytes, if some input may be of bytes.</summary>
    private void OfBytes(Action doors)
    {
        if (HasBytes)
        {
            _takesBytes = true;
            doors();
            _takesBytes = false;
        }
    }

    /// <summary>Predictions of bytes.</summary>
    private void ByteDoors() => OfBytes(() =>
    {
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>Room for bytes as numbers: those of as many rows as go through all layers at a time.</summary>
            private readonly global::NnGen.NetworkScratch<{{T}}> _widened = new({{Literals.Integer((long)WidenedColumns * plan.PredictBatch.ChunkRows)}});
            """);
        RowOfBytes();
        RowsOfBytes();
        RowInArrayOfSeveral();
        Classes();
    });

    /// <summary>The elements of a row of all inputs of bytes.</summary>
    private int WidenedColumns => InputNames.Zip(plan.Facts.Inputs, (name, input) => name.IsOfBytes ? input.Shape.Size : 0).Sum();

    private void RowOfBytes()
    {
        _writer.Blank();
        _writer.Line("/// <summary>The same of a row of bytes. Allocates nothing once it has run; any number of threads may call it at once.</summary>");
        RowDocs();
        OutputDocs(output => output.Row, "Room for ", "");
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length differs.</exception>");
        _writer.Line(GeneratedCode);
        using (_writer.Block($"public void Predict({RowParameters}, {RowRoom})"))
        {
            CheckRow();
            string numbers = RentWidened(input => input.Row, output => output.Row);
            string inputs = Join(InputNames, input => input.IsOfBytes ? Widened(PageNames.Escape(input.Row), numbers, input, 1) : PageNames.Escape(input.Row));
            _writer.Line($"Predict({inputs}, {Join(OutputNames, output => PageNames.Escape(output.Row))});");
        }
    }

    private void RowsOfBytes()
    {
        int chunk = plan.PredictBatch.ChunkRows;
        _writer.Blank();
        _writer.Line("/// <summary>The same of any number of rows of bytes. Allocates nothing once it has run; any number of threads may call it at once.</summary>");
        RowsDocs("");
        OutputDocs(output => output.Rows, "Room for as many rows of ", "");
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length is no multiple of the row's, or the numbers of rows differ.</exception>");
        _writer.Line(GeneratedCode);
        using (_writer.Block($"public void PredictBatch({RowsParameters}, {RowsRoom})"))
        {
            CheckRows();
            string numbers = RentWidened(input => input.Rows, output => output.Rows);
            var taken = new HashSet<string>([.. InputNames.Select(input => input.Rows), .. OutputNames.Select(output => output.Rows), numbers], StringComparer.Ordinal);
            string first = PageNames.Local("first", taken);
            string count = PageNames.Local("count", taken);
            string Part(string span, string size) => $"{PageNames.Escape(span)}.Slice({first} * {size}, {count} * {size})";
            using (_writer.Block($"for (int {first} = 0; {first} < rows; {first} += {Literals.Integer(chunk)})"))
            {
                _writer.Line($"int {count} = global::System.Math.Min(rows - {first}, {Literals.Integer(chunk)});");
                string inputs = Join(InputNames, input => input.IsOfBytes ? Widened(Part(input.Rows, input.Size), numbers, input, chunk) : Part(input.Rows, input.Size));
                _writer.Line($"PredictBatch({inputs}, {Join(OutputNames, output => Part(output.Rows, output.Size))});");
            }
        }
    }

    /// <summary>Rents the room for the numbers; their name, which no parameter bears.</summary>
    private string RentWidened(Func<PortName, string> ofInput, Func<PortName, string> ofOutput)
    {
        var taken = new HashSet<string>([.. InputNames.Select(ofInput), .. OutputNames.Select(ofOutput), "rows"], StringComparer.Ordinal);
        string lease = PageNames.Local("lease", taken);
        string numbers = PageNames.Local("numbers", taken);
        _writer.Line($"using global::NnGen.ScratchLease<{T}> {lease} = _widened.Rent(out global::System.Span<{T}> {numbers});");
        return numbers;
    }

    /// <summary>The bytes of an input as numbers, behind those of the inputs before it.</summary>
    private string Widened(string bytes, string numbers, PortName input, int rows)
    {
        long before = InputNames.Zip(plan.Facts.Inputs, (name, facts) => (name, facts)).TakeWhile(pair => pair.name != input).Where(pair => pair.name.IsOfBytes).Sum(pair => (long)pair.facts.Shape.Size);
        return $"global::NnGen.ByteRows.Widen({bytes}, {(before == 0 ? numbers : $"{numbers}.Slice({Literals.Integer(before * rows)})")})";
    }

    private void OutputDocs(Func<PortName, string> parameter, string before, string after)
    {
        for (int i = 0; i < Outputs.Count; i++)
        {
            _writer.Line($"/// <param name=\"{parameter(OutputNames[i])}\">{before}{Literals.Integer(Outputs[i].Shape.Size)} elements{after}.</param>");
        }
    }
}
