using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>
/// <c>[MultiHeadAttention(heads)]</c>, and <c>[Attention(heads)]</c> without weights: made of products with weights, views, products of values and softmax.
/// </summary>
public sealed class AttentionLayer(string name, bool isProjected) : LayerKind
{
    public override bool CanTie => isProjected;

    /// <summary>The most steps of causal attention: their numbers stand on the stack.</summary>
    private const int MostCausalKeys = 1 << 14;

    private static readonly string[] s_further = ["Key", "Value", "KeyMask"];

    public override string Name => name;

    public override bool RunsStepByStep => true;

    public override bool TakesSequencesTogether => true;

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => time != 0 ? "goes along the first axis, and time is another: put [Permute(1, 0)] before it"
        : node["Causal"] is not true ? "looks at steps that are still to come: set Causal = true"
        : null;

    public override IReadOnlyList<string> FurtherInputs => s_further;

    public override void CheckArguments(LayerContext context)
    {
        if (context.Int32("Heads") < 1)
        {
            context.ReportRange("Heads", context.Int32("Heads"), "at least 1", "The number of heads");
        }

        if (context.Has("Value") && !context.Has("Key"))
        {
            context.ReportRange("Value", context.Enum("Value", ""), "left out where Key is, whose node then is the value too; name the query's node in Key if that is meant");
        }
    }

    /// <summary>The query's; nothing is known of it where the first of several inputs is not.</summary>
    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => known.Count == 1 ? known[0] : null;

    public override Value? Build(LayerContext context)
    {
        int heads = context.Int32("Heads");
        string[] options = ["From", .. s_further.Where(context.Has)];
        Value Of(string option, Value otherwise) => Array.IndexOf(options, option) is > 0 and int i ? context.Inputs[i] : otherwise;
        Value query = context.Input;
        Value key = Of("Key", query);
        Value value = Of("Value", key);
        Value? hidden = context.Has("KeyMask") ? context.Inputs[options.Length - 1] : null;
        for (int i = 0; i < options.Length; i++)
        {
            if (options[i] != "KeyMask" && context.Inputs[i].Shape.Axes.Count != 2)
            {
                return Mismatch(context, i, options[i], "a sequence, of shape [steps, features]", "give it its axes with [Reshape]");
            }
        }

        (int queries, int features) = (query.Shape.Axes[0], query.Shape.Last);
        int keys = key.Shape.Axes[0];
        if (features % heads != 0)
        {
            return context.ReportRange("Heads", heads, $"a divisor of {Number(features)}, the features of {context.InputName(0)}", "The number of heads");
        }

        if (value.Shape.Axes[0] != keys)
        {
            return Mismatch(context, Array.IndexOf(options, "Value"), "Value", $"a value for each of the {Number(keys)} keys", "name sequences of one length");
        }

        if (!isProjected && (key.Shape.Last != features || value.Shape.Last != features))
        {
            string wrong = key.Shape.Last != features ? "Key" : options.Contains("Value") ? "Value" : "Key";
            return Mismatch(context, Array.IndexOf(options, wrong), wrong, $"{Number(features)} features, as the queries have", "put [Dense] before it, or use [MultiHeadAttention], which has weights");
        }

        if (hidden is not null && (hidden.Producer is not InputOp || hidden.Shape.Size != keys))
        {
            return Mismatch(context, options.Length - 1, "KeyMask", $"an input of {Number(keys)} numbers, one for each key: 1 where it is hidden, 0 where it is seen", $"name an [Input({Number(keys)})]");
        }

        bool isCausal = context.Boolean("Causal", false);
        if (isCausal && Math.Max(queries, keys) > MostCausalKeys)
        {
            return context.ReportAt("Causal", -1, ProblemKinds.TooLarge, "The number of steps", context.Title, Number(Math.Max(queries, keys)), Number(MostCausalKeys));
        }

        if ((long)heads * queries * keys > LayerContext.MaxElements)
        {
            return context.ReportAt("Heads", -1, ProblemKinds.TooLarge, "The number of scores of a row", context.Title, ((long)heads * queries * keys).ToString(CultureInfo.InvariantCulture), Number((int)LayerContext.MaxElements));
        }

        AttentionWeights? weights = isProjected ? AttentionWeights.Of(context, features, key.Shape.Last, value.Shape.Last) : null;
        if (isProjected && weights is null)
        {
            return null;
        }

        context.Formula = $"{Number(heads)} heads{string.Concat(s_further.Where(context.Has).Select(option => " " + option))}{(isCausal ? " Causal" : "")}{(context.Has("Tied") ? $" of {context.Enum("Tied", "")}" : "")}";
        context.MultiplyAdds = 2L * queries * keys * features
            + (isProjected ? (2L * queries * features + (long)keys * key.Shape.Last + (long)keys * value.Shape.Last) * features : 0);
        query = weights?.Query.Of(context, query, "queries") ?? query;
        key = weights?.Key.Of(context, key, "keys") ?? key;
        value = weights?.Value.Of(context, value, "values") ?? value;
        Value mixed = context.IsStreaming ? MixedStep(context, heads, query, key, value) : Mixed(context, heads, query, key, value, hidden, isCausal);
        return weights is null ? mixed : weights.Output.Of(context, mixed, "");
    }

    /// <summary>softmax(q k^T / sqrt(d)) v of each head, the heads side by side.</summary>
    private Value Mixed(LayerContext context, int heads, Value query, Value key, Value value, Value? hidden, bool isCausal)
    {
        NetworkGraph graph = context.Graph;
        (int queries, int features, int width) = (query.Shape.Axes[0], query.Shape.Last, query.Shape.Last / heads);
        Value Heads(Value x, string words, params int[] order)
        {
            Value apart = graph.Add(new ReshapeOp(x, new Shape(x.Shape.Axes[0], heads, width)), $"{context.Name} {words} apart");
            return graph.Add(ViewOp.Permute(apart, order), $"{context.Name} {words} by heads");
        }

        Value scores = graph.Add(new MatMulOp(Heads(query, "queries", 1, 0, 2), Heads(key, "keys", 1, 2, 0)), context.Name + " products");
        scores = graph.Add(new ScaleOp(scores, 1 / Math.Sqrt(width)), context.Name + " scores");
        Op softmax = hidden is null && !isCausal ? new SoftmaxOp(scores) : new MaskedSoftmaxOp(scores, hidden, isCausal);
        Value mixed = graph.Add(new MatMulOp(graph.Add(softmax, context.Name + " attention"), Heads(value, "values", 1, 0, 2)), context.Name + " mixed");
        Value together = graph.Add(ViewOp.Permute(mixed, 1, 0, 2), context.Name + " together");
        return graph.Add(new ReshapeOp(together, new Shape(queries, features)), isProjected ? context.Name + " side by side" : context.Name);
    }

    /// <summary>The same for one step, which sees the keys and values of the steps before: they are kept as the products take them, steps to come being hidden.</summary>
    private Value MixedStep(LayerContext context, int heads, Value query, Value key, Value value)
    {
        NetworkGraph graph = context.Graph;
        (int features, int steps) = (query.Shape.Last, context.Steps);
        int width = features / heads;
        Value keys = graph.Add(new ReshapeOp(StreamPosition.Cached(context, key, context.Name + " keys", new CacheAxes(features, 0, steps)), new Shape(heads, width, steps)), context.Name + " keys by heads");
        Value values = graph.Add(
            new ReshapeOp(StreamPosition.Cached(context, value, context.Name + " values", new CacheAxes(width, steps * width, 1) { StepStride = width }), new Shape(heads, steps, width)),
            context.Name + " values by heads");
        Value queries = graph.Add(new ReshapeOp(query, new Shape(heads, 1, width)), context.Name + " queries by heads");
        Value scores = graph.Add(new MatMulOp(queries, keys), context.Name + " products");
        scores = graph.Add(new ScaleOp(scores, 1 / Math.Sqrt(width)), context.Name + " scores");
        Value attention = graph.Add(new MaskedSoftmaxOp(scores, StreamPosition.Hidden(context), isCausal: false), context.Name + " attention");
        Value mixed = graph.Add(new MatMulOp(attention, values), context.Name + " mixed");
        return graph.Add(new ReshapeOp(mixed, new Shape(1, features)), isProjected ? context.Name + " side by side" : context.Name);
    }

    private static Value? Mismatch(LayerContext context, int input, string option, string needed, string fix) =>
        context.ReportAt(option, -1, ProblemKinds.ShapeMismatch, context.Title, needed, context.InputName(input), context.Inputs[input].Shape.ToString(), fix);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The weights of <c>[MultiHeadAttention]</c>: of queries, keys, values, and of what comes out.</summary>
internal sealed record AttentionWeights(AttentionProjection Query, AttentionProjection Key, AttentionProjection Value, AttentionProjection Output)
{
    /// <summary>Those of the layer, or of another one.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="features">The features of the queries, and of what comes out.</param>
    /// <param name="keys">Those of the keys.</param>
    /// <param name="values">Those of the values.</param>
    public static AttentionWeights? Of(LayerContext context, int features, int keys, int values)
    {
        string owner = context.Has("Tied") ? context.Enum("Tied", "") : context.Name;
        AttentionProjection? query = AttentionProjection.Of(context, owner, "q_proj", features, features);
        return query is null
            || AttentionProjection.Of(context, owner, "k_proj", features, keys) is not AttentionProjection key
            || AttentionProjection.Of(context, owner, "v_proj", features, values) is not AttentionProjection value
            || AttentionProjection.Of(context, owner, "out_proj", features, features) is not AttentionProjection output
            ? null
            : new(query, key, value, output);
    }
}

/// <summary>A weight, and a bias where there is one.</summary>
internal sealed record AttentionProjection(Value Weight, Value? Bias)
{
    public static AttentionProjection? Of(LayerContext context, string owner, string part, int outputs, int inputs)
    {
        NetworkGraph graph = context.Graph;
        string name = $"{owner}.{part}";
        if (context.Has("Tied"))
        {
            if (ParameterOp.Find(graph, name + ".weight") is not ParameterOp weight)
            {
                context.ReportRange("Tied", owner, "the name of a MultiHeadAttention above that has weights of its own");
                return null;
            }

            if (weight.Weight.Shape != new Shape(outputs, inputs))
            {
                context.ReportShape($"the shape of {name}.weight, {weight.Weight.Shape}, as {new Shape(outputs, inputs)}", "tie it to a layer of those sizes, or give it weights of its own");
                return null;
            }

            return new(weight.Results[0], ParameterOp.Find(graph, name + ".bias")?.Results[0]);
        }

        Value New(string element, Shape shape, string initializer, string role)
        {
            Parameter parameter = graph.Add(new Parameter($"{name}.{element}", shape, initializer, 1, inputs, outputs));
            context.ParameterCount += shape.Size;
            return graph.Add(new ParameterOp(parameter, shape, role), parameter.Name);
        }

        Value own = New("weight", new Shape(outputs, inputs), "GlorotUniform", "w");
        return new(own, context.Boolean("Bias", true) ? New("bias", new Shape(outputs), "Zeros", "b") : null);
    }

    /// <summary>The product with each position.</summary>
    public Value Of(LayerContext context, Value x, string words) => context.Graph.Add(new LinearOp(x, Weight, Bias), words.Length == 0 ? context.Name : $"{context.Name} {words}");
}
