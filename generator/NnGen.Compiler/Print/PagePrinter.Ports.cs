using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>
/// What differs where a network has several inputs or outputs: a parameter for each at the user's doors, and one packed row, with the inputs
/// or the outputs side by side, at the library's. Both go through the same passes, which take a reference for each, and for many rows a stride.
/// This file has the doors.
/// </summary>
internal sealed partial class PagePrinter
{
    private PortNames Ports { get; } = PortNames.Of(plan.Declaration);

    private EquatableArray<PortName> InputNames => Ports.Inputs;

    private EquatableArray<PortName> OutputNames => Ports.Outputs;

    private IReadOnlyList<BuiltOutput> Outputs => plan.Inference.Outputs;

    private bool HasSeveralInputs => InputNames.Count > 1;

    private bool HasSeveralOutputs => OutputNames.Count > 1;

    /// <summary>The size of a packed row of inputs.</summary>
    private string PackedSize => HasSeveralInputs ? Literals.Integer(plan.Facts.InputShape.Size) : "InputSize";

    /// <summary>The size of a packed row of outputs, or of targets.</summary>
    private string PackedOutputs => HasSeveralOutputs ? Literals.Integer(plan.Facts.OutputShape.Size) : "OutputSize";

    /// <summary>The parameters of the user's doors: <c>ReadOnlySpan x, ReadOnlySpan z</c>.</summary>
    private string RowParameters => Join(InputNames, input => $"{ReadOnly(ElementOf(input))} {PageNames.Escape(input.Row)}");

    private string RowsParameters => Join(InputNames, input => $"{ReadOnly(ElementOf(input))} {PageNames.Escape(input.Rows)}");

    private string RowArguments => Join(InputNames, input => PageNames.Escape(input.Row));

    private string RowsArguments => Join(InputNames, input => PageNames.Escape(input.Rows));

    /// <summary>The room for the outputs at the user's doors: <c>Span kind, Span box</c>.</summary>
    private string RowRoom => Join(OutputNames, output => $"global::System.Span<{T}> {PageNames.Escape(output.Row)}");

    private string RowsRoom => Join(OutputNames, output => $"global::System.Span<{T}> {PageNames.Escape(output.Rows)}");

    /// <summary>The constants of the sizes.</summary>
    private void Sizes()
    {
        if (HasSeveralInputs)
        {
            foreach ((PortName name, InputFacts input) in InputNames.Zip(plan.Facts.Inputs, (name, input) => (name, input)))
            {
                Constant("int", name.Size, Literals.Integer(input.Shape.Size), $"The number of elements of {input.Name}, of shape {input.Shape}.");
            }
        }
        else
        {
            Constant("int", "InputSize", Literals.Integer(plan.Facts.InputShape.Size), $"The number of inputs, of shape {plan.Facts.InputShape}.");
        }

        for (int i = 0; i < Outputs.Count; i++)
        {
            string what = HasSeveralOutputs ? $"The number of elements of the output {Outputs[i].Name}" : "The number of outputs";
            Constant("int", OutputNames[i].Size, Literals.Integer(Outputs[i].Shape.Size), $"{what}, of shape {Outputs[i].Shape}.");
        }
    }

    /// <summary>How the caller's rows lie, where that is not the order of the shape.</summary>
    private string LayoutOf(InputFacts input) => (input.IsChannelsLast ? ", with the channels last" : "") + (input.IsOfBytes && !_takesBytes ? ", from 0 to 255" : "");

    private void RowDocs()
    {
        foreach ((PortName name, InputFacts input) in InputNames.Zip(plan.Facts.Inputs, (name, input) => (name, input)))
        {
            _writer.Line($"/// <param name=\"{name.Row}\">{Literals.Integer(input.Shape.Size)} elements, of shape {input.Shape}{LayoutOf(input)}.</param>");
        }
    }

    private void RowsDocs(string end)
    {
        foreach ((PortName name, InputFacts input) in InputNames.Zip(plan.Facts.Inputs, (name, input) => (name, input)))
        {
            _writer.Line($"/// <param name=\"{name.Rows}\">Rows of {Literals.Integer(input.Shape.Size)} elements{end}.</param>");
        }
    }

    /// <summary>The lengths of what a door for one row is given.</summary>
    private void CheckRow()
    {
        foreach (PortName input in InputNames)
        {
            string row = PageNames.Escape(input.Row);
            _writer.Line($"global::NnGen.NetworkArguments.CheckInput({Literals.Text(Name)}, {Literals.Text(input.Row)}, {row}.Length, {input.Size});");
        }

        foreach (PortName output in OutputNames)
        {
            string which = HasSeveralOutputs ? Literals.Text(output.Row) + ", " : "";
            _writer.Line($"global::NnGen.NetworkArguments.CheckOutput({Literals.Text(Name)}, {which}{PageNames.Escape(output.Row)}.Length, {output.Size});");
        }
    }

    /// <summary>Those of a door for many rows, and their number, as <c>rows</c>.</summary>
    private void CheckRows()
    {
        _writer.Line($"int rows = global::NnGen.NetworkArguments.CountRows({Literals.Text(Name)}, {Literals.Text(InputNames[0].Rows)}, {PageNames.Escape(InputNames[0].Rows)}.Length, {InputNames[0].Size});");
        foreach (PortName input in InputNames.Skip(1))
        {
            string rows = PageNames.Escape(input.Rows);
            _writer.Line($"global::NnGen.NetworkArguments.CheckInputRows({Literals.Text(Name)}, {Literals.Text(input.Rows)}, {rows}.Length, {input.Size}, rows);");
        }

        foreach (PortName output in OutputNames)
        {
            string which = HasSeveralOutputs ? Literals.Text(output.Rows) + ", " : "";
            _writer.Line($"global::NnGen.NetworkArguments.CheckOutputs({Literals.Text(Name)}, {which}rows, {PageNames.Escape(output.Rows)}.Length, {output.Size});");
        }
    }

    /// <summary>Checks packed rows, where elements of them are classes: doors of bytes leave that to those of numbers, which they go on by.</summary>
    private void CheckClasses(string rows)
    {
        if (plan.Facts.Inputs.Any(input => input.HasClasses))
        {
            _writer.Line($"global::NnGen.NetworkArguments.CheckClasses(Info, {rows}, nameof({rows}));");
        }
    }

    /// <summary>The same of the rows of each input.</summary>
    private void CheckClassesOfEach(Func<PortName, string> span)
    {
        for (int i = 0; i < InputNames.Count; i++)
        {
            if (plan.Facts.Inputs[i].HasClasses)
            {
                string rows = PageNames.Escape(span(InputNames[i]));
                _writer.Line($"global::NnGen.NetworkArguments.CheckClasses(Info, {Literals.Integer(i)}, {rows}, nameof({rows}));");
            }
        }
    }

    private void PredictDoorsOfSeveral()
    {
        _writer.Blank();
        _writer.Line($"/// <summary>The output{(HasSeveralOutputs ? "s" : "")} of one row. Allocates nothing; any number of threads may call it at once.</summary>");
        RowDocs();
        for (int i = 0; i < Outputs.Count; i++)
        {
            _writer.Line($"/// <param name=\"{OutputNames[i].Row}\">Room for {Literals.Integer(Outputs[i].Shape.Size)} elements, of shape {Outputs[i].Shape}.</param>");
        }

        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length differs.</exception>");
        _writer.Line(GeneratedCode);
        using (_writer.Block($"public void Predict({RowParameters}, {RowRoom})"))
        {
            CheckRow();
            CheckClassesOfEach(input => input.Row);
            _writer.Line($"PredictRow({Join(Ports.All, port => "ref " + First(PageNames.Escape(port.Row)))});");
        }

        _writer.Blank();
        _writer.Line("/// <summary>The outputs of any number of rows. Allocates nothing; any number of threads may call it at once.</summary>");
        RowsDocs("");
        for (int i = 0; i < Outputs.Count; i++)
        {
            _writer.Line($"/// <param name=\"{OutputNames[i].Rows}\">Room for as many rows of {Literals.Integer(Outputs[i].Shape.Size)} elements.</param>");
        }

        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length is no multiple of the row's, or the numbers of rows differ.</exception>");
        _writer.Line(GeneratedCode);
        using (_writer.Block($"public void PredictBatch({RowsParameters}, {RowsRoom})"))
        {
            CheckRows();
            CheckClassesOfEach(input => input.Rows);
            string arguments = Join(InputNames, input => $"ref {First(PageNames.Escape(input.Rows))}{(HasSeveralInputs ? ", " + input.Size : "")}")
                + ", " + Join(OutputNames, output => $"ref {First(PageNames.Escape(output.Rows))}{(HasSeveralOutputs ? ", " + output.Size : "")}");
            _writer.Line($"PredictRows({arguments}, rows{NoScores});");
        }
    }

    /// <summary>The doors of the library, which take packed rows.</summary>
    private void ContractOfSeveral()
    {
        string contract = $"void global::NnGen.INetwork<{Self}, {T}>.";
        string row = $"{ReadOnly(T)} input, global::System.Span<{T}> output";
        string rows = $"{ReadOnly(T)} inputs, global::System.Span<{T}> outputs";
        string checkRow = $"global::NnGen.NetworkArguments.CheckRow({Literals.Text(Name)}, input.Length, {PackedSize}, output.Length, {PackedOutputs});";
        string countRows = $"int rows = global::NnGen.NetworkArguments.CheckRows({Literals.Text(Name)}, inputs.Length, {PackedSize}, outputs.Length, {PackedOutputs});";
        Packed($"{contract}Predict({row})", checkRow, isRow: true, "PredictRow", "");
        Packed($"{contract}PredictBatch({rows})", countRows, isRow: false, "PredictRows", ", rows" + NoScores);
        Packed($"{contract}PredictAt<V, P>({row})", checkRow, isRow: true, $"PredictRow<{RowTypes}>", "");
        Packed($"{contract}PredictBatchAt<V, P>({rows})", countRows, isRow: false, "PredictRows<V, P>", ", rows" + NoScores);

        void Packed(string header, string check, bool isRow, string pass, string end)
        {
            _writer.Blank();
            using (_writer.Block(header))
            {
                _writer.Line(check);
                CheckClasses(isRow ? "input" : "inputs");
                PackedCall(pass, isRow, end);
            }
        }
    }

    /// <summary>A pass over packed rows, which lie in spans named <c>input</c> and <c>output</c>, or <c>inputs</c> and <c>outputs</c>.</summary>
    private void PackedCall(string pass, bool isRow, string end)
    {
        string s = isRow ? "" : "s";
        if (HasSeveralInputs)
        {
            _writer.Line($"ref {T} packed = ref {First("input" + s)};");
        }

        if (HasSeveralOutputs)
        {
            _writer.Line($"ref {T} packedOutput{s} = ref {First("output" + s)};");
        }

        string Stride(string size) => isRow ? "" : ", " + size;
        string inputs = HasSeveralInputs ? string.Join(", ", plan.Facts.Inputs.Select(input => $"ref {At("packed", Literals.Integer(input.FirstColumn))}{Stride(PackedSize)}")) : "ref " + First("input" + s);
        string outputs = HasSeveralOutputs ? string.Join(", ", Outputs.Select(output => $"ref {At("packedOutput" + s, Literals.Integer(output.FirstColumn))}{Stride(PackedOutputs)}")) : "ref " + First("output" + s);
        _writer.Line($"{pass}({inputs}, {outputs}{end});");
    }

    private void RowInArrayOfSeveral()
    {
        string inherited = $"/// <inheritdoc cref=\"Predict({string.Join(", ", InputNames.Select(input => $"global::System.ReadOnlySpan{{{ElementOf(input)}}}").Concat(OutputNames.Select(_ => $"global::System.Span{{{T}}}")))})\"/>";
        _writer.Blank();
        if (!HasSeveralOutputs)
        {
            _writer.Line($$"""
                /// <summary>The output of one row, in an array of its own.</summary>
                {{inherited}}
                {{GeneratedCode}}
                public {{T}}[] Predict({{RowParameters}})
                {
                    {{T}}[] output = new {{T}}[OutputSize];
                    Predict({{RowArguments}}, output);
                    return output;
                }
                """);
            return;
        }

        _writer.Line("/// <summary>The outputs of one row, each in an array of its own.</summary>");
        _writer.Line(inherited);
        _writer.Line(GeneratedCode);
        using (_writer.Block($"public ({Join(OutputNames, output => $"{T}[] {PageNames.Escape(output.Field)}")}) Predict({RowParameters})"))
        {
            foreach (PortName output in OutputNames)
            {
                _writer.Line($"{T}[] {PageNames.Escape(output.Row)} = new {T}[{output.Size}];");
            }

            string outputs = Join(OutputNames, output => PageNames.Escape(output.Row));
            _writer.Line($"Predict({RowArguments}, {outputs});");
            _writer.Line($"return ({outputs});");
        }
    }

    /// <summary>The class of each output that has classes.</summary>
    private void ClassifySeveral()
    {
        foreach ((BuiltOutput output, PortName name, int i) in Outputs.Select((output, i) => (output, OutputNames[i], i)).Where(port => port.output.Kind != "Values"))
        {
            string own = $"output.Slice({Literals.Integer(output.FirstColumn)}, {name.Size})";
            string what = output.Steps == 1 ? "The class of one row" : $"The class of each of the {Literals.Integer(output.Steps)} steps of one row";
            _writer.Blank();
            _writer.Line($$"""
                /// <summary>{{what}} by {{output.Name}}: the index of the largest element, or of a single one 1 for yes and 0 for no.</summary>
                /// <exception cref="global::System.ArgumentException">{{(output.Steps == 1 ? "The input has" : "The input, or the room for the classes, has")}} another length.</exception>
                /// <exception cref="global::System.ArithmeticException">An element is not a number.</exception>
                {{GeneratedCode}}
                public {{ClassesOf(output)}} {{name.Classify}}({{RowParameters}}{{RoomForClasses(output)}})
                {
                    global::System.Span<{{T}}> output = {{PackedOutputs}} <= 1024 ? stackalloc {{T}}[{{PackedOutputs}}] : new {{T}}[{{PackedOutputs}}];
                    Predict({{RowArguments}}, {{string.Join(", ", Outputs.Select((other, j) => $"output.Slice({Literals.Integer(other.FirstColumn)}, {OutputNames[j].Size})"))}});
                    {{(output.Steps == 1 ? "return " : "")}}global::NnGen.Classification.Classify<{{T}}>({{own}}, global::NnGen.NetworkFacts.Of<{{Self}}, {{T}}>().Outputs[{{Literals.Integer(i)}}]{{ClassesArgument(output)}});
                }
                """);
        }
    }

    /// <summary>A class is returned; the classes of several steps go where the caller wants them.</summary>
    private static string ClassesOf(BuiltOutput output) => output.Steps == 1 ? "int" : "void";

    private static string RoomForClasses(BuiltOutput output) => output.Steps == 1 ? "" : ", global::System.Span<int> classes";

    private static string ClassesArgument(BuiltOutput output) => output.Steps == 1 ? "" : ", classes";

    /// <summary>The forward passes of training: targets for each output, as labels where its loss takes some, and as values where it does.</summary>
    private void ForwardDoorsOfSeveral()
    {
        foreach (IReadOnlyList<TargetDoor> doors in TargetDoors())
        {
            string parameters = string.Join(", ", doors.Select(door => $"{ReadOnly(door.Type)} {PageNames.Escape(door.Name)}"));
            string arguments = string.Join(", ", doors.Select(door => PageNames.Escape(door.Name)));
            _writer.Blank();
            _writer.Line("/// <summary>The outputs and the loss of a batch. The tape keeps what <see cref=\"Backward(Tape, Gradients)\"/> needs. Allocates nothing.</summary>");
            RowsDocs(", at most as many as the tape has room for");
            foreach (TargetDoor door in doors)
            {
                _writer.Line($"/// <param name=\"{door.Name}\">{door.Meaning}</param>");
            }

            _writer.Line($$"""
                /// <param name="tape">The tape.</param>
                /// <returns>The loss: {{ArchitectureText.LossInWords(plan)}}.</returns>
                {{GeneratedCode}}
                public {{T}} Forward({{RowsParameters}}, {{parameters}}, Tape tape)
                {
                    global::System.ArgumentNullException.ThrowIfNull(tape);
                    tape.Set({{RowsArguments}}, {{arguments}});
                    return {{ForwardPasses}};
                }
                """);
        }
    }

    /// <summary>What the tape is given by the user's doors.</summary>
    private void SettersOfSeveral()
    {
        foreach (IReadOnlyList<TargetDoor> doors in TargetDoors())
        {
            _writer.Blank();
            string parameters = string.Join(", ", doors.Select(door => $"{ReadOnly(door.Type)} {PageNames.Escape(door.Name)}"));
            using (_writer.Block($"internal void Set({RowsParameters}, {parameters})"))
            {
                for (int i = 0; i < InputNames.Count; i++)
                {
                    string rows = $"{PageNames.Escape(InputNames[i].Rows)}, {Literals.Text(InputNames[i].Rows)}";
                    _writer.Line(HasSeveralInputs ? $"SetInput({Literals.Integer(i)}, {rows});" : $"SetInputs({rows});");
                }

                for (int i = 0; i < doors.Count; i++)
                {
                    string number = HasSeveralOutputs ? Literals.Integer(i) + ", " : "";
                    _writer.Line($"{doors[i].Setter}({number}{PageNames.Escape(doors[i].Name)}, {Literals.Text(doors[i].Name)});");
                }

                if (HasSeveralOutputs)
                {
                    _writer.Line("SetScales();");
                }
            }
        }

    }

    /// <summary>For each forward pass what it takes for each output: class numbers wherever they can be, and values wherever they can be.</summary>
    private IEnumerable<IReadOnlyList<TargetDoor>> TargetDoors()
    {
        bool[] choices = Outputs.Any(output => output.Loss.Targets is (Labels: true, Values: true))
            ? [true, false]
            : [Outputs.Any(output => output.Loss.Targets.Labels)];
        return choices.Select(prefersLabels => (IReadOnlyList<TargetDoor>)[.. Outputs.Select((output, i) => Door(output, OutputNames[i], prefersLabels))]);

        TargetDoor Door(BuiltOutput output, PortName name, bool prefersLabels)
        {
            bool isLabel = prefersLabels ? output.Loss.Targets.Labels : !output.Loss.Targets.Values;
            string suffix = HasSeveralOutputs ? $" of {output.Name}" : "";
            return isLabel
                ? new("int", HasSeveralOutputs ? name.Rows : "labels", $"{LabelsInWords(output)}{suffix}.", "SetLabels")
                : new(T, HasSeveralOutputs ? name.Rows : "targets", $"Rows of {Literals.Integer(output.Shape.Size)} targets{suffix}.", "SetTargets");
        }
    }

    private static string LabelsInWords(BuiltOutput output) => output.MaxLabels > 0 ? $"{Literals.Integer(output.MaxLabels)} class numbers a row, -1 behind the last label"
        : output.Steps == 1 ? "One class number a row"
        : $"{Literals.Integer(output.Steps)} class numbers a row, one for each step";

    /// <summary>What a forward pass takes for an output.</summary>
    private sealed record TargetDoor(string Type, string Name, string Meaning, string Setter);

    private static string ReadOnly(string type) => $"global::System.ReadOnlySpan<{type}>";

    private static string First(string span) => $"NnGenMemory::MemoryMarshal.GetReference({span})";

    private static string Join(IEnumerable<PortName> ports, Func<PortName, string> text) => string.Join(", ", ports.Select(text));
}
