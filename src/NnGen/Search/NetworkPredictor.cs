using System.Numerics;

namespace NnGen.Search;

/// <summary>
/// A few small networks of this library that are trained on the history from different seeds: their mean is the prediction, and where they disagree they do not know (White, Neiswanger and
/// Savani, "BANANAS: Bayesian optimization with neural architectures for neural architecture search", 2021, have an ensemble of five). Which network it is, the caller declares.
/// </summary>
/// <remarks>
/// <code>
/// [Network]
/// [Input(32)] [Dense(32), Tanh] [Dense(16), Tanh] [Dense(1)] [MeanSquaredErrorLoss]
/// public partial class TrialPredictor;
///
/// var search = new PredictorSearch(space, options, new NetworkPredictor&lt;TrialPredictor, float&gt;());
/// </code>
/// The input takes the numbers of a configuration (<see cref="ConfigurationFeatures"/>), and zeros where it has more room than there are.
/// </remarks>
/// <typeparam name="TNetwork">A network of one input and one output that is a value.</typeparam>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NetworkPredictor<TNetwork, T> : IObjectivePredictor
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingOptions _options;
    private readonly int _members;
    private TNetwork[] _networks = [];

    /// <summary>A predictor.</summary>
    /// <param name="options">How each network is trained; null for 100 epochs of batches of 16 rows with <c>AdamW(0.01)</c>.</param>
    /// <param name="members">The number of networks, at least 2.</param>
    /// <exception cref="ArgumentException">The network has other outputs than one value.</exception>
    public NetworkPredictor(TrainingOptions? options = null, int members = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 2);
        NetworkInfo info = TNetwork.Info;
        if (info.OutputSize != 1 || info.Output != OutputKind.Values)
        {
            throw new ArgumentException($"{info.Name} has {info.OutputSize} outputs ({info.Output}); a predictor needs a network of one output that is a value, such as [Dense(1)] [MeanSquaredErrorLoss].");
        }

        _options = options ?? new TrainingOptions { Epochs = 100, BatchSize = 16, Optimizer = new AdamW(0.01) };
        _members = members;
    }

    /// <inheritdoc/>
    public string Name => $"network {TNetwork.Info.Name}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A configuration has more numbers than the network has inputs.</exception>
    public void Fit(IReadOnlyList<double[]> features, IReadOnlyList<double> objectives, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(objectives);
        int inputs = TNetwork.Info.InputSize;
        var rows = new T[features.Count * inputs];
        for (int i = 0; i < features.Count; i++)
        {
            Fill(features[i], rows.AsSpan(i * inputs, inputs));
        }

        T[] targets = [.. objectives.Select(T.CreateSaturating)];
        var data = Dataset.FromTargets(rows, inputs, targets, 1);
        _networks = new TNetwork[_members];
        for (int i = 0; i < _members; i++)
        {
            _networks[i] = TNetwork.Create(seed + (ulong)i);
            Trainer.Fit(_networks[i], data, _options);
        }
    }

    /// <inheritdoc/>
    public (double Mean, double StandardDeviation) Predict(double[] features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var row = new T[TNetwork.Info.InputSize];
        Fill(features, row);
        var output = new T[1];
        var predictions = new double[_networks.Length];
        for (int i = 0; i < predictions.Length; i++)
        {
            _networks[i].Predict(row, output);
            predictions[i] = double.CreateSaturating(output[0]);
        }

        var spread = MeanAndDeviation.Of(predictions);
        return (spread.Mean, spread.StandardDeviation);
    }

    private static void Fill(double[] features, Span<T> row)
    {
        if (features.Length > row.Length)
        {
            throw new ArgumentException($"A configuration of this space has {features.Length} numbers, but {TNetwork.Info.Name} takes {row.Length}; declare [Input({features.Length})] or more.", nameof(features));
        }

        for (int i = 0; i < features.Length; i++)
        {
            row[i] = T.CreateSaturating(features[i]);
        }
    }
}
