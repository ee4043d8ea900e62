using System.Numerics;

namespace NnGen;

/// <summary>Gathers row by row, each as often as it weighs, what the metrics of classes and of yes-or-no outputs are computed from.</summary>
internal sealed class ClassMetrics
{
    private readonly OutputInfo _info;

    // Of rows with one class: how often so many classes scored higher than the actual one. Null otherwise.
    private readonly double[]? _ranks;
    private readonly RocScores? _roc;
    private double _logLoss;
    private double _weight;

    /// <summary>An empty one for a network whose outputs are not values to be fitted.</summary>
    public ClassMetrics(OutputInfo info, int rows, bool keepsScores, bool hasWeights)
    {
        _info = info;
        bool hasScores = info.Kind == OutputKind.ClassScores;
        bool isOneAnswer = !hasScores && info.Size == 1;
        Counts = new ClassCounts(isOneAnswer ? 2 : info.Size, isOneClassPerRow: hasScores || isOneAnswer);
        _ranks = hasScores ? new double[info.Size] : null;
        _roc = keepsScores ? new RocScores(info, rows, hasWeights) : null;
    }

    /// <summary>The sums that precision and recall are made of.</summary>
    public ClassCounts Counts { get; }

    /// <summary>The mean of <c>-log p</c>; null where outputs stand for no probabilities.</summary>
    public double? LogLoss => LogLosses.IsDefined(_info) ? _logLoss / _weight / (Counts.IsOneClassPerRow ? 1 : _info.Size) : null;

    /// <summary>The part of the rows whose class was among the best 1, 2, ... of all classes; null for yes-or-no outputs.</summary>
    public double[]? TopK
    {
        get
        {
            if (_ranks is null)
            {
                return null;
            }

            var parts = new double[_ranks.Length];
            double found = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                found += _ranks[i];
                parts[i] = found / _weight;
            }

            return parts;
        }
    }

    /// <summary>The areas under the curves; null where no scores were kept.</summary>
    public RocAuc? RocAuc() => _roc?.Areas();

    /// <summary>Counts one row.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="scores">What the last activation computed them from; the outputs themselves where there is nothing behind them.</param>
    /// <param name="targets">As many targets; a label as its one-hot row.</param>
    /// <param name="weight">How often the row counts.</param>
    public void Add<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, double weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _weight += weight;
        _logLoss += weight == 0 ? 0 : weight * LogLosses.OfRow(_info, output, scores, targets);
        _roc?.Add(output, scores, targets, weight);
        if (_ranks is not null)
        {
            int actual = Classification.FirstMaximum(targets);
            int predicted = Classification.FirstMaximum(output);
            Counts.Add(actual, predicted, weight);
            if (predicted >= 0)
            {
                _ranks[Rank(output, actual)] += weight;
            }

            return;
        }

        if (output.Length == 1)
        {
            Counts.Add(Classification.IsYesTarget(targets[0]) ? 1 : 0, Classification.Decide(output, _info.Kind), weight);
            return;
        }

        for (int i = 0; i < output.Length; i++)
        {
            Counts.Add(i, Classification.IsYesTarget(targets[i]), Classification.IsYes(output[i], _info.Kind), weight);
        }
    }

    // Of equal scores the first is the better one, as where one class is chosen.
    private static int Rank<T>(ReadOnlySpan<T> scores, int number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int better = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            better += scores[i] > scores[number] || (i < number && scores[i] == scores[number]) ? 1 : 0;
        }

        return better;
    }
}
