using System.Globalization;

namespace NnGen.Search;

/// <summary>How a network of a <see cref="SearchSpaceAttribute">space</see> with <see cref="TrainingChoicesAttribute"/> is to be trained, as options and as the C# that a user pastes. Immutable.</summary>
/// <param name="BatchSize">The rows of a mini-batch.</param>
/// <param name="Name">The optimizer, by its class's name, or <c>Momentum</c>.</param>
/// <param name="Rate">The learning rate; null for the optimizer's own.</param>
/// <param name="Decay">The weight decay.</param>
public sealed record ChosenTraining(int BatchSize, string Name, double? Rate, double Decay)
{
    private const double RateOfDescent = 0.01;

    /// <summary>What a configuration says of it; what the space does not leave open is as <see cref="TrainingChoicesAttribute"/> tells.</summary>
    /// <param name="space">The space.</param>
    /// <param name="choices">The numbers of its choices of the training, by the properties of <see cref="TrainingChoicesAttribute"/>.</param>
    /// <param name="configuration">A configuration of the space.</param>
    /// <exception cref="ArgumentException">The configuration is of another space.</exception>
    public static ChosenTraining Of(ChoiceSpace space, IReadOnlyDictionary<string, int> choices, Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration.Count != space.Choices.Count)
        {
            throw new ArgumentException($"The configuration has {configuration.Count} choices; the space has {space.Choices.Count}.", nameof(configuration));
        }

        return new ChosenTraining(
            Chosen(nameof(TrainingChoicesAttribute.BatchSize)) is { } rows ? int.Parse(rows, CultureInfo.InvariantCulture) : 32,
            Chosen(nameof(TrainingChoicesAttribute.Optimizer))?.Trim('"') ?? nameof(Adam),
            Chosen(nameof(TrainingChoicesAttribute.LearningRate)) is { } rate ? double.Parse(rate, CultureInfo.InvariantCulture) : null,
            Chosen(nameof(TrainingChoicesAttribute.WeightDecay)) is { } decay ? double.Parse(decay, CultureInfo.InvariantCulture) : 0);

        string? Chosen(string name) => choices.TryGetValue(name, out int choice) ? space.Choices[choice].Options[configuration[choice]] : null;
    }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer => Name switch
    {
        "AdamW" => new AdamW(Rate ?? 1e-3) { WeightDecay = Decay },
        "NAdam" => new NAdam(Rate ?? 2e-3) { WeightDecay = Decay },
        "RAdam" => new RAdam(Rate ?? 1e-3) { WeightDecay = Decay },
        "Adamax" => new Adamax(Rate ?? 2e-3) { WeightDecay = Decay },
        "Adagrad" => new Adagrad(Rate ?? 1e-2) { WeightDecay = Decay },
        "RmsProp" => new RmsProp(Rate ?? 1e-2) { WeightDecay = Decay },
        "Lion" => new Lion(Rate ?? 1e-4) { WeightDecay = Decay },
        "Sgd" => new Sgd(Rate ?? RateOfDescent) { WeightDecay = Decay },
        "Momentum" => new Sgd(Rate ?? RateOfDescent) { Momentum = 0.9, WeightDecay = Decay },
        _ => new Adam(Rate ?? 1e-3) { WeightDecay = Decay },
    };

    /// <summary>The options as C#.</summary>
    /// <param name="epochs">The most epochs.</param>
    /// <param name="patience">After how many epochs without progress training ends.</param>
    public string Text(int epochs, int patience)
    {
        string type = Name == "Momentum" ? "Sgd" : Name;
        string rate = Rate is double known ? Number(known) : type == "Sgd" ? Number(RateOfDescent) : "";
        string[] further = [.. Name == "Momentum" ? ["Momentum = 0.9"] : Array.Empty<string>(), .. Decay > 0 || Name is "AdamW" or "Lion" ? [$"WeightDecay = {Number(Decay)}"] : Array.Empty<string>()];
        string braces = further.Length == 0 ? "" : $" {{ {string.Join(", ", further)} }}";
        return string.Create(CultureInfo.InvariantCulture, $"new TrainingOptions {{ Epochs = {epochs}, BatchSize = {BatchSize}, Optimizer = new {type}({rate}){braces}, EarlyStopping = new EarlyStopping {{ Patience = {patience} }} }}");
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
