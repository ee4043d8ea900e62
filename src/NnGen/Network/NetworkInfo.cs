namespace NnGen;

/// <summary>The facts of a network's topology, as the compiler states them. Immutable.</summary>
public sealed class NetworkInfo
{
    private IReadOnlyList<InputInfo>? _inputs;
    private IReadOnlyList<OutputInfo>? _outputs;

    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The shape of one input row, without the batch; of several inputs, which are packed side by side, as many columns as all have.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>The shape of one output row, without the batch; of several outputs, which are packed side by side, as many columns as all have.</summary>
    public required IReadOnlyList<int> OutputShape { get; init; }

    /// <summary>The number of elements of one input row, of all inputs together.</summary>
    public required int InputSize { get; init; }

    /// <summary>The inputs in declaration order. A network that has only one has one of the name <c>input</c> and of <see cref="InputShape"/>.</summary>
    public IReadOnlyList<InputInfo> Inputs
    {
        get => _inputs ??= [new InputInfo("input", InputShape, 0)];
        init => _inputs = value;
    }

    /// <summary>
    /// The outputs in declaration order, each with its loss. A network that has only one has one of the name <c>output</c>, whose facts are the
    /// network's own. Of several, each says what its columns mean; <see cref="Output"/>, <see cref="Targets"/> and the like then speak of the
    /// packed row, which is nothing but numbers.
    /// </summary>
    public IReadOnlyList<OutputInfo> Outputs
    {
        get => _outputs ??= [OnlyOutput()];
        init => _outputs = value;
    }

    /// <summary>
    /// The nodes, the inputs among them, in the order in which they are computed. Empty where whoever stated the facts left them out; the
    /// compiler never does.
    /// </summary>
    public IReadOnlyList<NodeInfo> Nodes { get; init; } = [];

    /// <summary>The number of elements of one output row, of all outputs together.</summary>
    public required int OutputSize { get; init; }

    /// <summary>The number of trained parameters, without padding.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>The length of the parameter block, padding included.</summary>
    public required int StorageLength { get; init; }

    /// <summary>
    /// The parameters in declaration order: weight before bias. Their values by name: <see cref="NetworkParameters.Parameter"/>; of gradients,
    /// <see cref="NetworkGradients{T}.Parameter"/>; of what an optimizer keeps, <see cref="OptimizerState{T}.Parameter"/>.
    /// </summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init; }

    /// <summary>Those that files have: all but tables of positions, which follow from their formula.</summary>
    internal IReadOnlyList<ParameterInfo> SavedParameters => field ??= [.. Parameters.Where(parameter => parameter.Table is null)];

    /// <summary>What the outputs mean; decides what <c>Classify</c> does and which metrics make sense. Of several see <see cref="Outputs"/>.</summary>
    public required OutputKind Output { get; init; }

    /// <summary>Which targets the loss takes.</summary>
    public required TargetKind Targets { get; init; }

    /// <summary>
    /// The layer <c>[OutputScaler]</c> that gives the outputs the targets' own units, or null. Losses are then those of the values before it and of
    /// targets scaled alike; outputs, and errors of an evaluation, are in the targets' own units.
    /// </summary>
    public string? OutputScaler { get; init; }

    /// <summary>The loss in words, such as <c>cross entropy (mean)</c>; with an <see cref="OutputScaler"/> also in which units it is.</summary>
    public required string Loss { get; init; }

    /// <summary>What the numbers of an output are.</summary>
    public OutputScale Scale { get; init; }

    /// <summary>
    /// What the values are from which a last softmax, log-softmax, sigmoid or step computes the outputs, and which evaluation takes beside
    /// them: a probability that is rounded to 0 or 1 has lost what its logit still knows. Null where the outputs are all there is.
    /// </summary>
    public OutputScale? ScoreScale { get; init; }

    /// <summary>Whether the loss is a function of those values, as cross entropy is; else of the outputs.</summary>
    public bool LossTakesScores { get; init; }

    /// <summary>The smallest target the loss takes.</summary>
    public double TargetMinimum { get; init; } = double.NegativeInfinity;

    /// <summary>The largest target the loss takes.</summary>
    public double TargetMaximum { get; init; } = double.PositiveInfinity;

    /// <summary>What the mean divides by for each row, or each of its steps: 1, or the number of outputs; 0 where the loss is a sum.</summary>
    public required int LossDivisor { get; init; }

    /// <summary>
    /// Of how many steps a row consists that have a loss each: of a sequence [time, classes] as many as it has, and so many labels has a row; of values where
    /// <c>Lengths</c> of the loss says which of them count. Else 1.
    /// </summary>
    public int Steps { get; init; } = 1;

    /// <summary>The label that says that there is none: such a step, or row, does not count. Null where every label counts.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>The column of a packed row of inputs that says how many of the steps count, from the first one on; -1 where all do.</summary>
    public int LengthsColumn { get; init; } = -1;

    /// <summary>
    /// The most labels of a row, where nobody knows at which steps they are (<see cref="CtcLossAttribute"/>): a row has so many class numbers, -1 behind the last
    /// label. Else 0.
    /// </summary>
    public int MaxLabels { get; init; }

    /// <summary>Of such labels the class that stands for none of them.</summary>
    public int Blank { get; init; }

    /// <summary>Whether labels that do not fit into a row's steps have the loss 0; else they are refused.</summary>
    public bool ZeroInfinity { get; init; }

    /// <summary>How many labels a row has: one, or one for each step, or <see cref="MaxLabels"/>.</summary>
    public int LabelsPerRow => MaxLabels > 0 ? MaxLabels : Steps;

    /// <summary>The factor of the loss of an only output in what training minimises.</summary>
    public double LossWeight { get; init; } = 1;

    /// <summary>The part of each target that is shared out evenly among the classes; 0 for none.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The weight of each class in the loss, or null: all 1. With labels, the mean divides by the sum of the labels' weights.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>How the loss is reduced, or all of several.</summary>
    public required Reduction Reduction { get; init; }

    /// <summary>The record that the network takes, and the columns that it becomes; null where it takes numbers.</summary>
    public RecordSchema? Record { get; init; }

    /// <summary>Whether backward also computes the gradient of the input, or of every one: <c>[Network(InputGradient = true)]</c>.</summary>
    public bool HasInputGradient { get; init; }

    /// <summary>
    /// The layer table: name, kind, shape, parameters, multiply-adds of each of <see cref="Nodes"/>. Compared and shown when a file does not fit.
    /// Whoever states no nodes may state it.
    /// </summary>
    public string LayerTable
    {
        get => field ??= ArchitectureText.LayerTable(this);
        init;
    }

    /// <summary>
    /// The network in words, for people: which node takes which, the layer table, the losses, and where the parameters lie, with an empty line
    /// between them. What is computed in which order, and why so, is on the page that the compiler emits.
    /// </summary>
    public string Architecture => ArchitectureText.Of(this);

    /// <summary>The facts of one output.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no output of that name; the message lists those there are.</exception>
    internal OutputInfo FindOutput(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (int i = 0; i < Outputs.Count; i++)
        {
            if (Outputs[i].Name == name)
            {
                return Outputs[i];
            }
        }

        throw new ArgumentException($"{Name} has no output '{name}'. {NearestName.Advice(name, [.. Outputs.Select(output => output.Name)])}", nameof(name));
    }

    private OutputInfo OnlyOutput() => new()
    {
        Name = "output",
        Shape = OutputShape,
        FirstColumn = 0,
        Kind = Output,
        Targets = Targets,
        OutputScaler = OutputScaler,
        Loss = Loss,
        LossWeight = LossWeight,
        Scale = Scale,
        ScoreScale = ScoreScale,
        LossTakesScores = LossTakesScores,
        TargetMinimum = TargetMinimum,
        TargetMaximum = TargetMaximum,
        LossDivisor = LossDivisor,
        Steps = Steps,
        IgnoreLabel = IgnoreLabel,
        LengthsColumn = LengthsColumn,
        MaxLabels = MaxLabels,
        Blank = Blank,
        ZeroInfinity = ZeroInfinity,
        LabelSmoothing = LabelSmoothing,
        ClassWeights = ClassWeights,
    };

    /// <summary>The facts of one parameter: shape, place, how it is drawn.</summary>
    /// <param name="name">Its name, such as <c>dense1.weight</c>.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name; the message lists those there are.</exception>
    public ParameterInfo Parameter(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].Name == name)
            {
                return Parameters[i];
            }
        }

        throw new ArgumentException($"{Name} has no parameter '{name}'. {NearestName.Advice(name, [.. Parameters.Select(parameter => parameter.Name)])}", nameof(name));
    }
}

/// <summary>What the outputs of a network mean.</summary>
public enum OutputKind
{
    /// <summary>Numbers to be fitted: regression.</summary>
    Values,

    /// <summary>One score a class, of which the largest wins: logits, probabilities or log-probabilities of two or more classes.</summary>
    ClassScores,

    /// <summary>Probabilities of yes, one for each output, from a sigmoid: yes from 0.5.</summary>
    Probabilities,

    /// <summary>Logits of yes, one for each output: yes from 0.</summary>
    Logits,

    /// <summary>A margin, of one output, against targets -1 and 1: yes above 0.</summary>
    Margins,

    /// <summary>
    /// Log-probabilities of the classes at each step, which together stand for a sequence of labels: that of the best classes, equal neighbours taken once and blanks left
    /// out (<see cref="Ctc.Decode"/>).
    /// </summary>
    Transcripts,
}

/// <summary>Which targets a loss takes.</summary>
[Flags]
public enum TargetKind
{
    /// <summary>One number for each row and output.</summary>
    Values = 1,

    /// <summary>One class number for each row, or for each step of it.</summary>
    Labels = 2,
}

/// <summary>What the numbers of an output are, for comparing them with targets.</summary>
public enum OutputScale
{
    /// <summary>Values on the targets' own scale.</summary>
    Values,

    /// <summary>Probabilities.</summary>
    Probabilities,

    /// <summary>Logarithms of the probabilities of the classes.</summary>
    LogProbabilities,

    /// <summary>Logits of classes: their softmax gives the probabilities.</summary>
    ClassLogits,

    /// <summary>Logits, one of each output: their sigmoid gives the probability.</summary>
    Logits,
}
