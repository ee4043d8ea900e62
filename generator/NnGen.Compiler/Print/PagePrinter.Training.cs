using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>Training: forward, backward and the tape between them.</summary>
internal sealed partial class PagePrinter
{
    private static readonly string[] s_passNames = ["rows", "w", "t", "work", "perRow", "tape", "share", "update", "from", "to"];
    private const string TapeBase = "global::NnGen.NetworkTape";
    private const string ShareType = "global::NnGen.TrainingShare";
    private const string Passes = "global::NnGen.TrainingPasses";
    private const string Phase = "global::NnGen.TrainingPhase";

    private void Fit()
    {
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>Trains on a data set: rows in memory, or read from their files in each epoch.</summary>
            /// <returns>What happened: losses, metrics, speed, and why it ended.</returns>
            public global::NnGen.TrainingReport Fit(
                global::NnGen.TrainingData<{{T}}> data,
                global::NnGen.TrainingOptions options,
                global::NnGen.TrainingData<{{T}}>? validation = null,
                global::System.IProgress<global::NnGen.TrainingProgress>? progress = null,
                global::System.Threading.CancellationToken cancellation = default)
                => global::NnGen.Trainer.Fit<{{Self}}, {{T}}>(this, data, options, validation, progress, cancellation);
            """);
    }

    private void TrainDoors()
    {
        if (Ports.AreSeveral)
        {
            ForwardDoorsOfSeveral();
        }
        else
        {
            foreach (IReadOnlyList<TargetDoor> doors in TargetDoors())
            {
                ForwardDoor(doors[0].Type, doors[0].Name, doors[0].Meaning);
            }
        }

        OfBytes(ForwardDoorsOfSeveral);
        BackwardDoors();
    }

    private void ForwardDoor(string type, string name, string meaning)
    {
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>The outputs and the loss of a batch. The tape keeps what <see cref="Backward(Tape, Gradients)"/> needs. Allocates nothing.</summary>
            /// <param name="inputs">Rows of {{plan.Facts.InputShape.Size}} elements, at most as many as the tape has room for.</param>
            /// <param name="{{name}}">{{meaning}}</param>
            /// <param name="tape">The tape.</param>
            /// <returns>The loss: {{ArchitectureText.LossInWords(plan)}}.</returns>
            public {{T}} Forward({{ReadOnly(T)}} inputs, {{ReadOnly(type)}} {{name}}, Tape tape) => {{Passes}}.Forward<{{Self}}, {{T}}>(this, inputs, {{name}}, tape);
            """);
    }

    private void BackwardDoors()
    {
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>Adds the gradient of the loss of the last <c>Forward</c> to <paramref name="gradients"/>. Allocates nothing.</summary>
            public void Backward(Tape tape, Gradients gradients) => {{Passes}}.Backward<{{Self}}, {{T}}>(this, tape, gradients);

            /// <summary>Hands the gradient of the loss of the last <c>Forward</c> to <paramref name="update"/>, which is compiled into the kernels.</summary>
            public void Backward<TUpdate>(Tape tape, ref TUpdate update)
                where TUpdate : struct, global::NnGen.IParameterUpdate<{{T}}> => {{Passes}}.Backward<{{Self}}, {{T}}, TUpdate>(this, tape, ref update);
            """);
    }

    /// <summary>The forward pass over what a tape holds.</summary>
    private string ForwardPasses => $"{Passes}.Forward<{Self}, {T}>(this, tape)";

    /// <summary>The parts of the passes in order, each with its method.</summary>
    private static IReadOnlyList<(TrainingPart Part, string Method)> PassParts(TrainingProgram training)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var parts = new List<(TrainingPart, string)>();
        foreach ((TrainingPart part, string pass) in training.Forward.Select(part => (part, "Forward")).Concat(training.Backward.Select(part => (part, "Backward"))))
        {
            string own = part.MixesRows ? "Statistics" : pass;
            counts.TryGetValue(own, out int number);
            counts[own] = number + 1;
            parts.Add((part, $"{own}Pass{(number == 0 ? "" : Literals.Integer(number + 1))}"));
        }

        return parts;
    }

    /// <summary>The phases of both passes in order but for that of the parameters: how each is shared out, and its method.</summary>
    private IReadOnlyList<(string Phase, string Method)> Phases(TrainingProgram training)
    {
        int rows = Chunks.Rows(plan.Facts.MultiplyAdds, training.ElementsPerRow, plan.Facts.Lanes);
        string By(TrainingPart part) => part.MixesRows ? $"{Phase}.OfBatch" : $"{Phase}.ByRows({Literals.Integer(rows)})";
        List<(string, string)> phases = [.. PassParts(training).Select(part => (By(part.Part), part.Method))];
        if (training.Prepare.Count > 0)
        {
            phases.Insert(training.Forward.Count, (ByChunks(training.Prepare), "PreparePass"));
        }

        if (training.PrepareForward.Count > 0)
        {
            phases.Insert(0, (ByChunks(training.PrepareForward), "PrepareForwardPass"));
        }

        return phases;
    }

    private string ByChunks(IReadOnlyList<Step> steps) => $"{Phase}.ByChunks({Literals.Integer(Chunks.Count(steps, plan.Facts.Lanes))})";

    /// <summary>The parts of the forward pass, or those of the backward pass.</summary>
    private void Parts(TrainingProgram training, bool isForward)
    {
        int forward = training.Forward.Count;
        foreach ((TrainingPart part, string method) in isForward ? PassParts(training).Take(forward) : PassParts(training).Skip(forward))
        {
            // A backward pass begins with the gradients of the losses, or with the caller's.
            IReadOnlyList<(OutputGradientProgram? Own, IReadOnlyList<Loop> Loops)> segments = Segments(part.Steps, training.OutputGradients);
            Step[] steps = [.. segments.SelectMany(segment => segment.Own?.Steps ?? []), .. part.Steps];
            using (Pass($"{method}<V, P>", steps, part.MixesRows ? Sharing.None : Sharing.Rows))
            {
                Address locals = Locals(segments.SelectMany(segment => segment.Own is OutputGradientProgram own ? own.Steps.Append(own.Replaced).SelectMany(step => step.Operands).Select(operand => operand.Place) : segment.Loops.SelectMany(Places)), TapeAddress, [], s_passNames);
                foreach ((OutputGradientProgram? own, IReadOnlyList<Loop> loops) in segments)
                {
                    if (own is not null)
                    {
                        _writer.Blank();
                        Beginning(own, locals);
                        _writer.Blank();
                    }

                    Steps(loops, locals);
                }
            }
        }
    }

    /// <summary>The steps that a gradient of the caller's may stand for, each alone, and the loops between them.</summary>
    private static IReadOnlyList<(OutputGradientProgram? Own, IReadOnlyList<Loop> Loops)> Segments(IReadOnlyList<Step> steps, IReadOnlyList<OutputGradientProgram> outputGradients)
    {
        var segments = new List<(OutputGradientProgram?, IReadOnlyList<Loop>)>();
        var between = new List<Step>();
        foreach (Step step in steps)
        {
            if (outputGradients.FirstOrDefault(own => ReferenceEquals(own.Replaced, step)) is OutputGradientProgram own)
            {
                segments.Add((null, Roller.Roll(between)));
                segments.Add((own, []));
                between = [];
            }
            else
            {
                between.Add(step);
            }
        }

        segments.Add((null, Roller.Roll(between)));
        return segments;
    }

    /// <summary>The loss's gradient, unless the caller gave one at the output: then what leads from there to the same values.</summary>
    private void Beginning(OutputGradientProgram own, Address locals)
    {
        using (_writer.Block($"if ({(own.Steps.Count == 0 ? "!" : "")}tape.HasOutputGradient)"))
        {
            foreach (Step step in own.Steps.Count == 0 ? [own.Replaced] : own.Steps)
            {
                Call(step, locals);
            }
        }

        if (own.Steps.Count > 0)
        {
            using (_writer.Block("else"))
            {
                Call(own.Replaced, locals);
            }
        }
    }

    /// <summary>The pass over what a pass by rows wants of the parameters.</summary>
    private void PreparePass(string name, IReadOnlyList<Step> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        using (Pass($"{name}<V, P>", steps, Sharing.Chunks))
        {
            SharedOut(steps);
        }
    }

    private void ParameterPass(TrainingProgram training)
    {
        using (Pass("ParameterPass<V, P, TUpdate>", training.BackwardParameters, Sharing.Chunks))
        {
            SharedOut(training.BackwardParameters);
        }
    }

    /// <summary>How threads share out a pass.</summary>
    private enum Sharing
    {
        Rows,
        Chunks,
        None,
    }

    /// <summary>The head of a pass, with what its steps use.</summary>
    private IDisposable Pass(string name, IReadOnlyList<Step> steps, Sharing sharing)
    {
        bool updates = name.EndsWith("TUpdate>", StringComparison.Ordinal);
        Place[] places = [.. steps.SelectMany(step => step.Operands).Select(operand => operand.Place)];
        _writer.Blank();
        if (updates)
        {
            _writer.Line("/// <summary>When every gradient of a value is known: from here on the parameters may change.</summary>");
        }

        if (sharing == Sharing.None)
        {
            _writer.Line("/// <summary>Over all rows of the batch at once.</summary>");
        }

        IDisposable block = _writer.Block($"private void {name}({TapeBase}<{T}> tape, {ShareType} share{(updates ? ", ref TUpdate update" : "")})\n{Constraints(updates)}");
        if (sharing == Sharing.Rows)
        {
            _writer.Line("nint rows = share.Rows;");
        }
        else if (updates || sharing == Sharing.None)
        {
            _writer.Line("nint rows = tape.Rows;");
        }

        if (updates || places.Any(place => place.Area == Plan.Area.Parameters))
        {
            _writer.Line(Weights);
        }

        if (places.Any(place => place.Area == Plan.Area.Rows))
        {
            _writer.Line($"global::NnGen.TapeValues<{T}> t = tape.From({(sharing == Sharing.Rows ? "share.FirstRow" : "0")});");
        }

        if (places.Any(place => place.Area == Plan.Area.Workspace))
        {
            _writer.Line($"global::System.Span<{T}> work = tape.Workspace;");
        }

        string[] scalars = [.. steps.SelectMany(step => factory.Get(step.Spec).Scalars).Distinct()];
        if (scalars.Contains(Kernels.Lowering.Names.PerRow))
        {
            _writer.Line($"{T} perRow = {Literals.Number(1, plan.Facts.IsDouble)} / rows;");
        }

        return block;
    }

    private string Constraints(bool hasUpdate) =>
        $"    where V : struct, NnGenNumerics::ILanes<V, {T}>\n    where P : struct, NnGenNumerics::ILanes<P, {T}>" + (hasUpdate ? $"\n    where TUpdate : struct, global::NnGen.IParameterUpdate<{T}>" : "");

    /// <summary>A place of the tape, in a pass over some of the rows from the first of them on.</summary>
    private string TapeAddress(Place place, PlaceMotion motion) => place.Area switch
    {
        Plan.Area.Parameters => In("w", OffsetName(place.Start + place.Column, motion)),
        Plan.Area.Workspace => In("work", Sums.Of(Literals.Integer(place.Start + place.Column), motion)),
        Plan.Area.Masks => MaskAddress(place.Start + place.Column),
        _ => Sums.Of(Literals.Integer(place.Column), motion.Column) is string column && column != "0"
            ? In("t", $"{SlotStart(place, motion.Start)}, {Literals.Integer(place.RowStride)}, {column}")
            : In("t", $"{SlotStart(place, motion.Start)}, {Literals.Integer(place.RowStride)}"),
    };

    /// <summary>An element of a mask, which is counted as the parameters are.</summary>
    private string MaskAddress(int offset)
    {
        ParameterPlace place = plan.Parameters.Last(place => place.Offset <= offset);
        return At($"Masks.{names.Parameter(place.Parameter.Name)}.Reference", Literals.Integer(offset - place.Offset));
    }

    /// <summary>The masks of weights, which training reads: made when the first step needs them.</summary>
    private void Masks(TrainingProgram training)
    {
        int[] read = [.. training.BackwardParameters.SelectMany(step => step.Operands).Where(operand => operand.Place.Area == Plan.Area.Masks).Select(operand => operand.Place.Start)];
        ParameterPlace[] masked = [.. plan.Parameters.Where(place => read.Any(start => place.Offset <= start && start < place.Offset + place.Length))];
        if (masked.Length == 0)
        {
            return;
        }

        _writer.Blank();
        _writer.Line("/// <summary>For each weight with absent elements in its memory, 1 where there is a connection, laid out as the weight.</summary>");
        using (_writer.Block("private static class Masks"))
        {
            foreach (ParameterPlace place in masked)
            {
                int index = plan.Parameters.ToList().IndexOf(place);
                _writer.Line($"public static readonly global::NnGen.AlignedBuffer<{T}> {names.Parameter(place.Parameter.Name)} = global::NnGen.ParameterLayout.Presence<{T}>(global::NnGen.NetworkFacts.Of<{Self}, {T}>().Parameters[{index}], {Literals.Integer(place.Length)});");
            }
        }
    }

    private string SlotStart(Place place, Motion motion)
    {
        TapePlace? slot = plan.Training!.Tape.FirstOrDefault(slot => slot.Place.Start == place.Start && slot.Kind != TapeKind.OutputGradient);
        return slot is null ? Sums.Of(Literals.Integer(place.Start), motion) : names.Slot(slot, motion);
    }

    private void TrainingContract(TrainingProgram training)
    {
        string contract = $"global::NnGen.ITrainableNetwork<{Self}, {T}>";
        IReadOnlyList<(string Phase, string Method)> phases = Phases(training);
        string List(IEnumerable<(string Phase, string Method)> some) => string.Join(", ", some.Select(phase => phase.Phase));
        int forward = training.Forward.Count + (training.PrepareForward.Count > 0 ? 1 : 0);
        _writer.Blank();
        _writer.Line($$"""
            static {{TapeBase}}<{{T}}> {{contract}}.CreateTape(int capacity, global::NnGen.ThreadTeam? team) => new Tape(capacity, team);

            static global::NnGen.NetworkGradients<{{T}}> {{contract}}.CreateGradients() => new Gradients();

            static global::NnGen.TrainingSchedule {{contract}}.Schedule { get; } = new global::NnGen.TrainingSchedule(
                forward: new {{Phase}}[] { {{List(phases.Take(forward))}} },
                backward: new {{Phase}}[] { {{List(phases.Skip(forward))}} },
                parameters: {{ByChunks(training.BackwardParameters)}});
            """);
        _writer.Blank();
        using (_writer.Method($"void {contract}.RunShareAt<V, P>", [$"{TapeBase}<{T}> tape", "int phase", $"{ShareType} share"]))
        {
            _writer.Line("global::NnGen.NetworkArguments.CheckShare(this, tape, share);");
            using (_writer.Block("switch (phase)"))
            {
                for (int i = 0; i < phases.Count; i++)
                {
                    _writer.Line($"case {Literals.Integer(i)}: {phases[i].Method}<V, P>(tape, share); break;");
                }
            }
        }

        _writer.Blank();
        using (_writer.Method($"void {contract}.UpdateShareAt<V, P, TUpdate>", [$"{TapeBase}<{T}> tape", $"{ShareType} share", "ref TUpdate update"]))
        {
            _writer.Line("global::NnGen.NetworkArguments.CheckShare(this, tape, share, ref update);");
            _writer.Line("ParameterPass<V, P, TUpdate>(tape, share, ref update);");
        }
    }

    private void Slots()
    {
        _writer.Blank();
        _writer.Line("/// <summary>Where each value of a row begins on the tape; times the capacity it is the first element.</summary>");
        using (_writer.Block("private static class Slots"))
        {
            foreach (TableConstant constant in names.SlotConstants)
            {
                TapePlace slot = names.Slots[constant.First];
                string further = constant.IsOne ? "" : $" to {names.Slots[constant.Last].Name}, every {Literals.Integer(constant.Step)}";
                _writer.Line($"public const int {constant.Name} = {Literals.Integer(slot.Place.Start)}; // {slot.Name}[{Literals.Integer(slot.Columns)}]{further}{(slot.Kind == TapeKind.Mask ? ": its mask" : slot.Kind == TapeKind.InputGradient && HasSeveralInputs ? ": its gradient" : slot.Place.Column > 0 ? $", from column {Literals.Integer(slot.Place.Column)} on" : "")}");
            }
        }
    }

    private void Tape(TrainingProgram training)
    {
        _writer.Blank();
        _writer.Line("/// <summary>What <c>Backward</c> must remember of <c>Forward</c>. For one thread at a time, for any number of steps.</summary>");
        using (_writer.Block($"public sealed class Tape : {TapeBase}<{T}>"))
        {
            _writer.Line("/// <summary>A tape for batches of up to <paramref name=\"capacity\"/> rows, over which <paramref name=\"team\"/> computes; null for the caller's thread alone.</summary>");
            _writer.Line("public Tape(int capacity, global::NnGen.ThreadTeam? team = null)");
            _writer.Line($"    : base(global::NnGen.NetworkFacts.Of<{Self}, {T}>(), capacity, {Literals.Integer(training.ElementsPerRow)}, {Literals.Integer(training.WorkspaceLength)}, new global::NnGen.TapeSlot[]");
            _writer.Line("    {");
            foreach (TapePlace slot in training.Tape)
            {
                string rate = slot.Kind == TapeKind.Mask ? ", " + Literals.Number(slot.DropRate, isDouble: true) : "";
                _writer.Line($"        new({Literals.Text(slot.Name)}, global::NnGen.TapeSlotKind.{slot.Kind}, {names.Slot(slot)}, {Literals.Integer(slot.Columns)}, {Literals.Integer(slot.Place.Inset is null ? slot.Place.Stride : slot.Place.RowStride)}{rate}){SlotOptions(slot)},");
            }

            _writer.Line("    }, team)");
            _writer.Line("{");
            _writer.Line("}");
            if (Ports.AreSeveral)
            {
                SettersOfSeveral();
            }

            OfBytes(SettersOfSeveral);
        }

        _writer.Blank();
        _writer.Line($$"""
            /// <summary>A gradient of the loss by every parameter, laid out as the parameters are.</summary>
            public sealed class Gradients : global::NnGen.NetworkGradients<{{T}}>
            {
                /// <summary>A gradient of zeros.</summary>
                public Gradients() : base(global::NnGen.NetworkFacts.Of<{{Self}}, {{T}}>()) { }
            }
            """);
    }

    /// <summary>What of a slot is not as it mostly is.</summary>
    private static string SlotOptions(TapePlace slot)
    {
        string[] options =
        [
            .. slot.Place.Column > 0 ? [$"Column = {Literals.Integer(slot.Place.Column)}"] : Array.Empty<string>(),
            .. slot.Place.Inset is Inset inset ? [$"Line = {Literals.Integer(inset.Width * slot.Place.Columns)}, LineStride = {Literals.Integer(inset.OuterWidth * slot.Place.Stride)}"] : Array.Empty<string>(),
            .. slot.Channels > 0 ? [$"Channels = {Literals.Integer(slot.Channels)}"] : Array.Empty<string>(),
        ];
        return options.Length == 0 ? "" : $" {{ {string.Join(", ", options)} }}";
    }
}
