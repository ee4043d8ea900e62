using System.Globalization;
using NnGen.Search;

namespace NnGen.Benchmarks.Searches;

/// <summary>The verb <c>search</c>: every method against random search at equal cost, on tables of trained networks.</summary>
internal static class SearchComparison
{
    private const int Epochs = 27;
    private const int TableSeeds = 3;

    /// <summary>Runs all searches and writes the tables.</summary>
    /// <param name="options">What the command line says.</param>
    /// <param name="output">The report.</param>
    public static void Write(SearchComparisonOptions options, TextWriter output)
    {
        List<SearchTask> tasks = [new SyntheticTask(Epochs)];
        foreach (Func<string, SearchData> data in (Func<string, SearchData>[])[SearchData.Iris, SearchData.Penguins, SearchData.Mpg, SearchData.MnistSubset])
        {
            tasks.Add(TrainedTask.Of(data(options.Data), Epochs, TableSeeds, options.Keep));
            Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {tasks[^1].Name}: every configuration is trained");
        }

        output.WriteLine($"{options.Searches} searches of each method, seeds 1 to {options.Searches}, lag 8, {options.Trainings} whole trainings of {Epochs} epochs each as cost.\n");
        output.WriteLine(Spaces(tasks));
        Dictionary<(SearchTask, MethodCase), double[]> regrets = [];
        foreach (SearchTask task in tasks)
        {
            foreach (MethodCase method in MethodCase.All)
            {
                regrets[(task, method)] = [.. Seeds(options).Select(seed => Regret(task, Run(task, method, seed, options.Trainings)))];
            }

            Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {task.Name}: searched");
        }

        output.WriteLine(Regrets(tasks, regrets));
        output.WriteLine(Fronts(tasks, options));
    }

    private static MarkdownTable Spaces(List<SearchTask> tasks)
    {
        var table = new MarkdownTable("task", "configurations", "best", "median", "deviation of one training");
        foreach (SearchTask task in tasks)
        {
            double[] qualities = [.. task.Space.Enumerate().Select(task.Quality).Order()];
            table.Add(task.Name, $"{qualities.Length}", Cell.Number(qualities[0]), Cell.Number(qualities[qualities.Length / 2]), Cell.Number(Deviation(task)));
        }

        return table;
    }

    // Of the trainings of the best twentieth of the configurations, each about its own mean.
    private static double Deviation(SearchTask task)
    {
        Configuration[] best = [.. task.Space.Enumerate().OrderBy(task.Quality).Take(Math.Max(1, (int)task.Space.Combinations / 20))];
        double squares = best.Sum(configuration => Enumerable.Range(0, task.Seeds).Sum(seed => Math.Pow(task.Curve(configuration, seed, SearchTask.Shares.Length - 1)[task.Epochs - 1] - task.Quality(configuration), 2)));
        return Math.Sqrt(squares / (best.Length * (task.Seeds - 1)));
    }

    private static MarkdownTable Regrets(List<SearchTask> tasks, Dictionary<(SearchTask, MethodCase), double[]> regrets)
    {
        var table = new MarkdownTable(["method", .. tasks.Select(task => task.Name)]);
        foreach (MethodCase method in MethodCase.All)
        {
            table.Add([method.Name, .. tasks.Select(task => Regret(regrets[(task, method)], regrets[(task, MethodCase.Random)], method == MethodCase.Random))]);
        }

        return table;
    }

    private static string Regret(double[] regrets, double[] random, bool isRandom)
    {
        double number = RankTest.NormalNumber(regrets, random);
        string verdict = isRandom ? "" : number < -1.96 ? " better" : number > 1.96 ? " worse" : " same";
        return $"{Quantile(regrets, 0.5)} ({Quantile(regrets, 0.25)}-{Quantile(regrets, 0.75)}){verdict}";
    }

    private static MarkdownTable Fronts(List<SearchTask> tasks, SearchComparisonOptions options)
    {
        var table = new MarkdownTable(["method", .. tasks.Select(task => task.Name)]);
        double[][] random = [.. tasks.Select(task => Seeds(options).Select(seed => -Hypervolume(task, Run(task, MethodCase.Random, seed, options.Trainings))).ToArray())];
        double[][] nsga = [.. tasks.Select(task => Seeds(options).Select(seed => -Hypervolume(task, Run(task, MethodCase.Nsga2, seed, options.Trainings))).ToArray())];
        table.Add(["random search", .. random.Select(volumes => Volume(volumes, volumes, isRandom: true))]);
        table.Add(["NSGA-II", .. nsga.Select((volumes, i) => Volume(volumes, random[i], isRandom: false))]);
        return table;
    }

    // Volumes come negative, so that lower is better as it is everywhere.
    private static string Volume(double[] negative, double[] random, bool isRandom)
    {
        double number = RankTest.NormalNumber(negative, random);
        string verdict = isRandom ? "" : number < -1.96 ? " better" : number > 1.96 ? " worse" : " same";
        double[] volumes = [.. negative.Select(volume => -volume)];
        return $"{Quantile(volumes, 0.5)} ({Quantile(volumes, 0.25)}-{Quantile(volumes, 0.75)}){verdict}";
    }

    /// <summary>
    /// The area between what a search found and the median quality, over the logarithm of the parameters, as a share of what the whole front of the space has: 1 is all of it. Of what was found the true
    /// qualities count.
    /// </summary>
    private static double Hypervolume(SearchTask task, SearchHistory history)
    {
        Configuration[] all = [.. task.Space.Enumerate()];
        double worst = all.Select(task.Quality).Order().ElementAt(all.Length / 2);
        double most = Math.Log(all.Max(task.Parameters));
        return Area(history.ParetoFront(0).Select(finished => finished.Trial.Configuration)) / Area(all);

        double Area(IEnumerable<Configuration> configurations)
        {
            double area = 0;
            double least = worst;
            foreach ((double size, double quality) in configurations.Select(one => (Math.Log(task.Parameters(one)), task.Quality(one))).Order())
            {
                if (quality < least)
                {
                    area += (most - size) * (least - quality);
                    least = quality;
                }
            }

            return area;
        }
    }

    private static SearchHistory Run(SearchTask task, MethodCase method, ulong seed, int trainings)
        => SearchRunner.Run(
            method.Create(task, seed),
            (trial, _) => task.Train(trial),
            new SearchRunOptions { MaxTrials = null, MaxCost = trainings * task.Epochs, History = new SearchHistory(task.Space, ["parameters"]) }).History;

    // What a search gives is the configuration that it calls the best, and that is worth what it is worth on average.
    private static double Regret(SearchTask task, SearchHistory history) => (history.Best is FinishedTrial best ? task.Quality(best.Trial.Configuration) : double.PositiveInfinity) - task.Best;

    private static IEnumerable<ulong> Seeds(SearchComparisonOptions options) => Enumerable.Range(1, options.Searches).Select(seed => (ulong)seed);

    private static string Quantile(double[] numbers, double share)
        => numbers.Order().ElementAt((int)Math.Round(share * (numbers.Length - 1))).ToString("0.0000", CultureInfo.InvariantCulture);
}
