using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Support;

/// <summary>
/// A small network of sequences that a seed draws: up to six layers of all kinds that take rows and sequences, with options of all kinds, of sizes around those of
/// vectors. What the compiler refuses is drawn again.
/// </summary>
internal sealed partial class DrawnSequenceNet
{
    /// <summary>What the interpreter does in good time: elements of a value, multiply-adds of a row.</summary>
    private const int MostElements = 200;

    private const int MostProducts = 4000;

    /// <summary>Features below, at and above a register and a vector of doubles.</summary>
    private static readonly int[] s_features = [1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 12, 17];

    private readonly SeededDraw _draw;
    private readonly List<NodeDeclaration> _inputs = [];
    private readonly List<NodeDeclaration> _layers = [];
    private readonly Dictionary<string, BlockDeclaration> _cells = new(StringComparer.Ordinal);

    /// <summary>The shapes of the nodes so far, and of what they have beside their values.</summary>
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);

    private int _names;

    public DrawnSequenceNet(ulong seed)
    {
        _draw = new SeededDraw(seed);
        IsStream = _draw.Chance(3);
        Start();
        int layers = 1 + _draw.Next(6);
        for (int attempt = 0; _layers.Count == 0 || (attempt < 40 && Drawn < layers); attempt++)
        {
            Try(() => Layer(Last));
        }

        Net = End();
        Kinds = [.. Net.Nodes.Select(node => node.Kind).Concat(_layers.Select(node => node.Kind)).Distinct()];
    }

    public NetworkDeclaration Net { get; }

    /// <summary>Whether it also runs step by step.</summary>
    public bool IsStream { get; }

    public IReadOnlyList<string> Kinds { get; }

    /// <summary>The layers that were drawn.</summary>
    public int Drawn { get; private set; }

    /// <summary>Those that the compiler refused, or that would have been too large.</summary>
    public int Refused { get; private set; }

    private string LastName => (string)(_layers.Count > 0 ? _layers[^1] : _inputs[0])["Name"]!;

    private Shape Last => _shapes[LastName];

    public override string ToString() => Net.Written();

    /// <summary>The input: a sequence, class numbers that are looked up, or a series with channels first.</summary>
    private void Start()
    {
        int steps = _draw.Pick(2, 3, 4, 4, 5, 6, 8);
        switch (_draw.Next(6))
        {
            case 0 or 1:
                _inputs.Add(Input(steps).Named("x"));
                int count = 2 + _draw.Next(8);
                NodeDeclaration table = With(Embedding(count, _draw.Pick(s_features)).Named(NewName()), "Sparse", true, 3);
                _layers.Add(_draw.Chance(2) ? table.With("PaddingIndex", _draw.Next(count)) : table);
                break;
            case 2:
                _inputs.Add(Input(_draw.Pick(1, 2, 3, 5, 8, 9), steps).Named("x"));
                break;
            case 3 when !IsStream:
                _inputs.Add(Input(_draw.Pick(s_features) + 1).Named("x"));
                break;
            default:
                NodeDeclaration input = Input(steps, _draw.Pick(s_features)).Named("x");
                _inputs.Add(_draw.Chance(8) ? input.With("Scale", 0.5).With("Offset", 0.25) : With(input, "Sparse", true, 8));
                break;
        }

        Note();
    }

    /// <summary>Draws something that is added; what does not fit is as if it had not been drawn.</summary>
    private bool Try(Action draw)
    {
        (int inputs, int layers) = (_inputs.Count, _layers.Count);
        draw();
        if (_layers.Count == layers)
        {
            return false;
        }

        if (Fits())
        {
            Drawn++;
            Note();
            return true;
        }

        Refused++;
        _inputs.RemoveRange(inputs, _inputs.Count - inputs);
        _layers.RemoveRange(layers, _layers.Count - layers);
        return false;
    }

    private void Note()
    {
        NetworkDeclaration net = Of([.. _inputs, .. _layers, .. _layers.Count == 0 ? [Node("Identity").Named("nothing")] : Array.Empty<NodeDeclaration>()]);
        foreach ((string name, Shape shape) in GraphBuilder.Look(net).Shapes)
        {
            _shapes[name] = shape;
        }

        // A layer of cells has the name of its cell's output.
        if (_layers.Count > 0 && !_shapes.ContainsKey(LastName))
        {
            _shapes[LastName] = GraphBuilder.Build(net, isTraining: false).Graph!.Nodes[^1].Shape;
        }
    }

    private NetworkDeclaration Of(IReadOnlyList<NodeDeclaration> nodes, params NodeDeclaration[] end)
    {
        NodeDeclaration[] all = [.. nodes, .. end.Length > 0 ? end : [Node("MeanSquaredErrorLoss")]];
        ExpandedNodes expanded = NetworkCompiler.Expand("Net", all, name => _cells.GetValueOrDefault(name));
        NetworkDeclaration net = Net([.. expanded.Nodes]).Double();
        net = net with { Problems = new(expanded.Problems) };
        return IsStream ? net.With("Streaming", true) : net;
    }

    private bool Fits(params NodeDeclaration[] end)
    {
        NetworkDeclaration net = Of([.. _inputs, .. _layers], end);
        return net.Problems.Count == 0
            && GraphBuilder.Build(net, isTraining: false) is ({ } built, { Count: 0 })
            && built.Nodes.All(node => node.Shape.Size <= MostElements)
            && built.Nodes.Sum(node => node.MultiplyAdds) <= MostProducts;
    }

    /// <summary>The loss, the outputs, and whether the gradient of the inputs is asked for.</summary>
    private NetworkDeclaration End()
    {
        for (int attempt = 0; attempt < 4; attempt++)
        {
            (int inputs, int layers) = (_inputs.Count, _layers.Count);
            NodeDeclaration[] end = Ends();
            if (Fits(end))
            {
                Note();
                return WithGradient(Of([.. _inputs, .. _layers], end));
            }

            Refused++;
            _inputs.RemoveRange(inputs, _inputs.Count - inputs);
            _layers.RemoveRange(layers, _layers.Count - layers);
        }

        return WithGradient(Of([.. _inputs, .. _layers]));
    }

    private NetworkDeclaration WithGradient(NetworkDeclaration net) => net.With("InputGradient", true) is var asked && GraphBuilder.Build(asked, isTraining: false).Problems.Count == 0 && !_draw.Chance(5) ? asked : net;

    private string NewName() => $"n{++_names}";

    private NodeDeclaration With(NodeDeclaration node, string option, object value, int oneIn) => _draw.Chance(oneIn) ? node.With(option, value) : node;

    private void Append(NodeDeclaration node) => _layers.Add(node.Named(NewName()));

    /// <summary>An input beside the first one.</summary>
    private string AddInput(params int[] shape)
    {
        string name = $"x{_inputs.Count + 1}";
        _inputs.Add(Input(shape).Named(name));
        return name;
    }

    /// <summary>An earlier value, or one that a layer has left, that fits; null where there is none.</summary>
    private string? Earlier(Func<Shape, bool> fits)
    {
        HashSet<string> declared = [.. _inputs.Concat(_layers).Select(node => (string)node["Name"]!)];
        bool IsOfClasses(string name) => _layers.Any(layer => layer.Kind == "Embedding") && name == "x";
        bool IsNumbers(string name) => !IsOfClasses(name) && !s_noNumbers.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        string[] names = [.. _shapes.Where(pair => fits(pair.Value) && IsNumbers(pair.Key) && (declared.Contains(pair.Key) || pair.Key.EndsWith("_n", StringComparison.Ordinal))).Select(pair => pair.Key)];
        return names.Length == 0 ? null : _draw.Pick(names);
    }

    /// <summary>Inputs that are lengths, masks or classes are taken by nobody for numbers.</summary>
    private static readonly string[] s_noNumbers = ["lengths", "hidden", "tokens"];
}
