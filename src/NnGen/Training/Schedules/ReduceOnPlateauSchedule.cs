using System.Globalization;

namespace NnGen;

/// <summary>
/// The rate is cut when the loss has not fallen for a while: <c>torch.optim.lr_scheduler.ReduceLROnPlateau</c>. What counts is the loss on
/// the validation set after each epoch, or the training loss where there is none.
/// </summary>
public sealed class ReduceOnPlateauSchedule : LearningRateSchedule
{
    /// <summary>What the rate is multiplied by, above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Factor
    {
        get;
        init => field = OptimizerArguments.Fraction(OptimizerArguments.Positive(value, nameof(Factor)), nameof(Factor));
    } = 0.1;

    /// <summary>How many epochs in a row may bring no better loss; one more cuts the rate. 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Patience
    {
        get;
        init => field = value >= 0 ? value : throw ScheduleArguments.Wrong(value, 0, nameof(Patience));
    } = 10;

    /// <summary>A loss is better if it is below <c>best - Threshold * |best|</c>, also where losses are negative; in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Threshold
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Threshold));
    } = 1e-4;

    /// <summary>For how many epochs after a cut none are counted, 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Cooldown
    {
        get;
        init => field = value >= 0 ? value : throw ScheduleArguments.Wrong(value, 0, nameof(Cooldown));
    }

    /// <summary>The smallest rate, 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Minimum
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(Minimum));
    }

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"times {Factor} after {Patience} epochs without a better loss, down to {Minimum}");

    /// <inheritdoc/>
    public override string? Problem => Unit == ScheduleUnit.Step ? "ReduceOnPlateauSchedule looks at the loss of whole epochs; leave Unit out." : null;

    /// <summary>The optimizer's own rate: the cuts depend on losses, not on the count.</summary>
    /// <param name="rate">The optimizer's own rate.</param>
    /// <param name="count">The epochs done.</param>
    public override double RateAt(double rate, long count) => rate;

    /// <inheritdoc/>
    public override ScheduleRun Start(double rate) => new Run(this, rate);

    private sealed class Run(ReduceOnPlateauSchedule schedule, double rate) : ScheduleRun
    {
        // As PyTorch's eps: a smaller cut is none.
        private const double LeastCut = 1e-8;

        private double _rate = rate;
        private double _best = double.PositiveInfinity;
        private int _bad;
        private int _cooldown;

        public override double[] Numbers => [_rate, _best, _bad, _cooldown];

        public override double Rate(long steps, long epochs) => _rate;

        public override void EndEpoch(double monitored)
        {
            if (LossComparison.IsBelow(monitored, _best, schedule.Threshold))
            {
                _best = monitored;
                _bad = 0;
            }
            else
            {
                _bad++;
            }

            if (_cooldown > 0)
            {
                _cooldown--;
                _bad = 0;
            }

            if (_bad > schedule.Patience)
            {
                double cut = Math.Max(_rate * schedule.Factor, schedule.Minimum);
                _rate = _rate - cut > LeastCut ? cut : _rate;
                _cooldown = schedule.Cooldown;
                _bad = 0;
            }
        }

        public override void Restore(ReadOnlySpan<double> numbers)
        {
            base.Restore(numbers);
            (_rate, _best, _bad, _cooldown) = (numbers[0], numbers[1], (int)numbers[2], (int)numbers[3]);
        }
    }
}
