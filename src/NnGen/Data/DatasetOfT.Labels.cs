using NnGen.Numerics;

namespace NnGen;

/// <content>What makes sense where rows have class labels.</content>
public sealed partial class Dataset<T>
{
    /// <summary>
    /// Parts the rows at random into those to train on and those to validate with, so that each class has about the same share in both.
    /// The data are not copied.
    /// </summary>
    /// <remarks>
    /// Each class gives its share of rows to validation, rounded down; the rows still lacking come one each from the classes that lost
    /// most by rounding. So every class is within one row of its share. Every class keeps a row to be trained on.
    /// </remarks>
    /// <param name="validationFraction">The share of the rows of each class that goes to validation, between 0 and 1.</param>
    /// <param name="seed">The seed; the same seed and rows give the same parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction would leave one part without a row.</exception>
    /// <exception cref="InvalidOperationException">The rows have targets instead of labels, or several labels each.</exception>
    public (Dataset<T> Training, Dataset<T> Validation) SplitStratified(double validationFraction, ulong seed)
    {
        CheckHasOneLabel();
        Dataset<T> shuffled = Shuffle(seed);
        Dictionary<int, int> wanted = StratifiedCounts.Of(shuffled, validationFraction);
        int validationRows = 0;
        foreach (int count in wanted.Values)
        {
            validationRows += count;
        }

        if (validationRows == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(validationFraction), validationFraction, $"The fraction must leave at least one of the {Rows} rows in each part, and a row of each class to train on.");
        }

        // The first rows of each class in the random order.
        var training = new int[Rows - validationRows];
        var validation = new int[validationRows];
        int trainingCount = 0;
        int validationCount = 0;
        for (int row = 0; row < Rows; row++)
        {
            int label = shuffled.Label(row);
            if (wanted[label] > 0)
            {
                wanted[label]--;
                validation[validationCount++] = row;
            }
            else
            {
                training[trainingCount++] = row;
            }
        }

        return (shuffled.Select(training), shuffled.Select(validation));
    }

    /// <summary>
    /// The same rows with one-hot targets in place of the labels: 1 for the class, 0 for the others; of several labels a row, one after the other. For losses that
    /// take values, such as the squared error. Inputs are not copied.
    /// </summary>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A label is out of range, or rows x classes are more than an array can have.</exception>
    /// <exception cref="InvalidOperationException">The rows have targets already.</exception>
    public Dataset<T> WithOneHotTargets(int classes)
    {
        CheckHasLabels();
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        int perRow = LabelsPerRow;
        if (FindLabelOutOfRange(classes, ignored: null) is int wrong)
        {
            throw new ArgumentException($"Label {LabelFault.At(perRow, wrong, LabelRow(wrong / perRow)[wrong % perRow])} is out of range: there are the classes 0 to {classes - 1}.", nameof(classes));
        }

        long count = (long)_labels.Length * classes;
        if (count > Array.MaxLength)
        {
            throw new ArgumentException($"{_labels.Length} labels of {classes} classes are {count} targets, more than the {Array.MaxLength} an array can have.", nameof(classes));
        }

        // Targets lie beside all inputs in memory, also those that this view does not show; their labels may be out of range.
        var targets = new T[count];
        for (int row = 0; row < Rows; row++)
        {
            for (int at = _rows.At(row) * perRow; at < (_rows.At(row) + 1) * perRow; at++)
            {
                targets[at * classes + _labels.Span[at]] = T.One;
            }
        }

        return new Dataset<T>(_inputs, InputSize, labels: default, targets, perRow * classes, _weights, _rows);
    }
}
