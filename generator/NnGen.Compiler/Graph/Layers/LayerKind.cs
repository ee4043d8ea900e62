using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>What an attribute means: checks its arguments and adds ops to the graph. One file and one line in <see cref="LayerCatalog"/> each.</summary>
public abstract class LayerKind
{
    /// <summary>The attribute's name without <c>Attribute</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it names its inputs itself, as <c>Add</c> does; else it takes one, from <c>From</c> or from the node above.</summary>
    public virtual bool Joins => false;

    /// <summary>The options that name further nodes that it takes, behind the one from <c>From</c> or above, where they are written.</summary>
    public virtual IReadOnlyList<string> FurtherInputs => [];

    /// <summary>Whether it can have the parameters of another layer, which its option <c>Tied</c> names.</summary>
    public virtual bool CanTie => false;

    /// <summary>Whether each element of its value is computed from the same element of its inputs, so that the order of elements does not matter to it.</summary>
    public virtual bool IsElementwise(LayerContext context) => false;

    /// <summary>
    /// Why it cannot be computed step by step of a sequence, in words that follow on its name; null where it can, since it computes each step from that step
    /// and from a state that it carries on.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="shape">The shape of the sequence that it takes.</param>
    /// <param name="time">The axis of that shape which is time.</param>
    public virtual string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => "takes all steps of the sequence at once";

    /// <summary>Whether it goes over the steps of time one by one, and so must do that in each step of a stream exactly once.</summary>
    public virtual bool RunsStepByStep => false;

    /// <summary>The axis of time of what it gives of a sequence; -1 where that is one row, which is another one after each step.</summary>
    public virtual int TimeBehind(NodeDeclaration node, Shape shape, int time) => time;

    /// <summary>Whether all that it takes must be sequences of the same steps when it is computed step by step.</summary>
    public virtual bool TakesSequencesTogether => false;

    /// <summary>Reports everything that is wrong with the arguments whatever the inputs are: called also where these are unknown.</summary>
    public virtual void CheckArguments(LayerContext context)
    {
    }

    /// <summary>The node's value, or null after a problem was reported. Called with arguments that passed <see cref="CheckArguments"/> and with sound inputs only.</summary>
    public abstract Value? Build(LayerContext context);

    /// <summary>
    /// The shape that the node will have once what is wrong with it or above it is mended, or null where that is open: the nodes below are
    /// checked with it, so that all mistakes are told at once. A guess that may be wrong would blame nodes that are not.
    /// </summary>
    /// <param name="context">The node.</param>
    /// <param name="known">The shapes of those of its inputs that are known.</param>
    public virtual Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => known.Count == 1 && !Joins ? known[0] : null;

    /// <summary>The shape, or null where a row of it would have too many elements: that is a mistake of its own, which nothing follows from.</summary>
    protected static Shape? WithinLimits(Shape shape) =>
        shape.Axes.Aggregate(1L, (product, axis) => Math.Min(product * axis, LayerContext.MaxElements + 1)) <= LayerContext.MaxElements ? shape : null;

    /// <summary>That of a layer that takes a row of one axis: once <c>[Flatten]</c> stands before it, all elements lie along that.</summary>
    protected static Shape? OneAxis(IReadOnlyList<Shape> known) => known.Count == 1 ? new Shape(known[0].Size) : null;
}

/// <summary>What a <see cref="LayerKind"/> sees of the node it builds, and where it reports problems.</summary>
public sealed class LayerContext(NetworkGraph graph, NodeDeclaration node, int index, string name, IReadOnlyList<Value> inputs, IReadOnlyList<string> inputNames, bool isTraining, List<Problem> problems)
{
    private readonly List<NamedValue> _named = [];

    /// <summary>The largest number of elements of a row, of a parameter, and of all parameters.</summary>
    public const long MaxElements = 1 << 28;

    public NetworkGraph Graph => graph;

    /// <summary>The node's name.</summary>
    public string Name => name;

    /// <summary>The node's kind and name in messages: <c>Dense (dense1)</c>.</summary>
    public string Title => $"{node.Kind} ({name})";

    /// <summary>The values it takes.</summary>
    public IReadOnlyList<Value> Inputs { get; private set; } = inputs;

    /// <summary>The only value it takes.</summary>
    public Value Input => Inputs[0];

    /// <summary>Whether the inputs have their channels last: see <see cref="LookBehindViews"/>.</summary>
    public bool AreTurned { get; private set; }

    /// <summary>
    /// Takes images as they were computed, with their channels side by side, where all inputs are views of such images: for layers that do not mind
    /// the order. Whether they were.
    /// </summary>
    public bool LookBehindViews()
    {
        Value?[] behind = [.. Inputs.Select(ChannelsLast.Behind)];
        if (behind.Any(value => value is null))
        {
            return false;
        }

        Inputs = [.. behind.OfType<Value>()];
        return AreTurned = true;
    }

    /// <summary>Whether the training graph is being built; else the one for prediction.</summary>
    public bool IsTraining => isTraining;

    /// <summary>Whether the elements are doubles; else floats.</summary>
    public bool IsDouble { get; init; }

    /// <summary>Whether one step of time is being built, whose states go from call to call.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>While one step of time is being built: how many of them the whole sequence has.</summary>
    public int Steps { get; init; }

    /// <summary>Whether the network also runs step by step: then a whole sequence is computed as its steps are, in one order of sums.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>The parameters it made.</summary>
    public int ParameterCount { get; set; }

    /// <summary>What the node computes in words, where its ops do not say it: see <c>FormulaText</c>.</summary>
    public string? Formula { get; set; }

    /// <summary>The multiply-adds of one row.</summary>
    public long MultiplyAdds { get; set; }

    /// <summary>Values beside its own that others may take as <c>name.h_n</c>.</summary>
    public IReadOnlyList<NamedValue> Named => _named;

    /// <summary>Gives a value beside its own a name, which others take as <c>node.suffix</c>.</summary>
    public void AddNamed(string suffix, Value value, string formula) => _named.Add(new NamedValue($"{name}.{suffix}", value, formula));

    /// <summary>The windows that it laid over each axis of places.</summary>
    public IReadOnlyList<LaidWindows> Windows { get; set; } = [];

    public int Int32(string option) => node[option] is int value ? value : 0;

    /// <summary>An array of whole numbers; empty where it was left out.</summary>
    public int[] Integers(string option) => node[option] is EquatableArray<int> values ? [.. values] : [];

    /// <summary>A number that the user wrote, or null: defaults need no check.</summary>
    public double? Written(string option) => node[option] switch
    {
        double value => value,
        int value => value,
        _ => null,
    };

    public double Double(string option, double otherwise) => Written(option) ?? otherwise;

    /// <summary>A number as an element of the network: what is too large is infinite, and what is too small is 0.</summary>
    public double Element(double value) => IsDouble ? value : (float)value;

    /// <summary>
    /// Reports each number that the user wrote and that is not finite as an element of the network, whatever the option: nothing could be
    /// computed with it.
    /// </summary>
    public void CheckNumbers()
    {
        foreach (OptionDeclaration option in node.Options)
        {
            IReadOnlyList<double>? array = Doubles(option.Name);
            IReadOnlyList<double> values = array ?? (Written(option.Name) is double single ? [single] : []);
            for (int i = 0; i < values.Count; i++)
            {
                if (!IsFinite(values[i]))
                {
                    bool isFiniteItself = !double.IsNaN(values[i]) && !double.IsInfinity(values[i]);
                    ReportRange(option.Name, values[i], isFiniteItself ? "finite in single precision; Precision.Double has larger numbers" : "finite", element: array is null ? -1 : i);
                }
            }
        }
    }

    /// <summary>Whether a number is finite as an element of the network.</summary>
    public bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(Element(value));

    /// <summary>An array of numbers, or null where it was left out.</summary>
    public IReadOnlyList<double>? Doubles(string option) => node[option] switch
    {
        EquatableArray<double> values => values,
        EquatableArray<int> values => [.. values.Select(value => (double)value)],
        _ => null,
    };

    /// <summary>An array of strings, or null where it was left out.</summary>
    public IReadOnlyList<string>? Strings(string option) => node[option] as EquatableArray<string>?;

    /// <summary>Whether the user wrote that argument.</summary>
    public bool Has(string option) => node[option] is not null;

    public bool Boolean(string option, bool otherwise) => node[option] is bool value ? value : otherwise;

    /// <summary>The function that an option names; null where it was left out.</summary>
    public FunctionDeclaration? Function(string option) => node[FunctionDeclaration.FormulaOf(option)] as FunctionDeclaration;

    /// <summary>An enum's value by its name.</summary>
    public string Enum(string option, string otherwise) => node[option] is string value ? value : otherwise;

    /// <summary>Reports a problem at this node's attribute; for use as <c>return context.Report(...)</c>.</summary>
    public Value? Report(ProblemKind kind, params string[] arguments)
    {
        problems.Add(new Problem(kind, index, arguments));
        return null;
    }

    /// <summary>Reports a problem at an argument, or at an element of an argument's array.</summary>
    public Value? ReportAt(string option, int element, ProblemKind kind, params string[] arguments)
    {
        problems.Add(new Problem(kind, index, arguments) { Option = option, Element = element });
        return null;
    }

    /// <summary>Reports an argument out of range.</summary>
    /// <param name="option">The argument.</param>
    /// <param name="found">What was written.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="words">The argument in words, where its name is not enough.</param>
    /// <param name="element">The element of its array; -1 for the whole.</param>
    public Value? ReportRange(string option, object found, string expected, string? words = null, int element = -1) =>
        ReportAt(option, element, ProblemKinds.BadSize, words ?? option, Title, Convert.ToString(found, CultureInfo.InvariantCulture) ?? "", expected);

    /// <summary>Reports that the input has the wrong shape.</summary>
    public Value? ReportShape(string needed, string fix) =>
        Report(ProblemKinds.ShapeMismatch, Title, needed, inputNames[0], Input.Shape.ToString(), fix);

    public string InputName(int input) => inputNames[input];
}

/// <summary>A value that a node has beside its own.</summary>
/// <param name="Name">Under which others take it.</param>
/// <param name="Value">The value.</param>
/// <param name="Formula">What it is, in the words of <c>FormulaText</c>.</param>
public sealed record NamedValue(string Name, Value Value, string Formula);
