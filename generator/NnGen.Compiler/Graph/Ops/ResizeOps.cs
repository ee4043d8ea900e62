using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// Where the elements of a resized axis come from: element o is x[lower], or lies between that and the element after it, the last one being its own
/// neighbour, as PyTorch has it.
/// </summary>
/// <param name="Size">The elements of the axis before.</param>
/// <param name="Lower">For each element afterwards the one that it comes from, the lower of two; none is below the one before it.</param>
/// <param name="Fractions">How far it lies from there towards the upper one, in [0, 1); none where elements are taken as they are.</param>
public sealed record AxisSampling(int Size, EquatableArray<int> Lower, EquatableArray<double> Fractions)
{
    /// <summary>The elements afterwards.</summary>
    public int Count => Lower.Count;

    /// <summary>Whether elements are taken as they are.</summary>
    public bool IsNearest => Fractions.Count == 0;

    /// <summary>The upper of the two that an element comes from.</summary>
    public EquatableArray<int> Upper => new(Lower.Select(lower => Math.Min(lower + 1, Size - 1)));

    /// <summary>For each element before, and behind the last one, the first element afterwards whose lower one it is, or comes after it.</summary>
    public EquatableArray<int> Starts
    {
        get
        {
            var starts = new int[Size + 1];
            int o = 0;
            for (int element = 0; element <= Size; element++)
            {
                while (o < Count && Lower[o] < element)
                {
                    o++;
                }

                starts[element] = o;
            }

            return new(starts);
        }
    }

    /// <summary>The nearest element at or before each place, <c>floor(o size / count)</c> or, by a scale, <c>floor(o / scale)</c>.</summary>
    public static AxisSampling Nearest(int size, int count, double? scale) => new(
        size,
        new(Enumerable.Range(0, count).Select(o => Math.Min(scale is double factor ? (int)Math.Floor(o / factor) : (int)((long)o * size / count), size - 1))),
        default);

    /// <summary>
    /// Between the two elements around each place. Elements are squares, whose centres lie at <c>(o + 0.5) / scale - 0.5</c>, those beyond the first and
    /// the last centre being equal to that; or they are points, the first and the last of both axes being the same.
    /// </summary>
    public static AxisSampling Linear(int size, int count, double? scale, bool alignsCorners)
    {
        // All between one element is that element, without a product with what is not finite.
        if (size == 1)
        {
            return Nearest(size, count, null);
        }

        // Of two sizes, places are fractions of whole numbers, and whole parts exact.
        (long numerator, long denominator) Place(long o) => alignsCorners ? (o * (size - 1), Math.Max(count - 1, 1)) : (Math.Max((2 * o + 1) * size - count, 0), 2L * count);
        var lower = new int[count];
        var fractions = new double[count];
        for (int o = 0; o < count; o++)
        {
            if (scale is double factor && !alignsCorners)
            {
                double place = Math.Max((o + 0.5) / factor - 0.5, 0);
                lower[o] = (int)Math.Min(Math.Floor(place), size - 1);
                fractions[o] = Math.Min(place - lower[o], 1);
            }
            else
            {
                (long numerator, long denominator) = Place(o);
                lower[o] = (int)(numerator / denominator);
                fractions[o] = numerator % denominator / (double)denominator;
            }
        }

        return new(size, new(lower), new(fractions));
    }
}

/// <summary><c>y[.., o, ..] = (1 - fraction) x[.., lower, ..] + fraction x[.., upper, ..]</c> along an axis, or <c>x[.., lower, ..]</c>.</summary>
/// <param name="x">The value.</param>
/// <param name="axis">The axis.</param>
/// <param name="sampling">Where its elements come from.</param>
public sealed class ResizeOp(Value x, int axis, AxisSampling sampling) : Op(x)
{
    public int Axis => axis;

    public AxisSampling Sampling => sampling;

    /// <summary>How often the axis stands in a row.</summary>
    public int Blocks => Inputs[0].Shape.Axes.Take(axis).Aggregate(1, (product, size) => product * size);

    /// <summary>The elements side by side at each of its indices.</summary>
    public int Run => Inputs[0].Shape.Size / Blocks / sampling.Size;

    public override string Mnemonic => sampling.IsNearest ? "resize_nearest" : "resize_linear";

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape([.. Inputs[0].Shape.Axes.Select((size, i) => i == axis ? sampling.Count : size)])];

    /// <summary>Each element gets what those that were made of it took of it.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value x = Inputs[0];
        if (builder.Wants(x))
        {
            builder.Contribute(x, builder.Add(new ResizeGradientOp(this, gradients[0]!), x));
        }
    }
}

/// <summary>The gradient of what was resized.</summary>
public sealed class ResizeGradientOp(ResizeOp resize, Value dy) : BackwardOp(dy)
{
    public ResizeOp Resize => resize;

    public override string Mnemonic => resize.Mnemonic + "_gradient";

    protected internal override IReadOnlyList<Shape> ResultShapes => [resize.Inputs[0].Shape];
}
