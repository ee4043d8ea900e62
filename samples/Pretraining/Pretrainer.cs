using NnGen;

namespace Samples.Pretraining;

/// <summary>Learns the first layers of a classifier one by one, each as the encoder of an autoencoder.</summary>
/// <param name="images">Images without labels.</param>
internal sealed class Pretrainer(Dataset<float> images)
{
    private Dataset<float> _features = ItsOwnTarget(images);

    /// <summary>Trains an autoencoder on what the layer before gives, copies its encoder into a layer of the classifier, and goes on to its features.</summary>
    /// <returns>The loss of its last epoch.</returns>
    public double Learn<TCoder>(Classifier classifier, string layer)
        where TCoder : class, ITrainableNetwork<TCoder, float>
    {
        TCoder coder = TCoder.Create(seed: 7);
        TrainingReport report = Trainer.Fit<TCoder, float>(coder, _features, new TrainingOptions { Epochs = 10, BatchSize = 32, Optimizer = new Adam(3e-3) });
        foreach (string kind in new[] { ".weight", ".bias" })
        {
            float[] learnt = ParameterLayout.Export<float>(Parameter<TCoder>("encoder" + kind), coder.Parameters.Span);
            ParameterLayout.Import<float>(Parameter<Classifier>(layer + kind), learnt, classifier.Parameters.Span);
        }

        _features = ItsOwnTarget(Features(coder));
        return report.Last!.TrainLoss;
    }

    /// <summary>What the node "features" gives for each row: a forward pass leaves it on the tape.</summary>
    private Dataset<float> Features<TCoder>(TCoder coder)
        where TCoder : class, ITrainableNetwork<TCoder, float>
    {
        NetworkTape<float> tape = TCoder.CreateTape(capacity: 1);
        var features = new List<float>();
        for (int row = 0; row < _features.Rows; row++)
        {
            coder.Forward(_features.InputRow(row), _features.TargetRow(row), tape);
            features.AddRange(tape.Value("features")[0]);
        }

        float[] all = [.. features];
        return Dataset.FromTargets(all, all.Length / _features.Rows, all, all.Length / _features.Rows);
    }

    private static Dataset<float> ItsOwnTarget(Dataset<float> rows)
    {
        float[] all = new float[rows.Rows * rows.InputSize];
        for (int row = 0; row < rows.Rows; row++)
        {
            rows.InputRow(row).CopyTo(all.AsSpan(row * rows.InputSize));
        }

        return Dataset.FromTargets(all, rows.InputSize, all, rows.InputSize);
    }

    private static ParameterInfo Parameter<TNetwork>(string name)
        where TNetwork : class, INetwork<TNetwork, float> =>
        NetworkFacts.Of<TNetwork, float>().Parameters.Single(parameter => parameter.Name == name);
}
