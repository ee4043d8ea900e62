using System.Globalization;
using System.Text;

namespace NnGen.Search;

/// <content>The history as a file.</content>
public sealed partial class SearchHistory
{
    private const string LineEnd = "\r\n";

    // Files are UTF-8 without a byte order mark.
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// The history as CSV by RFC 4180: a line of names, then a line for each trial. Options stand by their names in columns such as <c>choice.units</c>, empty where the
    /// choice does not matter; costs in columns such as <c>cost.parameters</c>; a curve is one field of numbers with blanks between. Numbers read back to the same bits.
    /// </summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', HistoryColumns.Of(this).Select(Quoted)).Append(LineEnd);
        foreach (FinishedTrial finished in Trials)
        {
            text.AppendJoin(',', Fields(finished).Select(Quoted)).Append(LineEnd);
        }

        return text.ToString();
    }

    /// <summary>Writes <see cref="ToCsv"/> to a file. An existing file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it, and what stood there is unchanged.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => stream.Write(s_encoding.GetBytes(ToCsv())));
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="space">What is searched.</param>
    /// <param name="costNames">What the costs are; null for none.</param>
    /// <exception cref="InvalidDataException">The file is malformed, or of another space; the message names line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SearchHistory Load(string path, ChoiceSpace space, IReadOnlyList<string>? costNames = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using StreamReader reader = CsvTable.OpenText(path);
        return Read(reader, space, costNames, path);
    }

    /// <summary>Reads what <see cref="ToCsv"/> gave.</summary>
    /// <param name="reader">The text, read to its end. Left open.</param>
    /// <param name="space">What is searched.</param>
    /// <param name="costNames">What the costs are; null for none.</param>
    /// <param name="name">What error messages call the text.</param>
    /// <exception cref="InvalidDataException">The text is malformed, or of another space; the message names line and column.</exception>
    public static SearchHistory Read(TextReader reader, ChoiceSpace space, IReadOnlyList<string>? costNames = null, string name = "search history")
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        var history = new SearchHistory(space, costNames);
        HistoryReader.ReadInto(history, reader, name);
        return history;
    }

    private IEnumerable<string> Fields(FinishedTrial finished)
    {
        (Trial trial, TrialResult result) = finished;
        yield return Number(trial.Number);
        yield return trial.Continues is int continued ? Number(continued) : "";
        yield return Number(trial.Rung);
        yield return Number(trial.Epochs);
        yield return Number(trial.EpochsBefore);
        yield return Number(trial.DataShare);
        yield return trial.Seed.ToString(CultureInfo.InvariantCulture);
        for (int i = 0; i < Space.Choices.Count; i++)
        {
            yield return trial.Configuration[i] == Configuration.Inactive ? "" : Space.Choices[i].Options[trial.Configuration[i]];
        }

        yield return HistoryColumns.InWords(result.Outcome);
        yield return result.Outcome == TrialOutcome.Failed ? "" : Number(result.Objective);
        yield return Number(result.Spent);
        for (int i = 0; i < CostNames.Count; i++)
        {
            yield return result.Costs.Count == 0 ? "" : Number(result.Costs[i]);
        }

        yield return string.Join(' ', result.Curve.Select(Number));
        yield return trial.Origin;
        yield return result.Message;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The shortest text that reads back to the same bits.
    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    // Blanks at the ends stay where they stand in quotes; the two characters that no text has would not be read again.
    private static string Quoted(string field)
    {
        string text = field.AsSpan().ContainsAny('\0', CsvReader.NoCharacter) ? field.Replace('\0', '?').Replace(CsvReader.NoCharacter, '?') : field;
        bool needsQuotes = text.AsSpan().ContainsAny("\",\r\n") || text.AsSpan().Trim().Length < text.Length;
        return needsQuotes ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
