using System.Text.RegularExpressions;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>Steps as calls, runs of equal ones as loops, with the addresses of what they take.</summary>
internal sealed partial class PagePrinter
{
    private static readonly Regex s_numbers = new("[0-9]+", RegexOptions.CultureInvariant);

    /// <summary>Where a place is, as C#; in a loop, where it is in each turn.</summary>
    private delegate string Address(Place place, PlaceMotion motion = default);

    /// <summary>The memories that some steps use, each under the name of what lies there. What moves in a loop has no name but its address.</summary>
    /// <param name="loops">The steps.</param>
    /// <param name="address">Where a place is.</param>
    /// <param name="taken">The other names of the method.</param>
    private Address Locals(IEnumerable<Loop> loops, Address address, params string[] taken) => Locals(loops, address, [], taken);

    /// <summary>As the other overload, where some places have names already.</summary>
    private Address Locals(IEnumerable<Loop> loops, Address address, Dictionary<Place, string> locals, params string[] taken) =>
        Locals(loops.SelectMany(Places), address, locals, taken);

    private Address Locals(IEnumerable<Place> places, Address address, Dictionary<Place, string> locals, IEnumerable<string> taken)
    {
        var names = new HashSet<string>(taken.Concat(locals.Values).Append(Sums.Turn).Append(Sums.Time), StringComparer.Ordinal);
        var named = new List<string>();
        foreach (Place place in places)
        {
            // A parameter has a name already, and each pass takes it once.
            if (place.Area != Area.Parameters && !locals.ContainsKey(place.Whole()))
            {
                locals.Add(place.Whole(), PageNames.Local(place.Name, names));
                named.Add($"{locals[place.Whole()]} = ref {address(place)}");
            }
        }

        if (named.Count > 0)
        {
            _writer.List($"ref {T} ", named, ";");
            _writer.Blank();
        }

        return (place, motion) => !motion.Moves && locals.TryGetValue(place.Whole(), out string? local) ? local : address(place, motion);
    }

    /// <summary>The places of some steps that are the same in every turn.</summary>
    private static IEnumerable<Place> Places(Loop loop) => loop.Body.SelectMany(step => step.First.Operands.Where((_, i) => !step.Operands[i].Moves)).Select(operand => operand.Place);

    private void Steps(IEnumerable<Loop> loops, Address address)
    {
        foreach (Loop loop in loops)
        {
            Steps(loop, "0", Literals.Integer(loop.Turns), address);
        }
    }

    /// <summary>A step, or a loop from a turn to before another.</summary>
    private void Steps(Loop loop, string first, string end, Address address)
    {
        if (loop.Turns == 1)
        {
            Call(loop.Body[0].First, factory, address);
            return;
        }

        bool isOne = loop.Body.Count == 1;
        if (isOne)
        {
            Words(loop.Body[0]);
        }

        string turn = Sums.VariableOf(loop);
        using (Body($"for (int {turn} = {first}; {turn} < {end}; {turn}++)", isOne))
        {
            foreach ((LoopStep step, int i) in loop.Body.Select((step, i) => (step, i)))
            {
                if (i == loop.InLastTurn)
                {
                    _writer.Line($"if ({turn} == {Literals.Integer(loop.Turns - 1)}) {{ break; }}");
                }

                if (!isOne)
                {
                    Words(step);
                }

                Call(step, factory, address);
            }
        }
    }

    /// <summary>Steps that are shared out in chunks: each once, with the range that the share has of it.</summary>
    private void SharedOut(IReadOnlyList<Step> steps)
    {
        IReadOnlyList<SharedSteps> all = Chunks.Of(steps, plan.Facts.Lanes);
        if (all.Any(part => part.TurnsEach > 0 || part.Loops.Any(loop => loop.Body.Any(step => step.First.Range is not null))))
        {
            _writer.Line("nint from, to;");
        }

        Address address = Locals(all.SelectMany(part => part.Loops), TapeAddress, s_passNames);
        foreach (SharedSteps part in all)
        {
            _writer.Blank();
            if (part.TurnsEach > 0)
            {
                using (_writer.Block($"if ({Takes(Literals.Integer(part.First), part.Chunks, part.TurnsEach, part.Loops[0].Turns)})"))
                {
                    Steps(part.Loops[0], "(int)from", "to", address);
                }
            }
            else if (part.Loops[0].Body.All(step => step.First.Range is null))
            {
                using (_writer.Block($"if (share.Takes({Literals.Integer(part.First)}))"))
                {
                    Steps(part.Loops, address);
                }
            }
            else
            {
                Ranges(part, address);
            }
        }
    }

    /// <summary>Steps of which the share has ranges; in a loop, each turn has chunks of its own.</summary>
    private void Ranges(SharedSteps part, Address address)
    {
        Loop loop = part.Loops[0];
        int perTurn = part.Chunks / loop.Turns;
        using (loop.Turns == 1 ? null : _writer.Block($"for (int {Sums.Turn} = 0; {Sums.Turn} < {Literals.Integer(loop.Turns)}; {Sums.Turn}++)"))
        {
            int first = part.First;
            foreach (LoopStep step in loop.Body)
            {
                StepRange range = step.First.Range!;
                Words(step);
                string number = loop.Turns == 1 ? Literals.Integer(first) : Sums.Of(Literals.Integer(first), new Motion(perTurn, false));
                using (Body($"if ({Takes(number, range.Chunks, range.Unit, range.Size)}) // {Literals.Integer(range.Chunks)} chunks of {Literals.Integer(range.Unit)} of {Literals.Integer(range.Size)} {range.Axis}", isOne: true))
                {
                    Call(step, factory, address);
                }

                first += range.Chunks;
            }
        }
    }

    private static string Takes(string first, int chunks, int unit, int size) =>
        $"share.Takes({first}, {Literals.Integer(chunks)}, {Literals.Integer(unit)}, {Literals.Integer(size)}, out from, out to)";

    /// <summary>What a loop or a condition is over: one call needs no braces.</summary>
    private IDisposable Body(string header, bool isOne)
    {
        if (!isOne)
        {
            return _writer.Block(header);
        }

        _writer.Line(header);
        return _writer.Indent();
    }

    /// <summary>What a step does and why; of a loop, what its first turn does and what its last. A reason stands where it comes first, whatever its numbers.</summary>
    private void Words(LoopStep step)
    {
        (string first, string last) = (step.First.Comment, step.Last.Comment);
        string range = $"// {first}  to  {last}";
        if (first == last || !_writer.Fits(range))
        {
            _writer.Line($"// {first}");
        }

        if (first != last)
        {
            _writer.Line(_writer.Fits(range) ? range : $"// to {last}");
        }

        if (_reasons.Add(s_numbers.Replace(step.First.Reason, "#")))
        {
            _writer.Line($"// {step.First.Reason}");
        }
    }

    /// <summary>A step: what and why as a comment, and the call.</summary>
    private void Call(Step step, KernelFactory kernels, Address address)
    {
        LoopStep single = LoopStep.Alone(step);
        Words(single);
        Call(single, kernels, address);
    }

    private void Call(Step step, Address address) => Call(step, factory, address);

    private void Call(LoopStep loop, KernelFactory kernels, Address address)
    {
        Step step = loop.First;
        Kernel kernel = kernels.Get(step.Spec);
        string Memory(string memory)
        {
            int i = step.Operands.ToList().FindIndex(operand => operand.Memory == memory);
            if (i < 0 && memory == Kernels.Lowering.Names.Parameters)
            {
                return "ref w[0]";
            }

            string at = address(step.Operands[i].Place, loop.Operands[i]);
            return kernel.ShortMemories.Contains(memory) ? $"ref NnGenReferences::Unsafe.As<{T}, ushort>(ref {at})" : "ref " + at;
        }

        var arguments = new List<string>(kernel.OwnMemories.Select(Memory));
        if (kernel.Epilogue is Epilogue epilogue)
        {
            arguments.Add($"new({string.Join(", ", epilogue.Memories.Select(Memory).Concat(Sizes(epilogue.Sizes)))})");
        }

        foreach (string index in kernel.Indices)
        {
            int i = step.Indices.ToList().FindIndex(operand => operand.Name == index);
            arguments.Add(index == step.Range?.From ? Kernels.Lowering.Names.From : index == step.Range?.To ? Kernels.Lowering.Names.To : i < 0 ? (step.Positions == 1 ? index : $"{Literals.Integer(step.Positions)} * {index}") : step.Indices[i].IsNumber ? Sums.Of(Literals.Integer(step.Indices[i].Value), loop.Indices[i]) : OffsetName(step.Indices[i].Value, loop.Indices[i]));
        }

        arguments.AddRange(kernel.Scalars);
        if (kernel.Updates)
        {
            arguments.Add("ref update");
        }

        if (!kernel.IsShared)
        {
            _writer.Call($"NnGenKernels::{names.KernelClass}.{kernel.Name}{KernelPrinter.TypeArguments(kernel)}", arguments);
            return;
        }

        arguments.AddRange(Sizes(kernel.Sizes));
        bool isDouble = kernels == evaluation || plan.Facts.IsDouble;
        string types = KernelPrinter.TypeArguments(kernel, kernel.Epilogue is null ? "" : $"NnGenKernels::{SharedKernels.Class}.{shared.NameOf(kernel.Epilogue, isDouble)}");
        _writer.Call($"NnGenKernels::{SharedKernels.Class}.{shared.NameOf(kernel, isDouble)}{types}", arguments);

        static IEnumerable<string> Sizes(IEnumerable<NamedSize> sizes) => sizes.Select(size => $"{size.Name}: {Literals.Integer((int)size.Value)}");
    }

    /// <summary>An offset in the parameter block, from the parameter it belongs to.</summary>
    private string OffsetName(int offset, Motion motion = default)
    {
        int owner = plan.Parameters.ToList().FindLastIndex(place => place.Offset <= offset);
        return Sums.Of(names.Offset(owner, motion), offset - plan.Parameters[owner].Offset);
    }

    private string OffsetName(int offset, PlaceMotion motion) => motion.AsOne is Motion one ? OffsetName(offset, one) : Sums.Of(OffsetName(offset), motion);

    /// <summary>An element of one of the blocks that passes have as spans: the parameters, the values between layers, the workspace.</summary>
    private static string In(string span, string index) => $"{span}[{index}]";

    /// <summary>An element behind another.</summary>
    private static string At(string first, string offset) => offset == "0" ? first : $"NnGenReferences::Unsafe.Add(ref {first}, {offset})";
}
