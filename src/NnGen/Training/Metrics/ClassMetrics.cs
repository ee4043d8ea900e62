using System.Numerics;

namespace NnGen;

/// <summary>Gathers row by row what the metrics of classes and of yes-or-no outputs are computed from.</summary>
internal sealed class ClassMetrics
{
    private readonly NetworkInfo _info;

    // Of rows with one class: how often so many classes scored higher than the actual one. Null otherwise.
    private readonly long[]? _ranks;
    private readonly RocScores? _roc;
    private double _logLoss;
    private long _rows;

    /// <summary>An empty one for a network whose outputs are not values to be fitted.</summary>
    public ClassMetrics(NetworkInfo info, int rows, bool keepsScores)
    {
        _info = info;
        bool hasScores = info.Output == OutputKind.ClassScores;
        bool isOneAnswer = !hasScores && info.OutputSize == 1;
        Counts = new ClassCounts(isOneAnswer ? 2 : info.OutputSize, isOneClassPerRow: hasScores || isOneAnswer);
        _ranks = hasScores ? new long[info.OutputSize] : null;
        _roc = keepsScores ? new RocScores(info, rows) : null;
    }

    /// <summary>The sums that precision and recall are made of.</summary>
    public ClassCounts Counts { get; }

    /// <summary>The mean of <c>-log p</c>; null where outputs stand for no probabilities.</summary>
    public double? LogLoss => LogLosses.IsDefined(_info) ? _logLoss / _rows / (Counts.IsOneClassPerRow ? 1 : _info.OutputSize) : null;

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
            long found = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                found += _ranks[i];
                parts[i] = (double)found / _rows;
            }

            return parts;
        }
    }

    /// <summary>The areas under the curves; null where no scores were kept.</summary>
    public RocAuc? RocAuc() => _roc?.Areas();

    /// <summary>Counts one row.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="targets">As many targets; a label as its one-hot row.</param>
    public void Add<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _rows++;
        _logLoss += LogLosses.OfRow(_info, output, targets);
        _roc?.Add(output, targets);
        if (_ranks is not null)
        {
            int actual = Classification.FirstMaximum(targets);
            int predicted = Classification.FirstMaximum(output);
            Counts.Add(actual, predicted);
            if (predicted >= 0)
            {
                _ranks[Rank(output, actual)]++;
            }

            return;
        }

        if (output.Length == 1)
        {
            Counts.Add(Classification.IsYesTarget(targets[0]) ? 1 : 0, Classification.Decide(output, _info.Output));
            return;
        }

        for (int i = 0; i < output.Length; i++)
        {
            Counts.Add(i, Classification.IsYesTarget(targets[i]), Classification.IsYes(output[i], _info.Output));
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
