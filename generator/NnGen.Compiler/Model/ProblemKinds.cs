namespace NnGen.Compiler.Model;

using static ProblemSeverity;

/// <summary>Every problem the compiler and the generator can report: one line each, and one page each in <c>docs</c> of the generator.</summary>
public static class ProblemKinds
{
    // The host: reported by the generator, which alone knows C#.
    public static readonly ProblemKind NotPartial = new("NNG001", Error, "Network class is not partial", "{0} {1}, so the compiler writes another part of it: declare it 'partial {2} {0}'");
    public static readonly ProblemKind UnsupportedHost = new("NNG002", Error, "Unsupported kind of network class", "{0} cannot be a network because it is {1}; a network is a partial class, neither generic nor static nor abstract, top-level or nested in partial types that are not generic");
    public static readonly ProblemKind SeveralParts = new("NNG003", Error, "Network attributes on several parts", "The attributes of {0} stand on several parts of the class, so their order is unknown: put all of them on the part with [{1}]");
    public static readonly ProblemKind MissingNetwork = new("NNG004", Error, "Layer without [Network]", "{0} bears [{1}] but not [Network]: add [Network], or remove the attribute");
    public static readonly ProblemKind MemberClash = new("NNG005", Error, "Member under an emitted name", "{0} {1}, but the compiler writes a member of the same name into {0}: rename or remove yours");
    public static readonly ProblemKind HiddenName = new("NNG006", Error, "Hidden enum name", "In the attributes of {0}, '{1}' means {2}, which hides the enum NnGen.{1}: rename it, or write 'global::NnGen.{1}'");
    public static readonly ProblemKind MisspeltAttribute = new("NNG007", Error, "Misspelt attribute", "NnGen has no attribute [{0}]: write {1}");

    // The graph.
    public static readonly ProblemKind MissingInput = new("NNG010", Error, "Network without input", "{0} has no {1}: say the shape of one row first, such as {2}");
    public static readonly ProblemKind NoLayers = new("NNG012", Error, "Network without layers", "{0} has an input and nothing that is computed from it: add a layer, such as [Dense(10)]");
    public static readonly ProblemKind BadSize = new("NNG013", Error, "Size out of range", "{0} of {1} is {2}, but must be {3}");
    public static readonly ProblemKind TooLarge = new("NNG014", Error, "Network too large", "{0} of {1} is {2}, more than the limit of {3}: declare smaller sizes");
    public static readonly ProblemKind BadName = new("NNG015", Error, "Malformed node name", "The name '{0}' is malformed: use letters, digits, '_' and '.'");
    public static readonly ProblemKind DuplicateName = new("NNG016", Error, "Duplicate node name", "The name '{0}' is taken by another node: give one of them another Name");
    public static readonly ProblemKind UnknownName = new("NNG017", Error, "Unknown node name", "{0} takes '{1}', but no node above bears that name; there are: {2}");
    public static readonly ProblemKind Cycle = new("NNG018", Error, "Node below, or cycle", "{0} takes '{1}', which {2}, and a node can only take what is computed above it: {3}");
    public static readonly ProblemKind UnusedNode = new("NNG019", Error, "Unused node", "Nothing takes the value of {0}: name it in From or in a joining node, mark it with [Output], or remove it");
    public static readonly ProblemKind ShapeMismatch = new("NNG020", Error, "Shape mismatch", "{0} needs {1}, but {2} gives {3}; {4}");
    public static readonly ProblemKind TooFewInputs = new("NNG021", Error, "Too few inputs to a joining node", "{0} names {1} of the nodes that it joins: name at least two, such as [{2}(\"a\", \"b\")]");
    public static readonly ProblemKind AfterLoss = new("NNG022", Error, "Layer after the loss", "{0} stands after the loss, which is the last attribute: move the loss to the end");
    public static readonly ProblemKind SeveralLosses = new("NNG023", Error, "Several losses of one output", "{0} has a loss already: remove this one, or let it belong to another [Output]");
    public static readonly ProblemKind LossDoesNotFit = new("NNG024", Error, "Loss does not fit the output", "{0} {1} the output, which {2}: {3}");
    public static readonly ProblemKind LossNeeded = new("NNG025", Error, "Loss needed", "No loss follows from the output {0}: add one, such as {1}");
    public static readonly ProblemKind UnknownNode = new("NNG026", Error, "Unknown attribute", "[{0}] is no node that this version of the compiler knows: use an attribute of NnGen, and library and compiler of one version of the package");
    public static readonly ProblemKind RepeatedOutput = new("NNG027", Error, "Repeated output", "[Output] names '{0}' once more, and it is an output already: remove it");
    public static readonly ProblemKind InputAfterLayer = new("NNG028", Error, "Input after a layer", "[Input] stands after {0}: put it above all layers");
    public static readonly ProblemKind LossOfNoOutput = new("NNG029", Error, "Loss of no output", "{0} {1}: put it below the [Output] that it belongs to, or name that in From; the outputs are: {2}");
    public static readonly ProblemKind BadMask = new("NNG031", Error, "Mask does not fit the layer", "The mask of {0} {1}: {2}");

    // Blocks.
    public static readonly ProblemKind NotABlock = new("NNG032", Error, "Use of a class that is no block", "{0} bears no [{1}], so no network can use it so: mark it with [{1}], or name another class");
    public static readonly ProblemKind NotInBlock = new("NNG033", Error, "Attribute that a block cannot have", "{0} cannot stand in the {1} {2}: {3}");
    public static readonly ProblemKind BlockCycle = new("NNG034", Error, "Block that uses itself", "{0} uses {1}, so it would never end: remove one of the uses");
    public static readonly ProblemKind CannotShare = new("NNG035", Error, "Layer whose parameters cannot be shared", "{0} has parameters of its own, which the turns of a block cannot share: {1}");

    // Streams.
    public static readonly ProblemKind CannotStream = new("NNG036", Error, "Network that cannot run step by step", "{0} {1}: leave Streaming out, or take layers that go from step to step");

    // What a network may cost.
    public static readonly ProblemKind OverBudget = new("NNG037", Error, "Network over its budget", "{0} has {1} {2}, {3} more than its budget of {4}; the largest layer is {5}. By layer: {6}. Make layers smaller, or raise the limit");

    // Weights that are compiled in.
    public static readonly ProblemKind NoWeights = new("NNG038", Error, "No weights for an embedding network", "{0} is to have its weights compiled in, but the project names {1} for it: write <NnGenWeights Include=\"file.safetensors\" Class=\"{2}\" /> once in an ItemGroup");
    public static readonly ProblemKind WeightsDoNotFit = new("NNG039", Error, "Weights that do not fit the network", "{0} does not fit {1}: {2}");

    // Records.
    public static readonly ProblemKind PropertyWithoutMeaning = new("NNG040", Error, "Property without meaning for a network", "'{0}' of {1} {2}: {3}");
    public static readonly ProblemKind RecordDoesNotFit = new("NNG041", Error, "Record does not fit the network", "The record {0} does not fit {1}: {2}; {3}");

    // Functions of one's own.
    public static readonly ProblemKind BadFunction = new("NNG042", Error, "Function that cannot be compiled into a network", "{0} takes the function '{1}', {2}: {3}");

    // Weights that nobody takes.
    public static readonly ProblemKind StrayWeights = new("NNG043", Error, "Weights for no network", "{0} is to be compiled into {1}, but {2}");

    // Cells.
    public static readonly ProblemKind BadState = new("NNG044", Error, "State of a cell that does not fit", "{0} {1}: {2}");

    // Weights of 16 bits.
    public static readonly ProblemKind BadStorage = new("NNG045", Error, "Weights of 16 bits that do not fit the network", "{0} keeps its weights as {1}, but {2}. {3}");

    // Search spaces.
    public static readonly ProblemKind BadChoice = new("NNG046", Error, "Choice that makes no sense", "{0} {1}: {2}");
    public static readonly ProblemKind ChoiceOutsideSpace = new("NNG047", Error, "Choice outside a search space", "{0} leaves open what {1} is: {2}");
    public static readonly ProblemKind NoCandidate = new("NNG048", Error, "Search space without a possible network", "None of {0} networks of {1} that were tried can be compiled; of the first, {2}");
    public static readonly ProblemKind FamilyTooLarge = new("NNG049", Error, "Family of too many networks", "{0} has {1} {2}, and a family at most {3}: {4}");

    // Legal, but surely not meant.
    public static readonly ProblemKind StepStopsGradient = new("NNG101", Warning, "Step stops the gradient", "The derivative of {0} is zero, so nothing above it learns: use [Sigmoid], or end with [Step] and [PerceptronLoss]");

    // Advice: legal, and perhaps meant. One rule each in Graph/Advice.
    public static readonly ProblemKind LinearLayersCollapse = new("NNG201", Info, "Linear layers collapse into one", "No activation stands between {1} and {0}, so the two compute nothing that a single [Dense({2})] could not: put an activation such as [ReLU] between them, or remove {1}");
    public static readonly ProblemKind VanishingGradient = new("NNG202", Info, "Gradient may vanish", "The gradient of {0} comes through {1}: {2}, unless the weights grow against it. Use [ReLU] or one of its relatives, put [BatchNorm] before the activations, or lead an [Add] around some of them");
    public static readonly ProblemKind SquaredErrorOfSoftmax = new("NNG203", Info, "Squared error after softmax", "{0} after {1} hardly corrects a network that is sure and wrong: its gradient has the factor y (1 - y). Use [CrossEntropyLoss], whose gradient has not");
    public static readonly ProblemKind BoundedOutput = new("NNG204", Info, "Bounded output for unbounded targets", "{0} gives numbers between {1} and {2}, and {3}");
    public static readonly ProblemKind EqualWeights = new("NNG205", Info, "Constant initialisation", "All weights of {0} start at {1}, {2}: remove the initializer, or take one that draws");
    public static readonly ProblemKind SoftmaxOfOne = new("NNG206", Info, "Softmax of one number", "{0} has one input, so it always gives {1}: use [Sigmoid], or give the layer before it one output for each class");
    public static readonly ProblemKind LateDropout = new("NNG207", Info, "Dropout after the last layer", "{0} sets outputs themselves to 0 while training, and no layer behind it can make up for them: put it before the last layer, or remove it");
    public static readonly ProblemKind DeadBias = new("NNG208", Info, "Bias before batch normalisation", "{1} subtracts the mean of each unit or channel, and with it the bias of {0}, which is never trained: write Bias = false");
    public static readonly ProblemKind ManyParameters = new("NNG209", Info, "Many parameters for few samples", "{0} has {1} parameters for {2} training samples, {3} times as many, and can learn them by heart: hold some samples out to see whether it does, make the layers smaller, or add [Dropout] or a penalty");
    public static readonly ProblemKind DroppedPlaces = new("NNG210", Info, "Windows that leave out the last places", "{0} leaves out {1}, whatever stands there: {2}. {3}");
    public static readonly ProblemKind UnseenPlaces = new("NNG211", Info, "Places that no convolution reaches", "From what {0} takes, {1} reaches {2} of the {3} places of {4}, so the {5} change nothing: take larger kernels, strides or dilations, or more layers, or pool all places, or give shorter rows");

    // The compiler itself.
    public static readonly ProblemKind InternalError = new("NNG099", Error, "Internal compiler error", "NnGen failed on {0}: {1}. This is a bug of NnGen; please report it with the declaration");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
        typeof(ProblemKinds).GetFields().Select(field => field.GetValue(null)).OfType<ProblemKind>().OrderBy(kind => kind.Id, StringComparer.Ordinal).ToArray();
}
