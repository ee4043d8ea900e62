namespace NnGen.Benchmarks.Peers;

/// <summary>Writes the transformer as an ONNX model, in the operators that an exporter would use: ONNX Runtime finds attention and GELU in them itself.</summary>
internal static class OnnxTransformerFile
{
    private const int Tokens = 32;
    private const int Features = 64;
    private const int Heads = 4;
    private const int Blocks = 2;
    private const float Epsilon = 1e-5f;

    /// <summary>The bytes of the model, which takes and gives [1, tokens, features].</summary>
    public static byte[] Write(Transformer net)
    {
        var graph = new OnnxGraph();
        string value = graph.Node("Add", [OnnxGraph.InputName, graph.Tensor([1, Tokens, Features], net.Parameter("positionalencoding1.encoding"))]);
        string mask = graph.Tensor([Tokens, Tokens], [.. Enumerable.Range(0, Tokens * Tokens).Select(i => i % Tokens > i / Tokens ? float.NegativeInfinity : 0)]);
        string scale = graph.Tensor([], [1 / MathF.Sqrt(Features / Heads)]);
        string half = graph.Tensor([], [0.5f]);
        string one = graph.Tensor([], [1f]);
        string root = graph.Tensor([], [MathF.Sqrt(2)]);
        string perHead = graph.Integers(1, Tokens, Heads, Features / Heads);
        string together = graph.Integers(1, Tokens, Features);
        for (int block = 1; block <= Blocks; block++)
        {
            string name = $"transformerblock{block}.";
            string normed = Norm(value, name + "layernorm1");
            string q = Head("q", 0, 2, 1, 3);
            string k = Head("k", 0, 2, 3, 1);
            string v = Head("v", 0, 2, 1, 3);
            string scores = graph.Node("Add", [graph.Node("Mul", [graph.Node("MatMul", [q, k]), scale]), mask]);
            string seen = graph.Node("MatMul", [graph.Node("Softmax", [scores], OnnxAttribute.Number("axis", -1L)), v]);
            string rows = graph.Node("Reshape", [graph.Node("Transpose", [seen], OnnxAttribute.Numbers("perm", 0, 2, 1, 3)), together]);
            value = graph.Node("Add", [value, Dense(rows, name + "attention.out_proj", Features, Features)]);
            string hidden = Dense(Norm(value, name + "layernorm2"), name + "dense1", Features, 4 * Features);
            string erf = graph.Node("Add", [graph.Node("Erf", [graph.Node("Div", [hidden, root])]), one]);
            string gelu = graph.Node("Mul", [graph.Node("Mul", [hidden, erf]), half]);
            value = graph.Node("Add", [value, Dense(gelu, name + "f", 4 * Features, Features)]);

            string Head(string part, params int[] order) =>
                graph.Node("Transpose", [graph.Node("Reshape", [Dense(normed, $"{name}attention.{part}_proj", Features, Features), perHead])], OnnxAttribute.Numbers("perm", order));
        }

        return graph.Write("transformer", [1, Tokens, Features], [1, Tokens, Features]);

        string Norm(string input, string layer) =>
            graph.Node(
                "LayerNormalization",
                [input, graph.Tensor([Features], net.Parameter(layer + ".weight")), graph.Tensor([Features], net.Parameter(layer + ".bias"))],
                OnnxAttribute.Number("axis", -1L),
                OnnxAttribute.Number("epsilon", Epsilon));

        string Dense(string input, string layer, int inputs, int outputs)
        {
            // A product with the weights as [inputs, outputs]; the network has them as [outputs, inputs].
            float[] weights = net.Parameter(layer + ".weight");
            float[] turned = [.. Enumerable.Range(0, weights.Length).Select(i => weights[(i % outputs * inputs) + (i / outputs)])];
            return graph.Node("Add", [graph.Node("MatMul", [input, graph.Tensor([inputs, outputs], turned)]), graph.Tensor([outputs], net.Parameter(layer + ".bias"))]);
        }
    }
}
