using System.Text;

namespace NnGen;

/// <content>The report as files.</content>
public sealed partial class TrainingReport
{
    // Files are UTF-8 without a byte order mark.
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// The history as CSV by RFC 4180: a line of names, then a line for each epoch; fields parted by commas, lines ended by CR LF.
    /// Numbers are written so that they read back to the same bits, with a point and without culture; NaN as <c>NaN</c>, an infinite one as
    /// <c>Infinity</c> or <c>-Infinity</c>. What was not measured is an empty field. Watched layers have columns such as <c>dense1.gradient_norm</c>.
    /// </summary>
    public string ToCsv() => HistoryCsv.Of(this);

    /// <summary>Writes <see cref="ToCsv"/> to a file. An existing file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it, and what stood there is unchanged.</exception>
    public void SaveCsv(string path) => Save(path, ToCsv());

    /// <summary>
    /// The run as one HTML page that needs nothing else: curves, layers, warnings and settings, for wide and narrow screens, light, dark and
    /// paper. No scripts, no fonts, no network. The same report gives the same bytes.
    /// </summary>
    /// <param name="evaluation">The trained network on a test set, for the page's head and the confusion matrix; null for none.</param>
    /// <param name="classNames">The names of the classes in their order, for the confusion matrix; null for their numbers.</param>
    /// <exception cref="ArgumentException">There are not as many names as the evaluation has classes, or a name is null.</exception>
    public string ToHtml(EvaluationReport? evaluation = null, IReadOnlyList<string>? classNames = null)
    {
        CheckNames(evaluation, classNames);
        return ReportPage.Of(this, evaluation, classNames);
    }

    /// <summary>Writes <see cref="ToHtml"/> to a file. An existing file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="evaluation">The trained network on a test set; null for none.</param>
    /// <param name="classNames">The names of the classes in their order; null for their numbers.</param>
    /// <exception cref="ArgumentException">There are not as many names as the evaluation has classes, or a name is null.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it, and what stood there is unchanged.</exception>
    public void SaveHtml(string path, EvaluationReport? evaluation = null, IReadOnlyList<string>? classNames = null)
        => Save(path, ToHtml(evaluation, classNames));

    /// <summary>What looks wrong with the run and what to try. Gradients and dead units are judged only where <see cref="TrainingOptions.Watch"/> was set.</summary>
    public IReadOnlyList<TrainingWarning> FindWarnings() => TrainingWarnings.Of(this);

    private static void CheckNames(EvaluationReport? evaluation, IReadOnlyList<string>? classNames)
    {
        if (classNames is null || evaluation?.Confusion is not ConfusionMatrix confusion)
        {
            return;
        }

        if (classNames.Count != confusion.Classes)
        {
            throw new ArgumentException($"The evaluation has {confusion.Classes} classes, but {classNames.Count} names were given.", nameof(classNames));
        }

        if (classNames.Any(name => name is null))
        {
            throw new ArgumentException("A class name is null; give every class a name.", nameof(classNames));
        }
    }

    private static void Save(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => stream.Write(s_encoding.GetBytes(text)));
    }
}
