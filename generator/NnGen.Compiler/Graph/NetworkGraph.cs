using System.Text;
using NnGen.Compiler.Graph.Layers;

namespace NnGen.Compiler.Graph;

/// <summary>The graph of one network, for predicting or for training: ops in an order in which every value is computed before it is used.</summary>
public sealed class NetworkGraph
{
    private readonly List<Op> _ops = [];
    private readonly List<Parameter> _parameters = [];
    private int _nextId;

    /// <summary>The ops in order.</summary>
    public IReadOnlyList<Op> Ops => _ops;

    /// <summary>The parameters in declaration order, weight before bias.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The inputs in declaration order.</summary>
    public List<Value> Inputs { get; } = [];

    /// <summary>The first input, or the only one.</summary>
    public Value Input => Inputs[0];

    /// <summary>The inputs of which most elements of a row are zero, by declaration.</summary>
    public HashSet<Value> SparseInputs { get; } = [];

    /// <summary>What <c>Predict</c> returns, in declaration order.</summary>
    public List<Value> Outputs { get; } = [];

    /// <summary>The first output, or the only one.</summary>
    public Value Output => Outputs[0];

    /// <summary>The inputs that say a loss how many steps of a row count, each with how many there are.</summary>
    public Dictionary<Value, int> LossLengths { get; } = [];

    /// <summary>What evaluation takes beside the outputs: see <see cref="BuiltOutput.Scores"/>.</summary>
    public List<Value> Scores { get; } = [];

    /// <summary>
    /// What layers have left after their last step, by the name that others take it by: in a training graph of those whose first state is an input, for the
    /// window that follows. They are on the tape though nobody takes them.
    /// </summary>
    public Dictionary<string, Value> FinalStates { get; } = new(StringComparer.Ordinal);

    /// <summary>The states of cells whose next values are not there yet.</summary>
    internal List<OpenState> OpenStates { get; } = [];

    /// <summary>The steps that are left of each row's sequence, by the lengths, the steps that were declared, the columns and the direction: nodes of cells share them.</summary>
    internal Dictionary<(Value Lengths, int Steps, int Columns, bool IsReversed), Value> StepsLeft { get; } = [];

    /// <summary>The values of the nodes by name.</summary>
    public Dictionary<string, Value> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>The loss of each row before weight and reduction, of each output, in a training graph.</summary>
    public List<Value> RowLosses { get; } = [];

    /// <summary>That of the first output, or of the only one; null where there is none.</summary>
    public Value? RowLoss => RowLosses.FirstOrDefault();

    /// <summary>The targets of each output, in a training graph.</summary>
    public List<Value> Targets { get; } = [];

    /// <summary>Those of the first output, or of the only one; null where there are none.</summary>
    public Value? Target => Targets.FirstOrDefault();

    /// <summary>The ops of the backward pass that compute the gradient of an output's loss, each with that output's number: they take the factors of its rows.</summary>
    public Dictionary<Op, int> LossGradients { get; } = [];

    /// <summary>The gradient of the loss with respect to each input, where it was asked for and there is one.</summary>
    public Dictionary<Value, Value> InputGradients { get; } = [];

    /// <summary>That of the first input, or of the only one; null where there is none.</summary>
    public Value? InputGradient => InputGradients.TryGetValue(Input, out Value? gradient) ? gradient : null;

    /// <summary>The ways back from a gradient at each output that the caller gives, in a training graph; null where there is none.</summary>
    public List<OutputGradient?> OutputGradients { get; } = [];

    /// <summary>The index of the first op of the backward pass; the number of ops where there is none.</summary>
    public int BackwardStart { get; set; }

    /// <summary>Adds an op; its results bear <paramref name="name"/>.</summary>
    public Value Add(Op op, string name) => AddAll(op, name)[0];

    /// <summary>Adds an op with any number of results, none included.</summary>
    public IReadOnlyList<Value> AddAll(Op op, params string[] names)
    {
        IReadOnlyList<Value> results = MakeResults(op, names);
        _ops.Add(op);
        return results;
    }

    /// <summary>Makes an op of one result that runs in place of others of the graph and is not one of its <see cref="Ops"/>.</summary>
    public Value Detach(Op op, string name) => MakeResults(op, name)[0];

    public Parameter Add(Parameter parameter)
    {
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Removes ops of which nobody takes a result, the roots and parameter gradients excepted.</summary>
    public void RemoveDead()
    {
        var live = new HashSet<Value>([.. Outputs, .. Scores, .. RowLosses, .. Targets, .. Inputs, .. InputGradients.Values, .. FinalStates.Values]);
        live.UnionWith(OutputGradients.OfType<OutputGradient>().SelectMany(way => way.Ops).SelectMany(op => op.Inputs));
        var kept = new HashSet<Op>();
        var waiting = new Stack<Value>(live);
        void Keep(Op op)
        {
            if (kept.Add(op))
            {
                foreach (Value input in op.Inputs.Where(live.Add))
                {
                    waiting.Push(input);
                }
            }
        }

        foreach (Op op in _ops.Where(op => op.IsParameterGradient))
        {
            Keep(op);
        }

        // By what each value takes, not in order: what a delay takes comes after it.
        while (waiting.Count > 0)
        {
            Keep(waiting.Pop().Producer);
        }

        int forward = _ops.Take(BackwardStart).Count(kept.Contains);
        _ops.RemoveAll(op => !kept.Contains(op));
        BackwardStart = forward;
        foreach (KeyValuePair<string, Value> node in Nodes.Where(node => !live.Contains(node.Value)).ToArray())
        {
            // Of an image that nobody takes by channels, the node is what the layer computed.
            if (ChannelsLast.Behind(node.Value) is Value behind && live.Contains(behind))
            {
                behind.Formula ??= node.Value.Formula;
                behind.IsTurned = true;
                behind.Title ??= node.Value.Title;
                Nodes[node.Key] = behind;
            }
            else
            {
                Nodes.Remove(node.Key);
            }
        }
    }

    private IReadOnlyList<Value> MakeResults(Op op, params string[] names)
    {
        Value[] results = [.. op.ResultShapes.Select((shape, i) => new Value(_nextId++, shape, names[Math.Min(i, names.Length - 1)]))];
        op.SetResults(results);
        return results;
    }

    /// <summary>A readable dump.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int i = 0; i < _ops.Count; i++)
        {
            if (i == BackwardStart)
            {
                text.Append("backward:\n");
            }

            text.Append("  ").Append(_ops[i]).Append('\n');
        }

        return text.ToString();
    }
}
