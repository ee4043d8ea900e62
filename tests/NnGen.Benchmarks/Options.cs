namespace NnGen.Benchmarks;

/// <summary>What the command line says.</summary>
/// <param name="Only">A part of the name of a table or a net; empty for all.</param>
/// <param name="IsQuick">Fewer rounds: rough figures in a fraction of the time.</param>
/// <param name="Start">Whether to publish the start application and measure it, which takes a minute.</param>
/// <param name="TorchSharp">Whether networks of images are compared with TorchSharp, whose package has 600 MB.</param>
/// <param name="Output">A file for the report beside the console; empty for none.</param>
internal sealed record Options(string Only = "", bool IsQuick = false, bool Start = false, bool TorchSharp = false, string Output = "")
{
    public const string Help = """
        report [--only TEXT] [--quick] [--start] [--torchsharp] [--output FILE]
            Measures and prints the tables. --only leaves the rows whose table (rows, batch, training, images, image training, streams,
            recurrent training, functions, updates, generator, start) or net contains TEXT. --start publishes an application with Native AOT and measures its start.
            --torchsharp fetches TorchSharp, 600 MB, and compares networks of images with it.
        plan [CLASS or net ...]
            What the planner chose for the networks of the tables, or for one, and why; predicted beside measured times.
        threads [CLASS or net ...]
            Training by several threads: the cost of a fork and join, one thread against two, and what the chunks of the plan and their costs
            promise for 2, 4, 8 and 16 cores.
        builds [PART] [--quick]
            What 50 networks cost beside 200 ordinary files, which it writes itself: emitted text (part sizes), the generator on large
            networks (generator), the C# compiler's time and memory (compiler), an editor (keystrokes), an application's first prediction
            (start).
        search [--data FOLDER] [--searches N] [--trainings N] [--keep FOLDER]
            Each method of NnGen.Search against random search at equal cost: trains every configuration of a small space on iris, penguins, mpg and a part
            of MNIST once, beside a synthetic task, and replays the searches on the curves. --keep leaves these there for the next time.
        parts [BenchmarkDotNet's arguments]
            The parts under BenchmarkDotNet, such as parts --filter '*Predict*'.
        """;

    /// <summary>Reads the arguments of <c>report</c>.</summary>
    /// <exception cref="ArgumentException">One of them is unknown or lacks its value.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { IsQuick = true },
                "--start" => options with { Start = true },
                "--torchsharp" => options with { TorchSharp = true },
                "--only" when i + 1 < arguments.Length => options with { Only = arguments[++i] },
                "--output" when i + 1 < arguments.Length => options with { Output = arguments[++i] },
                _ => throw new ArgumentException($"'{arguments[i]}' is not understood, or its value is missing."),
            };
        }

        return options;
    }
}
