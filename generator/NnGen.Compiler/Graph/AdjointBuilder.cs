using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph;

/// <summary>
/// Derives the backward pass: walks the forward ops in reverse and lets each state its adjoint. A value that several ops take
/// gets the sum of what they contribute, in reverse order of use.
/// </summary>
public sealed class AdjointBuilder
{
    private readonly NetworkGraph _graph;
    private readonly Dictionary<Value, Value> _gradients = [];
    private readonly HashSet<Value> _wanted = [];
    private readonly Dictionary<Value, List<Product>> _products = [];
    private readonly Dictionary<Value, List<Lookup>> _lookups = [];
    private readonly List<Op> _parameterGradients = [];
    private readonly Dictionary<int, Value> _ofLosses = [];
    private int _loss = -1;

    private AdjointBuilder(NetworkGraph graph, bool inputGradient)
    {
        _graph = graph;

        // A gradient is wanted where a parameter, or the input if asked for, lies upstream. What a delay takes comes after it, so once more then.
        int known;
        do
        {
            known = _wanted.Count;
            foreach (Op op in graph.Ops)
            {
                bool depends = op.Weight is { IsBuffer: false } || (op.Inputs.Any(_wanted.Contains) && !op.StopsGradients) || (inputGradient && op is InputOp);
                if (depends)
                {
                    _wanted.UnionWith(op.Results);
                }
            }
        }
        while (_wanted.Count > known && graph.Ops.Any(op => op is DelayOp));
    }

    /// <summary>Appends the backward pass of a training graph. Gradients of values come first, those of parameters last: two phases.</summary>
    public static void Derive(NetworkGraph graph, bool inputGradient)
    {
        Op[] forward = [.. graph.Ops];
        graph.BackwardStart = forward.Length;
        var builder = new AdjointBuilder(graph, inputGradient);
        HashSet<Op> contributing = Contributing(graph);
        ILookup<Op, DelayOp> delays = forward.OfType<DelayOp>().Where(delay => contributing.Contains(delay) && builder.Wants(delay.Results[0])).ToLookup(delay => delay.Source!.Producer);
        foreach (Op op in forward.Reverse())
        {
            // The gradient of what is delayed comes from the step after it: from a value that the reverse walk computes later.
            foreach (DelayOp delay in delays[op])
            {
                builder.Contribute(delay.Source!, builder.Add(delay.Reverse(), delay.Results[0]));
            }

            builder._loss = graph.RowLosses.FindIndex(op.Results.Contains);
            var gradients = op.Results.Select(result => builder._gradients.TryGetValue(result, out Value? gradient) ? gradient : null).ToArray();
            if (builder._loss >= 0 || gradients.Any(gradient => gradient is not null) || op.Results.Any(builder._products.ContainsKey) || op.Results.Any(builder._lookups.ContainsKey))
            {
                op.Adjoint(builder, gradients);
            }
        }

        for (int output = 0; output < graph.Outputs.Count; output++)
        {
            graph.OutputGradients.Add(OutputGradient.Of(graph, output, builder._ofLosses.TryGetValue(output, out Value? ofLoss) ? ofLoss : null));
        }

        foreach (Op op in builder._parameterGradients)
        {
            graph.AddAll(op);
        }

        foreach (Value input in graph.Inputs)
        {
            if (inputGradient && builder._gradients.TryGetValue(input, out Value? gradient))
            {
                graph.InputGradients.Add(input, gradient);
            }
        }
    }

    /// <summary>The ops that a loss depends on.</summary>
    private static HashSet<Op> Contributing(NetworkGraph graph)
    {
        var ops = new HashSet<Op>();
        var waiting = new Stack<Value>(graph.RowLosses);
        while (waiting.Count > 0)
        {
            Op op = waiting.Pop().Producer;
            if (ops.Add(op))
            {
                foreach (Value input in op.Inputs)
                {
                    waiting.Push(input);
                }
            }
        }

        return ops;
    }

    /// <summary>Whether anything needs the gradient of <paramref name="value"/>.</summary>
    public bool Wants(Value value) => _wanted.Contains(value);

    /// <summary>Adds an op of the backward pass.</summary>
    public Value Add(Op op, Value of)
    {
        if (_loss >= 0)
        {
            _graph.LossGradients.Add(op, _loss);
        }

        return _graph.Add(op, "gradient of " + of.Name);
    }

    /// <summary>Adds an op of the backward pass with several results.</summary>
    /// <param name="op">The op.</param>
    /// <param name="of">The value whose gradient it is part of.</param>
    /// <param name="names">What each result is, in a word.</param>
    public IReadOnlyList<Value> AddAll(Op op, Value of, params string[] names) => _graph.AddAll(op, [.. names.Select(name => $"gradient of {of.Name} {name}")]);

    /// <summary>Adds an op that computes a parameter's gradient; it runs after all gradients of values.</summary>
    public void AddParameterGradient(Op op) => _parameterGradients.Add(op);

    /// <summary>Hands over a part of the gradient of a matrix, as a product that is not computed before all parts are known.</summary>
    public void ContributeProduct(Value weight, Product product)
    {
        if (!_products.TryGetValue(weight, out List<Product>? products))
        {
            _products.Add(weight, products = []);
        }

        products.Add(product);
    }

    /// <summary>The parts of the gradient of a matrix so far.</summary>
    public IReadOnlyList<Product> Products(Value weight) => _products.TryGetValue(weight, out List<Product>? products) ? products : [];

    /// <summary>Hands over a part of the gradient of a table: rows of it that were looked up.</summary>
    public void ContributeLookup(Value table, Lookup lookup)
    {
        if (!_lookups.TryGetValue(table, out List<Lookup>? lookups))
        {
            _lookups.Add(table, lookups = []);
        }

        lookups.Add(lookup);
    }

    /// <summary>The rows of a table that were looked up, as far as they have gradients.</summary>
    public IReadOnlyList<Lookup> Lookups(Value table) => _lookups.TryGetValue(table, out List<Lookup>? lookups) ? lookups : [];

    /// <summary>Hands over a part of the gradient of <paramref name="value"/>.</summary>
    public void Contribute(Value value, Value gradient)
    {
        if (_loss >= 0)
        {
            _ofLosses[_loss] = gradient;
            _loss = -1;
        }

        if (!_gradients.TryGetValue(value, out Value? sum))
        {
            _gradients[value] = gradient;
            return;
        }

        // A parameter may serve one row here and many positions there.
        if (sum.Shape.Size != gradient.Shape.Size)
        {
            (sum, gradient) = (OverPositions(value, sum), OverPositions(value, gradient));
        }

        _gradients[value] = Add(new SumOp(sum, gradient), value);
    }

    private Value OverPositions(Value value, Value gradient)
    {
        int positions = gradient.Shape.Axes.Count - value.Shape.Axes.Count;
        return positions == 0 ? gradient : AddAll(new ReduceOp(gradient, [.. gradient.Shape.Axes.Select((_, axis) => axis < positions)], 1), value, "over positions")[0];
    }
}
