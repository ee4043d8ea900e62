using System.Runtime.InteropServices;

namespace NnGen.Benchmarks.Peers;

/// <summary>An ONNX model of a chain of nodes. The numbers in the calls are the field numbers of onnx.proto.</summary>
internal sealed class OnnxGraph
{
    public const string InputName = "input";
    public const string OutputName = "output";

    private const int IrVersion = 8;
    private const int OperatorSet = 17;
    private const int TypeFloat = 1;
    private const int TypeInt64 = 7;

    private readonly List<(string Kind, string[] Inputs, OnnxAttribute[] Attributes)> _nodes = [];
    private readonly List<Protobuf> _tensors = [];

    /// <summary>Adds a parameter; its name.</summary>
    public string Tensor(int[] shape, float[] values) => Tensor(shape, TypeFloat, MemoryMarshal.AsBytes<float>(values));

    /// <summary>Adds integers, such as a shape; their name.</summary>
    public string Integers(params long[] values) => Tensor([values.Length], TypeInt64, MemoryMarshal.AsBytes<long>(values));

    /// <summary>Adds a node; the name of what it computes. The last one's is the model's output.</summary>
    public string Node(string kind, string[] inputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add((kind, inputs, attributes));
        return $"value{_nodes.Count - 1}";
    }

    /// <summary>The bytes of the model.</summary>
    public byte[] Write(string name, int[] input, int[] output)
    {
        var graph = new Protobuf();
        for (int i = 0; i < _nodes.Count; i++)
        {
            var node = new Protobuf();
            foreach (string taken in _nodes[i].Inputs)
            {
                node.Add(1, taken);
            }

            node.Add(2, i == _nodes.Count - 1 ? OutputName : $"value{i}").Add(4, _nodes[i].Kind);
            foreach (OnnxAttribute attribute in _nodes[i].Attributes)
            {
                node.Add(5, attribute.Message);
            }

            graph.Add(1, node);
        }

        graph.Add(2, name);
        _tensors.ForEach(tensor => graph.Add(5, tensor));
        graph.Add(11, Value(InputName, input));
        graph.Add(12, Value(OutputName, output));
        return new Protobuf()
            .Add(1, IrVersion)
            .Add(8, new Protobuf().Add(1, "").Add(2, OperatorSet))
            .Add(7, graph)
            .ToArray();
    }

    private string Tensor(int[] shape, int type, ReadOnlySpan<byte> values)
    {
        string name = $"parameter{_tensors.Count}";
        var tensor = new Protobuf();
        foreach (int size in shape)
        {
            tensor.Add(1, size);
        }

        _tensors.Add(tensor.Add(2, type).Add(8, name).Add(9, values));
        return name;
    }

    private static Protobuf Value(string name, int[] shape)
    {
        var dimensions = new Protobuf();
        foreach (int size in shape)
        {
            dimensions.Add(1, new Protobuf().Add(1, size));
        }

        Protobuf tensor = new Protobuf().Add(1, TypeFloat).Add(2, dimensions);
        return new Protobuf().Add(1, name).Add(2, new Protobuf().Add(1, tensor));
    }
}

/// <summary>A number of a node of an ONNX model, or several.</summary>
/// <param name="Message">As the file has it.</param>
internal sealed record OnnxAttribute(Protobuf Message)
{
    private const int IsFloat = 1;
    private const int IsInteger = 2;
    private const int IsIntegers = 7;

    /// <summary>An integer.</summary>
    public static OnnxAttribute Number(string name, long value) => new(new Protobuf().Add(1, name).Add(3, value).Add(20, IsInteger));

    /// <summary>A floating-point number.</summary>
    public static OnnxAttribute Number(string name, float value) => new(new Protobuf().Add(1, name).Add(2, value).Add(20, IsFloat));

    /// <summary>Integers.</summary>
    public static OnnxAttribute Numbers(string name, params int[] values)
    {
        Protobuf message = new Protobuf().Add(1, name);
        foreach (int value in values)
        {
            message.Add(8, value);
        }

        return new(message.Add(20, IsIntegers));
    }
}
