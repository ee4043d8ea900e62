using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>Inputs: their shapes, and what the caller's numbers become before the first layer takes them.</summary>
public sealed partial class GraphBuilder
{
    private static readonly Layers.Range s_scale = new("Scale", scale => scale != 0, "not 0");

    private Value? BuildInput(int index, string name)
    {
        NodeDeclaration node = _declaration.Nodes[index];
        var axes = node["Shape"] is EquatableArray<int> shape ? shape : new EquatableArray<int>();
        CheckEnum(index, "Layout", $"Input ({name})", node["Layout"], "ChannelsFirst", "ChannelsLast");
        CheckEnum(index, "Element", $"Input ({name})", node["Element"], "Number", "Byte");
        var numbers = new LayerContext(_graph, node, index, name, [], [], _isTraining, _problems) { IsDouble = _isDouble };
        numbers.CheckNumbers();
        s_scale.Check(numbers);
        if (axes.Count == 0)
        {
            return Report(ProblemKinds.BadSize, index, "The number of axes", $"Input ({name})", "0", "at least 1, such as [Input(784)]");
        }

        long others = _graph.Inputs.Sum(input => (long)input.Shape.Size);
        long size = 1;
        bool isSound = true;
        for (int i = 0; i < axes.Count; i++)
        {
            if (axes[i] < 1)
            {
                ReportAt("Shape", i, ProblemKinds.BadSize, index, "An axis", $"Input ({name})", Invariant(axes[i]), "at least 1");
                isSound = false;
            }
            else if (isSound)
            {
                size *= axes[i];
                if (others + size > LayerContext.MaxElements)
                {
                    return ReportAt("Shape", i, ProblemKinds.TooLarge, index, "The number of elements of a row", others == 0 ? $"Input ({name})" : $"the inputs up to {name}", Invariant(others + size), Invariant(LayerContext.MaxElements));
                }
            }
        }

        if (axes.Count == 1 && node["Layout"] is "ChannelsLast")
        {
            ReportAt("Layout", -1, ProblemKinds.BadSize, index, "The number of axes", $"Input ({name})", "1", "at least 2 where channels are last: the channels, which the shape has first, and the places");
            isSound = false;
        }

        if (!isSound)
        {
            return null;
        }

        // Where the caller has the channels last, what he hands over is what layers of images take, and the node is the view of it.
        bool isChannelsLast = node["Layout"] is "ChannelsLast";
        var shapeOfNode = new Shape(axes);
        var op = new InputOp(isChannelsLast ? shapeOfNode.ChannelsLast() : shapeOfNode)
        {
            IsChannelsLast = isChannelsLast,
            IsOfBytes = node["Element"] is "Byte",
            Scale = numbers.Double("Scale", 1),
            Offset = numbers.Double("Offset", 0),
        };
        Value given = _graph.Add(op, name);
        Value scaled = op.Scale == 1 && op.Offset == 0 ? given : _graph.Add(new RescaleOp(given, op.Scale, op.Offset), name + " rescaled");
        Value value = isChannelsLast ? ChannelsLast.First(_graph, scaled, name + ChannelsLast.ByChannels) : scaled;
        value.Title = $"Input ({name})";
        _graph.Inputs.Add(given);
        _graph.Nodes[name] = value;
        _facts.Add(new NodeFacts(name, "Input", value.Shape, default, 0, 0));
        if (node["Sparse"] is true)
        {
            _graph.SparseInputs.Add(given);
        }

        return value;
    }
}
