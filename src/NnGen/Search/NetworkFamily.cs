using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace NnGen.Search;

/// <summary>The networks of a space with <see cref="FamilyAttribute"/>, all of them compiled into the application: a list of members, and a search among them. Immutable.</summary>
/// <remarks>
/// <code>
/// [SearchSpace, Family]
/// [Input(4)]
/// [Dense(Choices = [8, 16, 32]), Choice("ReLU", "Tanh")]
/// [Dense(3), Softmax]
/// public partial class IrisFamily;
///
/// Console.WriteLine(IrisFamily.Members);
/// ArchitectureReport found = IrisFamily.Members.Search(training, validation, trial => new() { Epochs = trial.Epochs, Optimizer = new Adam(0.01) });
/// IFamilyNetwork&lt;float&gt; best = IrisFamily.Members.MemberOf(found.Best!.Trial.Configuration).Create(seed: 1);
/// </code>
/// </remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NetworkFamily<T> : IReadOnlyList<FamilyMember<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FamilyMember<T>[] _members;
    private readonly Dictionary<Configuration, FamilyMember<T>> _byOptions;
    private readonly Dictionary<string, int> _trainingChoices;
    private readonly int _choicesOfNetworks;

    /// <summary>A family: for emitted code.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="choices">What can be chosen; choices of the training come last.</param>
    /// <param name="trainingChoices">The numbers of the choices of the training by the properties of <see cref="TrainingChoicesAttribute"/>; null for none.</param>
    /// <param name="members">The members, at least one, each with other options.</param>
    /// <exception cref="ArgumentException">There are no members, or two with the same options, or one whose options are none of the choices.</exception>
    public NetworkFamily(string name, IReadOnlyList<Choice> choices, IReadOnlyDictionary<string, int>? trainingChoices, IReadOnlyList<FamilyMember<T>> members)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0)
        {
            throw new ArgumentException($"The family {name} has no members; give at least one.", nameof(members));
        }

        Name = name;
        _members = [.. members];
        _trainingChoices = new Dictionary<string, int>(trainingChoices ?? new Dictionary<string, int>(), StringComparer.Ordinal);
        _choicesOfNetworks = choices.Count - _trainingChoices.Count;
        if (_choicesOfNetworks < 0 || _trainingChoices.Values.Any(choice => choice < _choicesOfNetworks || choice >= choices.Count))
        {
            throw new ArgumentException($"The choices of the training of {name} must be the last ones of the {choices.Count} choices.", nameof(trainingChoices));
        }

        _byOptions = [];
        Space = new ChoiceSpace(choices, configuration => Find(configuration) is not null);
        foreach (FamilyMember<T> member in _members)
        {
            Configuration options = Space.Create([.. member.Options, .. Enumerable.Repeat(0, _trainingChoices.Count)]);
            if (!_byOptions.TryAdd(OfNetwork(options), member))
            {
                throw new ArgumentException($"Two members of {name} have the options {OfNetwork(options)}; each must have others.", nameof(members));
            }
        }
    }

    /// <summary>The name of the class that declares it.</summary>
    public string Name { get; }

    /// <summary>What can be chosen of the networks and of their training; possible is what a member is made of.</summary>
    public ChoiceSpace Space { get; }

    /// <inheritdoc/>
    public int Count => _members.Length;

    /// <summary>A member, in the order of the choices: the last one changes fastest.</summary>
    /// <param name="index">Its number, from 0.</param>
    public FamilyMember<T> this[int index] => _members[index];

    /// <summary>The member of a configuration.</summary>
    /// <param name="configuration">A configuration of <see cref="Space"/>.</param>
    /// <exception cref="ArgumentException">There is none: the network was impossible, or over its budget.</exception>
    public FamilyMember<T> MemberOf(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Find(configuration) ?? throw new ArgumentException($"{Name} has no member for {configuration}; its {Count} members are those that are possible and within the budget.", nameof(configuration));
    }

    /// <summary>How a configuration says that its network is trained: what <see cref="TrainingChoicesAttribute"/> left open, and else its defaults.</summary>
    /// <param name="configuration">A configuration of <see cref="Space"/>.</param>
    public ChosenTraining TrainingOf(Configuration configuration) => ChosenTraining.Of(Space, _trainingChoices, configuration);

    /// <summary>The members as candidates of <see cref="ArchitectureSearch.Run(IReadOnlyList{ArchitectureCandidate}, Func{ChoiceSpace, SearchMethod}?, SearchRunOptions?, CancellationToken)"/>, in their order.</summary>
    /// <param name="training">The training set.</param>
    /// <param name="validation">The validation set, by which candidates are compared.</param>
    /// <param name="options">The options for a trial, whose epochs are to be <see cref="Trial.Epochs"/>; null for the defaults.</param>
    /// <param name="objective">What is compared.</param>
    public IReadOnlyList<ArchitectureCandidate> Candidates(TrainingData<T> training, TrainingData<T> validation, Func<Trial, TrainingOptions>? options = null, MonitoredValue objective = MonitoredValue.ValidationLoss) =>
        [.. _members.Select(member => member.Candidate(training, validation, options, objective))];

    /// <summary>Searches the family over its choices, so that a method can tell which members are alike. Nothing is compiled at run time, nothing found by reflection.</summary>
    /// <param name="training">The training set.</param>
    /// <param name="validation">The validation set, by which candidates are compared.</param>
    /// <param name="options">
    /// The options for a trial, whose epochs are to be <see cref="Trial.Epochs"/>; null for what <see cref="TrainingOf"/> says of its configuration.
    /// </param>
    /// <param name="method">Makes the method for <see cref="Space"/>; null for a grid: each is trained once, for 10 epochs.</param>
    /// <param name="search">Limits, workers, history; null for no limits and one worker.</param>
    /// <param name="objective">What is compared.</param>
    /// <param name="cancellation">Stops; trials that run are asked to stop and forgotten.</param>
    /// <exception cref="ArgumentException">Data or training options do not fit.</exception>
    /// <exception cref="InvalidOperationException">The history is one of another search.</exception>
    public ArchitectureReport Search(
        TrainingData<T> training,
        TrainingData<T> validation,
        Func<Trial, TrainingOptions>? options = null,
        Func<ChoiceSpace, SearchMethod>? method = null,
        SearchRunOptions? search = null,
        MonitoredValue objective = MonitoredValue.ValidationLoss,
        CancellationToken cancellation = default)
    {
        Dictionary<FamilyMember<T>, ArchitectureCandidate> candidates = _members.ToDictionary(member => member, member => member.Candidate(training, validation, options ?? Chosen, objective));
        return ArchitectureSearch.Run((method ?? (space => new GridSearchMethod(space)))(Space), configuration => candidates[MemberOf(configuration)], search, cancellation);
    }

    /// <summary>A table: a line for each member with its choices and what it costs.</summary>
    public override string ToString()
    {
        int width = _members.Max(member => member.Name.Length);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Name}: {Count} members\n");
        text.Append(CultureInfo.InvariantCulture, $"{"network".PadRight(width)}  {"parameters",10}  {"multiply-adds",13}  {"bytes",10}  {"predicted ns",12}  choices");
        foreach (FamilyMember<T> member in _members)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{member.Name.PadRight(width)}  {member.Parameters,10}  {member.MultiplyAdds,13}  {member.Bytes,10}  {member.PredictedNanoseconds,12:0.0}  {Describe(member)}");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public IEnumerator<FamilyMember<T>> GetEnumerator() => ((IEnumerable<FamilyMember<T>>)_members).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _members.GetEnumerator();

    private TrainingOptions Chosen(Trial trial)
    {
        ChosenTraining training = TrainingOf(trial.Configuration);
        return new TrainingOptions { Epochs = trial.Epochs, BatchSize = training.BatchSize, Optimizer = training.Optimizer };
    }

    private string Describe(FamilyMember<T> member) => string.Join(
        ", ",
        Enumerable.Range(0, _choicesOfNetworks)
            .Where(choice => member.Options[choice] != Configuration.Inactive)
            .Select(choice => $"{Space.Choices[choice].Name} {Space.Choices[choice].Options[member.Options[choice]]}"));

    private FamilyMember<T>? Find(Configuration configuration) => configuration.Count == Space.Choices.Count ? _byOptions.GetValueOrDefault(OfNetwork(configuration)) : null;

    private Configuration OfNetwork(Configuration configuration) => new(configuration.AsSpan()[.._choicesOfNetworks]);
}
