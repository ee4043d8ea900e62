namespace NnGen;

/// <summary>
/// One schedule after another; each counts from 0 where it begins. <c>torch.optim.lr_scheduler.SequentialLR</c>.
/// <code>
/// // 500 steps of warm-up, then a cosine by epochs.
/// new SequenceSchedule([new LinearSchedule(500, 0.01, 1) { Unit = ScheduleUnit.Step }, new CosineSchedule(50)], [500]) { Unit = ScheduleUnit.Step }
/// </code>
/// </summary>
public sealed class SequenceSchedule : LearningRateSchedule
{
    private readonly LearningRateSchedule[] _schedules;
    private readonly long[] _milestones;

    /// <summary>A sequence.</summary>
    /// <param name="schedules">The schedules, at least one. Each counts epochs or steps as its own <see cref="LearningRateSchedule.Unit"/> says.</param>
    /// <param name="milestones">
    /// After how many epochs, or steps as the <see cref="LearningRateSchedule.Unit"/> of the sequence says, the second schedule begins, the
    /// third and so on; rising.
    /// </param>
    /// <exception cref="ArgumentException">The numbers of schedules and milestones do not fit, a schedule is null, or the milestones do not rise.</exception>
    public SequenceSchedule(IEnumerable<LearningRateSchedule> schedules, IEnumerable<long> milestones)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        ArgumentNullException.ThrowIfNull(milestones);
        _schedules = [.. schedules];
        _milestones = [.. milestones];
        if (_schedules.Contains(null!))
        {
            throw new ArgumentException("One of the schedules is null; give a ConstantSchedule to hold the rate for a while.", nameof(schedules));
        }

        if (_schedules.Length == 0 || _milestones.Length != _schedules.Length - 1)
        {
            throw new ArgumentException($"A sequence of {_schedules.Length} schedules needs {Math.Max(0, _schedules.Length - 1)} milestones, one for each schedule after the first, but {_milestones.Length} were given.", nameof(milestones));
        }

        for (int i = 0; i < _milestones.Length; i++)
        {
            if (_milestones[i] < 1 || i > 0 && _milestones[i] <= _milestones[i - 1])
            {
                throw new ArgumentException($"Milestones must rise from 1 on, but they are {string.Join(", ", _milestones)}.", nameof(milestones));
            }
        }
    }

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            string text = _schedules[0].Description;
            for (int i = 0; i < _milestones.Length; i++)
            {
                text += $"; after {_milestones[i]} {ScheduleArguments.Word(Unit, _milestones[i])} {_schedules[i + 1].Description}";
            }

            return text;
        }
    }

    /// <inheritdoc/>
    public override string? Problem => _schedules.Select(schedule => schedule.Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>The rate as if all schedules counted what the sequence counts.</summary>
    /// <param name="rate">The optimizer's own rate.</param>
    /// <param name="count">The epochs or steps done.</param>
    public override double RateAt(double rate, long count)
    {
        int part = Part(count);
        return _schedules[part].RateAt(rate, part == 0 ? count : count - _milestones[part - 1]);
    }

    /// <inheritdoc/>
    public override ScheduleRun Start(double rate) => new Run(this, rate);

    private int Part(long count)
    {
        int part = 0;
        while (part < _milestones.Length && _milestones[part] <= count)
        {
            part++;
        }

        return part;
    }

    private sealed class Run(SequenceSchedule sequence, double rate) : ScheduleRun
    {
        // Which part, and the steps and epochs at which it began.
        private const int OwnNumbers = 3;

        private readonly ScheduleRun[] _runs = [.. sequence._schedules.Select(schedule => schedule.Start(rate))];
        private int _part;
        private long _firstStep;
        private long _firstEpoch;

        public override double[] Numbers => [_part, _firstStep, _firstEpoch, .. _runs.SelectMany(run => run.Numbers)];

        public override double Rate(long steps, long epochs)
        {
            int part = sequence.Part(sequence.Unit == ScheduleUnit.Step ? steps : epochs);
            if (part > _part)
            {
                (_part, _firstStep, _firstEpoch) = (part, steps, epochs);
            }

            return _runs[_part].Rate(steps - _firstStep, epochs - _firstEpoch);
        }

        public override void EndEpoch(double monitored) => _runs[_part].EndEpoch(monitored);

        public override void Restore(ReadOnlySpan<double> numbers)
        {
            base.Restore(numbers);
            (_part, _firstStep, _firstEpoch) = ((int)numbers[0], (long)numbers[1], (long)numbers[2]);
            int at = OwnNumbers;
            foreach (ScheduleRun run in _runs)
            {
                int count = run.Numbers.Length;
                run.Restore(numbers.Slice(at, count));
                at += count;
            }
        }
    }
}
