namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// What a value was one step of time before: <c>y[t] = x[t - 1]</c>, and before the first step the initial state, or 0. Time is the first
/// axis. This is the only op that may take a value that is computed of its own: so ops that go round through it are a loop over the steps
/// (see <c>TimeLoops</c>), while each of them is stated for all steps at once, as a layer over a sequence is.
/// </summary>
/// <param name="shape">The shape of the value, its first axis being time.</param>
/// <param name="initial">What stands before the first step, a value of one step; null for 0.</param>
/// <param name="isReversed">Whether time goes backwards: <c>y[t] = x[t + 1]</c>, the initial state stands behind the last step.</param>
public sealed class DelayOp(Shape shape, Value? initial, bool isReversed) : Op(initial is null ? [] : [initial])
{
    private DelayOp? _adjoint;

    /// <summary>Whether time goes backwards.</summary>
    public bool IsReversed => isReversed;

    /// <summary>Whether what stands before the first step is the state that the call before has left, and what the last step leaves goes there.</summary>
    public bool IsCarried { get; init; }

    /// <summary>Where it counts the steps of a stream: how many there can be; else 0.</summary>
    public int Limit { get; init; }

    /// <summary>The steps of time.</summary>
    public int Steps => shape.Axes[0];

    /// <summary>The value that is delayed; null until it is computed.</summary>
    public Value? Source { get; private set; }

    /// <summary>What stands before the first step; null for 0.</summary>
    public Value? Initial => initial;

    public override int? Positions => Steps;

    public override string Mnemonic => isReversed ? "next" : "previous";

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    /// <summary>Says what is delayed, once that has been computed.</summary>
    public void Close(Value source)
    {
        if (Source is not null || source.Shape != shape)
        {
            throw new InvalidOperationException($"{Mnemonic} of {shape} cannot be closed with {source}.");
        }

        Source = source;
        Inputs = initial is null ? [source] : [source, initial];
    }

    /// <summary>The delay through which the gradient of the source flows back in time: <c>dx[t] = dy[t + 1]</c>.</summary>
    public DelayOp Reverse() => _adjoint = new DelayOp(shape, null, !isReversed);

    /// <summary>Closes the loop of the gradients; the initial state gets that of the step that took it.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value gradient = gradients[0]!;
        _adjoint?.Close(gradient);
        if (initial is not null && builder.Wants(initial))
        {
            int size = initial.Shape.Size;
            int[] strides = initial.Shape.Strides();
            var view = new ViewOp(gradient, "first", isReversed ? (Steps - 1) * size : 0, new(initial.Shape.Axes.Select((axis, i) => new ViewAxis(axis, strides[i]))));
            builder.Contribute(initial, builder.Add(view, initial));
        }
    }
}
