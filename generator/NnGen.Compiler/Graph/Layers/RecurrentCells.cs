using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>
/// What a recurrent layer computes at each step: stated for all steps at once, with <see cref="DelayOp"/> for what the step before has left. The
/// product with the inputs needs nothing of the step before, so it is one product over all steps.
/// </summary>
internal abstract class RecurrentCell
{
    /// <summary>The gates, and what else the weights compute for each unit.</summary>
    public abstract int Gates { get; }

    /// <summary>The formula, as the trace writes it.</summary>
    public abstract string Formula { get; }

    /// <summary>Adds a layer in one direction. What it has left after its last step are the states, in PyTorch's order: h, and c.</summary>
    public abstract IReadOnlyList<Value> Build(RecurrentDirection direction);
}

/// <summary><c>h = tanh(W_ih x + b_ih + W_hh h + b_hh)</c>, or with ReLU. Elman, 1990.</summary>
internal sealed class RnnCell : RecurrentCell
{
    public override int Gates => 1;

    public override string Formula => "rnn";

    public override IReadOnlyList<Value> Build(RecurrentDirection direction)
    {
        DelayOp before = direction.Delay(0, direction.Units, "state");
        Value fromInput = direction.FromInput();
        Value sum = direction.Add(new SumOp(direction.FromState(before.Results[0]), fromInput), "sum");
        return [direction.Close(before, direction.AddResult(direction.IsOfReLU ? new ReLUOp(sum) : new TanhOp(sum)))];
    }
}

/// <summary>
/// <c>r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)</c>, <c>z</c> likewise, <c>n = tanh(W_in x + b_in + r * (W_hn h + b_hn))</c>, <c>h = (1 - z) * n + z * h</c>; with the reset
/// before the product <c>W_hn (r * h) + b_hn</c>. Cho et al., 2014.
/// </summary>
internal sealed class GruCell : RecurrentCell
{
    public override int Gates => 3;

    public override string Formula => "gru";

    public override IReadOnlyList<Value> Build(RecurrentDirection direction)
    {
        IReadOnlyList<Value> fromInput = direction.Parts(direction.FromInput(), "input", "reset", "update", "new");
        DelayOp before = direction.Delay(0, direction.Units, "state");
        Value h = before.Results[0];
        IReadOnlyList<Value> fromState = direction.ResetsAfter
            ? direction.Parts(direction.FromState(h), "state", "reset", "update", "new")
            : direction.Parts(direction.FromState(h), "state", "reset", "update");
        Value reset = direction.Add(new SigmoidOp(direction.Add(new SumOp(fromInput[0], fromState[0]), "reset sum")), "reset gate");
        Value update = direction.Add(new SigmoidOp(direction.Add(new SumOp(fromInput[1], fromState[1]), "update sum")), "update gate");
        Value remembered = direction.ResetsAfter
            ? direction.Add(new ProductOp(reset, fromState[2]), "reset state")
            : direction.FromResetState(direction.Add(new ProductOp(reset, h), "reset state"));
        Value candidate = direction.Add(new TanhOp(direction.Add(new SumOp(fromInput[2], remembered), "new sum")), "new state");
        return [direction.Close(before, direction.AddResult(new BlendOp(update, h, candidate)))];
    }
}

/// <summary>
/// <c>i, f, o = sigmoid(W_i x + b_i + W_h h + b_h)</c>, <c>g = tanh(..)</c>, <c>c = f * c + i * g</c>, <c>h = o * tanh(c)</c>; with a projection <c>h = W_hr (o * tanh(c))</c>.
/// Hochreiter and Schmidhuber, 1997; Gers et al., 2000.
/// </summary>
internal sealed class LstmCell : RecurrentCell
{
    public override int Gates => 4;

    public override string Formula => "lstm";

    public override IReadOnlyList<Value> Build(RecurrentDirection direction)
    {
        Value fromInput = direction.FromInput();
        DelayOp before = direction.Delay(0, direction.Outputs, "state");
        DelayOp cellBefore = direction.Delay(1, direction.Units, "cell");
        Value sum = direction.Add(new SumOp(direction.FromState(before.Results[0]), fromInput), "gates");
        IReadOnlyList<Value> sums = direction.Parts(sum, "sum of", "input gate", "forget gate", "cell gate", "output gate");
        Value input = direction.Add(new SigmoidOp(sums[0]), "input gate");
        Value forget = direction.Add(new SigmoidOp(sums[1]), "forget gate");
        Value candidate = direction.Add(new TanhOp(sums[2]), "cell gate");
        Value output = direction.Add(new SigmoidOp(sums[3]), "output gate");
        Value kept = direction.Add(new ProductOp(forget, cellBefore.Results[0]), "kept cell");
        Value taken = direction.Add(new ProductOp(input, candidate), "new cell");
        Value cell = direction.Add(new SumOp(kept, taken), "cell");
        Value carried = direction.Close(cellBefore, cell);
        Value squashed = direction.Add(new TanhOp(cell), "tanh of cell");
        Value state = direction.Outputs == direction.Units
            ? direction.AddResult(new ProductOp(output, squashed))
            : direction.Projected(direction.Add(new ProductOp(output, squashed), "unprojected state"));
        return [direction.Close(before, state), carried];
    }
}
