using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of loops over time: those of a turn, as often as there are steps of time, each further on in memory, with the number of its turn, by which <see cref="Roller"/> makes a loop of them again.</summary>
internal sealed partial class StepBuilder
{
    /// <summary>All steps of a loop, or of a group that stands in none.</summary>
    /// <param name="groups">The groups of one loop, or a single one.</param>
    public IEnumerable<Step> Build(IReadOnlyList<Group> groups) => groups[0].Loop is TimeLoop loop ? Turns(loop, groups)
        : groups[0].Anchor is DelayOp delay ? Turns(new TimeLoop(delay.Steps, delay.IsReversed), groups)
        : Build(groups[0]);

    private List<Step> Turns(TimeLoop loop, IReadOnlyList<Group> groups)
    {
        places.Loop = loop;
        DelayOp[] delays = [.. groups.Select(group => group.Anchor).OfType<DelayOp>()];
        Step[] first = [.. delays.Where(delay => !delay.IsCarried).Select(First)];
        Step[] next = [.. delays.Select(Next)];
        Step[] last = [.. delays.Where(delay => delay.IsCarried && !IsSame(places[delay.Results[0]], places.At(delay.Source!, delay.Steps))).Select(Carry)];
        Step[] body = [.. groups.Where(group => group.Anchor is not DelayOp).SelectMany(Build).Select(step => step with { Positions = 1 })];
        places.Loop = null;
        int Time(int turn) => loop.IsReversed ? loop.Steps - 1 - turn : turn;
        Step At(Step step, int turn, int time) => step with
        {
            Time = new TimeTurn(loop, turn),
            Operands = new([.. step.Operands.Select(operand => operand with { Place = operand.Place.AtTurn(time) })]),
        };

        // A turn ends by handing over to the next, so the last hands nothing over.
        var steps = new List<Step>(first.Select(step => At(step, TimeTurn.Around, Time(0))));
        for (int turn = 0; turn < loop.Steps; turn++)
        {
            steps.AddRange(body.Select(step => At(step, turn, Time(turn))));
            steps.AddRange(turn == loop.Steps - 1 ? [] : next.Select(step => At(step, turn, Time(turn + 1))));
        }

        steps.AddRange(last.Select(step => At(step, TimeTurn.Around, Time(loop.Steps - 1))));
        return steps;
    }

    /// <summary>The state before the first step.</summary>
    private Step First(DelayOp delay)
    {
        Value state = delay.Results[0];
        int columns = state.Shape.Size / delay.Steps;
        Place to = places.At(state, delay.Steps);
        if (delay.Initial is Value initial)
        {
            return OfState(columns, places[initial].At(1), to, $"{state.Name}[{Number(columns)}] = {NameOf(initial)}, before the first step");
        }

        return new(
            new ClearSpec("Clear" + Number(columns), columns, to.RowStride),
            new EquatableArray<Operand>(new Operand("y", to)),
            default,
            $"{state.Name}[{Number(columns)}] = 0, {(delay.IsReversed ? "behind the last" : "before the first")} step",
            "what nothing stands before begins with 0");
    }

    /// <summary>The state before any other step: what the step before has left.</summary>
    private Step Next(DelayOp delay)
    {
        Value state = delay.Results[0];
        int columns = state.Shape.Size / delay.Steps;
        Place source = places.At(delay.Source!, delay.Steps);
        Place before = source with { Column = source.Column + (delay.IsReversed ? source.PerTurn : -source.PerTurn) };
        return OfState(columns, before, places.At(state, delay.Steps), $"{state.Name}[{Number(columns)}] = {NameOf(delay.Source!)} of the {(delay.IsReversed ? "next" : "last")} step");
    }

    /// <summary>What the step leaves, where the next call finds it: the state lies there already when a step begins.</summary>
    private Step Carry(DelayOp delay)
    {
        int columns = delay.Results[0].Shape.Size / delay.Steps;
        return OfState(columns, places.At(delay.Source!, delay.Steps), places[delay.Results[0]], $"{delay.Results[0].Name}[{Number(columns)}] = {NameOf(delay.Source!)}, for the next step");
    }

    /// <summary>The last elements of a stream, where the state lies.</summary>
    private Step History(HistoryOp history)
    {
        (Value x, Value y) = (history.Inputs[1], history.Results[0]);
        (Place from, Place to) = (places[x], InState(y));
        return new(
            new HistorySpec($"History{Number(y.Shape.Size)}By{Number(x.Shape.Size)}", y.Shape.Size, x.Shape.Size, from.RowStride, to.RowStride),
            new EquatableArray<Operand>(new Operand("x", from), new Operand("y", to)),
            default,
            $"{y.Name}[{Number(y.Shape.Size)}]: moved on by {Number(x.Shape.Size)}, and {NameOf(x)} behind",
            "in place, from the first element on: each is read before it is written over");
    }

    /// <summary>Where a value lies that is computed from what its state held there: elsewhere its kernel would find nothing to go on from.</summary>
    private Place InState(Value value) => places[value] is { Area: Area.States } place ? place : throw new InvalidOperationException($"{value.Name} goes on from its state, and does not lie there.");

    private static Step OfState(int columns, Place from, Place to, string comment) => new(
        new CopySpec($"Copy{Number(columns)}", new(Merged([new CopyAxis(columns, 1, 1)])), from.RowStride, to.RowStride),
        new EquatableArray<Operand>(new Operand("x", from), new Operand("y", to)),
        default,
        comment,
        "a copy for each step, so that the gradient of the weight is one product over all steps");

    /// <summary>The parts of a value: nothing, where they are read where they are.</summary>
    private IEnumerable<Step> Split(SplitOp split)
    {
        Value x = split.Inputs[0];
        int positions = split.Positions ?? 1;
        for (int part = 0; part < split.Results.Count; part++)
        {
            Value result = split.Results[part];
            if (!places.IsStored(result))
            {
                continue;
            }

            Place from = Part(places.At(x, positions), part * split.Columns, split.Columns, result.Name);
            Place to = places.At(result, positions);
            if (!IsSame(from, to))
            {
                yield return new(
                    new CopySpec($"Copy{Number(split.Columns)}", new(Merged([new CopyAxis(split.Columns, 1, 1)])), from.Stride, to.Stride),
                    new EquatableArray<Operand>(new Operand("x", from), new Operand("y", to)),
                    default,
                    $"{result.Name}[{Number(split.Columns)}]: part {Number(part + 1)} of {Number(split.Results.Count)} of {NameOf(x)}",
                    "whole vectors where they fit, and the rest one by one") { Positions = positions };
            }
        }
    }
}
