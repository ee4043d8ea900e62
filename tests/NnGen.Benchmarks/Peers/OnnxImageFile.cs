using NnGen.Benchmarks.Images;

namespace NnGen.Benchmarks.Peers;

/// <summary>Writes a network of images as an ONNX model: a node for each layer, and a fixed number of images.</summary>
internal static class OnnxImageFile
{
    /// <summary>The bytes of the model.</summary>
    public static byte[] Write(ImageCase net, float[][] parameters, int rows)
    {
        var graph = new OnnxGraph();
        string value = OnnxGraph.InputName;
        foreach ((ImageLayer layer, int first, int[] input) in net.Numbered())
        {
            string[] inputs = [value, .. layer.Parameters(input).Select((shape, i) => graph.Tensor(shape, parameters[first + i]))];
            value = layer.Op switch
            {
                ImageOp.Conv => graph.Node(
                    "Conv",
                    inputs,
                    OnnxAttribute.Numbers("kernel_shape", layer.Kernel),
                    OnnxAttribute.Numbers("pads", [.. layer.Padding, .. layer.Padding]),
                    OnnxAttribute.Numbers("strides", layer.Stride, layer.Stride),
                    OnnxAttribute.Number("group", layer.Groups)),
                ImageOp.Norm => graph.Node("BatchNormalization", inputs, OnnxAttribute.Number("epsilon", ImageLayer.Epsilon)),
                ImageOp.Relu => graph.Node("Relu", inputs),
                ImageOp.Pool => graph.Node("MaxPool", inputs, OnnxAttribute.Numbers("kernel_shape", 2, 2), OnnxAttribute.Numbers("strides", 2, 2)),
                ImageOp.Mean => graph.Node("Flatten", [graph.Node("GlobalAveragePool", inputs)]),
                ImageOp.Flatten => graph.Node("Flatten", inputs),
                ImageOp.Dense => graph.Node("Gemm", inputs, OnnxAttribute.Number("transB", 1)),
                ImageOp.Softmax => graph.Node("Softmax", inputs),
                _ => throw new InvalidOperationException($"{layer.Op} has no node."),
            };
        }

        return graph.Write(net.CName, [rows, .. net.Input], [rows, .. net.OutputShape]);
    }
}
