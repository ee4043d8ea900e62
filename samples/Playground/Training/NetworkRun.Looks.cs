using NnGen;

namespace Samples.Playground.Training;

/// <summary>What is to be seen of a run between two steps. Nothing here changes the network, but for <see cref="SetWeight"/>.</summary>
internal sealed partial class NetworkRun<TNetwork, T>
{
    // As many points tell a norm and a dead unit as well as all of them do.
    private const int MostRowsLookedAt = 256;

    private readonly (string Name, T Kept)[] _dropouts;

    /// <inheritdoc/>
    public RunScores Score()
    {
        double loss = Trainer.Evaluate<TNetwork, T>(_network, _training).Loss + (_penalty?.Value(_network.Parameters) ?? 0);
        double? testLoss = _test is null ? null : Trainer.Evaluate<TNetwork, T>(_network, _test).Loss;
        int rows = Math.Min(MostRowsLookedAt, _rows.Count);
        LookAt(_rows.Inputs.AsSpan(0, rows * _data.FeatureCount), _rows.Targets, _rows.Labels);
        double[] norms = [.. Layers.Select(layer => Norm(_gradients.Parameter(layer.WeightName)))];
        return new RunScores(loss, testLoss, Accuracy(_rows), Accuracy(_testRows), norms, DeadUnits());
    }

    /// <inheritdoc/>
    public float[] Weights()
    {
        var all = new List<float>();
        foreach (DenseLayer layer in Layers)
        {
            T[] weights = _network.Parameter(layer.WeightName);
            T[] biases = layer.HasBias ? _network.Parameter(layer.BiasName) : new T[layer.Units];
            int inputs = weights.Length / layer.Units;
            for (int unit = 0; unit < layer.Units; unit++)
            {
                all.AddRange(weights.Skip(unit * inputs).Take(inputs).Append(biases[unit]).Select(float.CreateTruncating));
            }
        }

        return [.. all];
    }

    /// <inheritdoc/>
    public void SetWeight(int layer, int unit, int index, double value)
    {
        if (layer < 0 || layer >= Layers.Count || unit < 0 || unit >= Layers[layer].Units || index < 0 || index > Layers[layer].Sources.Length || !(Math.Abs(value) <= 1000))
        {
            throw new ArgumentException("A weight is a number from -1000 to 1000 of one of the neurons.");
        }

        DenseLayer changed = Layers[layer];
        bool isBias = index == changed.Sources.Length;
        if (isBias && !changed.HasBias)
        {
            throw new ArgumentException($"{changed.Name} has no bias.");
        }

        string name = isBias ? changed.BiasName : changed.WeightName;
        T[] values = _network.Parameter(name);
        values[isBias ? unit : (unit * changed.Sources.Length) + index] = T.CreateTruncating(value);
        _network.SetParameter(name, values);
    }

    /// <inheritdoc/>
    public Dictionary<string, double[]> Parameters() =>
        Info.Parameters.ToDictionary(parameter => parameter.Name, parameter => Array.ConvertAll(_network.Parameter(parameter.Name), double.CreateTruncating), StringComparer.Ordinal);

    /// <inheritdoc/>
    public PointPasses Explain(double x, double y, double target)
    {
        var inputs = new T[_data.FeatureCount];
        var targets = new T[_scale.OutputSize];
        _rows.TakeInputs(x, y, inputs);
        _rows.TakeTargets(target, targets);
        IReadOnlyList<NeuronTrace<T>> traced = _network.Trace(inputs).Neurons;
        double loss = LookAt(inputs, targets, [_data.IsRegression ? 0 : (int)target]);
        double?[] deltas = [.. Layers.SelectMany(layer => Deltas(layer, traced, inputs))];
        var outputs = new T[_scale.OutputSize];
        _network.Predict(inputs, outputs);
        return new PointPasses(
            x, y, target,
            Array.ConvertAll(inputs, double.CreateTruncating),
            [.. traced.Zip(deltas, (neuron, delta) => new NeuronPasses(double.CreateTruncating(neuron.WeightedSum), double.CreateTruncating(neuron.Output), delta))],
            Array.ConvertAll(outputs, double.CreateTruncating),
            Array.ConvertAll(targets, double.CreateTruncating),
            loss,
            Weights());
    }

    /// <summary>
    /// The derivative of the loss by in_j is the gradient of the bias, since in_j = b_j + ...; without a bias, that of a weight divided by what it is multiplied by.
    /// </summary>
    private IEnumerable<double?> Deltas(DenseLayer layer, IReadOnlyList<NeuronTrace<T>> traced, T[] inputs)
    {
        if (layer.HasBias)
        {
            return _gradients.Parameter(layer.BiasName).Select(gradient => (double?)double.CreateTruncating(gradient));
        }

        double[] taken = [.. layer.Sources.Select(source => source is [int only] ? only < inputs.Length ? double.CreateTruncating(inputs[only]) : double.CreateTruncating(traced[only - inputs.Length].Output) : 0)];
        int largest = Enumerable.Range(0, taken.Length).MaxBy(i => Math.Abs(taken[i]));
        T[] gradients = _gradients.Parameter(layer.WeightName);
        return Enumerable.Range(0, layer.Units).Select(unit => taken[largest] == 0 ? (double?)null : double.CreateTruncating(gradients[(unit * taken.Length) + largest]) / taken[largest]);
    }

    /// <summary>The passes over some rows, dropout being the identity: values stay on the tape, gradients in the block of them.</summary>
    private double LookAt(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<int> labels)
    {
        int rows = inputs.Length / _data.FeatureCount;
        double loss = LookForward(inputs, targets[..(rows * _scale.OutputSize)], labels[..rows]);
        _gradients.Clear();
        _network.Backward(_tape, _gradients);
        return loss;
    }

    private double LookForward(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<int> labels)
    {
        double loss = Once(inputs, targets, labels);
        if (_dropouts.Length == 0)
        {
            return loss;
        }

        // x mask / (1 - rate): with a mask of 1 - rate nothing is dropped and nothing is scaled. The tape has as many rows as it was last given.
        foreach ((string name, T kept) in _dropouts)
        {
            TapeRows<T> mask = _tape.Mask(name);
            for (int row = 0; row < mask.Rows; row++)
            {
                mask[row].Fill(kept);
            }
        }

        return Once(inputs, targets, labels);

        double Once(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<int> labels) =>
            double.CreateTruncating(_scale.TakesLabels ? _network.Forward(inputs, labels, _tape) : _network.Forward(inputs, targets, _tape));
    }

    private double? Accuracy(TrainingRows<T> rows)
    {
        if (_data.IsRegression || rows.Count == 0)
        {
            return null;
        }

        int size = _scale.OutputSize;
        var outputs = new T[rows.Count * size];
        _network.PredictBatch(rows.Inputs, outputs);
        int right = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            right += _scale.ClassOf(outputs.AsSpan(row * size, size)).Class == rows.Labels[row] ? 1 : 0;
        }

        return (double)right / rows.Count;
    }

    /// <summary>Rectifiers that are 0 for all rows of the tape: no gradient comes through them.</summary>
    private List<int> DeadUnits()
    {
        var dead = new List<int>();
        foreach (DenseLayer layer in Layers.Where(layer => layer.Activation.StartsWith("ReLU", StringComparison.Ordinal) && _values.Contains(layer.OutputNode)))
        {
            TapeRows<T> values = _tape.Value(layer.OutputNode);
            for (int unit = 0; unit < layer.Units; unit++)
            {
                bool isDead = true;
                for (int row = 0; row < values.Rows && isDead; row++)
                {
                    isDead = T.IsZero(values[row][unit]);
                }

                if (isDead)
                {
                    dead.Add(layer.FirstNeuron + unit);
                }
            }
        }

        return dead;
    }

    private static double Norm(T[] gradient) => Math.Sqrt(gradient.Sum(element => double.CreateTruncating(element) * double.CreateTruncating(element)));
}
