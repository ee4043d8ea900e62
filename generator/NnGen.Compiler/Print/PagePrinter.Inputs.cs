using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>
/// What differs where a network has several inputs: a parameter for each at the user's doors, and one packed row, with the inputs side by
/// side, at the library's. Both go through the same passes, which take a reference for each input, and for many rows a stride.
/// </summary>
internal sealed partial class PagePrinter
{
    private EquatableArray<InputName> InputNames { get; } = InputName.Of(plan.Declaration);

    private bool HasSeveralInputs => plan.Facts.Inputs.Count > 1;

    private string PackedSize => Literals.Integer(plan.Facts.InputShape.Size);

    /// <summary>The parameters of the user's doors: <c>ReadOnlySpan x, ReadOnlySpan z</c>.</summary>
    private string RowParameters => Join(InputNames, input => $"global::System.ReadOnlySpan<{T}> {PageNames.Escape(input.Row)}");

    private string RowsParameters => Join(InputNames, input => $"global::System.ReadOnlySpan<{T}> {PageNames.Escape(input.Rows)}");

    private string RowArguments => Join(InputNames, input => PageNames.Escape(input.Row));

    private string RowsArguments => Join(InputNames, input => PageNames.Escape(input.Rows));

    /// <summary>The constants of the inputs' sizes.</summary>
    private void InputSizes()
    {
        foreach ((InputName name, InputFacts input) in InputNames.Zip(plan.Facts.Inputs, (name, input) => (name, input)))
        {
            Constant("int", name.Size, Literals.Integer(input.Shape.Size), $"The number of elements of {input.Name}, of shape {input.Shape}.");
        }
    }

    private void InputInfos()
    {
        string inputs = string.Join(", ", plan.Facts.Inputs.Select(input => $"new({Literals.Text(input.Name)}, new int[] {{ {string.Join(", ", input.Shape.Axes)} }}, {Literals.Integer(input.FirstColumn)})"));
        _writer.Line($"Inputs = new global::NnGen.InputInfo[] {{ {inputs} }},");
    }

    private void RowDocs()
    {
        foreach ((InputName name, InputFacts input) in InputNames.Zip(plan.Facts.Inputs, (name, input) => (name, input)))
        {
            _writer.Line($"/// <param name=\"{name.Row}\">{Literals.Integer(input.Shape.Size)} elements, of shape {input.Shape}.</param>");
        }
    }

    private void RowsDocs(string end)
    {
        foreach ((InputName name, InputFacts input) in InputNames.Zip(plan.Facts.Inputs, (name, input) => (name, input)))
        {
            _writer.Line($"/// <param name=\"{name.Rows}\">Rows of {Literals.Integer(input.Shape.Size)} elements{end}.</param>");
        }
    }

    private void PredictDoorsOfSeveral()
    {
        _writer.Blank();
        _writer.Line("/// <summary>The output of one row. Allocates nothing; any number of threads may call it at once.</summary>");
        RowDocs();
        _writer.Line($"/// <param name=\"output\">Room for {plan.Facts.OutputShape.Size} elements, of shape {plan.Facts.OutputShape}.</param>");
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length differs.</exception>");
        _writer.Line(GeneratedCode);
        using (_writer.Block($"public void Predict({RowParameters}, global::System.Span<{T}> output)"))
        {
            foreach (InputName input in InputNames)
            {
                string row = PageNames.Escape(input.Row);
                _writer.Line($"global::NnGen.NetworkArguments.CheckInput({Literals.Text(Name)}, {Literals.Text(input.Row)}, {row}.Length, {input.Size});");
            }

            _writer.Line($"global::NnGen.NetworkArguments.CheckOutput({Literals.Text(Name)}, output.Length, OutputSize);");
            _writer.Line($"PredictRow({Join(InputNames, input => "ref " + First(PageNames.Escape(input.Row)))}, ref {First("output")});");
        }

        _writer.Blank();
        _writer.Line("/// <summary>The outputs of any number of rows. Allocates nothing; any number of threads may call it at once.</summary>");
        RowsDocs("");
        _writer.Line($"/// <param name=\"outputs\">Room for as many rows of {plan.Facts.OutputShape.Size} elements.</param>");
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length is no multiple of the row's, or the numbers of rows differ.</exception>");
        _writer.Line(GeneratedCode);
        using (_writer.Block($"public void PredictBatch({RowsParameters}, global::System.Span<{T}> outputs)"))
        {
            _writer.Line($"int rows = global::NnGen.NetworkArguments.CountRows({Literals.Text(Name)}, {Literals.Text(InputNames[0].Rows)}, {PageNames.Escape(InputNames[0].Rows)}.Length, {InputNames[0].Size});");
            foreach (InputName input in InputNames.Skip(1))
            {
                string rows = PageNames.Escape(input.Rows);
                _writer.Line($"global::NnGen.NetworkArguments.CheckInputRows({Literals.Text(Name)}, {Literals.Text(input.Rows)}, {rows}.Length, {input.Size}, rows);");
            }

            _writer.Line($"global::NnGen.NetworkArguments.CheckOutputs({Literals.Text(Name)}, rows, outputs.Length, OutputSize);");
            _writer.Line($"PredictRows({Join(InputNames, input => $"ref {First(PageNames.Escape(input.Rows))}, {input.Size}")}, ref {First("outputs")}, rows{NoScores});");
        }
    }

    private void OneRowOfSeveral()
    {
        string[] internals = ["output", "w", "s", "rows", "scratch"];
        IReadOnlyList<string> inputs = LocalsOfInputs(internals, out HashSet<string> taken);
        string parameters = $"{string.Join(", ", inputs.Select(input => $"ref {T} {input}"))}, ref {T} output";
        string arguments = $"{string.Join(", ", inputs.Select(input => "ref " + input))}, ref output";
        _writer.Blank();
        using (_writer.Block($"private void PredictRow({parameters})"))
        {
            Dispatch(width => $"PredictRow<{RowWidths(width)}>({arguments});", indent: "");
        }

        _writer.Blank();
        using (_writer.Block($"private void PredictRow<{RowTypes}>({parameters})\n{RowConstraints}"))
        {
            _writer.Line($"ref {T} w = ref Parameters.Reference;");
            Room(plan.Predict);
            IReadOnlyList<Loop> loops = [.. Roller.Roll(plan.Predict.Prepare), .. Roller.Roll(plan.Predict.Steps)];
            var named = new Dictionary<Place, string>();
            foreach (Place place in loops.SelectMany(Places).Where(place => place.Area == Plan.Area.Input))
            {
                named[place.Whole()] = inputs[IndexOf(place)];
            }

            Address locals = Locals(loops.SelectMany(Places), (place, motion) => AddressOfSeveral(place, motion, plan.Predict, "0"), named, taken);
            OneRowOnly(loops);
            Steps(loops, locals);

            Return(plan.Predict);
        }
    }

    private void ManyRowsOfSeveral()
    {
        RowsProgram program = plan.PredictBatch;
        string[] internals = ["outputs", "scores", "count", "w", "s", "rows", "first", "left", "scratch"];
        IReadOnlyList<string> inputs = LocalsOfInputs(internals, out HashSet<string> taken, "rows of ");
        string[] strides = [.. plan.Facts.Inputs.Select(input => PageNames.Local("stride of " + input.Name, taken))];
        string parameters = $"{string.Join(", ", inputs.Select((input, i) => $"ref {T} {input}, nint {strides[i]}"))}, ref {T} outputs, int count{ScoresParameter}";
        string arguments = $"{string.Join(", ", inputs.Select((input, i) => $"ref {input}, {strides[i]}"))}, ref outputs, count{(HasScores ? ", scores" : "")}";
        _writer.Blank();
        using (_writer.Block($"private void PredictRows({parameters})"))
        {
            Dispatch(width => $"PredictRows<{Num(width.Logical)}, {Num(width.Physical)}>({arguments});", indent: "");
        }

        _writer.Blank();
        using (_writer.Block($"private void PredictRows<V, P>({parameters})\n{Constraints(hasUpdate: false)}"))
        {
            _writer.Line($"ref {T} w = ref Parameters.Reference;");
            Room(program);
            var shared = new Dictionary<Place, string>();
            IReadOnlyList<Loop> prepare = Roller.Roll(program.Prepare);
            Steps(prepare, Locals(prepare.SelectMany(Places), (place, motion) => AddressOfSeveral(place, motion, program, "0"), shared, taken));
            if (program.Prepare.Count > 0)
            {
                _writer.Blank();
            }

            using (_writer.Block($"for (int first = 0, left = count; left > 0; first += {program.ChunkRows}, left -= {program.ChunkRows})"))
            {
                _writer.Line($"int rows = global::System.Math.Min(left, {program.ChunkRows});");
                IReadOnlyList<Loop> loops = Roller.Roll(program.Steps);
                IEnumerable<Place> places = program.Copies.Select(copy => copy.To).Concat(loops.SelectMany(Places));
                Address locals = Locals(places, (place, motion) => AddressOfSeveral(place, motion, program, "(nint)first * OutputSize"), shared, taken);
                for (int i = 0; i < program.Copies.Count; i++)
                {
                    InputCopy copy = program.Copies[i];
                    _writer.Blank();
                    _writer.Line($"// {copy.From.Name}: copied");
                    _writer.Line("// its rows lie by themselves or packed with the others, and the kernels know one stride");
                    _writer.Line($"global::NnGen.NetworkRows.Copy(ref {At(inputs[i], $"first * {strides[i]}")}, {strides[i]}, ref {locals(copy.To)}, {Literals.Integer(copy.To.Stride)}, rows, {InputNames[i].Size});");
                }

                Steps(loops, locals);
                CopyScores(program, locals, "(nint)first * OutputSize");
            }

            Return(program);
        }
    }

    /// <summary>The doors of the library, which take packed rows.</summary>
    private void ContractOfSeveral()
    {
        string contract = $"void global::NnGen.INetwork<{Self}, {T}>.";
        string row = $"global::System.ReadOnlySpan<{T}> input, global::System.Span<{T}> output";
        string rows = $"global::System.ReadOnlySpan<{T}> inputs, global::System.Span<{T}> outputs";
        string checkRow = $"global::NnGen.NetworkArguments.CheckRow({Literals.Text(Name)}, input.Length, {PackedSize}, output.Length, OutputSize);";
        string countRows = $"int rows = global::NnGen.NetworkArguments.CheckRows({Literals.Text(Name)}, inputs.Length, {PackedSize}, outputs.Length, OutputSize);";
        Packed($"{contract}Predict({row})", checkRow, "input", $"PredictRow({PackedColumns("")}, ref {First("output")});");
        Packed($"{contract}PredictBatch({rows})", countRows, "inputs", $"PredictRows({PackedColumns(", " + PackedSize)}, ref {First("outputs")}, rows{NoScores});");
        Packed($"{contract}PredictAt<V, P>({row})", checkRow, "input", $"PredictRow<{RowTypes}>({PackedColumns("")}, ref {First("output")});");
        Packed($"{contract}PredictBatchAt<V, P>({rows})", countRows, "inputs", $"PredictRows<V, P>({PackedColumns(", " + PackedSize)}, ref {First("outputs")}, rows{NoScores});");

        void Packed(string header, string check, string inputs, string call)
        {
            _writer.Blank();
            using (_writer.Block(header))
            {
                _writer.Line(check);

                _writer.Line($"ref {T} packed = ref {First(inputs)};");
                _writer.Line(call);
            }
        }
    }

    private string PackedColumns(string stride) => string.Join(", ", plan.Facts.Inputs.Select(input => $"ref {At("packed", Literals.Integer(input.FirstColumn))}{stride}"));

    private void RowInArrayOfSeveral()
    {
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>The output of one row, in an array of its own.</summary>
            /// <inheritdoc cref="Predict({{string.Join(", ", InputNames.Select(_ => $"global::System.ReadOnlySpan{{{T}}}"))}}, global::System.Span{{{T}}})"/>
            {{GeneratedCode}}
            public {{T}}[] Predict({{RowParameters}})
            {
                {{T}}[] output = new {{T}}[OutputSize];
                Predict({{RowArguments}}, output);
                return output;
            }
            """);
    }

    private void ForwardDoorOfSeveral(string type, string name, string meaning)
    {
        _writer.Blank();
        _writer.Line("/// <summary>The outputs and the loss of a batch. The tape keeps what <see cref=\"Backward(Tape, Gradients)\"/> needs. Allocates nothing.</summary>");
        RowsDocs(", at most as many as the tape has room for");
        _writer.Line($$"""
            /// <param name="{{name}}">{{meaning}}</param>
            /// <param name="tape">The tape.</param>
            /// <returns>The loss: {{plan.Inference.Loss.Words}}, {{plan.Inference.Reduction.ToLowerInvariant()}}.</returns>
            {{GeneratedCode}}
            public {{T}} Forward({{RowsParameters}}, global::System.ReadOnlySpan<{{type}}> {{name}}, Tape tape)
            {
                global::System.ArgumentNullException.ThrowIfNull(tape);
                tape.Set({{RowsArguments}}, {{name}});
                return Forward(tape);
            }

            /// <summary>The same with the inputs packed side by side in each row.</summary>
            private {{T}} Forward(global::System.ReadOnlySpan<{{T}}> inputs, global::System.ReadOnlySpan<{{type}}> {{name}}, Tape tape)
            {
                tape.Set(inputs, {{name}});
                return Forward(tape);
            }
            """);
    }

    private void SetterOfSeveral(string type, string name, string setter)
    {
        _writer.Blank();
        using (_writer.Block($"internal void Set({RowsParameters}, global::System.ReadOnlySpan<{type}> {name})"))
        {
            for (int i = 0; i < InputNames.Count; i++)
            {
                _writer.Line($"SetInput({Literals.Integer(i)}, {PageNames.Escape(InputNames[i].Rows)}, {Literals.Text(InputNames[i].Rows)});");
            }

            _writer.Line($"{setter}({name}, \"{name}\");");
        }
    }

    private int IndexOf(Place input) => plan.Facts.Inputs.Select((facts, i) => (facts, i)).First(pair => pair.facts.FirstColumn == input.Start).i;

    /// <summary>What the passes call the inputs, different from all else in them.</summary>
    private IReadOnlyList<string> LocalsOfInputs(string[] internals, out HashSet<string> taken, string prefix = "")
    {
        var names = new HashSet<string>(internals, StringComparer.Ordinal);
        taken = names;
        return [.. plan.Facts.Inputs.Select(input => PageNames.Local(prefix + input.Name, names))];
    }

    private string AddressOfSeveral(Place place, PlaceMotion motion, RowsProgram program, string outputOffset) => place.Area == Plan.Area.Output
        ? At("output" + (program == plan.Predict ? "" : "s"), Sums.Of(outputOffset, place.Column))
        : RowsAddress(place, motion, program, "", "", "", "");

    private static string First(string span) => $"global::System.Runtime.InteropServices.MemoryMarshal.GetReference({span})";

    private static string Join(IEnumerable<InputName> inputs, Func<InputName, string> text) => string.Join(", ", inputs.Select(text));
}
