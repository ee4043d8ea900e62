using System.Globalization;

namespace NnGen.Search;

/// <summary>Reads the CSV of a search's history. Whatever the text is, there is a history or an error with line and column.</summary>
internal sealed class HistoryReader
{
    private readonly SearchHistory _history;
    private readonly CsvReader _rows;
    private readonly CsvText _text = new(Array.MaxLength);
    private int _column;

    private HistoryReader(SearchHistory history, TextReader reader, string name)
    {
        _history = history;
        _rows = new CsvReader(reader, name, new CsvOptions());
        string[] expected = HistoryColumns.Of(history);
        string[] found = CsvTable.ReadColumns(_rows, _text, new CsvOptions(), name);
        for (int i = 0; i < Math.Max(found.Length, expected.Length); i++)
        {
            if (i >= found.Length || i >= expected.Length || found[i] != expected[i].Trim())
            {
                string there = i < found.Length ? $"the column {CsvNames.Quoted(found[i])} stands" : "the header ends";
                string wanted = i < expected.Length ? $"{CsvNames.Quoted(expected[i])} is expected" : "no further column is expected";
                throw new InvalidDataException($"{name}, line 1: {there} where {wanted}; the file is no history of a search, or one of another space or of other costs.");
            }
        }

        _rows.Columns = found;
    }

    /// <summary>Adds all trials of a text to an empty history.</summary>
    /// <exception cref="InvalidDataException">The text is malformed, or of another space.</exception>
    internal static void ReadInto(SearchHistory history, TextReader reader, string name)
    {
        var rows = new HistoryReader(history, reader, name);
        while (rows.ReadRow())
        {
        }
    }

    private bool ReadRow()
    {
        _text.Truncate(0);
        if (!_rows.ReadRow(_text))
        {
            return false;
        }

        CsvTable.CheckLength(_rows, _text, start: 0, hasHeader: true);
        _column = 0;
        int number = Whole(0, int.MaxValue);
        if (_history.Find(number) is not null)
        {
            throw Error($"there is a trial {number} above already");
        }

        int? continues = NextIsEmpty() ? Skip() : Whole(0, number - 1);
        int rung = Whole(0, int.MaxValue);
        int epochs = Whole(1, int.MaxValue);
        int before = Whole(0, epochs - 1);
        double share = Real(value => value is > 0 and <= 1, "a number above 0 and up to 1");
        ulong seed = Seed();
        Configuration configuration = Options();
        TrialOutcome outcome = Outcome();
        double objective = outcome == TrialOutcome.Failed ? Empty() : Real(double.IsFinite, "a finite number");
        double spent = Real(value => double.IsFinite(value) && value >= 0, "a finite number of 0 or more");
        double[] costs = Costs(outcome);
        double[] curve = Curve();
        string origin = Field();
        string message = Field();
        var trial = new Trial
        {
            Number = number,
            Configuration = configuration,
            Epochs = epochs,
            DataShare = share,
            Continues = continues,
            EpochsBefore = before,
            Rung = rung,
            Seed = seed,
            Origin = origin,
        };
        _history.Add(trial, outcome switch
        {
            TrialOutcome.Completed => TrialResult.Completed(objective, spent, curve, costs),
            TrialOutcome.Cut => TrialResult.Cut(objective, spent, curve, costs),
            _ => TrialResult.Failed(message, spent, curve, costs),
        });
        return true;
    }

    private Configuration Options()
    {
        ChoiceSpace space = _history.Space;
        Span<int> options = new int[space.Choices.Count];
        for (int i = 0; i < options.Length; i++)
        {
            Choice choice = space.Choices[i];
            string field = Field();
            if (!space.IsActive(options, i))
            {
                options[i] = Configuration.Inactive;
                if (field.Length > 0)
                {
                    throw Error($"{CsvNames.Quoted(field)} stands where the choice does not matter and nothing is expected");
                }

                continue;
            }

            options[i] = IndexOf(choice.Options, field);
            if (options[i] < 0)
            {
                throw Error($"{CsvNames.Quoted(field)} is no option of this choice; it has {MessageText.Start(string.Join(", ", choice.Options))}");
            }
        }

        return new Configuration(options);
    }

    private TrialOutcome Outcome()
    {
        string field = Field();
        foreach (TrialOutcome outcome in (ReadOnlySpan<TrialOutcome>)[TrialOutcome.Completed, TrialOutcome.Cut, TrialOutcome.Failed])
        {
            if (HistoryColumns.InWords(outcome) == field)
            {
                return outcome;
            }
        }

        throw Error($"{CsvNames.Quoted(field)} is no outcome; completed, cut or failed is expected");
    }

    // A trial that failed may have no costs, which are empty fields then, all of them.
    private double[] Costs(TrialOutcome outcome)
    {
        int count = _history.CostNames.Count;
        if (outcome == TrialOutcome.Failed && count > 0 && NextIsEmpty())
        {
            for (int i = 0; i < count; i++)
            {
                Empty();
            }

            return [];
        }

        var costs = new double[count];
        for (int i = 0; i < count; i++)
        {
            costs[i] = Real(_ => true, "a number");
        }

        return costs;
    }

    private double[] Curve()
    {
        string field = Field();
        var curve = new List<double>();
        foreach (Range range in field.AsSpan().Split(' '))
        {
            ReadOnlySpan<char> part = field.AsSpan()[range];
            if (part.IsEmpty)
            {
                continue;
            }

            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                throw Error($"{CsvNames.Quoted(part)} is not a number; a curve is numbers with blanks between them");
            }

            curve.Add(value);
        }

        return [.. curve];
    }

    private ulong Seed()
    {
        string field = Field();
        return ulong.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
            : throw Error($"{CsvNames.Quoted(field)} is no whole number from 0 to {ulong.MaxValue}");
    }

    private int Whole(int least, int most)
    {
        string field = Field();
        return int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
            : throw Error(most < least ? $"{CsvNames.Quoted(field)} stands where no number is possible" : string.Create(CultureInfo.InvariantCulture, $"{CsvNames.Quoted(field)} is no whole number from {least} to {most}"));
    }

    private double Real(Func<double, bool> isRight, string expected)
    {
        string field = Field();
        return double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && isRight(number) ? number
            : throw Error($"{CsvNames.Quoted(field)} stands where {expected} is expected");
    }

    private double Empty()
    {
        string field = Field();
        return field.Length == 0 ? double.NaN : throw Error($"{CsvNames.Quoted(field)} stands where a trial that failed has nothing");
    }

    private bool NextIsEmpty() => _text[_column].IsEmpty;

    private int? Skip()
    {
        _column++;
        return null;
    }

    private string Field() => _text[_column++].ToString();

    // Of the field that was read last.
    private InvalidDataException Error(string reason) => _rows.Error(_rows.RowLine, _column - 1, reason);

    private static int IndexOf(IReadOnlyList<string> options, string name)
    {
        for (int i = 0; i < options.Count; i++)
        {
            if (options[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
