using NnGen.Benchmarks.Tables;

namespace NnGen.Benchmarks;

/// <summary>All tables, one after the other, to the console as they come and to a file.</summary>
internal static class Report
{
    /// <summary>Measures and writes.</summary>
    public static void Write(Options options)
    {
        using var context = new Context(options);
        using var text = new StringWriter { NewLine = "\n" };
        int shown = 0;

        Show(output => PrintMachine(context, output));
        Show(output => Rows.Print(context, output));
        Show(output => Storage.Print(context, output));
        Show(output => Batches.Print(context, output));
        Show(output => TrainingSteps.Print(context, output));
        Show(output => ImageRows.Print(context, output));
        Show(output => ImageTraining.Print(context, output));
        Show(output => Recurrence.Print(context, output));
        Show(output => Functions.Print(context, output));
        Show(output => Updates.Print(context, output));
        Show(output => GeneratorTime.Print(context, output));
        if (options.Start && context.Wants(Starts.Name))
        {
            Show(output => Starts.Print(context, output));
        }

        if (options.Output.Length > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Output))!);
            File.WriteAllText(options.Output, text.ToString());
        }

        void Show(Action<TextWriter> print)
        {
            print(text);
            string all = text.ToString();
            Console.Write(all[shown..]);
            shown = all.Length;
        }
    }

    private static void PrintMachine(Context context, TextWriter output)
    {
        output.WriteLine("# Measured performance\n");
        var table = new MarkdownTable("machine", "");
        foreach ((string what, string value) in Machine.Describe().Concat(Limits.Measure(context)))
        {
            table.Add(what, value);
        }

        output.WriteLine(table);
        output.WriteLine("One thread; medians of rounds in which all contenders of a row take turns. In brackets, the tenth and ninetieth percentile where they lie more than 10 % apart.\n");
        foreach (string line in context.Peers)
        {
            output.WriteLine($"- {line}");
        }

        output.WriteLine();
    }
}
