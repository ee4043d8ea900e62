using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Images that are computed in the margins where a convolution reads them: the scatter that would copy them there is no step, and the margins are
/// written once before. Of an image that several convolutions take in different margins, the first has it; the others get copies.
/// </summary>
internal sealed class InsetValues
{
    private readonly Dictionary<Value, (ScatterOp Scatter, Inset Inset)> _images = [];
    private readonly Dictionary<Group, Inset> _insets = [];
    private readonly Func<Value, Value> _root;

    /// <param name="groups">The ops.</param>
    /// <param name="root">The value that another one only reshapes.</param>
    /// <param name="excluded">Values that somebody outside the program takes as they are.</param>
    public InsetValues(IReadOnlyList<Group> groups, Func<Value, Value> root, IReadOnlyCollection<Value> excluded)
    {
        _root = root;
        Dictionary<Value, Group> producers = groups.SelectMany(group => group.Values, (group, value) => (group, value)).ToDictionary(pair => pair.value, pair => pair.group);
        ILookup<Value, (Group Group, Op Op)> takers = groups.SelectMany(group => group.Ops, (group, op) => (group, op))
            .SelectMany(pair => pair.op.Inputs.Select(root).Distinct(), (pair, value) => (value, pair)).ToLookup(pair => pair.value, pair => pair.pair);
        foreach (ScatterOp scatter in groups.Select(group => group.Anchor).OfType<ScatterOp>())
        {
            Value image = root(scatter.Inputs[0]);
            if (Of(scatter) is not Inset inset || _images.ContainsKey(image) || excluded.Contains(image) || excluded.Contains(root(scatter.Results[0])) || !producers.TryGetValue(image, out Group? producer) || !Stores(producer, image, scatter, inset))
            {
                continue;
            }

            (Group Group, Op Op)[] others = [.. takers[image].Where(taker => taker.Op != scatter && !(taker.Group == producer && taker.Group.Chain.Contains(taker.Op)))];
            Group[] fused = [.. others.Select(taker => taker.Group).Append(producer).Where(IsFused).Distinct()];
            if (!others.All(taker => Reads(taker.Group, taker.Op, image, scatter, inset)) || fused.Any(group => _insets.TryGetValue(group, out Inset? other) && other != inset))
            {
                continue;
            }

            _images.Add(image, (scatter, inset));
            foreach (Group group in fused)
            {
                _insets[group] = inset;
            }
        }
    }

    /// <summary>Whether some value that the group takes or gives lies in margins, place by place or line by line.</summary>
    public bool Touches(Group group) => _insets.ContainsKey(group);

    /// <summary>The margins around a value; null where it lies without.</summary>
    public ScatterOp? Around(Value value) => _images.TryGetValue(_root(value), out (ScatterOp Scatter, Inset) image) ? image.Scatter : null;

    /// <summary>The place of a value that is not placed yet.</summary>
    /// <param name="value">The value.</param>
    /// <param name="map">Where the places are kept.</param>
    /// <param name="otherwise">The place of a value that lies in no margins.</param>
    public Place PlaceOf(Value value, PlacementMap map, Func<Value, Place> otherwise)
    {
        if (!_images.TryGetValue(value, out (ScatterOp Scatter, Inset Inset) image))
        {
            return otherwise(value);
        }

        Value outer = _root(image.Scatter.Results[0]);
        if (!map.IsStored(outer))
        {
            map.Set(outer, otherwise(outer));
        }

        int channels = image.Scatter.Results[0].Shape.Last;
        return map[outer] with { Columns = channels, Stride = channels, Positions = image.Inset.OuterCount, Column = image.Scatter.Offset, Inset = image.Inset, Name = value.Name };
    }

    /// <summary>The image inside what a scatter gives; null where it does not put margins around one.</summary>
    public static Inset? Of(ScatterOp scatter)
    {
        if (ImageMargins.Of(scatter) is null)
        {
            return null;
        }

        EquatableArray<int> inner = scatter.Inputs[0].Shape.Axes;
        EquatableArray<int> outer = scatter.Results[0].Shape.Axes;
        return inner.Count == 2 ? new Inset(1, inner[0], 1, outer[0]) : new Inset(inner[0], inner[1], outer[0], outer[1]);
    }

    private static bool IsFused(Group group) => group.Anchor is ConvolutionOp or DepthwiseOp or ElementwiseOp || (group.Anchor is PoolGradientOp && group.Chain.Count > 0);

    /// <summary>Whether what computes a value can store it place by place.</summary>
    private bool Stores(Group group, Value image, ScatterOp scatter, Inset inset) => group.Anchor switch
    {
        PoolOp or ViewOp { IsRange: false } => image.Shape == scatter.Inputs[0].Shape,
        _ => IsFused(group) && GoesOver(group, scatter, inset),
    };

    /// <summary>Whether an op can read a value place by place.</summary>
    private bool Reads(Group group, Op op, Value image, ScatterOp scatter, Inset inset)
    {
        bool IsAsItIs(Value input) => _root(input) != image || input.Shape == scatter.Inputs[0].Shape;
        return op switch
        {
            ConvolutionOp or DepthwiseOp => IsAsItIs(op.Inputs[0]),
            ElementwiseOp => IsFused(group) && GoesOver(group, scatter, inset),
            PoolGradientOp => _root(op.Inputs[0]) != image && op.Inputs.Count > 2 && _root(op.Inputs[1]) != image && IsAsItIs(op.Inputs[2]),
            WeightGradientOp { Windows: not null } gradient => gradient.Products.All(product => !product.IsOfSegments && IsAsItIs(product.X) && IsAsItIs(product.Dy)),

            // Zeros around it add nothing.
            BiasGradientOp => op.Positions == inset.Count && scatter.Fill == 0,
            _ => false,
        };
    }

    /// <summary>Whether the rows of a group are the places of such an image, or nothing says what they are.</summary>
    private static bool GoesOver(Group group, ScatterOp scatter, Inset inset)
    {
        int channels = scatter.Inputs[0].Shape.Last;
        (int Height, int Width)? rows = group.Anchor switch
        {
            ConvolutionOp convolution => (convolution.Windows.Height.Count, convolution.Windows.Width.Count),
            DepthwiseOp depthwise => (depthwise.Windows.Height.Count, depthwise.Windows.Width.Count),
            PoolGradientOp gradient => (gradient.Pool.Height.Size, gradient.Pool.Width.Size),
            _ => null,
        };
        return (rows is not (int height, int width) || (height == inset.Height && width == inset.Width))
            && (group.Positions is null || group.Positions == inset.Count)
            && group.Anchor.Results[0].Shape.Size == inset.Count * channels
            && !group.Ops.OfType<ElementwiseOp>().Any(op => op.Expression.UsesLossScale);
    }
}
