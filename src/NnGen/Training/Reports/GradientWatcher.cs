using System.Numerics;

namespace NnGen;

/// <summary>Fills <see cref="LayerStatistics"/> from the watched steps of an epoch. All room is made before the first step.</summary>
internal sealed class GradientWatcher<T> : IStepWatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GradientWatch _watch;
    private readonly NetworkTape<T> _tape;
    private readonly long _stepsPerEpoch;
    private readonly WatchedLayer[] _layers;
    private readonly WatchedUnits[] _units;
    private readonly T[] _before;
    private int _watched;

    /// <summary>A watcher for one run.</summary>
    /// <param name="info">The network.</param>
    /// <param name="watch">What is asked for.</param>
    /// <param name="tape">The tape of the run.</param>
    /// <param name="stepsPerEpoch">How often the parameters change in an epoch.</param>
    public GradientWatcher(NetworkInfo info, GradientWatch watch, NetworkTape<T> tape, int stepsPerEpoch)
    {
        _watch = watch;
        _tape = tape;
        _stepsPerEpoch = stepsPerEpoch;
        _layers = WatchedLayer.Of(info);
        _units = WatchedUnits.Of(info, tape);
        _before = new T[info.StorageLength];
    }

    /// <summary>A watcher for one run; null if the options ask for none.</summary>
    /// <param name="info">The network.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="tape">The tape of the run.</param>
    /// <param name="batchesPerEpoch">The mini-batches of an epoch; those whose gradients are accumulated change the parameters once.</param>
    public static GradientWatcher<T>? For(NetworkInfo info, TrainingOptions options, NetworkTape<T> tape, int batchesPerEpoch)
        => options.Watch is null ? null : new GradientWatcher<T>(info, options.Watch, tape, (batchesPerEpoch - 1) / options.AccumulationSteps + 1);

    /// <inheritdoc/>
    public bool IsDue(long step)
    {
        // Of the places 0 to n - 1 in an epoch k are due: where place * k passes a multiple of n. The first one is, so that the run's first
        // step, in which the runtime loads code, loads the watch's code too.
        long place = (step - 1) % _stepsPerEpoch;
        long due = Math.Min(_watch.StepsPerEpoch, _stepsPerEpoch);
        return place * due % _stepsPerEpoch < due;
    }

    /// <inheritdoc/>
    public void BeforeUpdate(ReadOnlySpan<T> parameters, NetworkGradients<T> gradients)
    {
        foreach (WatchedLayer layer in _layers)
        {
            layer.AddGradient(LayerNorms.Of<T>(gradients.Buffer.Span, layer.All));
        }

        foreach (WatchedUnits units in _units)
        {
            units.Add(_tape);
        }

        parameters.CopyTo(_before);
        _watched++;
    }

    /// <inheritdoc/>
    public void AfterUpdate(ReadOnlySpan<T> parameters)
    {
        foreach (WatchedLayer layer in _layers)
        {
            layer.AddUpdate(LayerNorms.OfDifference(parameters, _before, layer.All));
        }
    }

    /// <summary>What was seen since the last call, and starts afresh; null if no step was watched.</summary>
    /// <param name="parameters">The parameters at the end of the epoch.</param>
    public IReadOnlyList<LayerStatistics>? EndEpoch(ReadOnlySpan<T> parameters)
    {
        if (_watched == 0)
        {
            return null;
        }

        var statistics = new List<LayerStatistics>();
        foreach (WatchedLayer layer in _layers)
        {
            statistics.Add(new LayerStatistics
            {
                Layer = layer.Name,
                GradientNorm = layer.GradientSum / _watched,
                LargestGradientNorm = layer.LargestGradient,
                UpdateNorm = layer.UpdateSum / _watched,
                ParameterNorm = LayerNorms.Of(parameters, layer.All),
                Weights = WeightHistogram.Of(parameters, layer.Weights, _watch.HistogramBins),
            });
            layer.Clear();
        }

        foreach (WatchedUnits units in _units)
        {
            statistics.Add(new LayerStatistics { Layer = units.Name, Units = units.Count, DeadUnits = units.CountDead() });
            units.Clear();
        }

        _watched = 0;
        return statistics;
    }
}
