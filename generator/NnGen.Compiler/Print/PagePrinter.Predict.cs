using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>Prediction: the doors, and the passes over one row and over many.</summary>
internal sealed partial class PagePrinter
{
    private bool HasScratch => plan.PredictBatch is { OnStack: false, ScratchLength: > 0 } || plan.Predict is { OnStack: false, ScratchLength: > 0 } || plan.Step?.Program is { OnStack: false, ScratchLength: > 0 };

    private int ScratchLength => Math.Max(Math.Max(plan.Predict.ScratchLength, plan.PredictBatch.ScratchLength), plan.Step?.Program.ScratchLength ?? 0);

    private void PredictDoors()
    {
        if (Ports.AreSeveral)
        {
            PredictDoorsOfSeveral();
            return;
        }

        _writer.Blank();
        _writer.Line($$"""
            /// <summary>The output of one row. Allocates nothing; any number of threads may call it at once.</summary>
            /// <param name="input">{{plan.Facts.InputShape.Size}} elements, of shape {{plan.Facts.InputShape}}{{LayoutOf(plan.Facts.Inputs[0])}}.</param>
            /// <param name="output">Room for {{plan.Facts.OutputShape.Size}} elements, of shape {{plan.Facts.OutputShape}}.</param>
            /// <exception cref="global::System.ArgumentException">A length differs.</exception>
            {{GeneratedCode}}
            public void Predict(global::System.ReadOnlySpan<{{T}}> input, global::System.Span<{{T}}> output)
            {
                global::NnGen.NetworkArguments.CheckRow({{Literals.Text(Name)}}, input.Length, InputSize, output.Length, OutputSize);
            """);
        using (_writer.Indent())
        {
            CheckClasses("input");
            Dispatch(width => $"PredictRow<{RowWidths(width)}>", ["input", "output"]);
        }

        _writer.Line("}");
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>The outputs of any number of rows. Allocates nothing; any number of threads may call it at once.</summary>
            /// <param name="inputs">Rows of {{plan.Facts.InputShape.Size}} elements.</param>
            /// <param name="outputs">Room for as many rows of {{plan.Facts.OutputShape.Size}} elements.</param>
            /// <exception cref="global::System.ArgumentException">A length is no multiple of the row's, or the numbers of rows differ.</exception>
            {{GeneratedCode}}
            public void PredictBatch(global::System.ReadOnlySpan<{{T}}> inputs, global::System.Span<{{T}}> outputs)
            {
                global::NnGen.NetworkArguments.CheckRows({{Literals.Text(Name)}}, inputs.Length, InputSize, outputs.Length, OutputSize);
            """);
        using (_writer.Indent())
        {
            CheckClasses("inputs");
            Dispatch(width => $"PredictRows<{Num(width.Logical)}, {Num(width.Physical)}>", ["inputs", "outputs", .. HasScores ? ["default"] : Array.Empty<string>()]);
        }

        _writer.Line("}");
    }

    /// <summary>The contracts that the library calls a network by.</summary>
    private void Contract()
    {
        if (Ports.AreSeveral)
        {
            ContractOfSeveral();
        }
        else
        {
            _writer.Blank();
            using (_writer.Block($"void global::NnGen.INetwork<{Self}, {T}>.PredictAt<V, P>(global::System.ReadOnlySpan<{T}> input, global::System.Span<{T}> output)"))
            {
                _writer.Line($"global::NnGen.NetworkArguments.CheckRow({Literals.Text(Name)}, input.Length, InputSize, output.Length, OutputSize);");
                CheckClasses("input");
                _writer.Line($"PredictRow<{RowTypes}>(input, output);");
            }

            _writer.Blank();
            using (_writer.Block($"void global::NnGen.INetwork<{Self}, {T}>.PredictBatchAt<V, P>(global::System.ReadOnlySpan<{T}> inputs, global::System.Span<{T}> outputs)"))
            {
                _writer.Line($"global::NnGen.NetworkArguments.CheckRows({Literals.Text(Name)}, inputs.Length, InputSize, outputs.Length, OutputSize);");
                CheckClasses("inputs");
                _writer.Line($"PredictRows<V, P>(inputs, outputs{NoScores});");
            }
        }

        EvaluateRows();
        if (plan.Training is TrainingProgram training)
        {
            TrainingContract(training);
        }
    }

    /// <summary>Rows as structs, whose lengths the C# compiler checks, where they are small enough to live on a stack.</summary>
    private void TypedRows()
    {
        if (Ports.AreSeveral)
        {
            RowInArrayOfSeveral();
            return;
        }

        _writer.Blank();
        _writer.Line($$"""
            /// <summary>The output of one row, in an array of its own.</summary>
            /// <inheritdoc cref="Predict(global::System.ReadOnlySpan{{{T}}}, global::System.Span{{{T}}})"/>
            {{GeneratedCode}}
            public {{T}}[] Predict(global::System.ReadOnlySpan<{{T}}> input)
            {
                {{T}}[] output = new {{T}}[OutputSize];
                Predict(input, output);
                return output;
            }
            """);
        if (!HasTypedRows(plan.Facts))
        {
            return;
        }

        _writer.Blank();
        _writer.Line($$"""
            /// <summary>One row of inputs, of shape {{plan.Facts.InputShape}}{{LayoutOf(plan.Facts.Inputs[0])}}: a fixed length, so a wrong one does not compile.</summary>
            [global::System.Runtime.CompilerServices.InlineArray({{plan.Facts.InputShape.Size}})]
            public struct InputRow
            {
                private {{T}} _first;
            }

            /// <summary>One row of outputs, of shape {{plan.Facts.OutputShape}}.</summary>
            [global::System.Runtime.CompilerServices.InlineArray({{plan.Facts.OutputShape.Size}})]
            public struct OutputRow
            {
                private {{T}} _first;
            }

            /// <summary>The output of one row, of fixed length like its input.</summary>
            {{GeneratedCode}}
            public OutputRow Predict(in InputRow input)
            {
                OutputRow output = default;
                Predict((global::System.ReadOnlySpan<{{T}}>)input, (global::System.Span<{{T}}>)output);
                return output;
            }
            """);
    }

    /// <summary>Whether the rows get types of their own: both of up to 16 KB.</summary>
    internal static bool HasTypedRows(PlanFacts facts) =>
        Math.Max(facts.InputShape.Size, facts.OutputShape.Size) <= 16 * 1024 / (facts.IsDouble ? sizeof(double) : sizeof(float));

    /// <summary>What a prediction is worth: the class, and the figures over a data set.</summary>
    private void Judge()
    {
        Classes();
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>The loss and the metrics over a data set, and what <paramref name="options"/> asks for beyond them.</summary>
            public global::NnGen.EvaluationReport Evaluate(global::NnGen.TrainingData<{{T}}> data, global::NnGen.EvaluationOptions? options = null) => global::NnGen.Trainer.Evaluate<{{Self}}, {{T}}>(this, data, options);
            """);
    }

    /// <summary>The class of a row, of each output that has classes.</summary>
    private void Classes()
    {
        if (HasSeveralOutputs)
        {
            ClassifySeveral();
        }
        else if (Outputs[0].Kind is not ("Values" or "Transcripts"))
        {
            _writer.Blank();
            int steps = Outputs[0].Steps;
            _writer.Line($$"""
                /// <summary>{{(steps == 1 ? "The class of one row: the index of the largest output" : $"The class of each of the {Literals.Integer(steps)} steps of one row: the index of its largest output")}}, or of one output 1 for yes and 0 for no.</summary>
                /// <exception cref="global::System.ArgumentException">{{(steps == 1 ? "The input has" : "The input, or the room for the classes, has")}} another length.</exception>
                /// <exception cref="global::System.InvalidOperationException">An output is not a number.</exception>
                {{GeneratedCode}}
                public {{ClassesOf(Outputs[0])}} Classify({{RowParameters}}{{RoomForClasses(Outputs[0])}})
                {
                    global::System.Span<{{T}}> output = OutputSize <= 1024 ? stackalloc {{T}}[OutputSize] : new {{T}}[OutputSize];
                    Predict({{RowArguments}}, output);
                    {{(steps == 1 ? "return " : "")}}global::NnGen.Classification.Classify<{{T}}>(output, global::NnGen.NetworkFacts.Of<{{Self}}, {{T}}>(){{ClassesArgument(Outputs[0])}});
                }
                """);
        }
    }

    /// <summary>Outputs and scores, and the loss of each row from one of them and targets: what evaluation sums up, in double.</summary>
    private void EvaluateRows()
    {
        if (HasScores)
        {
            _writer.Blank();
            using (_writer.Block($"void global::NnGen.INetwork<{Self}, {T}>.PredictScoresAt<V, P>({ReadOnly(T)} inputs, global::System.Span<{T}> outputs, global::System.Span<{T}> scores)"))
            {
                _writer.Line($"int rows = global::NnGen.NetworkArguments.CheckRows({Literals.Text(Name)}, inputs.Length, {PackedSize}, outputs.Length, {PackedOutputs});");
                _writer.Line($"global::NnGen.NetworkArguments.CheckOutputs({Literals.Text(Name)}, rows, scores.Length, {PackedOutputs});");
                CheckClasses("inputs");
                if (Ports.AreSeveral)
                {
                    PackedCall("PredictRows<V, P>", isRow: false, ", rows, scores");
                }
                else
                {
                    _writer.Line("PredictRows<V, P>(inputs, outputs, scores);");
                }
            }
        }

        const string buffer = "global::NnGen.AlignedBuffer<double>";
        int losses = Outputs.Sum(output => output.Steps);
        int targets = Outputs.Sum(output => output.TargetShape.Size);
        _writer.Blank();
        _writer.Call($"void global::NnGen.INetwork<{Self}, {T}>.LossOfRowsAt<V>", [$"{buffer} values", $"{buffer} targets", $"{buffer} losses", "int rows"], end: ")");
        _writer.Line("{");
        using (_writer.Indent())
        {
            _writer.Line($"global::NnGen.NetworkArguments.CheckLossOfRows({Literals.Text(Name)}, values, targets, losses, rows, {PackedOutputs}{(losses > 1 || targets != plan.Facts.OutputShape.Size ? ", " + Literals.Integer(losses) : "")}{(targets != plan.Facts.OutputShape.Size ? ", " + Literals.Integer(targets) : "")});");
            foreach (Step step in plan.Evaluation)
            {
                Call(step, evaluation, (place, _) => At(
                    place.Area switch { Plan.Area.Scores => "values.Reference", Plan.Area.Targets => "targets.Reference", _ => "losses.Reference" },
                    place.Start == 0 ? "0" : place.Start == 1 ? "rows" : $"rows * {Literals.Integer(place.Start)}"));
            }
        }

        _writer.Line("}");
    }

    private void OneRow()
    {
        if (Ports.AreSeveral)
        {
            OneRowOfSeveral();
            return;
        }

        _writer.Blank();
        using (_writer.Block($"private void PredictRow<{RowTypes}>(global::System.ReadOnlySpan<{T}> input, global::System.Span<{T}> output)\n{RowConstraints}"))
        {
            _writer.Line(Weights);
            Room(plan.Predict);
            IReadOnlyList<Loop> loops = [.. Roller.Roll(plan.Predict.Prepare), .. Roller.Roll(plan.Predict.Steps)];
            OneRowOnly(loops);
            Address locals = Locals(loops, (place, motion) => RowsAddress(place, motion, plan.Predict, "input", "output", "0", "0"), "input", "output", "w", "s", "rows", "scratch");
            Steps(loops, locals);
        }
    }

    /// <summary>The number of rows of a single one, for kernels that take any.</summary>
    private void OneRowOnly(IEnumerable<Loop> loops)
    {
        if (loops.SelectMany(loop => loop.Body).Any(step => factory.Get(step.First.Spec).Indices.Contains("rows")))
        {
            _writer.Line("const int rows = 1;");
        }
    }

    private void ManyRows()
    {
        if (Ports.AreSeveral)
        {
            ManyRowsOfSeveral();
            return;
        }

        RowsProgram program = plan.PredictBatch;
        _writer.Blank();
        using (_writer.Block($"private void PredictRows<V, P>(global::System.ReadOnlySpan<{T}> inputs, global::System.Span<{T}> outputs{(HasScores ? ", " + ScoresParameter : "")})\n    where V : struct, NnGenNumerics::ILanes<V, {T}>\n    where P : struct, NnGenNumerics::ILanes<P, {T}>"))
        {
            _writer.Line(Weights);
            Room(program);
            var shared = new Dictionary<Place, string>();
            IReadOnlyList<Loop> prepare = Roller.Roll(program.Prepare);
            Steps(prepare, Locals(prepare, (place, motion) => RowsAddress(place, motion, program, "inputs", "outputs", "0", "0"), shared, "inputs", "outputs", "scores", "w", "s", "rows", "first", "left", "scratch"));
            if (program.Prepare.Count > 0)
            {
                _writer.Blank();
            }

            bool isOnePass = program.ElementsPerRow == 0;
            if (isOnePass)
            {
                _writer.Line("int rows = inputs.Length / InputSize;");
                Body();
                return;
            }

            // Between the layers there is room for so many rows.
            _writer.Line($"for (int first = 0, left = inputs.Length / InputSize; left > 0; first += {program.ChunkRows}, left -= {program.ChunkRows})");
            _writer.Line("{");
            using (_writer.Indent())
            {
                _writer.Line($"int rows = global::System.Math.Min(left, {program.ChunkRows});");
                Body();
            }

            _writer.Line("}");

            void Body()
            {
                string input = isOnePass ? "0" : "first * InputSize";
                string output = isOnePass ? "0" : "first * OutputSize";
                IReadOnlyList<Loop> loops = Roller.Roll(program.Steps);
                Address locals = Locals(loops, (place, motion) => RowsAddress(place, motion, program, "inputs", "outputs", input, output), shared, "inputs", "outputs", "scores", "w", "s", "rows", "first", "left", "scratch");
                Steps(loops, locals);
                CopyScores(program, locals, output);
            }
        }
    }

    /// <summary>Whether evaluation takes the values before a last activation too.</summary>
    private bool HasScores => plan.PredictBatch.Scores.Count > 0;

    /// <summary>The pass over many rows has room for the scores too; nobody else than evaluation gives it any.</summary>
    private string ScoresParameter => $"global::System.Span<{T}> scores";

    private string NoScores => HasScores ? ", default" : "";

    private void CopyScores(RowsProgram program, Address locals, string offset)
    {
        if (program.Scores.Count == 0)
        {
            return;
        }

        _writer.Line($"// {string.Join(", ", program.Scores.Select(place => place.Name))}: for evaluation, which computes the loss from what the last activation is computed from");
        using (_writer.Block("if (!scores.IsEmpty)"))
        {
            for (int i = 0; i < program.Scores.Count; i++)
            {
                Place place = program.Scores[i];
                _writer.Line($"global::NnGen.NetworkRows.Copy(ref {locals(place)}, {Literals.Integer(place.Stride)}, ref {In("scores", Sums.Of(offset, Outputs[i].FirstColumn))}, {PackedOutputs}, rows, {OutputNames[i].Size});");
            }
        }
    }

    /// <summary>The room for the values between layers.</summary>
    private void Room(RowsProgram program)
    {
        if (program.ScratchLength == 0)
        {
            return;
        }

        if (program.OnStack)
        {
            _writer.Line($"global::System.Span<{T}> s = global::NnGen.StackMemory.AlignSpan(stackalloc {T}[{Literals.Integer(program.ScratchLength)} + {plan.Facts.Lanes}]); // {Literals.Integer(program.ElementsPerRow)} a row, and one vector to align");
        }
        else
        {
            _writer.Line($"using global::NnGen.ScratchLease<{T}> scratch = _scratch.Rent(out global::System.Span<{T}> s); // {Literals.Integer(program.ElementsPerRow)} a row");
        }
    }

    private void Scratch()
    {
        if (!HasScratch)
        {
            return;
        }

        _writer.Blank();
        _writer.Line($$"""
            /// <summary>Room for the values between the layers: too many for the stack.</summary>
            private readonly global::NnGen.NetworkScratch<{{T}}> _scratch = new({{Literals.Integer(ScratchLength)}});
            """);
    }

    private string RowsAddress(Place place, PlaceMotion motion, RowsProgram program, string input, string output, string inputOffset, string outputOffset) => place.Area switch
    {
        Plan.Area.Input => InputAddress(input, Sums.Of(Sums.Of(inputOffset, place.Column), motion)),
        Plan.Area.Output => outputOffset == "0" ? At(First(output), Sums.Of(Literals.Integer(place.Column), motion)) : In(output, Sums.Of(Sums.Of(outputOffset, place.Column), motion)),
        Plan.Area.Parameters => In("w", OffsetName(place.Start + place.Column, motion)),
        Plan.Area.Workspace => In("s", Sums.Of(Literals.Integer((long)program.WorkspaceStart + place.Start + place.Column), motion)),
        _ => In("s", Sums.Of(Literals.Integer((long)place.Start * program.ChunkRows + place.Column), motion, program.ChunkRows)),
    };

    private static string InputAddress(string input, string offset) => First(offset == "0" ? input : $"{input}.Slice({offset})");

    /// <summary>The parameters, as all passes have them.</summary>
    private string Weights => $"global::System.Span<{T}> w = Parameters.Span;";

    /// <summary>A call by the machine's vector width: a question that the JIT answers when it compiles.</summary>
    private void Dispatch(Func<(int Bits, string Logical, string Physical), string> method, IReadOnlyList<string> arguments)
    {
        IReadOnlyList<(int Bits, string Logical, string Physical)> widths = names.Widths;
        string[] conditions = [.. widths.Select((width, i) => i == widths.Count - 1 ? "else" : $"{(i == 0 ? "if" : "else if")} (NnGenIntrinsics::Vector{width.Bits}.IsHardwareAccelerated)")];
        string[] calls = [.. widths.Select(width => $"{method(width)}({string.Join(", ", arguments)});")];
        bool fits = conditions.Zip(calls, Line).All(_writer.Fits);
        for (int i = 0; i < widths.Count; i++)
        {
            if (fits)
            {
                _writer.Line(Line(conditions[i], calls[i]));
                continue;
            }

            _writer.Line(conditions[i]);
            using (_writer.Indent())
            {
                _writer.Call(method(widths[i]), arguments);
            }
        }

        static string Line(string condition, string call) => $"{condition} {{ {call} }}";
    }

    /// <summary>Whether the pass over one row has tiles: over the positions of a sequence, for instance.</summary>
    private bool HasTilesInRow => plan.Predict.Steps.Any(step => factory.Get(step.Spec).UsesPhysical);

    private string RowTypes => HasTilesInRow ? "V, P" : "V";

    private string RowConstraints => $"    where V : struct, NnGenNumerics::ILanes<V, {T}>{(HasTilesInRow ? $"\n    where P : struct, NnGenNumerics::ILanes<P, {T}>" : "")}";

    private string RowWidths((int Bits, string Logical, string Physical) width) => Num(width.Logical) + (HasTilesInRow ? ", " + Num(width.Physical) : "");

    private static string Num(string type) => "NnGenNumerics::" + type;
}
