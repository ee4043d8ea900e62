using System.Globalization;
using System.Text.Json;
using NnGen.Compiler.Model;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>
/// Finds the network class of a case: case.json and the class's attributes are both written as one text, and the texts must be equal.
/// So no table of names can go wrong.
/// </summary>
internal static class GoldenTopology
{
    private static readonly Dictionary<(string Topology, bool IsDouble), Net> s_nets =
        NetCatalog.Golden.ToDictionary(net => (Of(Declarations.Of(net.Type)), net.IsDouble));

    /// <summary>The network of a case; null where no class has its topology.</summary>
    public static Net? Find(GoldenCase @case, bool isDouble) => s_nets.GetValueOrDefault((Of(@case), isDouble));

    /// <summary>The topology of a case as text.</summary>
    public static string Of(GoldenCase @case)
    {
        JsonElement json = @case.Json;
        JsonElement[] given = [.. json.GetProperty("inputs").EnumerateArray()];
        List<string> lines = [.. given.Select(input => $"Input({string.Join(" ", @case.RowShape(input))}) {Text(input, "name")}")];
        lines.AddRange(@case.FurtherInputs.Select(name => $"Input({string.Join(" ", @case.Tensors.Find("extra/" + name)!.Shape.Skip(1).DefaultIfEmpty(1))}) {name}"));
        string above = Text(given[0], "name");
        foreach (JsonElement layer in json.GetProperty("layers").EnumerateArray())
        {
            string[] inputs = layer.TryGetProperty("inputs", out JsonElement names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [above];
            inputs = IsAttention(Text(layer, "kind")) ? AttentionInputs(inputs) : inputs;
            above = Text(layer, "name");
            lines.AddRange(GoldenRecurrence.Detached(layer));
            lines.Add($"{Node(layer, @case)} {above} of {string.Join(" ", inputs)}");
        }

        if (json.TryGetProperty("outputs", out JsonElement outputs))
        {
            foreach (JsonElement output in outputs.EnumerateArray())
            {
                lines.Add($"Output {output.GetProperty("layers")[0].GetString()}");
                lines.Add($"{Loss(output.GetProperty("loss"), @case)} {Number(output.GetProperty("weight").GetDouble())}");
            }
        }
        else
        {
            lines.Add($"{Loss(json.GetProperty("loss"), @case)} 1");
        }

        return string.Join("\n", lines);
    }

    private static string Node(JsonElement layer, GoldenCase @case)
    {
        JsonElement arguments = layer.TryGetProperty("args", out JsonElement args) ? args : layer;
        string Argument(string name, double otherwise) => Number(GoldenCase.Number(arguments, name, otherwise));
        string kind = Text(layer, "kind");
        return (kind == "activation" ? Text(layer, "fn") : kind) switch
        {
            "dense" => $"Dense({layer.GetProperty("out").GetInt32()} {GoldenCase.Flag(layer, "bias", !IsTable(@case, layer))}{(layer.TryGetProperty("weights_of", out JsonElement tied) ? $" {tied.GetString()} {GoldenCase.Flag(layer, "transposed", false)}" : "")})",
            "embedding" => $"Embedding({layer.GetProperty("count").GetInt32()} {layer.GetProperty("dim").GetInt32()} {(layer.TryGetProperty("padding_index", out JsonElement padding) ? padding.GetInt32() : -1)})",
            "masked_dense" => $"Dense({layer.GetProperty("out").GetInt32()} {GoldenCase.Flag(layer, "bias", true)} {Mask(@case, layer)})",
            "identity" => "Identity()",
            "sigmoid" => "Sigmoid()",
            "tanh" => "Tanh()",
            "relu" => "ReLU()",
            "leaky_relu" => $"LeakyReLU({Argument("alpha", 0.01)})",
            "relu6" => "ReLU6()",
            "elu" => $"ELU({Argument("alpha", 1)})",
            "celu" => $"CELU({Argument("alpha", 1)})",
            "selu" => "SELU()",
            "gelu" => "GELU(False)",
            "gelu_tanh" => "GELU(True)",
            "silu" => "SiLU()",
            "softplus" => $"Softplus({Argument("beta", 1)})",
            "softsign" => "Softsign()",
            "hardsigmoid" => $"HardSigmoid({Number(1.0 / 6)} {Number(0.5)})",
            "hardswish" => "HardSwish()",
            "hardtanh" => $"HardTanh({Argument("min", -1)} {Argument("max", 1)})",
            "mish" => "Mish()",
            "prelu" => $"PReLU({layer.GetProperty("parameters").GetInt32() > 1})",
            "softmax" => $"Softmax({Axis(layer)})",
            "log_softmax" => $"LogSoftmax({Axis(layer)})",
            "reshape" => $"Reshape({Integers(layer, "shape", 0)})",
            "transpose" => $"Permute({Integers(layer, "axes", 1)})",
            "slice" when GoldenCase.Flag(layer, "drop_axis", false) => $"Select({layer.GetProperty("from").GetInt32()} {Axis(layer)})",
            "slice" => $"Slice({layer.GetProperty("from").GetInt32()} {layer.GetProperty("to").GetInt32()} {(layer.TryGetProperty("step", out JsonElement step) ? step.GetInt32() : 1)} {Axis(layer)})",
            "mean" => $"Mean({Axis(layer)})",
            "matmul" => $"MatMul({GoldenCase.Flag(layer, "transpose_a", false)} {GoldenCase.Flag(layer, "transpose_b", false)} {Argument("factor", 1)})",
            "dropout" => $"Dropout({Number(layer.GetProperty("p").GetDouble())})",
            "layer_norm" => $"LayerNorm({Argument("eps", 1e-5)} {layer.GetProperty("shape").GetArrayLength()} {GoldenCase.Flag(layer, "affine", true)}{Owner(layer)})",
            "multihead_attention" => $"MultiHeadAttention({Attention(layer)} {GoldenCase.Flag(layer, "bias", true)}{Owner(layer)})",
            "attention" => $"Attention({Attention(layer)})",
            "learned_positions" => "PositionalEncoding(Learned 10000)",
            "sinusoidal_positions" => $"PositionalEncoding(Sinusoidal {Argument("base", 10_000)})",
            "rotary" => $"RotaryEncoding({layer.GetProperty("heads").GetInt32()} {Text(layer, "pairs") == "adjacent"} {Argument("base", 10_000)})",
            "batch_norm" => $"BatchNorm({Argument("eps", 1e-5)} {Argument("momentum", 0.1)} {GoldenCase.Flag(layer, "affine", true)})",
            "conv1d" or "conv2d" or "conv_transpose1d" or "conv_transpose2d" or "max_pool1d" or "max_pool2d" or "avg_pool1d" or "avg_pool2d" => GoldenWindows.Of(layer),
            "global_avg_pool" => "GlobalAvgPool()",
            "global_max_pool" => "GlobalMaxPool()",
            "adaptive_avg_pool2d" => $"AdaptiveAvgPool2D({Integers(layer, "size", 0)})",
            "dropout2d" => $"Dropout2D({Number(layer.GetProperty("p").GetDouble())})",
            "group_norm" => $"GroupNorm({layer.GetProperty("groups").GetInt32()} {Argument("eps", 1e-5)} {GoldenCase.Flag(layer, "affine", true)})",
            "instance_norm" => $"InstanceNorm({Argument("eps", 1e-5)} {GoldenCase.Flag(layer, "affine", false)})",
            "pixel_shuffle" => $"PixelShuffle({layer.GetProperty("factor").GetInt32()})",
            "pixel_unshuffle" => $"PixelUnshuffle({layer.GetProperty("factor").GetInt32()})",
            "pad" => $"Pad({GoldenWindows.Sides(layer.GetProperty("padding"), 0)} {Text(layer, "mode")} {Argument("value", 0)})",
            "upsample" => GoldenWindows.OfUpsample(layer),
            "rnn" or "gru" or "lstm" => GoldenRecurrence.Of(layer),
            "flatten" => "Flatten()",
            "add" => "Add()",
            "mul" => "Multiply()",
            "concat" => $"Concat({layer.GetProperty("axis").GetInt32() - 1})",
            string other => other,
        };
    }

    private static string Owner(JsonElement layer) => layer.TryGetProperty("weights_of", out JsonElement owner) ? " " + owner.GetString() : "";

    private static string Attention(JsonElement layer) =>
        $"{layer.GetProperty("heads").GetInt32()} {GoldenCase.Flag(layer, "causal", false)} {(layer.TryGetProperty(GoldenCase.KeyMask, out JsonElement mask) ? mask.GetString() : "none")}";

    private static bool IsAttention(string kind) => kind is "multihead_attention" or "attention" or "MultiHeadAttention" or "Attention";

    /// <summary>The names of queries, keys and values, each left out where it is the one before.</summary>
    private static string[] AttentionInputs(string[] names) => [.. names.Where((name, i) => i == 0 || name != names[i - 1])];

    /// <summary>Whether a layer has the table of an embedding for its weight: it has no bias then.</summary>
    private static bool IsTable(GoldenCase @case, JsonElement layer) => layer.TryGetProperty("weights_of", out JsonElement other)
        && @case.Json.GetProperty("layers").EnumerateArray().Any(candidate => Text(candidate, "kind") == "embedding" && Text(candidate, "name") == other.GetString());

    /// <summary>An axis without the batch; the last one where none is said.</summary>
    private static int Axis(JsonElement layer) => layer.TryGetProperty("axis", out JsonElement axis) && axis.GetInt32() is > 0 and int counted ? counted - 1 : -1;

    /// <summary>Numbers, without the batch's where axes are counted.</summary>
    private static string Integers(JsonElement layer, string name, int batch) =>
        string.Join(" ", layer.GetProperty(name).EnumerateArray().Skip(batch).Select(value => value.GetInt32() - batch));

    /// <summary>The rows of a mask, as the attribute takes them.</summary>
    private static string Mask(GoldenCase @case, JsonElement layer) =>
        string.Join("/", @case.Mask(layer).Chunk(layer.GetProperty("in").GetInt32()).Select(row => string.Concat(row.Select(element => element != 0 ? '1' : '0'))));

    private static string Loss(JsonElement loss, GoldenCase @case)
    {
        string Argument(string name, double otherwise) => Number(GoldenCase.Number(loss, name, otherwise));
        string kind = Text(loss, "kind");
        if (kind == GoldenVocabulary.RowWeighted)
        {
            // Divided by the batch, the weights are the parts of a sum that each row has.
            string ofRow = Kind(Text(loss, "of"));
            return Text(loss, "divide_by") == "weights" ? ofRow : ofRow.Replace(" Mean", " Sum", StringComparison.Ordinal);
        }

        string whole = Kind(kind);
        return loss.TryGetProperty("reduction", out JsonElement reduction) && reduction.GetString() == "sum" ? whole.Replace(" Mean", " Sum", StringComparison.Ordinal) : whole;

        string Weights() => loss.TryGetProperty("class_weights", out JsonElement weights) ? " " + string.Join(" ", @case.Tensor("extra/" + weights.GetString()).Select(weight => Number(weight))) : "";

        string Kind(string name) => name switch
        {
            "mse" => "MeanSquaredErrorLoss() Mean",
            "sse" => "MeanSquaredErrorLoss() Sum",
            "half_squared_error" => "HalfSquaredErrorLoss() Mean",
            "half_sse" => "HalfSquaredErrorLoss() Sum",
            "l1" => "L1Loss() Mean",
            "huber" => $"HuberLoss({Argument("delta", 1)}) Mean",
            "smooth_l1" => $"SmoothL1Loss({Argument("beta", 1)}) Mean",
            "log_cosh" => "LogCoshLoss() Mean",
            "poisson_nll" => "PoissonNegativeLogLikelihoodLoss() Mean",
            "hinge" => "HingeLoss() Mean",
            "squared_hinge" => "SquaredHingeLoss() Mean",
            "cross_entropy_labels" or "cross_entropy_soft" or "categorical_cross_entropy" => $"CrossEntropyLoss({Argument("label_smoothing", 0)}{Weights()}{(loss.TryGetProperty("ignore_index", out JsonElement ignored) ? $" without {ignored.GetInt32()}" : "")}) Mean",
            "focal" => $"FocalLoss({Argument("gamma", 2)}) Mean",
            "focal_binary" => $"BinaryFocalLoss({Argument("gamma", 2)} {Argument("alpha", double.NaN)}) Mean",
            "nll" => "NegativeLogLikelihoodLoss() Mean",
            "kl" => "KLDivergenceLoss() Mean",
            "multi_margin" => $"MultiMarginLoss({Argument("margin", 1)}) Mean",
            "ctc" => $"CtcLoss({@case.Tensors.Find("target/t")!.Shape[1]} {loss.GetProperty("blank").GetInt32()} {Text(loss, "input_lengths")} {GoldenCase.Flag(loss, "zero_infinity", false)}) Mean",
            "bce" or "bce_with_logits" => "BinaryCrossEntropyLoss() Mean",
            string other => other,
        };
    }

    /// <summary>The topology of a class as text.</summary>
    private static string Of(NetworkDeclaration declaration)
    {
        var lines = new List<string>();
        string above = "";
        foreach (NodeDeclaration node in declaration.Nodes)
        {
            if (node.Kind.EndsWith("Loss", StringComparison.Ordinal))
            {
                lines.Add($"{node.Kind}({Arguments(node)}) {node["Reduction"] ?? "Mean"} {Number(node["Weight"], 1)}");
                continue;
            }

            if (node.Kind == "Output")
            {
                lines.Add($"Output {node["Name"]}");
                continue;
            }

            string name = (string)node["Name"]!;
            string[] further = [.. new[] { node["From"] as string ?? above, node["Key"] as string, IsAttention(node.Kind) ? node["Value"] as string : null }.OfType<string>()];
            string inputs = IsAttention(node.Kind) ? string.Join(" ", AttentionInputs(further)) : node["Inputs"] is EquatableArray<string> joined ? string.Join(" ", joined) : node["From"] as string ?? above;
            lines.Add($"{node.Kind}({Arguments(node)}) {name}" + (node.Kind == "Input" ? "" : $" of {inputs}"));
            above = name;
        }

        return string.Join("\n", lines);
    }

    /// <summary>The arguments in the order of the text above; those left out by their defaults.</summary>
    private static string Arguments(NodeDeclaration node) => node.Kind switch
    {
        "Input" => string.Join(" ", (EquatableArray<int>)node["Shape"]!),
        "Conv1D" or "Conv2D" or "ConvTranspose1D" or "ConvTranspose2D" or "MaxPool1D" or "MaxPool2D" or "AvgPool1D" or "AvgPool2D" => GoldenWindows.Arguments(node),
        "RNN" or "GRU" or "LSTM" => GoldenRecurrence.Arguments(node),
        "AdaptiveAvgPool2D" => $"{node["Height"]} {node["Width"]}",
        "Dense" => $"{node["Units"]} {node["Bias"] ?? true}" + (node["Mask"] is EquatableArray<string> mask ? " " + string.Join("/", mask) : "") + (node["Tied"] is string tied ? $" {tied} {node["Transposed"] ?? false}" : ""),
        "Embedding" => $"{node["Count"]} {node["Features"]} {node["PaddingIndex"] ?? -1}",
        "LeakyReLU" => Number(node["Slope"], 0.01),
        "ELU" or "CELU" => Number(node["Alpha"], 1),
        "GELU" => $"{node["Approximate"] ?? false}",
        "Softplus" or "SmoothL1Loss" => Number(node["Beta"], 1),
        "HardSigmoid" => $"{Number(node["Alpha"], 1.0 / 6)} {Number(node["Beta"], 0.5)}",
        "HardTanh" => $"{Number(node["Min"], -1)} {Number(node["Max"], 1)}",
        "Concat" => $"{node["Axis"] ?? 0}",
        "PReLU" => $"{node["PerUnit"] ?? node["PerChannel"] ?? false}",
        "Dropout" => Number(node["Rate"], 0),
        "BatchNorm" => $"{Number(node["Epsilon"], 1e-5)} {Number(node["Momentum"], 0.1)} {node["Affine"] ?? true}",
        "LayerNorm" => $"{Number(node["Epsilon"], 1e-5)} {node["Axes"] ?? 1} {node["Affine"] ?? true}{(node["Tied"] is string norm ? " " + norm : "")}",
        "MultiHeadAttention" => $"{node["Heads"]} {node["Causal"] ?? false} {node["KeyMask"] ?? "none"} {node["Bias"] ?? true}{(node["Tied"] is string attention ? " " + attention : "")}",
        "PositionalEncoding" => $"{node["Kind"] ?? "Sinusoidal"} {Number(node["Base"], 10_000)}",
        "RotaryEncoding" => $"{node["Heads"]} {node["Adjacent"] ?? false} {Number(node["Base"], 10_000)}",
        "Attention" => $"{node["Heads"]} {node["Causal"] ?? false} {node["KeyMask"] ?? "none"}",
        "Dropout2D" => Number(node["Rate"], 0),
        "GroupNorm" => $"{node["Groups"]} {Number(node["Epsilon"], 1e-5)} {node["Affine"] ?? true}",
        "InstanceNorm" => $"{Number(node["Epsilon"], 1e-5)} {node["Affine"] ?? false}",
        "PixelShuffle" or "PixelUnshuffle" => $"{node["Factor"]}",
        "Pad" => $"{string.Join(" ", (EquatableArray<int>)node["Sides"]!)} {((string?)node["Mode"] ?? "Constant").ToLowerInvariant()} {Number(node["Value"], 0)}",
        "Upsample" => GoldenWindows.OfUpsample(node),
        "Softmax" or "LogSoftmax" => $"{node["Axis"] ?? -1}",
        "Reshape" => string.Join(" ", (EquatableArray<int>)node["Shape"]!),
        "Permute" or "Mean" => string.Join(" ", (EquatableArray<int>)node["Axes"]!),
        "Slice" => $"{node["Start"]} {node["Stop"]} {node["Step"] ?? 1} {node["Axis"] ?? 0}",
        "Select" => $"{node["Index"]} {node["Axis"] ?? 0}",
        "MatMul" => $"{node["TransposeA"] ?? false} {node["TransposeB"] ?? false} {Number(node["Scale"], 1)}",
        "FocalLoss" => Number(node["Gamma"], 2),
        "BinaryFocalLoss" => $"{Number(node["Gamma"], 2)} {Number(node["Alpha"], double.NaN)}",
        "HuberLoss" => Number(node["Delta"], 1),
        "MultiMarginLoss" => Number(node["Margin"], 1),
        "CtcLoss" => $"{node["Labels"]} {node["Blank"] ?? 0} {node["Lengths"]} {node["ZeroInfinity"] ?? false}",
        "CrossEntropyLoss" => Number(node["LabelSmoothing"], 0) + (node["ClassWeights"] is EquatableArray<double> weights ? " " + string.Join(" ", weights.Select(weight => Number(weight))) : "") + (node["IgnoreLabel"] is int ignored ? $" without {ignored}" : ""),
        _ => "",
    };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Number(object? value, double otherwise) => Number(value is double given ? given : otherwise);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
