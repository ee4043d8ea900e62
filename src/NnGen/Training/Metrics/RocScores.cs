using System.Numerics;

namespace NnGen;

/// <summary>Keeps the scores of all rows until they are ranked, column by column.</summary>
/// <remarks>
/// Only the order of scores counts, so each is kept on a scale where it is not rounded to its neighbour: logits as they are, and the logits
/// of classes as <c>log(p / (1 - p))</c>, which goes on growing where p is 1 already.
/// </remarks>
internal sealed class RocScores
{
    private readonly OutputInfo _info;
    private readonly double[][] _scores;

    // The actual class of each row; null where each output has an answer of its own.
    private readonly int[]? _classes;
    private readonly bool[][] _answers;
    private readonly double[]? _weights;
    private int _rows;

    /// <summary>Room for <paramref name="rows"/> rows.</summary>
    public RocScores(OutputInfo info, int rows, bool hasWeights)
    {
        _weights = hasWeights ? new double[rows] : null;
        _info = info;
        bool hasClasses = info.Kind == OutputKind.ClassScores;
        int columns = hasClasses && info.Size == 2 ? 1 : info.Size;
        _scores = Columns<double>(columns, rows);
        _classes = hasClasses ? new int[rows] : null;
        _answers = hasClasses ? [] : Columns<bool>(columns, rows);
    }

    /// <summary>Keeps one row.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="scores">What the last activation computed them from, in the same order and less rounded.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="weight">How often the row counts.</param>
    public void Add<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, double weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = _rows++;
        if (_weights is not null)
        {
            _weights[row] = weight;
        }

        bool hasLogits = _info.ScoreScale is OutputScale.Logits or OutputScale.ClassLogits;
        if (hasLogits)
        {
            output = scores;
        }

        if (_classes is null)
        {
            for (int i = 0; i < output.Length; i++)
            {
                _scores[i][row] = double.CreateTruncating(output[i]);
                _answers[i][row] = Classification.IsYesTarget(targets[i]);
            }

            return;
        }

        _classes[row] = Classification.FirstMaximum(targets);
        if ((hasLogits ? _info.ScoreScale : _info.Scale) == OutputScale.ClassLogits)
        {
            AddLogOdds(output, row);
        }
        else
        {
            // Of two classes only the second is kept.
            int first = output.Length - _scores.Length;
            for (int i = 0; i < _scores.Length; i++)
            {
                _scores[i][row] = double.CreateTruncating(output[first + i]);
            }
        }
    }

    /// <summary>The area of each column.</summary>
    public RocAuc Areas()
    {
        var areas = new double[_scores.Length];
        bool[] ofClass = _classes is null ? [] : new bool[_rows];
        for (int i = 0; i < areas.Length; i++)
        {
            if (_classes is not null)
            {
                int positive = _scores.Length == 1 ? _info.Size - 1 : i;
                for (int row = 0; row < _rows; row++)
                {
                    ofClass[row] = _classes[row] == positive;
                }
            }

            Span<double> scores = _scores[i].AsSpan(0, _rows);
            Span<bool> isPositive = _classes is null ? _answers[i].AsSpan(0, _rows) : ofClass;
            areas[i] = _weights is null ? RocAuc.OfUnsorted(scores, isPositive) : RocAuc.OfWeighted(scores, isPositive, _weights.AsSpan(0, _rows));
        }

        return new RocAuc(areas);
    }

    private void AddLogOdds<T>(ReadOnlySpan<T> logits, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_scores.Length == 1)
        {
            _scores[0][row] = double.CreateTruncating(logits[^1]) - double.CreateTruncating(logits[0]);
            return;
        }

        (double largest, double sum) = OutputScales.Exponentials(logits);
        int best = Classification.FirstMaximum(logits);
        for (int i = 0; i < logits.Length; i++)
        {
            double distance = double.CreateTruncating(logits[i]) - largest;

            // Taking a large share off the sum would leave rounding errors, so the others of the best class are added up.
            double others = i == best ? SumWithout(logits, best, largest) : sum - Math.Exp(distance);
            _scores[i][row] = distance - Math.Log(others);
        }
    }

    private static double SumWithout<T>(ReadOnlySpan<T> logits, int left, double largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += i == left ? 0 : Math.Exp(double.CreateTruncating(logits[i]) - largest);
        }

        return sum;
    }

    private static TElement[][] Columns<TElement>(int columns, int rows)
    {
        var all = new TElement[columns][];
        for (int i = 0; i < columns; i++)
        {
            all[i] = new TElement[rows];
        }

        return all;
    }
}
