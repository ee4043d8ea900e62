namespace NnGen.Benchmarks.Peers;

/// <summary>Writes a network as an ONNX model: a Gemm and an activation for each layer, and a fixed number of rows.</summary>
internal static class OnnxFile
{
    /// <summary>The bytes of the model.</summary>
    public static byte[] Write(NetCase net, float[][] parameters, int rows)
    {
        var graph = new OnnxGraph();
        string value = OnnxGraph.InputName;
        int layer = 0;
        foreach ((int inputs, int outputs) in net.Layers)
        {
            bool isLast = layer == net.Sizes.Length - 2;
            string weight = graph.Tensor([outputs, inputs], parameters[2 * layer]);
            string bias = graph.Tensor([outputs], parameters[2 * layer + 1]);
            string sums = graph.Node("Gemm", [value, weight, bias], OnnxAttribute.Number("transB", 1));
            value = graph.Node(Operator(isLast ? net.Last : net.Hidden), [sums]);
            layer++;
        }

        return graph.Write(net.CName, [rows, net.Inputs], [rows, net.Outputs]);
    }

    private static string Operator(Function function) => function switch
    {
        Function.Relu => "Relu",
        Function.Sigmoid => "Sigmoid",
        Function.Tanh => "Tanh",
        _ => "Softmax",
    };
}
