using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>
/// Images and series have their channels first, [channels, height, width], as PyTorch has them; convolutions compute with channels side by side,
/// [height, width, channels]. A layer of theirs takes its input in that order, and its node is a view of what it computed; a layer behind it takes
/// what stands behind the view, so that nothing is moved between two of them. Elementwise layers do not mind the order, and keep it.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>What a layer calls its value before it is turned.</summary>
    public const string Suffix = " by places";

    /// <summary>What a node's value is called that is a view of what the layer computed.</summary>
    public const string ByChannels = " by channels";

    /// <summary>A value with its channels last.</summary>
    public static Value Of(NetworkGraph graph, Value value)
    {
        if (Behind(value) is Value behind)
        {
            return behind;
        }

        int axes = value.Shape.Axes.Count;
        string name = value.Name + Suffix;
        Shape shape = value.Shape.ChannelsLast();
        return IsInOrder(value.Shape.Axes[0], shape) ? graph.Add(new ReshapeOp(value, shape), name) : graph.Add(ViewOp.Permute(value, [.. Enumerable.Range(1, axes - 1), 0]), name);
    }

    /// <summary>A value that was computed with its channels last, as a node has it.</summary>
    public static Value First(NetworkGraph graph, Value value, string name)
    {
        return IsInOrder(value.Shape.Last, value.Shape) ? graph.Add(new ReshapeOp(value, value.Shape.ChannelsFirst()) { IsTurned = true }, name) : graph.Add(ViewOp.ChannelsFirst(value), name);
    }

    /// <summary>The view of a value that puts its channels first, if the graph has one.</summary>
    public static Value? Find(NetworkGraph graph, Value value) => graph.Ops.SelectMany(op => op.Results).FirstOrDefault(view => Behind(view) == value);

    /// <summary>What stands behind a node's view; null where the node is no such view.</summary>
    public static Value? Behind(Value value) => value.Producer switch
    {
        ReshapeOp { IsTurned: true } reshape => reshape.Inputs[0],
        ViewOp { IsTurned: true } view => view.Inputs[0],
        _ => null,
    };

    /// <summary>Whether both orders are one: there is one channel, or one place.</summary>
    private static bool IsInOrder(int channels, Shape shape) => channels == 1 || channels == shape.Size;
}
