using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>One step of time: the state, the doors, and the pass over any number of streams.</summary>
internal sealed partial class PagePrinter
{
    /// <summary>The contract of a network that runs step by step; nothing for others.</summary>
    private string StreamingContract => plan.Step is null ? "" : $", global::NnGen.IStreamingNetwork<{Self}, {T}, {Self}.State>";

    private void StepDoors(StepProgram step)
    {
        string length = Literals.Integer(step.StateLength);
        Constant("int", "StepInputSize", Literals.Integer(step.InputShape.Size), $"The number of inputs of one step of time, of shape {step.InputShape}.");
        Constant("int", "StepOutputSize", Literals.Integer(step.OutputShape.Size), $"The number of outputs of one step of time, of shape {step.OutputShape}.");
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>What a stream carries from step to step. A value: a copy goes its own way from there on. New, it stands before the first step.</summary>
            [global::System.Runtime.CompilerServices.InlineArray({{length}})]
            public struct State
            {
            {{string.Join("\n", step.States.Select(state => $"    // {state.Name}[{Literals.Integer(state.Columns)}], from {Literals.Integer(state.Column)} on"))}}
                private {{T}} _first;

                /// <summary>Back to before the first step.</summary>
                public void Reset() => this = default;
            }

            /// <summary>The output of a step of time, with the bits of the whole sequence there. Allocates nothing; threads may call it on their own states.</summary>
            /// <param name="input">{{step.InputShape.Size}} elements, of shape {{step.InputShape}}.</param>
            /// <param name="state">What the steps before have left; changed to what this one leaves.</param>
            /// <param name="output">Room for {{step.OutputShape.Size}} elements, of shape {{step.OutputShape}}.</param>
            /// <exception cref="global::System.ArgumentException">A length differs, or the state has a number that is not finite{{EndOfStream(step)}}.</exception>
            {{GeneratedCode}}
            public void Step(global::System.ReadOnlySpan<{{T}}> input, ref State state, global::System.Span<{{T}}> output)
            {
                global::NnGen.NetworkArguments.CheckRow({{Literals.Text(Name)}}, input.Length, StepInputSize, output.Length, StepOutputSize);
                global::System.Span<{{T}}> states = state;
                global::NnGen.NetworkArguments.CheckStates<{{T}}>({{Literals.Text(Name)}}, states);
            """);
        using (_writer.Indent())
        {
            CheckCount("states");
            CheckClassesOfStep("input");
            if (HasStepRoom(step))
            {
                _writer.Line($"global::System.Span<{T}> s = global::NnGen.StackMemory.AlignSpan(stackalloc {T}[{Literals.Integer(Math.Max(step.Program.ElementsPerRow, step.Alone?.ElementsPerRow ?? 0) + step.Program.WorkspaceLength)} + {plan.Facts.Lanes}]);");
            }

            Dispatch(width => $"{(step.Alone is null || width.Bits <= 128 ? "StepRows" : "StepAlone")}<{Num(width.Logical)}, {Num(width.Physical)}>", ["input", "states", "output", .. HasStepRoom(step) ? new[] { "s" } : []]);
        }

        _writer.Line("}");
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>The outputs of one step of time of many streams. Allocates nothing.</summary>
            /// <param name="inputs">{{step.InputShape.Size}} elements for each stream.</param>
            /// <param name="states">The state of each stream; changed.</param>
            /// <param name="outputs">Room for {{step.OutputShape.Size}} elements for each stream.</param>
            /// <exception cref="global::System.ArgumentException">The numbers of streams differ, or a state has a number that is not finite{{EndOfStream(step)}}.</exception>
            {{GeneratedCode}}
            public void StepBatch(global::System.ReadOnlySpan<{{T}}> inputs, global::System.Span<State> states, global::System.Span<{{T}}> outputs)
            {
                {{CheckStreams}}
            """);
        using (_writer.Indent())
        {
            CheckCount("all");
            CheckClassesOfStep("inputs");
            Dispatch(width => $"{StreamsPass}<{Num(width.Logical)}, {Num(width.Physical)}>", ["inputs", "all", "outputs"]);
        }

        _writer.Line("}");
    }

    private string CheckStreams => $"global::System.Span<{T}> all = global::NnGen.NetworkArguments.CheckStreams<State, {T}>({Literals.Text(Name)}, inputs.Length, StepInputSize, states, outputs.Length, StepOutputSize);";

    /// <summary>A stream whose steps are counted ends with the sequence that was declared.</summary>
    private void CheckCount(string states)
    {
        if (plan.Step is { Count: Place count } step)
        {
            _writer.Line($"global::NnGen.NetworkArguments.CheckSteps<{T}>({Literals.Text(Name)}, {states}, {Literals.Integer(step.StateLength)}, {Literals.Integer(count.Column)}, {Literals.Integer(step.Limit)});");
        }
    }

    private string EndOfStream(StepProgram step) => step.Count is null ? "" : $", or a stream has made its {Literals.Integer(step.Limit)} steps";

    private void CheckClassesOfStep(string rows)
    {
        if (plan.Facts.Inputs[0].HasClasses)
        {
            _writer.Line($"global::NnGen.NetworkArguments.CheckClasses(Info, 0, {rows}, nameof({rows}));");
        }
    }

    /// <summary>The contract that the library calls the steps by.</summary>
    private void StepContract()
    {
        string contract = $"global::NnGen.IStreamingNetwork<{Self}, {T}, {Self}.State>";
        _writer.Blank();
        _writer.Line($$"""
            static int {{contract}}.StepInputSize => StepInputSize;

            static int {{contract}}.StepOutputSize => StepOutputSize;

            void {{contract}}.StepBatchAt<V, P>(global::System.ReadOnlySpan<{{T}}> inputs, global::System.Span<State> states, global::System.Span<{{T}}> outputs)
            {
                {{CheckStreams}}
            """);
        using (_writer.Indent())
        {
            CheckCount("all");
            _writer.Line($"{StreamsPass}<V, P>(inputs, all, outputs);");
        }

        _writer.Line("}");
    }

    /// <summary>Whether a step has room between its layers on the stack: of a size that is known for one stream, which clears little then, and found out for many.</summary>
    private static bool HasStepRoom(StepProgram step) => step.Program.OnStack && step.Program.ScratchLength > 0;

    /// <summary>The pass over streams that has its room.</summary>
    private string StreamsPass => HasStepRoom(plan.Step!) ? "StepStreams" : "StepRows";

    /// <summary>Room for as many streams as there are, up to a chunk.</summary>
    private void StepStreams(RowsProgram program)
    {
        string capacity = $"global::System.Math.Min(inputs.Length / StepInputSize, {Literals.Integer(program.ChunkRows)})";
        string room = $"stackalloc {T}[{capacity} * {Literals.Integer(program.ElementsPerRow)} + {Literals.Integer(program.WorkspaceLength + plan.Facts.Lanes)}]";
        _writer.Blank();
        _writer.Line($"private void StepStreams<V, P>(global::System.ReadOnlySpan<{T}> inputs, global::System.Span<{T}> states, global::System.Span<{T}> outputs)\n    where V : struct, NnGenNumerics::ILanes<V, {T}>\n    where P : struct, NnGenNumerics::ILanes<P, {T}> =>");
        _writer.Line($"    StepRows<V, P>(inputs, states, outputs, global::NnGen.StackMemory.AlignSpan({room}));");
    }

    private void StepRows(StepProgram step)
    {
        RowsProgram program = step.Program;
        if (step.Alone is RowsProgram alone)
        {
            StepAlone(step, alone);
        }

        string[] taken = ["inputs", "states", "outputs", "w", "s", "rows", "first", "left", "capacity", "scratch"];
        if (HasStepRoom(step))
        {
            StepStreams(program);
        }

        string room = HasStepRoom(step) ? $", global::System.Span<{T}> s" : "";
        _writer.Blank();
        using (_writer.Block($"private void StepRows<V, P>(global::System.ReadOnlySpan<{T}> inputs, global::System.Span<{T}> states, global::System.Span<{T}> outputs{room})\n    where V : struct, NnGenNumerics::ILanes<V, {T}>\n    where P : struct, NnGenNumerics::ILanes<P, {T}>"))
        {
            _writer.Line(Weights);
            _writer.Line($"int capacity = global::System.Math.Min(inputs.Length / StepInputSize, {Literals.Integer(program.ChunkRows)});");
            if (!program.OnStack)
            {
                Room(program);
            }

            var shared = new Dictionary<Place, string>();
            IReadOnlyList<Loop> prepare = Unrolled(program.Prepare);
            Steps(prepare, Locals(prepare, (place, _) => StepAddress(place, step, "0"), shared, taken));
            _writer.Line("for (int first = 0, left = inputs.Length / StepInputSize; left > 0; first += capacity, left -= capacity)");
            _writer.Line("{");
            using (_writer.Indent())
            {
                _writer.Line("int rows = global::System.Math.Min(left, capacity);");
                IReadOnlyList<Loop> loops = Unrolled(program.Steps);
                Steps(loops, Locals(loops, (place, _) => StepAddress(place, step, "first"), shared, taken));
            }

            _writer.Line("}");
        }
    }

    /// <summary>The pass over one stream, with what is small in one kernel.</summary>
    private void StepAlone(StepProgram step, RowsProgram alone)
    {
        string room = HasStepRoom(step) ? $", global::System.Span<{T}> s" : "";
        _writer.Blank();
        using (_writer.Block($"private void StepAlone<V, P>(global::System.ReadOnlySpan<{T}> input, global::System.Span<{T}> state, global::System.Span<{T}> output{room})\n    where V : struct, NnGenNumerics::ILanes<V, {T}>\n    where P : struct, NnGenNumerics::ILanes<P, {T}>"))
        {
            _writer.Line(Weights);
            IReadOnlyList<Loop> loops = Unrolled([.. alone.Prepare, .. alone.Steps]);
            OneRowOnly(loops);
            Steps(loops, Locals(loops, (place, _) => AddressAlone(place, alone), "input", "state", "output", "w", "s", "rows"));
        }
    }

    private string AddressAlone(Place place, RowsProgram alone) => place.Area switch
    {
        Plan.Area.States => In("state", Literals.Integer(place.Column)),
        Plan.Area.Rows => In("s", Literals.Integer(place.Start + place.Column)),
        Plan.Area.Workspace => In("s", Literals.Integer(alone.ElementsPerRow + place.Start + place.Column)),
        Plan.Area.Parameters when place.Stride == 0 && place.Columns == 0 => In("w", "0"),
        _ => RowsAddress(place, default, alone, "input", "output", "0", "0"),
    };

    /// <summary>Steps one by one: where a value lies depends on the capacity, and no loop moves by that.</summary>
    private static IReadOnlyList<Loop> Unrolled(IReadOnlyList<Step> steps) => [.. steps.Select(step => new Loop(1, [LoopStep.Alone(step)]))];

    private string StepAddress(Place place, StepProgram step, string first)
    {
        string Row(string size) => first == "0" ? "0" : $"{first} * {size}";
        string Times(int start) => start == 0 ? "0" : $"capacity * {Literals.Integer(start)}";
        return place.Area switch
        {
            Plan.Area.States => In("states", Sums.Of(Row(Literals.Integer(step.StateLength)), place.Column)),
            Plan.Area.Rows => In("s", Sums.Of(Times(place.Start), place.Column)),
            Plan.Area.Workspace => In("s", Sums.Of(Times(step.Program.ElementsPerRow), place.Start + place.Column)),
            _ => RowsAddress(place, default, step.Program, "inputs", "outputs", Row("StepInputSize"), Row("StepOutputSize")),
        };
    }
}
