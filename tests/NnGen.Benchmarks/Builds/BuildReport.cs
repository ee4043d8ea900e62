using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NnGen.Benchmarks.Builds;

/// <summary>What networks cost whoever builds and edits a project, and whoever starts it: one table.</summary>
internal static class BuildReport
{
    /// <summary>The names of the parts of the table, in their order.</summary>
    public static IEnumerable<string> StageNames => Stages(new MarkdownTable(), "", isQuick: true).Select(stage => stage.Name);

    /// <summary>Writes the project and measures.</summary>
    /// <param name="only">The only part to measure; empty for all.</param>
    /// <param name="isQuick">Whether a rough result will do.</param>
    /// <param name="output">Takes the table.</param>
    /// <exception cref="InvalidOperationException">The project does not compile, or there is no SDK.</exception>
    public static async Task WriteAsync(string only, bool isQuick, TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("nngen-builds-").FullName;
        try
        {
            output.WriteLine($"# A project of {ProjectNetworks.Count} networks and {OrdinaryFiles.Count} ordinary files\n");
            output.WriteLine($"{Machine.Describe().First(fact => fact.What == "processor").Value}, SDK {Path.GetFileName(Toolchain.Sdk)}. Medians; sizes in units of 1,000 bytes.\n");
            var table = new MarkdownTable("what", "wanted", "measured");
            foreach ((string stage, Func<Task> measure) in Stages(table, folder, isQuick))
            {
                if (only.Length == 0 || stage == only)
                {
                    Console.Error.WriteLine($"{stage} ...");
                    await measure();
                }
            }

            output.WriteLine(table);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string Name, Func<Task> Measure)[] Stages(MarkdownTable table, string folder, bool isQuick) =>
    [
        ("sizes", Immediately(() => AddSizes(table))),
        ("generator", Immediately(() => AddGenerator(table))),
        ("compiler", Immediately(() => AddCompiler(table, folder, isQuick ? 1 : 3))),
        ("keystrokes", () => AddKeystrokesAsync(table, isQuick ? 9 : 41)),
        ("start", Immediately(() => AddStart(table, folder, isQuick ? 5 : 21))),
    ];

    private static Func<Task> Immediately(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static IEnumerable<(string Name, string Text)> Networks() =>
        Enumerable.Range(0, ProjectNetworks.Count).Select(index => ($"Net{index}.cs", ProjectNetworks.Source(index))).Append(("ResidualBlock.cs", ProjectNetworks.Block));

    private static IEnumerable<(string Name, string Text)> Others() =>
        Enumerable.Range(0, OrdinaryFiles.Count).Select(index => ($"Orders{index}.cs", OrdinaryFiles.Source(index)));

    private static void AddSizes(MarkdownTable table)
    {
        EmittedSizes emitted = EmittedSizes.Of(Networks().Select(file => Toolchain.Tree(file.Text, file.Name)));
        table.Add("50 networks: emitted MB", "1.7", Cell.Number(emitted.All.Megabytes));
        table.Add("... lines", Cell.None, Count(emitted.All.Lines));
        table.Add("... pages, MB (lines)", Cell.None, $"{Cell.Number(emitted.Pages.Megabytes)} ({Count(emitted.Pages.Lines)})");
        table.Add("... members, MB (lines)", Cell.None, $"{Cell.Number(emitted.Members.Megabytes)} ({Count(emitted.Members.Lines)})");
        table.Add("... kernels of their own, MB (lines)", Cell.None, $"{Cell.Number(emitted.Kernels.Megabytes)} ({Count(emitted.Kernels.Lines)})");
        table.Add("... kernels that they share, MB (lines)", Cell.None, $"{Cell.Number(emitted.Shared.Megabytes)} ({Count(emitted.Shared.Lines)})");
        EmittedSizes digits = EmittedSizes.Of("Input(784), Dense(128), ReLU, Dense(64), ReLU, Dense(10), Softmax, CrossEntropyLoss");
        table.Add("784-128-64-10: KB of kernels of its own a layer (shared)", "6", $"{Cell.Number(digits.Kernels.Kilobytes / 3)} ({Cell.Number(digits.Shared.Kilobytes)})");
        EmittedSizes distinct = EmittedSizes.Of(ProjectNetworks.DistinctLayers(20));
        table.Add("20 layers of distinct widths: KB of kernels, shared ones included", "150", Cell.Number(distinct.Kernels.Kilobytes + distinct.Shared.Kilobytes));
        table.Add("page lines of another dense layer", "25", Count(PageLines(", Dense(32), ReLU") - PageLines("")));
        foreach ((string what, string connections) in ((string, string)[])[("by pattern, density 0.1", "Connections = Connections.Random, Density = 0.1"), ("written out, density 0.5", $"Connections = Connections.Mask), ConnectionMask({WrittenMask(2048)}")])
        {
            EmittedSizes mask = EmittedSizes.Of($"Input(2048), Dense(2048, {connections}), ReLU, Dense(10), CrossEntropyLoss");
            table.Add($"random mask 2048 x 2048 {what}: assembly MB (emitted MB)", "0.7", $"{Cell.Number(mask.AssemblyBytes() / 1e6)} ({Cell.Number(mask.All.Megabytes)})");
        }
    }

    /// <summary>Strings of ones and zeros, as many of each.</summary>
    private static string WrittenMask(int size)
    {
        var random = new Random(1);
        return string.Join(", ", Enumerable.Range(0, size).Select(_ => $"\"{string.Concat(Enumerable.Range(0, size).Select(_ => random.Next(2)))}\""));
    }

    private static int PageLines(string layer) => EmittedSizes.Of($"Input(64), Dense(64), ReLU, Dense(48), ReLU{layer}, Dense(10), Softmax").Pages.Lines;

    private static void AddGenerator(MarkdownTable table)
    {
        foreach ((int gates, string wanted) in ((int, string)[])[(32, "0.1"), (64, Cell.None)])
        {
            string source = ProjectNetworks.Declaration("Gates", "", ProjectNetworks.Gates(gates));
            double[] seconds = [.. Enumerable.Range(0, 5).Select(_ => Seconds(() => EmittedSizes.Of([Toolchain.Tree(source, "Gates.cs")])))];
            table.Add($"product of {gates} gates: generator, s", wanted, Cell.Number(seconds.Order().ElementAt(2)));
        }
    }

    private static void AddCompiler(MarkdownTable table, string folder, int builds)
    {
        string without = BuildCost.Write(Path.Combine(folder, "without"), Others(), withNetworks: false);
        string with = BuildCost.Write(Path.Combine(folder, "with"), [.. Others(), .. Networks()], withNetworks: true);
        var costs = new List<(BuildCost Without, BuildCost With)>();
        for (int build = 0; build < builds; build++)
        {
            costs.Add((BuildCost.Measure(without), BuildCost.Measure(with)));
        }

        double Median(Func<(BuildCost Without, BuildCost With), double> of) => costs.Select(of).Order().ElementAt(builds / 2);
        table.Add("C# compiler: CPU with networks, times that without", "1.3", Cell.Number(Median(cost => cost.With.Seconds / cost.Without.Seconds)));
        table.Add("... s with, without", Cell.None, $"{Cell.Number(Median(cost => cost.With.Seconds))}, {Cell.Number(Median(cost => cost.Without.Seconds))}");
        table.Add("... peak memory with networks, times that without", Cell.None, Cell.Number(Median(cost => cost.With.Megabytes / cost.Without.Megabytes)));
        table.Add("... MB that they add to the assembly", Cell.None, Cell.Number((BuildCost.AssemblyBytes(with) - BuildCost.AssemblyBytes(without)) / 1e6));
        table.Add("... MiB with, without", Cell.None, $"{Cell.Number(Median(cost => cost.With.Megabytes))}, {Cell.Number(Median(cost => cost.Without.Megabytes))}");
    }

    private static async Task AddKeystrokesAsync(MarkdownTable table, int keystrokes)
    {
        var editor = new Keystrokes(Networks().Select(file => Toolchain.Tree(file.Text, file.Name)), Others().Select(file => Toolchain.Tree(file.Text, file.Name)));
        Keystrokes.Times times = await editor.MeasureAsync(keystrokes);
        table.Add("keystroke in an unrelated method: generator, ms", "8", Cell.Number(times.Generator));
        table.Add("... analyzer on the edited file, ms (Roslyn's own share)", "8", $"{Cell.Number(times.EditedFile)} ({Cell.Number(times.EditedFileWithoutUs)})");
        table.Add("... analyzer on a file of a network, ms", Cell.None, Cell.Number(times.FileOfANetwork));
        table.Add("the analyzer itself in a whole build, ms", Cell.None, Cell.Number(await editor.AnalyzerOfABuildAsync()));
    }

    private static void AddStart(MarkdownTable table, string folder, int starts)
    {
        ColdStart.Times times = ColdStart.Measure(ColdStart.Write(Path.Combine(folder, "application")), starts);
        table.Add("JIT: constructor of 784-128-64-10, ms", "8", Cell.Number(times.Constructor));
        table.Add("JIT: process start to the first prediction of 784-50-10, ms", "60", Cell.Number(times.FirstPrediction));
        table.Add("... to the first line of a program without networks, ms", Cell.None, Cell.Number(times.Nothing));
    }

    private static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
