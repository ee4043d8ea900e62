using System.Text.Json;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>
/// Whether a case can be said in attributes, decided from case.json alone. What is not listed here is waited for, options included,
/// so that no option is silently ignored.
/// </summary>
internal static class GoldenVocabulary
{
    private static readonly Dictionary<string, string[]> s_layers = new()
    {
        ["dense"] = ["in", "out", "bias", "weights_of", "transposed"],
        ["masked_dense"] = ["in", "out", "bias", "mask"],
        ["activation"] = ["fn", "args"],
        ["softmax"] = ["axis"],
        ["log_softmax"] = ["axis"],
        ["prelu"] = ["parameters"],
        ["dropout"] = ["p", "mask"],
        ["layer_norm"] = ["shape", "eps", "affine", "weights_of"],
        ["multihead_attention"] = ["embed", "heads", "kdim", "vdim", "bias", "causal", "key_padding_mask", "weights_of"],
        ["attention"] = ["heads", "causal"],
        ["learned_positions"] = ["length", "dim"],
        ["sinusoidal_positions"] = ["base"],
        ["rotary"] = ["heads", "base", "pairs"],
        ["batch_norm"] = ["features", "eps", "momentum", "affine", "spatial_dims"],
        ["embedding"] = ["count", "dim", "padding_index"],
        ["conv1d"] = ["in", "out", "kernel", "stride", "padding", "dilation", "groups", "bias"],
        ["conv2d"] = ["in", "out", "kernel", "stride", "padding", "dilation", "groups", "bias"],
        ["conv_transpose1d"] = ["in", "out", "kernel", "stride", "padding", "output_padding", "dilation", "groups", "bias"],
        ["conv_transpose2d"] = ["in", "out", "kernel", "stride", "padding", "output_padding", "dilation", "groups", "bias"],
        ["max_pool1d"] = ["kernel", "stride", "padding", "dilation", "ceil"],
        ["max_pool2d"] = ["kernel", "stride", "padding", "dilation", "ceil"],
        ["avg_pool1d"] = ["kernel", "stride", "padding", "count_include_pad"],
        ["avg_pool2d"] = ["kernel", "stride", "padding", "count_include_pad"],
        ["global_avg_pool"] = [],
        ["global_max_pool"] = [],
        ["adaptive_avg_pool2d"] = ["size"],
        ["dropout2d"] = ["p", "mask"],
        ["group_norm"] = ["features", "groups", "eps", "affine"],
        ["instance_norm"] = ["features", "spatial_dims", "eps", "affine"],
        ["pixel_shuffle"] = ["factor"],
        ["pixel_unshuffle"] = ["factor"],
        ["pad"] = ["mode", "padding", "value"],
        ["upsample"] = ["mode", "scale", "size", "align_corners"],
        ["rnn"] = ["in", "hidden", "return", "layers", "bidirectional", "activation", "initial_state", "detach_state", "p", "dropout_masks", "weights_of", "lengths"],
        ["gru"] = ["in", "hidden", "return", "layers", "bidirectional", "initial_state", "detach_state", "p", "dropout_masks", "weights_of", "lengths"],
        ["lstm"] = ["in", "hidden", "return", "layers", "bidirectional", "initial_state", "detach_state", "p", "dropout_masks", "projection", "weights_of", "lengths"],
        ["flatten"] = [],
        ["add"] = [],
        ["mul"] = [],
        ["concat"] = ["axis"],
        ["reshape"] = ["shape"],
        ["transpose"] = ["axes"],
        ["slice"] = ["axis", "from", "to", "step", "drop_axis"],
        ["mean"] = ["axis"],
        ["matmul"] = ["transpose_a", "transpose_b", "factor"],
    };

    private static readonly Dictionary<string, string[]> s_activations = new()
    {
        ["identity"] = [],
        ["sigmoid"] = [],
        ["tanh"] = [],
        ["relu"] = [],
        ["leaky_relu"] = ["alpha"],
        ["relu6"] = [],
        ["elu"] = ["alpha"],
        ["celu"] = ["alpha"],
        ["selu"] = [],
        ["gelu"] = [],
        ["gelu_tanh"] = [],
        ["silu"] = [],
        ["softplus"] = ["beta"],
        ["softsign"] = [],
        ["hardsigmoid"] = [],
        ["hardswish"] = [],
        ["hardtanh"] = ["min", "max"],
        ["mish"] = [],
    };

    private static readonly Dictionary<string, string[]> s_losses = new()
    {
        ["mse"] = [],
        ["sse"] = [],
        ["half_squared_error"] = [],
        ["half_sse"] = [],
        ["l1"] = [],
        ["huber"] = ["delta"],
        ["smooth_l1"] = ["beta"],
        ["log_cosh"] = [],
        ["poisson_nll"] = [],
        ["hinge"] = [],
        ["squared_hinge"] = [],
        ["cross_entropy_labels"] = ["label_smoothing", "class_weights", "reduction", "ignore_index"],
        ["cross_entropy_soft"] = [],
        ["categorical_cross_entropy"] = [],
        ["nll"] = [],
        ["focal"] = ["gamma"],
        ["focal_binary"] = ["gamma", "alpha"],
        ["kl"] = [],
        ["multi_margin"] = ["margin"],
        ["ctc"] = ["blank", "input_lengths", "target_lengths", "reduction", "zero_infinity"],
        ["bce"] = [],
        ["bce_with_logits"] = [],
    };

    private static readonly Dictionary<string, string[]> s_optimizers = new()
    {
        ["sgd"] = ["lr", "rates", "clip", "momentum", "dampening", "nesterov", "weight_decay"],
        ["adam"] = ["lr", "clip", "beta1", "beta2", "eps", "weight_decay", "amsgrad"],
        ["adamw"] = ["lr", "beta1", "beta2", "eps", "weight_decay"],
        ["adamax"] = ["lr"],
        ["nadam"] = ["lr", "beta1", "beta2", "eps", "momentum_decay"],
        ["rprop"] = ["lr", "eta_minus", "eta_plus", "step_min", "step_max"],
        ["radam"] = ["lr"],
        ["adagrad"] = ["lr", "lr_decay", "weight_decay", "initial_accumulator", "eps"],
        ["adadelta"] = ["lr", "rho", "eps"],
        ["rmsprop"] = ["lr", "alpha", "eps", "momentum", "centered", "weight_decay"],
    };

    private static readonly string[] s_penalties = ["l1", "l2", "l2_half"];

    private static readonly string[] s_clips = ["norm", "value", "norm_per_layer", "value_per_layer"];

    private static readonly string[] s_constraints = ["max_norm"];

    private static readonly string[] s_schedules = ["step", "multi_step", "exponential", "cosine", "cosine_warm_restarts", "linear", "polynomial"];

    // What describes a case without changing what is computed.
    private static readonly string[] s_words =
    [
        "format", "name", "group", "about", "seed", "made_with", "note", "printed", "inputs", "layers", "output", "output_shape", "outputs",
        "loss", "penalty", "optimizer", "constraint", "ema", "fold", "batches", "carry", "steps", "parameters", "buffers", "sequence", "tolerance", "tensors",
    ];

    /// <summary>The loss of a row, where rows have weights: <c>of</c> says which.</summary>
    public const string RowWeighted = "row_weighted";

    /// <summary>What is missing, in words; empty where nothing is.</summary>
    public static IReadOnlyList<string> WaitsFor(JsonElement json)
    {
        if (!json.TryGetProperty("layers", out JsonElement layers))
        {
            // Tables: of activations, which GoldenTableTests goes through function by function, and of learning rates, for GoldenScheduleTests.
            return json.TryGetProperty("functions", out JsonElement functions)
                ? [.. functions.EnumerateArray().Select(function => function.GetString()!).Where(function => !HasActivation(function))]
                : [.. json.GetProperty("schedules").EnumerateArray().Select(schedule => schedule.GetProperty("kind").GetString()!).Except(s_schedules)];
        }

        var missing = new List<string>();
        missing.AddRange(json.EnumerateObject().Select(property => property.Name).Except(s_words));
        missing.AddRange(layers.EnumerateArray().SelectMany(OfLayer));

        if (json.TryGetProperty("outputs", out JsonElement outputs))
        {
            missing.AddRange(outputs.EnumerateArray().Where(output => output.GetProperty("layers").GetArrayLength() != 1).Select(_ => "losses that compare values"));
            missing.AddRange(outputs.EnumerateArray().SelectMany(output => OfLoss(output.GetProperty("loss"))));
        }
        else
        {
            missing.AddRange(OfLoss(json.GetProperty("loss")));
        }

        if (json.TryGetProperty("penalty", out JsonElement penalties))
        {
            missing.AddRange(penalties.EnumerateArray().Select(penalty => penalty.GetProperty("kind").GetString()!).Except(s_penalties).Select(kind => $"penalty {kind}"));
        }

        JsonElement optimizer = json.GetProperty("optimizer");
        string optimizerKind = optimizer.GetProperty("kind").GetString()!;
        missing.AddRange(s_optimizers.TryGetValue(optimizerKind, out string[]? known) ? Unknown(optimizer, $"{optimizerKind} with ", known) : [$"optimizer {optimizerKind}"]);
        if (optimizer.TryGetProperty("clip", out JsonElement clip) && clip.GetProperty("kind").GetString() is string clipKind && !s_clips.Contains(clipKind))
        {
            missing.Add($"clipping by {clipKind}");
        }

        if (json.TryGetProperty("constraint", out JsonElement constraint) && constraint.GetProperty("kind").GetString() is string constraintKind && !s_constraints.Contains(constraintKind))
        {
            missing.Add($"constraint {constraintKind}");
        }

        return [.. missing.Distinct()];
    }

    /// <summary>Whether an activation can be said.</summary>
    public static bool HasActivation(string function) => s_activations.ContainsKey(function);

    private static IEnumerable<string> OfLoss(JsonElement loss)
    {
        string kind = loss.GetProperty("kind").GetString()!;
        IEnumerable<string> missing = [];
        if (kind == RowWeighted)
        {
            missing = Unknown(loss, $"loss {kind} with ", ["of", "row_weights", "divide_by"]);
            kind = loss.GetProperty("of").GetString()!;
            loss = JsonDocument.Parse("{}").RootElement;
        }

        return missing.Concat(s_losses.TryGetValue(kind, out string[]? options) ? Unknown(loss, $"loss {kind} with ", options) : [$"loss {kind}"]);
    }

    private static IEnumerable<string> OfLayer(JsonElement layer)
    {
        string kind = layer.GetProperty("kind").GetString()!;
        if (!s_layers.TryGetValue(kind, out string[]? options))
        {
            return [kind];
        }

        var missing = new List<string>(Unknown(layer, $"{kind} with ", options));
        if (kind == "upsample" && layer.GetProperty("mode").GetString() is string mode and not ("nearest" or "linear" or "bilinear"))
        {
            missing.Add($"upsample by {mode}");
        }

        if (kind == "activation")
        {
            string function = layer.GetProperty("fn").GetString()!;
            if (!s_activations.TryGetValue(function, out string[]? arguments))
            {
                missing.Add(function);
            }
            else if (layer.TryGetProperty("args", out JsonElement given))
            {
                missing.AddRange(Unknown(given, $"{function} with ", arguments));
            }
        }

        return missing;
    }

    private static IEnumerable<string> Unknown(JsonElement element, string prefix, string[] known) =>
        element.EnumerateObject().Select(property => property.Name).Except(["name", "kind", "inputs", "formula"]).Except(known).Select(name => prefix + name);
}
