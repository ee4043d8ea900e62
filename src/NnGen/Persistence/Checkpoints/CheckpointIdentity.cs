using System.Globalization;
using System.Numerics;
using System.Text;

namespace NnGen;

/// <summary>
/// What makes a run the one it is: everything that its numbers depend on, in words. A checkpoint continues a run only if all of it is the
/// same. Immutable.
/// </summary>
internal sealed class CheckpointIdentity
{
    private const string Layers = "layers";
    private const string Prefix = "run.";

    private readonly List<(string Name, string Value)> _facts = [];
    private readonly NetworkInfo _info;

    private CheckpointIdentity(NetworkInfo info) => _info = info;

    /// <summary>The identity of a run over checked arguments. Reads the data once.</summary>
    public static CheckpointIdentity Of<T>(NetworkInfo info, TrainingOptions options, Optimizer optimizer, ulong seed, int batchSize, TrainingData<T> data, TrainingData<T>? validation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var identity = new CheckpointIdentity(info);
        identity._facts.Add(("network", info.Name));
        identity._facts.Add((Layers, NetworkFileCheck.Lines(info.LayerTable)));
        identity._facts.Add(("loss", info.Loss));
        identity._facts.Add(("element type", typeof(T).Name));
        identity._facts.Add(("optimizer", optimizer.Description));
        identity._facts.AddRange(OfSteps(options));
        identity._facts.Add(("batch size", batchSize.ToString(CultureInfo.InvariantCulture)));
        identity._facts.Add(("order of the rows", data.Order(options.Shuffle)));
        identity._facts.Add(("changes to images", options.Augmentation?.Description ?? "none"));
        identity._facts.Add(("seed", seed.ToString(CultureInfo.InvariantCulture)));
        identity._facts.Add(("training set", data.Fingerprint(info)));
        identity._facts.Add(("validation set", validation is null ? "none" : validation.Fingerprint(info)));
        identity._facts.Add(("early stopping", options.EarlyStopping?.Description ?? "none"));
        return identity;
    }

    /// <summary>What happens between gradients and parameters, apart from the optimizer.</summary>
    private static IEnumerable<(string Name, string Value)> OfSteps(TrainingOptions options)
    {
        // Schedules of one's own need not say what they count.
        yield return ("schedule", options.Schedule is LearningRateSchedule schedule ? $"{schedule.Description}, by {schedule.Unit}" : "none");
        yield return ("penalty", options.Penalty?.Description ?? "none");
        yield return ("clipping", options.Clipping?.Description ?? "none");
        yield return ("largest norm of incoming weights", options.MaxNorm?.Description ?? "none");
        yield return ("number of batches a step", options.AccumulationSteps.ToString(CultureInfo.InvariantCulture));
        yield return ("rates of layers", options.LayerRates is IReadOnlyDictionary<string, double> rates ? RateGroups.InWords(rates) : "none");
        yield return ("average of the weights", options.WeightAverage?.Description ?? "none");
    }

    /// <summary>Writes the facts into a file's metadata.</summary>
    public void AddTo(Dictionary<string, string> metadata)
    {
        foreach ((string name, string value) in _facts)
        {
            metadata.Add(Prefix + name, value);
        }
    }

    /// <summary>Makes sure that a file belongs to this run.</summary>
    /// <exception cref="NetworkFileException">It does not; the message names every difference with both sides.</exception>
    public void Check(IReadOnlyDictionary<string, string> metadata, string fileName)
    {
        var differences = new List<string>();
        string? otherLayers = null;
        foreach ((string name, string value) in _facts)
        {
            string found = metadata.GetValueOrDefault(Prefix + name) ?? "not stated";
            if (found == value)
            {
                continue;
            }

            if (name == Layers)
            {
                otherLayers = found;
                differences.Add("the layers differ");
            }
            else
            {
                differences.Add($"{name}: '{MessageText.Start(found)}' in the file, but '{value}' here");
            }
        }

        if (differences.Count > 0)
        {
            throw new NetworkFileException(Describe(fileName, differences, otherLayers));
        }
    }

    private string Describe(string fileName, List<string> differences, string? otherLayers)
    {
        var message = new StringBuilder();
        message.Append(CultureInfo.InvariantCulture, $"{fileName} is a checkpoint of another run than this one of {_info.Name}: ");
        message.AppendJoin("; ", differences).Append(". Nothing was changed. Train as the file says, or choose another path to start afresh.");
        if (otherLayers is not null)
        {
            message.Append("\nThe layers of the network:\n").Append(NetworkFileCheck.Lines(_info.LayerTable));
            message.Append("\nThe layers of the file:\n").Append(MessageText.Screen(otherLayers));
        }

        return message.ToString();
    }
}
