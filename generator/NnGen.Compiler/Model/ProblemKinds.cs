namespace NnGen.Compiler.Model;

using static ProblemSeverity;

/// <summary>Every problem the compiler and the generator can report: one line each, and one page each in <c>docs</c> of the generator.</summary>
public static class ProblemKinds
{
    // The host: reported by the generator, which alone knows C#.
    public static readonly ProblemKind NotPartial = new("NNG001", Error, "Network class is not partial", "{0} {1}, so the compiler writes another part of it: declare it 'partial {2} {0}'");
    public static readonly ProblemKind UnsupportedHost = new("NNG002", Error, "Unsupported kind of network class", "{0} cannot be a network because it is {1}; a network is a partial class, neither generic nor static nor abstract, top-level or nested in partial types that are not generic");
    public static readonly ProblemKind SeveralParts = new("NNG003", Error, "Network attributes on several parts", "The attributes of {0} stand on several parts of the class, so their order is unknown: put all of them on the part with [Network]");
    public static readonly ProblemKind MissingNetwork = new("NNG004", Error, "Layer without [Network]", "{0} bears [{1}] but not [Network]: add [Network], or remove the attribute");
    public static readonly ProblemKind MemberClash = new("NNG005", Error, "Member under an emitted name", "{0} {1}, but the compiler writes a member of the same name into {0}: rename or remove yours");
    public static readonly ProblemKind HiddenName = new("NNG006", Error, "Hidden enum name", "In the attributes of {0}, '{1}' means {2}, which hides the enum NnGen.{1}: rename it, or write 'global::NnGen.{1}'");

    // The graph.
    public static readonly ProblemKind MissingInput = new("NNG010", Error, "Network without input", "{0} has no [Input]: say the shape of one row first, such as [Input(784)]");
    public static readonly ProblemKind SeveralInputs = new("NNG011", Error, "Several inputs", "{0} has {1} inputs; one is supported");
    public static readonly ProblemKind NoLayers = new("NNG012", Error, "Network without layers", "{0} has an input and nothing that is computed from it: add a layer, such as [Dense(10)]");
    public static readonly ProblemKind BadSize = new("NNG013", Error, "Size out of range", "{0} of {1} is {2}, but must be {3}");
    public static readonly ProblemKind TooLarge = new("NNG014", Error, "Network too large", "{0} of {1} is {2}, more than the limit of {3}");
    public static readonly ProblemKind BadName = new("NNG015", Error, "Malformed node name", "The name '{0}' is malformed: use letters, digits, '_' and '.'");
    public static readonly ProblemKind DuplicateName = new("NNG016", Error, "Duplicate node name", "The name '{0}' is taken by another node: give one of them another Name");
    public static readonly ProblemKind UnknownName = new("NNG017", Error, "Unknown node name", "{0} takes '{1}', but no node above bears that name; there are: {2}");
    public static readonly ProblemKind Cycle = new("NNG018", Error, "Node below, or cycle", "{0} takes '{1}', which stands below it: a node can only take what is computed above it");
    public static readonly ProblemKind UnusedNode = new("NNG019", Error, "Unused node", "Nothing takes the value of {0}: name it in From or in a joining node, mark it with [Output], or remove it");
    public static readonly ProblemKind ShapeMismatch = new("NNG020", Error, "Shape mismatch", "{0} needs {1}, but {2} gives {3}; {4}");
    public static readonly ProblemKind TooFewInputs = new("NNG021", Error, "Too few inputs to a joining node", "{0} joins {1} node; name at least two");
    public static readonly ProblemKind AfterLoss = new("NNG022", Error, "Layer after the loss", "{0} stands after the loss; the loss is the last attribute: move it up");
    public static readonly ProblemKind SeveralLosses = new("NNG023", Error, "Several losses", "{0} has {1} losses; keep one");
    public static readonly ProblemKind LossDoesNotFit = new("NNG024", Error, "Loss does not fit the output", "{0} {1}, but the output {2}; {3}");
    public static readonly ProblemKind LossNeeded = new("NNG025", Error, "Loss needed", "No loss follows from the output {0}: add one, such as {1}");
    public static readonly ProblemKind UnknownNode = new("NNG026", Error, "Unknown attribute", "[{0}] is no node that this version of the compiler knows");
    public static readonly ProblemKind SeveralOutputs = new("NNG027", Error, "Several outputs", "{0} has {1} [Output] attributes; one is supported");
    public static readonly ProblemKind InputAfterLayer = new("NNG028", Error, "Input after a layer", "[Input] stands after {0}: put it first");

    // Legal, but surely not meant.
    public static readonly ProblemKind StepStopsGradient = new("NNG101", Warning, "Step stops the gradient", "The derivative of {0} is zero, so nothing above it learns: use [Sigmoid], or end with [Step] and [PerceptronLoss]");

    // The compiler itself.
    public static readonly ProblemKind InternalError = new("NNG099", Error, "Internal compiler error", "NnGen failed on {0}: {1}. This is a bug of NnGen; please report it with the declaration");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
        typeof(ProblemKinds).GetFields().Select(field => field.GetValue(null)).OfType<ProblemKind>().OrderBy(kind => kind.Id, StringComparer.Ordinal).ToArray();
}
