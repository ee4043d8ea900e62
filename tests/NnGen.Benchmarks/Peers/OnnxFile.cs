using System.Runtime.InteropServices;
using System.Text;

namespace NnGen.Benchmarks.Peers;

/// <summary>Writes a network as an ONNX model: a Gemm and an activation for each layer, and a fixed number of rows.</summary>
internal static class OnnxFile
{
    public const string InputName = "input";
    public const string OutputName = "output";

    private const int IrVersion = 8;
    private const int OperatorSet = 13;
    private const int TypeFloat = 1;
    private const int AttributeIsInteger = 2;

    /// <summary>The bytes of the model. The numbers in the calls are the field numbers of onnx.proto.</summary>
    public static byte[] Write(NetCase net, float[][] parameters, int rows)
    {
        var graph = new Message();
        string value = InputName;
        int layer = 0;
        foreach ((int inputs, int outputs) in net.Layers)
        {
            string weight = $"weight{layer}";
            string bias = $"bias{layer}";
            string sums = $"sums{layer}";
            bool isLast = layer == net.Sizes.Length - 2;
            string activated = isLast ? OutputName : $"value{layer}";
            graph.Add(1, Node("Gemm", [value, weight, bias], sums).Add(5, IntegerAttribute("transB", 1)));
            graph.Add(1, Node(Operator(isLast ? net.Last : net.Hidden), [sums], activated));
            graph.Add(5, Tensor(weight, [outputs, inputs], parameters[2 * layer]));
            graph.Add(5, Tensor(bias, [outputs], parameters[2 * layer + 1]));
            value = activated;
            layer++;
        }

        graph.Add(2, net.CName);
        graph.Add(11, Value(InputName, [rows, net.Inputs]));
        graph.Add(12, Value(OutputName, [rows, net.Outputs]));
        Message model = new Message()
            .Add(1, IrVersion)
            .Add(8, new Message().Add(1, "").Add(2, OperatorSet))
            .Add(7, graph);
        return model.ToArray();
    }

    private static string Operator(Function function) => function switch
    {
        Function.Relu => "Relu",
        Function.Sigmoid => "Sigmoid",
        Function.Tanh => "Tanh",
        _ => "Softmax",
    };

    private static Message Node(string kind, string[] inputs, string output)
    {
        var node = new Message();
        foreach (string input in inputs)
        {
            node.Add(1, input);
        }

        return node.Add(2, output).Add(4, kind);
    }

    private static Message IntegerAttribute(string name, long value)
        => new Message().Add(1, name).Add(3, value).Add(20, AttributeIsInteger);

    private static Message Tensor(string name, int[] shape, float[] values)
    {
        var tensor = new Message();
        foreach (int size in shape)
        {
            tensor.Add(1, size);
        }

        return tensor.Add(2, TypeFloat).Add(8, name).Add(9, MemoryMarshal.AsBytes<float>(values));
    }

    private static Message Value(string name, int[] shape)
    {
        var dimensions = new Message();
        foreach (int size in shape)
        {
            dimensions.Add(1, new Message().Add(1, size));
        }

        Message tensor = new Message().Add(1, TypeFloat).Add(2, dimensions);
        return new Message().Add(1, name).Add(2, new Message().Add(1, tensor));
    }

    /// <summary>A message of protocol buffers, as far as models need it: numbers, and everything that has a length.</summary>
    private sealed class Message
    {
        private readonly MemoryStream _bytes = new();

        public Message Add(int field, long value)
        {
            WriteNumber((ulong)(field << 3));
            WriteNumber((ulong)value);
            return this;
        }

        public Message Add(int field, ReadOnlySpan<byte> value)
        {
            WriteNumber((ulong)(field << 3 | 2));
            WriteNumber((ulong)value.Length);
            _bytes.Write(value);
            return this;
        }

        public Message Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

        public Message Add(int field, Message value) => Add(field, value.ToArray());

        public byte[] ToArray() => _bytes.ToArray();

        private void WriteNumber(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
            {
                _bytes.WriteByte((byte)(value | 0x80));
            }

            _bytes.WriteByte((byte)value);
        }
    }
}
