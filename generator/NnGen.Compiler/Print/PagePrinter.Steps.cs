using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>Steps as calls, runs of equal ones as loops, with the addresses of what they take.</summary>
internal sealed partial class PagePrinter
{
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
        var names = new HashSet<string>(taken.Concat(locals.Values).Append(Sums.Turn), StringComparer.Ordinal);
        foreach (Place place in places)
        {
            if (!locals.ContainsKey(place.Whole()))
            {
                locals.Add(place.Whole(), PageNames.Local(place.Name, names));
                _writer.Line($"ref {T} {locals[place.Whole()]} = ref {address(place)};");
            }
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

        _writer.Blank();
        bool isOne = loop.Body.Count == 1;
        if (isOne)
        {
            Words(loop.Body[0]);
        }

        using (_writer.Block($"for (int {Sums.Turn} = {first}; {Sums.Turn} < {end}; {Sums.Turn}++)"))
        {
            foreach (LoopStep step in loop.Body)
            {
                if (!isOne)
                {
                    _writer.Blank();
                    Words(step);
                }

                Call(step, factory, address);
            }
        }
    }

    /// <summary>Steps that are shared out by parameters: two threads share the turns of a loop too.</summary>
    private void Halves(IReadOnlyList<Step> steps)
    {
        IReadOnlyList<(Loop Loop, int OfFirst)> loops = Roller.RollHalves(steps);
        Address address = Locals(loops.Select(shared => shared.Loop), (place, motion) => TapeAddress(place, motion, isShifted: false), s_passNames);
        foreach ((Loop loop, int ofFirst) in loops.Where(shared => shared.OfFirst > 0 && shared.OfFirst < shared.Loop.Turns))
        {
            Steps(loop, $"share.HasFirstHalf ? 0 : {Literals.Integer(ofFirst)}", $"(share.HasSecondHalf ? {Literals.Integer(loop.Turns)} : {Literals.Integer(ofFirst)})", address);
        }

        foreach (bool isFirst in new[] { true, false })
        {
            Loop[] own = [.. loops.Where(shared => shared.OfFirst == (isFirst ? shared.Loop.Turns : 0)).Select(shared => shared.Loop)];
            if (own.Length > 0)
            {
                _writer.Blank();
                using (_writer.Block($"if (share.{(isFirst ? "HasFirstHalf" : "HasSecondHalf")})"))
                {
                    Steps(own, address);
                }
            }
        }
    }

    /// <summary>What a step does and why; of a loop, what its first turn does and what its last.</summary>
    private void Words(LoopStep step)
    {
        _writer.Line($"// {step.First.Comment}");
        if (step.Last.Comment != step.First.Comment)
        {
            _writer.Line($"// to {step.Last.Comment}");
        }

        _writer.Line($"// {step.First.Reason}");
    }

    /// <summary>A step: what and why as a comment, and the call.</summary>
    private void Call(Step step, KernelFactory kernels, Address address)
    {
        LoopStep single = LoopStep.Alone(step);
        _writer.Blank();
        Words(single);
        Call(single, kernels, address);
    }

    private void Call(Step step, Address address) => Call(step, factory, address);

    private void Call(LoopStep loop, KernelFactory kernels, Address address)
    {
        Step step = loop.First;
        Kernel kernel = kernels.Get(step.Spec);
        var arguments = new List<string>();
        foreach (string memory in kernel.Memories)
        {
            int i = step.Operands.ToList().FindIndex(operand => operand.Memory == memory);
            arguments.Add(i < 0 && memory == Kernels.Lowering.Names.Parameters ? "ref w" : "ref " + address(step.Operands[i].Place, loop.Operands[i]));
        }

        foreach (string index in kernel.Indices)
        {
            int i = step.Indices.ToList().FindIndex(operand => operand.Name == index);
            arguments.Add(i < 0 ? (step.Positions == 1 ? index : $"{Literals.Integer(step.Positions)} * {index}") : step.Indices[i].IsNumber ? Sums.Of(Literals.Integer(step.Indices[i].Value), loop.Indices[i]) : OffsetName(step.Indices[i].Value, loop.Indices[i]));
        }

        arguments.AddRange(kernel.Scalars);
        if (kernel.Updates)
        {
            arguments.Add("ref update");
        }

        if (!kernel.IsShared)
        {
            _writer.Line($"NnGenKernels::{names.KernelClass}.{kernel.Name}{KernelPrinter.TypeArguments(kernel)}({string.Join(", ", arguments)});");
            return;
        }

        arguments.AddRange(kernel.Sizes.Select(size => $"{size.Name}: {Literals.Integer((int)size.Value)}"));
        string name = shared.NameOf(kernel, isDouble: kernels == evaluation || plan.Facts.IsDouble);
        _writer.Line($"NnGenKernels::{SharedKernels.Class}.{name}{KernelPrinter.TypeArguments(kernel)}({string.Join(", ", arguments)});");
    }

    /// <summary>An offset in the parameter block, from the parameter it belongs to.</summary>
    private string OffsetName(int offset, Motion motion = default)
    {
        int owner = plan.Parameters.ToList().FindLastIndex(place => place.Offset <= offset);
        return Sums.Of(names.Offset(owner, motion), offset - plan.Parameters[owner].Offset);
    }

    private string OffsetName(int offset, PlaceMotion motion) => motion.AsOne is Motion one ? OffsetName(offset, one) : Sums.Of(OffsetName(offset), motion);

    private static string At(string block, string offset) => offset == "0" ? block : $"NnGenMemory::Unsafe.Add(ref {block}, {offset})";
}
