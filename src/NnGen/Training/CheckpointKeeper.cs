using System.Diagnostics;
using System.Numerics;

namespace NnGen;

/// <summary>Saves a run when it is time, and puts a saved one back.</summary>
internal sealed class CheckpointKeeper<TNetwork, T>
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A run that cannot save at all should not fill the memory with that.
    private const int MaximumFailures = 100;

    private readonly TNetwork _network;
    private readonly NetworkInfo _info = TNetwork.Info;
    private readonly StepPipeline<TNetwork, T> _pipeline;
    private readonly BestParameters<T>? _best;
    private readonly CheckpointOptions _options;
    private readonly CheckpointIdentity _identity;
    private readonly List<CheckpointFailure> _failures = [];
    private long _lastTime = Stopwatch.GetTimestamp();
    private long _triedSteps;

    public CheckpointKeeper(TNetwork network, StepPipeline<TNetwork, T> pipeline, BestParameters<T>? best, CheckpointOptions options, CheckpointIdentity identity)
    {
        _network = network;
        _pipeline = pipeline;
        _best = best;
        _options = options;
        _identity = identity;
        foreach (OptimizerSlot<T> slot in pipeline.Slots)
        {
            if (slot.Values.Length != _info.StorageLength)
            {
                throw new InvalidOperationException($"{pipeline.Optimizer.GetType().Name}: the slot '{slot.Name}' has {slot.Values.Length} elements, but a slot has one for each element of the parameter block, {_info.StorageLength}.");
            }
        }
    }

    /// <summary>What could not be saved.</summary>
    public IReadOnlyList<CheckpointFailure> Failures => _failures;

    /// <summary>Whether the run was saved after so many steps, or could not be. A run without steps needs no file.</summary>
    public bool HasTried(long steps) => steps == _triedSteps;

    /// <summary>Whether to save after a step that is not the last of its epoch.</summary>
    public bool IsDue(long steps) =>
        steps % _options.EverySteps == 0
        || (_options.EverySeconds is double seconds && Stopwatch.GetElapsedTime(_lastTime).TotalSeconds >= seconds);

    /// <summary>Whether to save after an epoch.</summary>
    public bool IsDue(long steps, int epoch) => epoch % _options.EveryEpochs == 0 || IsDue(steps);

    /// <summary>Saves. A disk that does not take it is noted; the file then is the one before.</summary>
    public void Save(CheckpointState state)
    {
        var tensors = new List<SafetensorsTensor>();
        CheckpointTensors.Add<T>(tensors, _info, block: null, _network.Parameters.Span);
        foreach (OptimizerSlot<T> slot in _pipeline.Slots)
        {
            CheckpointTensors.Add<T>(tensors, _info, CheckpointTensors.Slot(slot.Name), slot.Values.Span);
        }

        if (_best is { HasValue: true })
        {
            CheckpointTensors.Add(tensors, _info, CheckpointTensors.Best, _best.Span);
        }

        try
        {
            _options.Write(_options.Path, stream => CheckpointFile.Write(stream, _info, _network.Seed, _identity, state, tensors, _network));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            if (_failures.Count < MaximumFailures)
            {
                _failures.Add(new CheckpointFailure(state.Steps, cause.Message));
            }
        }

        _triedSteps = state.Steps;
        _lastTime = Stopwatch.GetTimestamp();
    }

    /// <summary>Puts the saved run back if that is asked for and there is one. Where anything is wrong with the file, nothing is changed.</summary>
    /// <returns>Where it stands; null for a run from the start.</returns>
    /// <exception cref="NetworkFileException">The file belongs to another run.</exception>
    /// <exception cref="InvalidDataException">The file is truncated or corrupt.</exception>
    public CheckpointState? Resume(int epochs, int stepsPerEpoch)
    {
        if (!_options.Resume || !File.Exists(_options.Path))
        {
            AtomicFile.DeleteLeftovers(_options.Path);
            return null;
        }

        (SafetensorsFile file, CheckpointState state) = CheckpointFile.Read(_options.Path, _identity);
        Check(state, epochs, stepsPerEpoch);
        Fill(file, state);
        AtomicFile.DeleteLeftovers(_options.Path);
        _triedSteps = state.Steps;
        return state;
    }

    private void Check(CheckpointState state, int epochs, int stepsPerEpoch)
    {
        int done = state.EpochSteps == 0 ? state.Epoch : state.Epoch - 1;
        bool isWhole = state.EpochSteps >= 0
            && state.EpochSteps < stepsPerEpoch
            && state.Epochs.Count == done
            && state.Steps == (long)done * stepsPerEpoch + state.EpochSteps
            && state.Updates >= 0
            && state.Numbers.Count == _pipeline.Numbers.Length;
        if (!isWhole)
        {
            throw new InvalidDataException($"{_options.Path} contradicts itself: epoch {state.Epoch}, step {state.EpochSteps} of {stepsPerEpoch}, {state.Steps} steps, {state.Epochs.Count} epochs done, {state.Numbers.Count} numbers.");
        }

        if (state.Epoch > epochs)
        {
            throw new NetworkFileException($"{_options.Path} stands in epoch {state.Epoch}, but this run has {epochs}; give it as many or more, or choose another path to start afresh. Nothing was changed.");
        }
    }

    private void Fill(SafetensorsFile file, CheckpointState state)
    {
        T[] parameters = CheckpointTensors.Read<T>(file, _info, block: null, _options.Path);
        if (!FiniteNumbers.All<T>(parameters))
        {
            throw new InvalidDataException($"{_options.Path} holds parameters that are NaN or infinite.");
        }

        T[][] slots = [.. _pipeline.Slots.Select(slot => CheckpointTensors.Read<T>(file, _info, CheckpointTensors.Slot(slot.Name), _options.Path))];
        bool hasBest = _best is not null && CheckpointTensors.Has(file, _info, CheckpointTensors.Best);
        T[] best = hasBest ? CheckpointTensors.Read<T>(file, _info, CheckpointTensors.Best, _options.Path) : [];

        for (int i = 0; i < slots.Length; i++)
        {
            slots[i].CopyTo(_pipeline.Slots[i].Values.Span);
        }

        if (hasBest)
        {
            _best!.Keep(best);
        }

        // The network last: an optimizer or a schedule of one's own may refuse what it kept.
        _pipeline.Restore(state.Updates, state.Numbers.ToArray());
        parameters.CopyTo(_network.Parameters.Span);
    }
}
