using System.Diagnostics;
using System.Globalization;

namespace NnGen.Benchmarks.Tables;

/// <summary>How soon an application has its first prediction, and how large it is.</summary>
internal static class Starts
{
    public const string Name = "start";
    private const int Runs = 15;

    /// <summary>Publishes the application twice, and prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        output.WriteLine("## Start\n");
        output.WriteLine($"A console application with 784-50-10. Time from before the process is started to its first prediction, median of {Runs}; resident memory then.\n");
        var table = new MarkdownTable("application", "target MB", "MB", "target ms", "ms", "target MB resident", "MB resident");
        string? aotError = Add(context, table, "Native AOT, .NET 9", "net9.0", isAot: true, 2.2, 10, 8);
        string? jitError = Add(context, table, "JIT, .NET 10", "net10.0", isAot: false, 0, 60, 0);
        output.WriteLine(table);
        foreach (string? error in (string?[])[aotError, jitError])
        {
            if (error is not null)
            {
                output.WriteLine($"- {error}\n");
            }
        }
    }

    /// <summary>Adds a row; returns what went wrong, if anything did.</summary>
    private static string? Add(Context context, MarkdownTable table, string name, string framework, bool isAot, double targetSize, double targetTime, double targetResident)
    {
        string folder = Path.Combine(context.Folder, isAot ? "aot" : "jit");
        string[] arguments =
        [
            "publish", Path.Combine(ProjectFolder.Path, "Start", "Start.csproj"), "-c", "Release", $"-p:StartFramework={framework}", "-o", folder,
            "-p:UseSharedCompilation=false", "-nodeReuse:false", "-v", "q",
        ];
        (int code, string output) = ChildProcess.Run("dotnet", arguments);
        string program = Path.Combine(folder, "Start");
        if (code != 0 || !File.Exists(program))
        {
            string error = output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? ChildProcess.FirstLine(output);
            table.Add(name, Cell.Target(targetSize), Cell.Missing, Cell.Target(targetTime), Cell.Missing, Cell.Target(targetResident), Cell.Missing);
            return $"{name} is missing: {error.Trim()}";
        }

        var times = new List<double>();
        var resident = new List<double>();
        for (int run = 0; run < Runs; run++)
        {
            // The clock counts from the start of the machine, so that both processes read the same one.
            string now = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
            (_, string line) = ChildProcess.Run(program, [now]);
            if (line.Split(' ').Length != 2)
            {
                throw new InvalidOperationException($"{program} printed '{line.Trim()}' instead of two numbers.");
            }

            double[] numbers = [.. line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            times.Add(numbers[0]);
            resident.Add(numbers[1]);
        }

        times.Sort();
        resident.Sort();
        const double megabyte = 1024 * 1024;
        table.Add(
            name,
            Cell.Target(targetSize),
            isAot ? Cell.Number(new FileInfo(program).Length / megabyte) : Cell.None,
            Cell.Target(targetTime),
            Cell.Number(times[Runs / 2]),
            Cell.Target(targetResident),
            Cell.Number(resident[Runs / 2] / megabyte));
        return null;
    }
}
