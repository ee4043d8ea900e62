namespace NnGen;

/// <content>Single numbers out of the matrix.</content>
public sealed partial class ConfusionMatrix
{
    /// <summary>The part of the rows whose class was found, from 0 to 1; NaN without rows.</summary>
    public double Accuracy => Correct / Total;

    /// <summary>
    /// The mean of <see cref="Recall"/> over the classes that have rows: what accuracy would be if all classes were equally frequent.
    /// As <c>sklearn.metrics.balanced_accuracy_score</c>; NaN without rows.
    /// </summary>
    public double BalancedAccuracy
    {
        get
        {
            double sum = 0;
            int classes = 0;
            for (int i = 0; i < Classes; i++)
            {
                if (ActualCount(i) > 0)
                {
                    sum += Recall(i);
                    classes++;
                }
            }

            return sum / classes;
        }
    }

    /// <summary>
    /// Matthews' correlation of actual and predicted classes, from -1 to 1: 1 is perfect, 0 is no better than guessing, also with classes of
    /// very different frequency. 0 where all rows are of one class or all were taken for one, as in scikit-learn.
    /// </summary>
    /// <remarks>For more than two classes the R_K of Gorodkin, 2004: <c>(c s - sum p t) / sqrt((s^2 - sum p^2)(s^2 - sum t^2))</c>.</remarks>
    public double MatthewsCorrelation
    {
        get
        {
            double total = Total;
            double products = 0;
            double predictedSquares = 0;
            double actualSquares = 0;
            for (int i = 0; i < Classes; i++)
            {
                double actual = ActualCount(i);
                double predicted = PredictedCount(i);
                products += actual * predicted;
                predictedSquares += predicted * predicted;
                actualSquares += actual * actual;
            }

            double scale = Math.Sqrt(total * total - predictedSquares) * Math.Sqrt(total * total - actualSquares);
            return scale == 0 ? 0 : (Correct * total - products) / scale;
        }
    }

    /// <summary>Of a class, the harmonic mean of precision and recall, <c>2 tp / (2 tp + fp + fn)</c>; NaN if no row is of it or was taken for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is out of range.</exception>
    public double F1(int classNumber) => 2.0 * this[classNumber, classNumber] / (ActualCount(classNumber) + PredictedCount(classNumber));

    /// <summary>Precision, recall and F1 of each class with macro, micro and weighted averages.</summary>
    /// <param name="zeroDivision">What 0/0 stands for, such as the precision of a class that no row was taken for: 0, 1 or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="zeroDivision"/> is another number.</exception>
    public ClassificationScores Scores(double zeroDivision = 0) => ClassificationScores.Of(ClassCounts.Of(this), zeroDivision);
}
