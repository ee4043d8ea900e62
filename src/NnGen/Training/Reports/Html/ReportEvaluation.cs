namespace NnGen;

/// <summary>The trained network on a test set: its errors, and which classes it takes for which.</summary>
internal static class ReportEvaluation
{
    /// <summary>More classes than this make a table that nobody can see at once; the most frequent mistakes stand alone then.</summary>
    private const int LargestTable = 30;

    private const int MostMistakes = 12;

    /// <summary>Class names with more letters than this stand upright above their columns.</summary>
    private const int ShortName = 3;

    public static void Write(Markup page, EvaluationReport? evaluation, IReadOnlyList<string>? classNames)
    {
        if (evaluation is null)
        {
            return;
        }

        page.Leaf("h2", "On the test set");
        using Markup.Scope halves = page.Open("div", "class", "halves");
        if (evaluation.Confusion is ConfusionMatrix confusion)
        {
            if (confusion.Classes <= LargestTable)
            {
                WriteTable(page, confusion, classNames);
            }

            using Markup.Scope stack = page.Open("div", "class", "stack");
            WriteMistakes(page, confusion, classNames);
            WriteNumbers(page, evaluation);
        }
        else
        {
            WriteNumbers(page, evaluation);
            WriteOutputs(page, evaluation);
        }
    }

    private static void WriteTable(Markup page, ConfusionMatrix confusion, IReadOnlyList<string>? names)
    {
        using Markup.Scope card = page.Open("div", "class", "card");
        using Markup.Scope scroll = page.Open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Confusion matrix");
        bool areLong = names is not null && names.Take(confusion.Classes).Any(name => name.Length > ShortName);
        using (page.Open("table", "class", "confusion"))
        {
            page.Leaf("caption", "Confusion matrix");
            using (page.Open("thead"))
            using (page.Open("tr"))
            {
                page.Leaf("th", "actual", "scope", "col");
                for (int predicted = 0; predicted < confusion.Classes; predicted++)
                {
                    using Markup.Scope head = page.Open("th", "scope", "col", "class", areLong ? "upright" : null);
                    page.Leaf("span", Name(names, predicted));
                }

                page.Leaf("th", "recall %", "scope", "col", "class", "rate");
            }

            page.Line();
            using (page.Open("tbody"))
            {
                for (int actual = 0; actual < confusion.Classes; actual++)
                {
                    WriteRow(page, confusion, names, actual);
                }

                using Markup.Scope last = page.Open("tr");
                page.Leaf("th", "precision %", "scope", "row", "class", "rate");
                for (int predicted = 0; predicted < confusion.Classes; predicted++)
                {
                    page.Leaf("td", Rate(confusion.Precision(predicted)), "class", "rate");
                }

                page.Leaf("td", "");
            }
        }

        page.Leaf("p", "Rows are the actual classes, columns the predicted ones. Blue is right, orange is wrong; the deeper, the larger the share of the row's class.", "class", "note", "style", "margin-top:10px");
    }

    private static void WriteRow(Markup page, ConfusionMatrix confusion, IReadOnlyList<string>? names, int actual)
    {
        using (page.Open("tr"))
        {
            page.Leaf("th", Name(names, actual), "scope", "row");
            double total = confusion.ActualCount(actual);
            for (int predicted = 0; predicted < confusion.Classes; predicted++)
            {
                double count = confusion[actual, predicted];
                if (count == 0)
                {
                    page.Leaf("td", "0", "class", "none");
                    continue;
                }

                // Mistakes are few; by the square root, a single one of a hundred can still be seen.
                double share = count / total;
                bool isRight = actual == predicted;
                double depth = isRight ? share : Math.Max(0.15, Math.Sqrt(share));
                page.Leaf("td", Figures.Weight(count), "class", isRight ? "right" : "wrong", "style", Figures.Plain($"--v:{depth:0.##}"));
            }

            page.Leaf("td", Rate(confusion.Recall(actual)), "class", "rate");
        }

        page.Line();
    }

    private static void WriteMistakes(Markup page, ConfusionMatrix confusion, IReadOnlyList<string>? names)
    {
        var mistakes = new List<(int Actual, int Predicted, double Count)>();
        for (int actual = 0; actual < confusion.Classes; actual++)
        {
            for (int predicted = 0; predicted < confusion.Classes; predicted++)
            {
                if (actual != predicted && confusion[actual, predicted] > 0)
                {
                    mistakes.Add((actual, predicted, confusion[actual, predicted]));
                }
            }
        }

        using Markup.Scope card = page.Open("div", "class", "card");
        page.Leaf("h3", "Most frequent mistakes");
        if (mistakes.Count == 0)
        {
            page.Leaf("p", "None: every row was put into its class.", "class", "note");
            return;
        }

        using Markup.Scope list = page.Open("ol", "class", "mistakes");
        foreach ((int actual, int predicted, double count) in mistakes.OrderByDescending(mistake => mistake.Count).ThenBy(mistake => mistake.Actual).Take(MostMistakes))
        {
            using Markup.Scope item = page.Open("li");
            using (page.Open("div"))
            {
                page.Leaf("b", Name(names, actual));
                page.Text(" taken for ");
                page.Leaf("b", Name(names, predicted));
            }

            page.Leaf("span", $"{Figures.Weight(count)} of {Figures.Weight(confusion.ActualCount(actual))}");
        }
    }

    private static void WriteNumbers(Markup page, EvaluationReport evaluation)
    {
        using Markup.Scope card = page.Open("div", "class", "card");
        using Markup.Scope table = page.Open("table", "class", "full pairs");
        page.Leaf("caption", "Test set");
        Pair("Rows", Figures.Count(evaluation.Rows));
        Pair("Loss", Figures.Short(evaluation.Loss));
        PairOf("Accuracy", evaluation.Accuracy, Figures.Percent);
        PairOf("Mean squared error", evaluation.MeanSquaredError, Figures.Short);
        PairOf("Root mean squared error", evaluation.RootMeanSquaredError, Figures.Short);
        PairOf("Mean absolute error", evaluation.MeanAbsoluteError, Figures.Short);
        PairOf("R\u00B2", evaluation.RSquared, Figures.Short);
        Pair("Largest error", Figures.Short(evaluation.LargestError));
        if (evaluation.RowsWithNaN > 0)
        {
            Pair("Rows with NaN", Figures.Count(evaluation.RowsWithNaN));
        }

        void PairOf(string name, double? value, Func<double, string> format)
        {
            if (value is double number)
            {
                Pair(name, format(number));
            }
        }

        void Pair(string name, string value) => ReportSettings.WritePair(page, name, value);
    }

    private static void WriteOutputs(Markup page, EvaluationReport evaluation)
    {
        if (evaluation.PerOutput is not { Count: > 1 } outputs)
        {
            return;
        }

        using Markup.Scope card = page.Open("div", "class", "card");
        using Markup.Scope scroll = page.Open("div", "class", "scroll tall", "tabindex", "0", "role", "region", "aria-label", "Errors of each output");
        using Markup.Scope table = page.Open("table", "class", "full");
        page.Leaf("caption", "Each output");
        ReportSettings.WriteHeader(page, ["output", "MSE", "MAE", "R\u00B2"]);
        using Markup.Scope body = page.Open("tbody");
        for (int i = 0; i < outputs.Count; i++)
        {
            OutputErrors errors = outputs[i];
            ReportSettings.WriteRow(page, [Figures.Count(i), Figures.Short(errors.MeanSquaredError), Figures.Short(errors.MeanAbsoluteError), Figures.Short(errors.RSquared)]);
        }
    }

    private static string Name(IReadOnlyList<string>? names, int number) => names is null ? Figures.Plain($"{number}") : names[number];

    private static string Rate(double part) => double.IsNaN(part) ? "\u2013" : Figures.Plain($"{100 * part:0.#}");
}
