using BenchmarkDotNet.Running;

namespace NnGen.Benchmarks;

/// <summary>The verbs.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string verb = arguments.FirstOrDefault() ?? "";
        string[] rest = [.. arguments.Skip(1)];
        switch (verb)
        {
            case "report":
                return RunReport(rest);

            case "parts":
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest, Parts.PartsConfig.Create());
                return 0;

            case "plan":
                return RunNets(rest, PlanReport.Write);

            case "threads":
                return RunNets(rest, ThreadsReport.Write);

            case "builds":
                return RunBuilds(rest);

            case "search":
                return RunSearch(rest);

            default:
                Console.WriteLine(Options.Help);
                return verb is "" or "help" or "--help" ? 0 : 2;
        }
    }

    private static int RunNets(string[] arguments, Action<IReadOnlyList<NetCase>, TextWriter> write)
    {
        NetCase[] nets = [.. NetTable.All.Where(net => arguments.Length == 0 || arguments.Contains(net.ClassName, StringComparer.OrdinalIgnoreCase) || arguments.Contains(net.Name))];
        if (nets.Length == 0)
        {
            Console.Error.WriteLine($"There is no network {string.Join(", ", arguments)}. There are {string.Join(", ", NetTable.All.Select(net => net.ClassName))}.");
            return 2;
        }

        write(nets, Console.Out);
        return 0;
    }

    private static int RunSearch(string[] arguments)
    {
        try
        {
            Searches.SearchComparison.Write(Searches.SearchComparisonOptions.Parse(arguments), Console.Out);
            return 0;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or InvalidDataException)
        {
            Console.Error.WriteLine(exception.Message);
            Console.Error.WriteLine(Options.Help);
            return 2;
        }
    }

    private static int RunBuilds(string[] arguments)
    {
        bool isQuick = arguments.Contains("--quick");
        string[] stages = [.. arguments.Where(argument => argument != "--quick")];
        if (stages.Length > 1 || stages.Except(Builds.BuildReport.StageNames).Any())
        {
            Console.Error.WriteLine($"'{string.Join(" ", arguments)}' is not understood. The parts are {string.Join(", ", Builds.BuildReport.StageNames)}.");
            Console.Error.WriteLine(Options.Help);
            return 2;
        }

        try
        {
            Builds.BuildReport.WriteAsync(stages.FirstOrDefault() ?? "", isQuick, Console.Out).GetAwaiter().GetResult();
            return 0;
        }
        catch (InvalidOperationException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static int RunReport(string[] arguments)
    {
        Options options;
        try
        {
            options = Options.Parse(arguments);
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
            Console.Error.WriteLine(Options.Help);
            return 2;
        }

        try
        {
            Report.Write(options);
            return 0;
        }
        catch (InvalidOperationException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
