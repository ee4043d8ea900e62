using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>How the loss goes as the learning rate grows: what <see cref="LearningRateFinder"/> found. Immutable.</summary>
public sealed class LearningRateCurve
{
    /// <summary>The steps, the rate growing; those after the loss ran away are missing.</summary>
    public required IReadOnlyList<LearningRatePoint> Points { get; init; }

    /// <summary>Whether the loss ran away or became NaN or infinite before the last rate. If not, larger rates are worth a try.</summary>
    public required bool HasDiverged { get; init; }

    /// <summary>Whether the caller cancelled.</summary>
    public required bool IsCancelled { get; init; }

    /// <summary>The part of the smoothed loss that each step keeps.</summary>
    public required double Smoothing { get; init; }

    /// <summary>
    /// The rate at which the smoothed loss falls fastest over the logarithm of the rate: a good rate for optimizers without a schedule.
    /// The first steps, in which the average still swings, do not count. Null where the loss never falls.
    /// </summary>
    public double? SteepestDescent
    {
        get
        {
            int first = Math.Max(1, (int)Math.Ceiling(1 / (1 - Smoothing)));
            double steepest = 0;
            double? rate = null;
            for (int i = first; i < Points.Count - 1; i++)
            {
                // The rates are evenly spaced on the logarithmic scale, so differences are slopes.
                double slope = Points[i + 1].SmoothedLoss - Points[i - 1].SmoothedLoss;
                if (slope < steepest)
                {
                    steepest = slope;
                    rate = Points[i].Rate;
                }
            }

            return rate;
        }
    }

    /// <summary>A tenth of the rate at which the smoothed loss is lowest: a good largest rate for schedules that come down from it. Null without points.</summary>
    public double? MinimumOverTen => Lowest?.Rate / 10;

    /// <summary>The point at which the smoothed loss is lowest; null without points.</summary>
    public LearningRatePoint? Lowest
    {
        get
        {
            LearningRatePoint? lowest = null;
            foreach (LearningRatePoint point in Points)
            {
                if (lowest is null || point.SmoothedLoss < lowest.Value.SmoothedLoss)
                {
                    lowest = point;
                }
            }

            return lowest;
        }
    }

    /// <summary>The points as lines of <c>step,rate,loss,smoothed_loss</c> under that heading, with a decimal point.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("step,rate,loss,smoothed_loss\n");
        foreach (LearningRatePoint point in Points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{point.Step},{point.Rate:R},{point.Loss:R},{point.SmoothedLoss:R}\n");
        }

        return text.ToString();
    }

    /// <summary>What was found, in two lines.</summary>
    public override string ToString()
    {
        if (Points.Count == 0)
        {
            return IsCancelled ? "cancelled before the first step" : "the loss is not finite at the first step";
        }

        string end = IsCancelled ? "cancelled" : HasDiverged ? "the loss ran away" : "the loss did not run away";
        string steepest = SteepestDescent is double rate ? string.Create(CultureInfo.InvariantCulture, $"at rate {rate:G3}") : "nowhere";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Points.Count} steps, rate {Points[0].Rate:G3} to {Points[^1].Rate:G3}: {end}\nsteepest descent {steepest}, lowest loss {Lowest!.Value.SmoothedLoss:G4} at rate {Lowest.Value.Rate:G3}, a tenth of that is {MinimumOverTen:G3}");
    }
}
