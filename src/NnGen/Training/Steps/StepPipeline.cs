using System.Numerics;

namespace NnGen;

/// <summary>
/// All that lies between a forward pass and changed parameters. Where nothing needs the whole gradient, a step is the optimizer's own, fused
/// into the backward pass, and there is no gradient in memory.
/// </summary>
internal sealed class StepPipeline<TNetwork, T>
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly OptimizerState<T> _state;
    private readonly ScheduleRun? _schedule;
    private readonly double _rate;
    private NetworkGradients<T>? _gradients;
    private long _epochs;

    /// <summary>A pipeline for one run.</summary>
    /// <param name="network">The network; its parameters are changed.</param>
    /// <param name="options">Options that were checked.</param>
    public StepPipeline(TNetwork network, TrainingOptions options)
    {
        _network = network;
        Optimizer = options.Optimizer ?? new Adam();
        _state = Optimizer.Bind<T>(TNetwork.Info);
        _rate = Optimizer.Rate;
        _schedule = options.Schedule?.Start(_rate);
    }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The changes of the parameters so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The learning rate of the next change.</summary>
    public double Rate => _schedule?.Rate(Steps, _epochs) ?? _rate;

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
    public IReadOnlyList<OptimizerSlot<T>> Slots => _state.Slots;

    /// <summary>The other numbers that a checkpoint holds, apart from <see cref="Steps"/>.</summary>
    public double[] Numbers => [_epochs, .. _schedule?.Numbers ?? []];

    /// <summary>What is added to the loss for the parameters as they are now.</summary>
    public double Penalty() => 0;

    /// <summary>Trains the batch of the last <c>Forward</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="isLastOfEpoch">Whether no batch follows in this epoch.</param>
    public void Step(NetworkTape<T> tape, bool isLastOfEpoch)
    {
        double rate = Rate;
        Steps++;
        if (Watch is IStepWatch<T> watch && watch.IsDue(Steps))
        {
            StepByGradients(tape, rate, watch);
        }
        else
        {
            _state.Step(_network, tape, rate);
        }
    }

    /// <summary>To be called after each whole epoch, after the evaluations.</summary>
    /// <param name="monitored">The loss on the validation set, or the training loss where there is none.</param>
    public void EndEpoch(double monitored)
    {
        _epochs++;
        _schedule?.EndEpoch(monitored);
    }

    /// <summary>Gives the network the parameters that it is to be judged by, until <see cref="EndEvaluation"/>.</summary>
    public void BeginEvaluation()
    {
    }

    /// <summary>Gives the network back the parameters that are trained.</summary>
    public void EndEvaluation()
    {
    }

    /// <summary>Gives the network the parameters that it is to keep after training.</summary>
    public void Finish()
    {
    }

    /// <summary>Goes on where a run was saved; the slots and the parameters were refilled.</summary>
    /// <param name="steps"><see cref="Steps"/> of that run.</param>
    /// <param name="numbers"><see cref="Numbers"/> of that run.</param>
    /// <exception cref="ArgumentException">The numbers belong to other options.</exception>
    public void Restore(long steps, ReadOnlySpan<double> numbers)
    {
        int own = numbers.Length - (_schedule?.Numbers.Length ?? 0);
        if (own != 1)
        {
            throw new ArgumentException($"These options save {Numbers.Length} numbers, but {numbers.Length} were given; they belong to other options.", nameof(numbers));
        }

        _schedule?.Restore(numbers[own..]);
        _epochs = (long)numbers[0];
        Steps = steps;
        _state.Restore(steps);
    }

    private void StepByGradients(NetworkTape<T> tape, double rate, IStepWatch<T> watch)
    {
        NetworkGradients<T> gradients = MakeGradients();
        var store = new StoreGradients<T>(gradients.Buffer);
        _network.Backward(tape, ref store);
        watch.BeforeUpdate(_network.Parameters.Span, gradients);
        _state.Apply(_network, gradients, rate);
        watch.AfterUpdate(_network.Parameters.Span);
    }

    private NetworkGradients<T> MakeGradients()
    {
        if (_gradients is null)
        {
            _gradients = TNetwork.CreateGradients();

            // Made when first asked for, and a step is to allocate nothing.
            _ = _gradients.TrainedRanges;
        }

        return _gradients;
    }
}
