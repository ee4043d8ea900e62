using System.Numerics;

namespace NnGen;

/// <summary>
/// All that lies between a forward pass and changed parameters. Where nothing needs the whole gradient, a step is the optimizer's own, fused
/// into the backward pass, and there is no gradient in memory. Otherwise: the gradients of some batches, the penalty's, clipping, the
/// optimizer's pass over all of it, at rates by layer. Then, either way, the limit of the weights' norms and the average.
/// </summary>
internal sealed class StepPipeline<TNetwork, T>
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Epochs, batches that wait for a change, what they weigh.
    private const int OwnNumbers = 3;

    private readonly TNetwork _network;
    private readonly TrainingOptions _options;
    private readonly ThreadTeam? _team;
    private readonly OptimizerState<T> _state;
    private readonly ScheduleRun? _schedule;
    private readonly BoundPenalty<T>? _penalty;
    private readonly RateGroup[]? _groups;
    private readonly ClippedGroup[] _clipped;
    private readonly BoundMaxNorm<T>? _maxNorm;
    private readonly RunningAverage<T>? _average;
    private readonly bool _needsGradients;
    private NetworkGradients<T>? _gradients;

    // Which rows of sparse tables the gradients that wait are of, as a checkpoint holds it; null where it has not been asked for.
    private AlignedBuffer<T>? _touched;
    private long _epochs;
    private int _waiting;
    private double _weight;

    /// <summary>A pipeline for one run.</summary>
    /// <param name="network">The network; its parameters are changed.</param>
    /// <param name="options">Options that were checked.</param>
    /// <param name="team">The threads that compute; null for the caller's alone.</param>
    /// <param name="schedule">Takes the place of the options' own; null for that.</param>
    /// <exception cref="ArgumentException">The optimizer is one of the user's own that cannot do what the options ask for.</exception>
    public StepPipeline(TNetwork network, TrainingOptions options, ThreadTeam? team = null, LearningRateSchedule? schedule = null)
    {
        NetworkInfo info = TNetwork.Info;
        _network = network;
        _options = options;
        _team = team;
        Optimizer = options.Optimizer ?? new Adam();
        _state = Optimizer.Bind<T>(info);
        _state.Team = team;
        _schedule = (schedule ?? options.Schedule)?.Start(Optimizer.Rate);
        _penalty = options.Penalty?.Bind<T>(info);
        _groups = options.LayerRates is null ? null : RateGroups.Of(info, options.LayerRates);
        if (_groups is not null && _state is not IGroupedState<T>)
        {
            throw new ArgumentException($"{info.Name} cannot be trained: LayerRates needs an optimizer whose rule is an update struct, but {Optimizer.Description} has a state of its own; leave LayerRates out.");
        }

        _needsGradients = _penalty is not null || _groups is not null || options.Clipping is not null || options.AccumulationSteps > 1;
        if (_needsGradients)
        {
            MakeGradients();
        }

        bool IsTrained(ParameterInfo parameter) => RateGroups.IsTrained(parameter, options.LayerRates);
        _clipped = options.Clipping?.Groups(info, IsTrained) ?? [];
        _maxNorm = options.MaxNorm?.Bind<T>(info, IsTrained);
        _average = options.WeightAverage is null ? null : new RunningAverage<T>(options.WeightAverage, network.Parameters, ParameterRanges.Trained(info), team);
    }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The changes of the parameters so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The learning rate of the next change.</summary>
    public double Rate => _schedule?.Rate(Steps, _epochs) ?? Optimizer.Rate;

    /// <summary>The learning rate of the last change; NaN before the first.</summary>
    public double LastRate { get; private set; } = double.NaN;

    /// <summary>All that steps do, in words, for reports.</summary>
    public string Description
    {
        get
        {
            string?[] parts =
            [
                Optimizer.Description,
                _options.Schedule is LearningRateSchedule schedule ? $"schedule: {schedule.Description}" : null,
                _options.Penalty?.Description,
                _options.Clipping?.Description,
                _options.AccumulationSteps > 1 ? $"gradients of {_options.AccumulationSteps} batches" : null,
                _options.MaxNorm?.Description,
                _options.LayerRates is { Count: > 0 } rates ? $"rates of layers: {RateGroups.InWords(rates)}" : null,
                _options.WeightAverage?.Description,
            ];
            return string.Join("; ", parts.Where(part => part is not null));
        }
    }

    /// <summary>Looks at some steps; null for none.</summary>
    public IStepWatch<T>? Watch
    {
        get;
        set
        {
            field = value;
            if (value is not null)
            {
                MakeGradients();
            }
        }
    }

    /// <summary>The numbers of each parameter that a checkpoint holds.</summary>
    public IReadOnlyList<OptimizerSlot<T>> Slots
    {
        get
        {
            var slots = new List<OptimizerSlot<T>>(_state.Slots);
            if (_average is not null)
            {
                slots.Add(new OptimizerSlot<T>("weight_average", _average.Values));
            }

            if (_options.AccumulationSteps > 1)
            {
                NetworkGradients<T> gradients = MakeGradients();
                slots.Add(new OptimizerSlot<T>("accumulated_gradient", gradients.Buffer));
                if (gradients.Touched.IsPossible)
                {
                    // Last: whoever fills the slots asks for each anew, and restores after this one.
                    _touched ??= new AlignedBuffer<T>(TNetwork.Info.StorageLength);
                    gradients.Touched.Write(_touched.Span);
                    slots.Add(new OptimizerSlot<T>("accumulated_rows", _touched));
                }
            }

            return slots;
        }
    }

    /// <summary>The other numbers that a checkpoint holds, apart from <see cref="Steps"/>.</summary>
    public double[] Numbers => [_epochs, _waiting, _weight, .. _schedule?.Numbers ?? []];

    /// <summary>What is added to the loss for the parameters as they are now.</summary>
    public double Penalty() => _penalty?.Value(_network.Parameters, _team) ?? 0;

    /// <summary>Trains the batch of the last <c>Forward</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="isLastOfEpoch">Whether no batch follows in this epoch.</param>
    /// <returns>Whether the parameters were changed; otherwise the gradient waits for those of other batches.</returns>
    public bool Step(NetworkTape<T> tape, bool isLastOfEpoch)
    {
        bool changes = _waiting + 1 >= _options.AccumulationSteps || isLastOfEpoch;
        IStepWatch<T>? watch = changes && Watch is { } present && present.IsDue(Steps + 1) ? present : null;
        if (!_needsGradients && watch is null)
        {
            LastRate = CheckedRate();
            _average?.Begin(Steps);
            _state.Step(_network, tape, LastRate);
            _maxNorm?.Apply(_network.Parameters, _team);
        }
        else
        {
            Collect(tape, MakeGradients());
            if (!changes)
            {
                return false;
            }

            Change(MakeGradients(), watch);
        }

        Steps++;
        _average?.Add(Steps);
        return true;
    }

    /// <summary>To be called after each whole epoch, after the evaluations.</summary>
    /// <param name="monitored">The loss on the validation set, or the training loss where there is none.</param>
    public void EndEpoch(double monitored)
    {
        _epochs++;
        _schedule?.EndEpoch(monitored);
    }

    /// <summary>Gives the network the parameters that it is to be judged by, until <see cref="EndEvaluation"/>. No checkpoint in between.</summary>
    public void BeginEvaluation()
    {
        if (Steps > 0)
        {
            _average?.Exchange();
        }
    }

    /// <summary>Gives the network back the parameters that are trained.</summary>
    public void EndEvaluation() => BeginEvaluation();

    /// <summary>Gives the network the parameters that it is to keep after training. The pipeline is of no more use then.</summary>
    public void Finish()
    {
        if (Steps > 0)
        {
            _average?.Finish();
        }
    }

    /// <summary>Goes on where a run was saved; the slots and the parameters were refilled.</summary>
    /// <param name="steps"><see cref="Steps"/> of that run.</param>
    /// <param name="numbers"><see cref="Numbers"/> of that run.</param>
    /// <exception cref="ArgumentException">The numbers belong to other options.</exception>
    public void Restore(long steps, ReadOnlySpan<double> numbers)
    {
        if (numbers.Length != Numbers.Length)
        {
            throw new ArgumentException($"These options save {Numbers.Length} numbers, but {numbers.Length} were given; they belong to other options.", nameof(numbers));
        }

        _schedule?.Restore(numbers[OwnNumbers..]);
        _epochs = (long)numbers[0];
        _waiting = (int)numbers[1];
        _weight = numbers[2];
        if (_touched is not null)
        {
            NetworkGradients<T> gradients = MakeGradients();
            gradients.Touched.Clear();
            gradients.Touched.AddNonZero<T>(_touched.Span);
        }

        Steps = steps;
        _state.Restore(steps);
    }

    /// <summary>Writes the gradient of a batch, or adds it to those that wait.</summary>
    private void Collect(NetworkTape<T> tape, NetworkGradients<T> gradients)
    {
        // A short batch counts less in a mean; of whole ones each weighs exactly 1.
        double weight = TNetwork.Info.Reduction == Reduction.Mean && _options.AccumulationSteps > 1 ? tape.Weight / tape.Capacity : 1;
        if (_waiting == 0 && weight == 1)
        {
            gradients.ClearTables();
            var store = new StoreGradients<T>(gradients.Buffer);
            _network.Backward(tape, ref store);
        }
        else
        {
            if (_waiting == 0)
            {
                gradients.ClearTouched();
            }

            var add = new AddScaledGradients<T>(gradients.Buffer, weight);
            _network.Backward(tape, ref add);
        }

        gradients.Touched.Add(tape);
        _waiting++;
        _weight += weight;
    }

    /// <summary>Changes the parameters by the gradients that were collected.</summary>
    private void Change(NetworkGradients<T> gradients, IStepWatch<T>? watch)
    {
        double rate = CheckedRate();
        LastRate = rate;
        if (TNetwork.Info.Reduction == Reduction.Mean && _weight != 1 && _weight > 0)
        {
            var mean = new ScaleGradients<T>(gradients.Buffer, 1 / _weight);
            SharedFlatPasses.Update(_team, gradients.Buffer, gradients.Buffer, gradients.Touched.Of(gradients.Trained), ref mean);
        }

        _waiting = 0;
        _weight = 0;
        _penalty?.AddGradient(_network.Parameters, gradients, _team);
        _options.Clipping?.Clip(gradients, _clipped, _team);
        watch?.BeforeUpdate(_network.Parameters.Span, gradients);
        _average?.Begin(Steps);
        if (_groups is null)
        {
            _state.Apply(_network, gradients, rate);
        }
        else
        {
            ((IGroupedState<T>)_state).Apply(_network.Parameters, gradients, rate, _groups);
        }

        _maxNorm?.Apply(_network.Parameters, _team);
        watch?.AfterUpdate(_network.Parameters.Span);
    }

    /// <summary>The rate of the next change. A schedule that gives none would be seen as broken parameters only, and be told as a rate too large.</summary>
    private double CheckedRate()
    {
        double rate = Rate;
        return double.IsFinite(rate) ? rate : throw BadRate(rate);
    }

    private InvalidOperationException BadRate(double rate) => new(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{TNetwork.Info.Name}: the schedule '{_options.Schedule?.Description}' gave the rate {rate} for step {Steps + 1}; a rate is a finite number."));

    private NetworkGradients<T> MakeGradients()
    {
        if (_gradients is null)
        {
            _gradients = TNetwork.CreateGradients();

            // Made when first asked for, and a step is to allocate nothing.
            _ = _gradients.Trained;
        }

        return _gradients;
    }
}
