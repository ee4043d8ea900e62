using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>The passes of prediction where a network has several inputs or outputs.</summary>
internal sealed partial class PagePrinter
{
    private void OneRowOfSeveral()
    {
        var taken = new HashSet<string>(["w", "s", "rows", "scratch", .. HasSeveralOutputs ? Array.Empty<string>() : ["output"]], StringComparer.Ordinal);
        string[] inputs = [.. plan.Facts.Inputs.Select(input => PageNames.Local(input.Name, taken))];
        string[] outputs = HasSeveralOutputs ? [.. Outputs.Select(output => PageNames.Local("output " + output.Name, taken))] : ["output"];
        string[] parameters = [.. inputs.Concat(outputs).Select(name => $"ref {T} {name}")];
        string[] arguments = [.. inputs.Concat(outputs).Select(name => "ref " + name)];
        _writer.Blank();
        using (_writer.Method("private void PredictRow", parameters))
        {
            Dispatch(width => $"PredictRow<{RowWidths(width)}>", arguments);
        }

        RowsProgram program = plan.Predict;
        _writer.Blank();
        using (_writer.Method($"private void PredictRow<{RowTypes}>", parameters, RowConstraints))
        {
            _writer.Line(Weights);
            Room(program);
            IReadOnlyList<Loop> loops = [.. Roller.Roll(program.Prepare), .. Roller.Roll(program.Steps)];
            Place[] places = [.. loops.SelectMany(Places), .. program.OutputCopies.Select(copy => copy.From)];
            var named = new Dictionary<Place, string>();
            foreach (Place place in places.Where(place => place is { Area: Plan.Area.Input, Column: 0 }))
            {
                named[place.Whole()] = inputs[IndexOf(place)];
            }

            OneRowOnly(loops);
            Address locals = Locals(places, (place, motion) => AddressOfSeveral(place, motion, program, inputs, "0"), named, taken);
            Steps(loops, locals);
            CopyOutputs(program, locals, i => outputs[i], i => OutputNames[i].Size, "1");
        }
    }

    private void ManyRowsOfSeveral()
    {
        RowsProgram program = plan.PredictBatch;
        var taken = new HashSet<string>(["scores", "count", "w", "s", "rows", "first", "left", "scratch", .. HasSeveralOutputs ? Array.Empty<string>() : ["outputs"]], StringComparer.Ordinal);
        string[] inputs = [.. plan.Facts.Inputs.Select(input => PageNames.Local("rows of " + input.Name, taken))];
        string[] strides = HasSeveralInputs ? [.. plan.Facts.Inputs.Select(input => PageNames.Local("stride of " + input.Name, taken))] : [];
        string[] outputs = HasSeveralOutputs ? [.. Outputs.Select(output => PageNames.Local("outputs " + output.Name, taken))] : ["outputs"];
        string[] outputStrides = HasSeveralOutputs ? [.. Outputs.Select(output => PageNames.Local("output stride of " + output.Name, taken))] : [];
        string[] List(string reference, string stride) => [.. With(inputs, strides).Concat(With(outputs, outputStrides)).SelectMany(port => port.Stride is null ? new[] { reference + port.Name } : [reference + port.Name, stride + port.Stride])];
        string[] parameters = [.. List($"ref {T} ", "nint "), "int count", .. HasScores ? [ScoresParameter] : Array.Empty<string>()];
        string[] arguments = [.. List("ref ", ""), "count", .. HasScores ? ["scores"] : Array.Empty<string>()];
        _writer.Blank();
        using (_writer.Method("private void PredictRows", parameters))
        {
            Dispatch(width => $"PredictRows<{Num(width.Logical)}, {Num(width.Physical)}>", arguments);
        }

        _writer.Blank();
        using (_writer.Method("private void PredictRows<V, P>", parameters, Constraints(hasUpdate: false)))
        {
            _writer.Line(Weights);
            Room(program);
            var shared = new Dictionary<Place, string>();
            IReadOnlyList<Loop> prepare = Roller.Roll(program.Prepare);
            Steps(prepare, Locals(prepare.SelectMany(Places), (place, motion) => AddressOfSeveral(place, motion, program, inputs, "0"), shared, taken));
            if (program.Prepare.Count > 0)
            {
                _writer.Blank();
            }

            using (_writer.Block($"for (int first = 0, left = count; left > 0; first += {program.ChunkRows}, left -= {program.ChunkRows})"))
            {
                _writer.Line($"int rows = global::System.Math.Min(left, {program.ChunkRows});");
                IReadOnlyList<Loop> loops = Roller.Roll(program.Steps);
                IEnumerable<Place> places = program.Copies.Select(copy => copy.To).Concat(loops.SelectMany(Places)).Concat(program.OutputCopies.Select(copy => copy.From));
                Address locals = Locals(places, (place, motion) => AddressOfSeveral(place, motion, program, inputs, "(nint)first"), shared, taken);
                for (int i = 0; i < program.Copies.Count; i++)
                {
                    InputCopy copy = program.Copies[i];
                    Copied($"{copy.From.Name}: copied");
                    _writer.Line($"global::NnGen.NetworkRows.Copy(ref {At(inputs[i], $"first * {strides[i]}")}, {strides[i]}, ref {locals(copy.To)}, {Literals.Integer(copy.To.Stride)}, rows, {InputNames[i].Size});");
                }

                Steps(loops, locals);
                CopyOutputs(program, locals, i => At(outputs[i], $"first * {outputStrides[i]}"), i => outputStrides[i], "rows");
                CopyScores(program, locals, $"first * {PackedOutputs}");
            }
        }
    }

    /// <summary>Several outputs, from where they were computed to the caller.</summary>
    private void CopyOutputs(RowsProgram program, Address locals, Func<int, string> address, Func<int, string> stride, string rows)
    {
        for (int i = 0; i < program.OutputCopies.Count; i++)
        {
            OutputCopy copy = program.OutputCopies[i];
            Copied($"{copy.To.Name}: an output");
            _writer.Line($"global::NnGen.NetworkRows.Copy(ref {locals(copy.From)}, {Literals.Integer(copy.From.Stride)}, ref {address(i)}, {stride(i)}, {rows}, {OutputNames[i].Size});");
        }
    }

    /// <summary>What is copied, and why.</summary>
    private void Copied(string what)
    {
        const string Reason = "its rows lie by themselves or packed with the others, and the kernels know one stride";
        _writer.Line($"// {what}");
        if (_reasons.Add(Reason))
        {
            _writer.Line($"// {Reason}");
        }
    }

    private static IEnumerable<(string Name, string? Stride)> With(string[] names, string[] strides) => names.Select((name, i) => (name, i < strides.Length ? strides[i] : null));

    private int IndexOf(Place input) => plan.Facts.Inputs.Select((facts, i) => (facts, i)).First(pair => pair.facts.FirstColumn == input.Start).i;

    /// <summary>Where a place is; an only input and an only output lie in the caller's memory, from the first of so many rows on.</summary>
    private string AddressOfSeveral(Place place, PlaceMotion motion, RowsProgram program, string[] inputs, string first) => place.Area switch
    {
        Plan.Area.Input => At(inputs[IndexOf(place)], Sums.Of(Sums.Of(first == "0" ? "0" : $"{first} * InputSize", place.Column), motion)),
        Plan.Area.Output => At("output" + (program == plan.Predict ? "" : "s"), Sums.Of(Sums.Of(first == "0" ? "0" : $"{first} * OutputSize", place.Column), motion)),
        _ => RowsAddress(place, motion, program, "", "", "", ""),
    };
}
