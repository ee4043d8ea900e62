using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// The windows of a pool along an axis, as far as they lie on it: what is padded has no elements. Window o takes the elements <c>First[o]</c>,
/// <c>First[o] + Dilation</c>, ... before <c>End[o]</c>.
/// </summary>
/// <param name="Size">The elements of the axis.</param>
/// <param name="Dilation">From one element of a window to the next.</param>
/// <param name="First">The first element of each window.</param>
/// <param name="End">Where each window ends: a whole number of dilations behind its first element.</param>
/// <param name="Divisors">What a mean divides by along this axis, for each window.</param>
public sealed record PoolAxis(int Size, int Dilation, EquatableArray<int> First, EquatableArray<int> End, EquatableArray<int> Divisors)
{
    /// <summary>The number of windows.</summary>
    public int Count => First.Count;

    /// <summary>The elements of the first window.</summary>
    public int Kernel => (End[0] - First[0]) / Dilation;

    /// <summary>From one window to the next, where all are alike and evenly apart; else null.</summary>
    public int? Stride
    {
        get
        {
            int stride = Count > 1 ? First[1] - First[0] : Size;
            return Enumerable.Range(0, Count).All(i => First[i] == First[0] + i * stride && End[i] - First[i] == End[0] - First[0]) ? stride : null;
        }
    }

    /// <summary>Whether each window ends before the next begins.</summary>
    public bool AreApart => Enumerable.Range(1, Count - 1).All(i => First[i] > End[i - 1] - Dilation);

    /// <summary>Whether the windows, one behind the other, leave no element out.</summary>
    public bool CoverAll => Dilation == 1 && First[0] == 0 && End[Count - 1] == Size && Enumerable.Range(1, Count - 1).All(i => First[i] <= End[i - 1]);

    /// <summary>An axis of one place.</summary>
    public static PoolAxis One { get; } = new(1, 1, new EquatableArray<int>(0), new EquatableArray<int>(1), new EquatableArray<int>(1));
}

/// <summary>What a pool makes of the elements of a window.</summary>
public enum PoolKind
{
    /// <summary>The largest of them.</summary>
    Max,

    /// <summary>Their sum, divided by their number.</summary>
    Average,
}

/// <summary><c>y[window, c]</c> is the largest, or the mean, of <c>x[window + t, c]</c> over the places t of a window: channels side by side.</summary>
public sealed class PoolOp(Value x, PoolKind kind, PoolAxis height, PoolAxis width) : Op(x)
{
    public PoolKind Kind => kind;

    public PoolAxis Height => height;

    public PoolAxis Width => width;

    public int Channels => Inputs[0].Shape.Last;

    public override int? Positions => height.Count * width.Count;

    public override string Mnemonic => kind == PoolKind.Max ? "max_pool" : "avg_pool";

    protected internal override IReadOnlyList<Shape> ResultShapes =>
        [Inputs[0].Shape.Axes.Count == 2 ? new Shape(width.Count, Channels) : new Shape(height.Count, width.Count, Channels)];

    /// <summary>The first of the largest elements of a window gets its gradient; of a mean, each element gets its share.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value x = Inputs[0];
        if (builder.Wants(x))
        {
            Value dy = gradients[0]!;
            builder.Contribute(x, builder.Add(kind == PoolKind.Max ? new PoolGradientOp(this, dy, x, Results[0]) : new PoolGradientOp(this, dy), x));
        }
    }
}

/// <summary>The gradient of a pool's input.</summary>
public sealed class PoolGradientOp(PoolOp pool, params Value[] inputs) : BackwardOp(inputs)
{
    public PoolOp Pool => pool;

    /// <summary>Whether each element is of one window, so that its gradient is known when that window is done.</summary>
    public bool IsOnce => pool.Height.AreApart && pool.Width.AreApart && pool.Height.CoverAll && pool.Width.CoverAll;

    public override int? Positions => pool.Height.Size * pool.Width.Size;

    public override string Mnemonic => pool.Mnemonic + "_gradient";

    protected internal override IReadOnlyList<Shape> ResultShapes => [pool.Inputs[0].Shape];
}
