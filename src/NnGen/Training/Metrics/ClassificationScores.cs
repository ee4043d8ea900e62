using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>
/// Precision, recall and F1 of each class and their averages, as <c>sklearn.metrics.classification_report</c> has them. Immutable.
/// </summary>
/// <remarks>
/// A quotient 0/0 is what the caller names: 0 unless asked otherwise, as in scikit-learn; 1 and NaN are the other choices. A NaN is left out
/// of the averages. A class without a row, neither actual nor predicted, is left out of <see cref="Macro"/>, as in scikit-learn where the
/// labels are those that occur; outputs that each say yes or no all count.
/// </remarks>
public sealed class ClassificationScores
{
    private ClassificationScores(ClassScores[] classes, ClassScores macro, ClassScores micro, ClassScores weighted)
    {
        Classes = classes;
        Macro = macro;
        Micro = micro;
        Weighted = weighted;
    }

    /// <summary>The scores of each class; of outputs that each say yes or no, of the yes of each.</summary>
    public IReadOnlyList<ClassScores> Classes { get; }

    /// <summary>The mean over the classes, each counting the same.</summary>
    public ClassScores Macro { get; }

    /// <summary>The scores of all decisions together: <c>tp</c>, <c>fp</c> and <c>fn</c> added over the classes. Where each row has one class, all three are the accuracy.</summary>
    public ClassScores Micro { get; }

    /// <summary>The mean over the classes, each counting by its <see cref="ClassScores.Support"/>.</summary>
    public ClassScores Weighted { get; }

    /// <summary>An aligned table: a line for each class, then the averages.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("class     precision  recall      F1    rows");
        for (int i = 0; i < Classes.Count; i++)
        {
            Append(text, i.ToString(CultureInfo.InvariantCulture), Classes[i]);
        }

        Append(text, "macro", Macro);
        Append(text, "micro", Micro);
        Append(text, "weighted", Weighted);
        return text.ToString();
    }

    internal static ClassificationScores Of(ClassCounts counts, double zeroDivision)
    {
        if (zeroDivision is not (0 or 1 or double.NaN))
        {
            throw new ArgumentOutOfRangeException(nameof(zeroDivision), zeroDivision, "What 0/0 stands for must be 0, 1 or NaN.");
        }

        var classes = new ClassScores[counts.Classes];
        var macro = new Mean();
        var weighted = new Mean();
        double right = 0;
        double predicted = 0;
        double actual = 0;
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = Score(counts.Right[i], counts.Predicted[i], counts.Actual[i], zeroDivision);
            right += counts.Right[i];
            predicted += counts.Predicted[i];
            actual += counts.Actual[i];
            weighted.Add(classes[i], counts.Actual[i]);
            if (!counts.IsOneClassPerRow || counts.Predicted[i] + counts.Actual[i] > 0)
            {
                macro.Add(classes[i], 1);
            }
        }

        ClassScores micro = Score(right, predicted, actual, zeroDivision);
        return new ClassificationScores(classes, macro.Scores(actual, zeroDivision), micro, weighted.Scores(actual, zeroDivision));
    }

    private static ClassScores Score(double right, double predicted, double actual, double zeroDivision) => new(
        Quotient(right, predicted, zeroDivision),
        Quotient(right, actual, zeroDivision),
        Quotient(2 * right, predicted + actual, zeroDivision),
        actual);

    private static double Quotient(double numerator, double denominator, double zeroDivision) => denominator == 0 ? zeroDivision : numerator / denominator;

    private static void Append(StringBuilder text, string name, ClassScores scores) => text.Append(
        CultureInfo.InvariantCulture,
        $"\n{name,-9} {Percent(scores.Precision),9} {Percent(scores.Recall),7} {Percent(scores.F1),7} {scores.Support,7:0.##}");

    private static string Percent(double part) => double.IsNaN(part) ? "-" : (100 * part).ToString("F1", CultureInfo.InvariantCulture) + "%";

    /// <summary>Adds up scores, leaving out NaN.</summary>
    private sealed class Mean
    {
        private readonly double[] _sums = new double[3];
        private readonly double[] _weights = new double[3];

        public void Add(ClassScores scores, double weight)
        {
            Add(0, scores.Precision, weight);
            Add(1, scores.Recall, weight);
            Add(2, scores.F1, weight);
        }

        public ClassScores Scores(double support, double zeroDivision) => new(Of(0, zeroDivision), Of(1, zeroDivision), Of(2, zeroDivision), support);

        private void Add(int kind, double score, double weight)
        {
            if (!double.IsNaN(score))
            {
                _sums[kind] += weight * score;
                _weights[kind] += weight;
            }
        }

        private double Of(int kind, double zeroDivision) => Quotient(_sums[kind], _weights[kind], zeroDivision);
    }
}
