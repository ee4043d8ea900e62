using System.Globalization;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>Networks over sequences that also run step by step, with <c>[Network(Streaming = true)]</c>.</summary>
internal static class Streaming
{
    private const string Option = "Streaming";

    /// <summary>What the runtime lets a value type have.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>Each state begins at a whole vector.</summary>
    private const int VectorBytes = 64;

    /// <summary>Whether a declaration asks for it.</summary>
    public static bool IsWanted(NetworkDeclaration declaration) => declaration.Options.Any(option => option is { Name: Option, Value: true });

    /// <summary>The declaration of one step of a sound one: its input has the steps of time that make one step of the network. And how many such steps a sequence has.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="names">The name of each node.</param>
    /// <param name="facts">The nodes with their shapes.</param>
    public static (NetworkDeclaration Declaration, int Steps) OneStep(NetworkDeclaration declaration, IReadOnlyList<string?> names, IReadOnlyList<NodeFacts> facts)
    {
        Walk walk = Follow(declaration, names, facts);
        int input = IndexOfInput(declaration, names);
        int[] shape = [.. Facts(facts)[names[input]!].Shape.Axes];
        int steps = shape[walk.Axis] / walk.Length;
        shape[walk.Axis] = walk.Length;

        // A step is predicted only. What its loss would say of the output is said of the sequence's: more labels than one step can spell are no mistake.
        IEnumerable<NodeDeclaration> nodes = declaration.Nodes
            .Select((node, i) => i == input
                ? node with { Options = new(node.Options.Select(option => option.Name == "Shape" ? option with { Value = new EquatableArray<int>(shape) } : option)) }
                : node)
            .Where(node => LayerCatalog.Loss(node.Kind) is null);
        NetworkDeclaration step = declaration with
        {
            Nodes = new([.. nodes, new NodeDeclaration("MeanSquaredErrorLoss", default)]),
            Options = new([.. declaration.Options.Where(option => option.Name != "Emit"), new OptionDeclaration("Emit", "Inference")]),
        };
        return (step, steps);
    }

    /// <summary>What keeps a sound declaration from running step by step.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="names">The name of each node.</param>
    /// <param name="facts">The nodes with their shapes.</param>
    /// <param name="outputs">The number of outputs.</param>
    public static IEnumerable<Problem> Obstacles(NetworkDeclaration declaration, IReadOnlyList<string?> names, IReadOnlyList<NodeFacts> facts, int outputs)
    {
        int inputs = declaration.Nodes.Count(node => node.Kind == "Input");
        if (inputs > 1 || outputs > 1)
        {
            return [Of(-1, declaration.Host.Name, $"has {Number(inputs)} inputs and {Number(outputs)} outputs, and a step takes one and gives one")];
        }

        int index = IndexOfInput(declaration, names);
        string input = names[index]!;
        IReadOnlyDictionary<string, NodeFacts> byName = Facts(facts);
        bool isOfClasses = Enumerable.Range(0, names.Count).Where(i => names[i] is string name && byName.TryGetValue(name, out NodeFacts? fact) && fact.Inputs.Contains(input)).All(i => declaration.Nodes[i].Kind == "Embedding");
        return byName[input].Shape.Axes.Count < 2 && !isOfClasses
            ? [Of(index, $"Input ({input})", "is no sequence: declare it as [Input(time, features)], as [Input(channels, time)] before a convolution, or as [Input(time)] of class numbers before [Embedding]")]
            : Follow(declaration, names, facts).Obstacles;
    }

    /// <summary>What a stream of a sound declaration would have to carry on that is more than a value type can hold.</summary>
    public static IEnumerable<Problem> TooLarge(NetworkDeclaration declaration)
    {
        if (!IsWanted(declaration))
        {
            yield break;
        }

        int bytes = declaration.Options.Any(option => option is { Name: "Precision", Value: "Double" }) ? sizeof(double) : sizeof(float);
        (Value State, long Bytes)[] states = [.. GraphBuilder.BuildStep(declaration).Graph.Ops.OfType<DelayOp>().Select(delay => (delay.Results[0], (long)bytes * delay.Results[0].Shape.Size))];
        if (states.Sum(state => state.Bytes + VectorBytes) > MostBytes)
        {
            (Value largest, long most) = states.OrderByDescending(state => state.Bytes).First();
            yield return Of(-1, declaration.Host.Name, FormattableString.Invariant($"would carry {states.Sum(state => state.Bytes):N0} bytes on from step to step, {most:N0} of them for {largest.Name}, and a State holds {MostBytes:N0}"));
        }
    }

    /// <summary>Follows time through the nodes. Which axis of the input it is follows from what takes it: convolutions have it last, all others first.</summary>
    private static Walk Follow(NetworkDeclaration declaration, IReadOnlyList<string?> names, IReadOnlyList<NodeFacts> facts)
    {
        int axes = Facts(facts)[names[IndexOfInput(declaration, names)]!].Shape.Axes.Count;
        Walk[] walks = [.. Enumerable.Range(0, Math.Min(axes, 2)).Select(axis => Follow(declaration, names, facts, axis))];
        return walks.OrderBy(walk => walk.Obstacles.Count).First();
    }

    private static Walk Follow(NetworkDeclaration declaration, IReadOnlyList<string?> names, IReadOnlyList<NodeFacts> facts, int axis)
    {
        IReadOnlyDictionary<string, NodeFacts> byName = Facts(facts);
        string input = names[IndexOfInput(declaration, names)]!;
        int steps = byName[input].Shape.Axes[axis];
        var times = new Dictionary<string, int>(StringComparer.Ordinal) { [input] = axis };
        var obstacles = new List<Problem>();
        var oneByOne = new List<(int Index, string Title, int Every)>();
        int length = 1;
        for (int i = 0; i < names.Count; i++)
        {
            NodeDeclaration node = declaration.Nodes[i];
            if (names[i] is not string name || node.Kind == "Input" || !byName.TryGetValue(name, out NodeFacts? fact) || LayerCatalog.Layer(node.Kind) is not LayerKind kind || fact.Inputs.FirstOrDefault(times.ContainsKey) is not string from)
            {
                continue;
            }

            (Shape shape, int time) = (byName[from].Shape, times[from]);
            string title = node.Kind == CellInputLayer.Kind ? CellInputLayer.TitleOf(name) : $"{node.Kind} ({name})";
            if (kind.StreamingObstacle(node, shape, time) is string obstacle)
            {
                obstacles.Add(Of(i, title, obstacle));
            }
            else if (kind.TakesSequencesTogether && fact.Inputs.FirstOrDefault(other => !times.TryGetValue(other, out int axisOfOther) || axisOfOther != time || byName[other].Shape.Axes[time] != shape.Axes[time]) is string alone)
            {
                obstacles.Add(Of(i, title, $"takes {alone} beside {from}, and that has no step of time for each of its steps"));
            }

            // Time goes on behind an obstacle, as far as the shape has such an axis: what else is wrong is told too.
            int behind = kind.TimeBehind(node, shape, time);
            if (behind >= 0 && behind < fact.Shape.Axes.Count)
            {
                times.Add(name, behind);
            }

            if (obstacles.Count > 0)
            {
                continue;
            }

            if (kind.RunsStepByStep)
            {
                oneByOne.Add((i, title, steps / shape.Axes[time]));
            }

            length = behind < 0 ? length : Common(length, steps / fact.Shape.Axes[behind]);
        }

        obstacles.AddRange(obstacles.Count > 0 ? [] : oneByOne.Where(layer => layer.Every != length).Select(layer => Of(layer.Index, layer.Title, $"would run {Number(length / layer.Every)} times in a step, since other layers take every {Number(length)} steps of time one: put it behind them")));
        return new Walk(axis, length, obstacles);
    }

    /// <summary>The least number that both divide.</summary>
    private static int Common(int x, int y)
    {
        (int a, int b) = (x, y);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return x / a * y;
    }

    private static int IndexOfInput(NetworkDeclaration declaration, IReadOnlyList<string?> names) => Enumerable.Range(0, names.Count).First(i => declaration.Nodes[i].Kind == "Input");

    private static IReadOnlyDictionary<string, NodeFacts> Facts(IReadOnlyList<NodeFacts> facts) => facts.ToDictionary(fact => fact.Name, StringComparer.Ordinal);

    private static Problem Of(int index, string title, string obstacle) => new(ProblemKinds.CannotStream, index, new(title, obstacle));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Time on its way through a network.</summary>
    /// <param name="Axis">The input's axis that is time.</param>
    /// <param name="Length">The steps of time that make one step of the network: one window of each of its strides.</param>
    /// <param name="Obstacles">What keeps it from running step by step.</param>
    private sealed record Walk(int Axis, int Length, IReadOnlyList<Problem> Obstacles);
}
