using System.Numerics;
using NnGen;
using Samples.Playground.Data;
using Samples.Playground.Declarations;

namespace Samples.Playground.Training;

/// <summary>The loop of the training, by hand: so that it can stop after any step, and anyone can look at it between two.</summary>
/// <typeparam name="TNetwork">The class that was declared.</typeparam>
/// <typeparam name="T">Its numbers.</typeparam>
internal sealed partial class NetworkRun<TNetwork, T> : INetworkRun
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PointData _data;
    private readonly TargetScale _scale;
    private readonly TrainingRows<T> _rows;
    private readonly TrainingRows<T> _testRows;
    private readonly Dataset<T> _training;
    private readonly Dataset<T>? _test;
    private readonly NetworkTape<T> _tape = TNetwork.CreateTape(TrainingSettings.LargestBatch);
    private readonly NetworkGradients<T> _gradients = TNetwork.CreateGradients();
    private readonly int[] _order;
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly int[] _labels;
    private TNetwork _network;
    private TrainingSettings _settings;
    private OptimizerState<T> _state;
    private ScheduleRun? _schedule;
    private BoundPenalty<T>? _penalty;
    private Random _random = new(0);
    private ulong _seed;
    private int _next;
    private long _wholeEpochs;
    private double _epochLoss;
    private int _epochSteps;

    /// <summary>A run.</summary>
    /// <param name="data">The points.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="dropoutRates">The rates of the dropout nodes, in order.</param>
    /// <exception cref="DataException">The network cannot learn the data.</exception>
    public NetworkRun(PointData data, TrainingSettings settings, IReadOnlyList<double> dropoutRates)
    {
        _data = data;
        _scale = TargetScale.Of(TNetwork.Info, data);
        _rows = new TrainingRows<T>(data, _scale, data.Training);
        _training = _rows.AsDataset()!;
        _testRows = new TrainingRows<T>(data, _scale, data.Test);
        _test = _testRows.AsDataset();
        _order = [.. Enumerable.Range(0, _rows.Count)];
        _inputs = new T[TrainingSettings.LargestBatch * data.FeatureCount];
        _targets = new T[TrainingSettings.LargestBatch * _scale.OutputSize];
        _labels = new int[TrainingSettings.LargestBatch];
        _network = TNetwork.Create(0);
        _settings = settings;
        _state = settings.Optimizer.Bind<T>(TNetwork.Info);
        Layers = NetworkDiagram.Of(TNetwork.Info);
        _dropouts = [.. TNetwork.Info.Nodes.Where(node => node.Kind == "Dropout").Zip(dropoutRates).Where(pair => pair.Second > 0).Select(pair => (pair.First.Name, T.CreateTruncating(1 - pair.Second)))];
        _values = [.. _tape.ValueNames];
    }

    /// <inheritdoc/>
    public NetworkInfo Info => TNetwork.Info;

    /// <inheritdoc/>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <inheritdoc/>
    public long Steps { get; private set; }

    /// <inheritdoc/>
    public long Samples { get; private set; }

    /// <inheritdoc/>
    public double Epochs => _wholeEpochs + ((double)_next / _order.Length);

    /// <inheritdoc/>
    public double Rate => _schedule?.Rate(Steps, _wholeEpochs) ?? _settings.Optimizer.Rate;

    /// <inheritdoc/>
    public LabeledPoint Next => _data.Training[_order[_next]];

    /// <inheritdoc/>
    public void Begin(ulong seed, IReadOnlyDictionary<string, double[]> parameters)
    {
        TNetwork network = TNetwork.Create(seed);
        foreach ((string name, double[] values) in parameters)
        {
            network.SetParameter(name, Array.ConvertAll(values, T.CreateTruncating));
        }

        _network = network;
        _seed = seed;
        _random = new Random((int)(seed & int.MaxValue));
        (Steps, Samples, _wholeEpochs, _next, _epochLoss, _epochSteps) = (0, 0, 0, 0, 0, 0);
        Use(_settings);
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        _random.Shuffle(_order);
    }

    /// <inheritdoc/>
    public void Use(TrainingSettings settings)
    {
        _settings = settings;
        _state = settings.Optimizer.Bind<T>(TNetwork.Info);
        _schedule = settings.Schedule?.Start(settings.Optimizer.Rate);
        _penalty = settings.Penalty?.Bind<T>(TNetwork.Info);
    }

    /// <inheritdoc/>
    public void Step(int rows = 0)
    {
        int count = Math.Min(rows > 0 ? rows : _settings.BatchSize, _order.Length - _next);
        Gather(_order.AsSpan(_next, count));
        _tape.DrawMasks(_seed, (ulong)Steps);
        double loss = Forward(count);
        if (_penalty is null && _settings.Clipping is null)
        {
            // The optimizer's rule is compiled into the backward pass: no gradient reaches memory.
            _state.Step(_network, _tape, Rate);
        }
        else
        {
            _gradients.Clear();
            _network.Backward(_tape, _gradients);
            _penalty?.AddGradient(_network.Parameters, _gradients);
            _settings.Clipping?.Apply(_gradients);
            _state.Apply(_network, _gradients, Rate);
        }

        Steps++;
        Samples += count;
        _next += count;
        _epochLoss += loss;
        _epochSteps++;
        if (_next == _order.Length)
        {
            EndEpoch();
        }
    }

    private void EndEpoch()
    {
        _schedule?.EndEpoch(_epochLoss / _epochSteps);
        _wholeEpochs++;
        (_next, _epochLoss, _epochSteps) = (0, 0, 0);
        _random.Shuffle(_order);
    }

    private double Forward(int count)
    {
        ReadOnlySpan<T> inputs = _inputs.AsSpan(0, count * _data.FeatureCount);
        return double.CreateTruncating(_scale.TakesLabels
            ? _network.Forward(inputs, _labels.AsSpan(0, count), _tape)
            : _network.Forward(inputs, _targets.AsSpan(0, count * _scale.OutputSize), _tape));
    }

    private void Gather(ReadOnlySpan<int> rows)
    {
        (int features, int outputs) = (_data.FeatureCount, _scale.OutputSize);
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            _rows.Inputs.AsSpan(row * features, features).CopyTo(_inputs.AsSpan(i * features));
            _rows.Targets.AsSpan(row * outputs, outputs).CopyTo(_targets.AsSpan(i * outputs));
            _labels[i] = _rows.Labels[row];
        }
    }
}
