using System.CommandLine;
using System.CommandLine.Parsing;
using NnGen.Tool.Training;

namespace NnGen.Tool.Commands;

/// <summary>The verb <c>search</c>: its arguments, and what they mean.</summary>
internal static class SearchCommand
{
    private const int DefaultTrials = 100;

    private static readonly Argument<string> s_source = new("space") { Description = "A file of C#, a project, a folder with one, or an assembly that declares a class with [SearchSpace].", DefaultValueFactory = _ => ".", HelpName = "space" };
    private static readonly Option<string?> s_space = new("--space") { Description = "The class with the space, where there are several.", HelpName = "class" };
    private static readonly Option<string?> s_data = new("--data", "-d") { Description = "A CSV file with a header, or an IDX file of images (may be .gz).", HelpName = "file" };
    private static readonly Option<string?> s_labels = new("--labels") { Description = "The IDX file of the images' labels.", HelpName = "file" };
    private static readonly Option<string?> s_target = new("--target", "-t") { Description = "The column to predict. Not for networks of records, whose [Target] says it.", HelpName = "column" };
    private static readonly Option<string[]> s_ignore = new("--ignore") { Description = "Columns that are left out.", HelpName = "column", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> s_separator = new("--separator") { Description = "What stands between two fields of the CSV file: a character, or 'tab'.", DefaultValueFactory = _ => ",", HelpName = "char" };
    private static readonly Option<int?> s_rows = new("--rows") { Description = "At most so many images, drawn at random.", HelpName = "n" };
    private static readonly Option<double> s_validation = new("--validation") { Description = "The share of the rows that candidates are judged by.", DefaultValueFactory = _ => 0.25, HelpName = "share" };
    private static readonly Option<string?> s_metric = new("--metric", "-m") { Description = $"What is made better: {string.Join(", ", SearchMetric.All.Select(metric => metric.Name))}. Unless set accuracy of classes, rmse of numbers.", HelpName = "name" };
    private static readonly Option<string> s_method = new("--method") { Description = $"How it is searched: {string.Join("; ", SearchMethods.All.Select(method => $"{method.Name}: {method.Meaning}"))}.", DefaultValueFactory = _ => "random", HelpName = "name" };
    private static readonly Option<int?> s_trials = new("--trials", "-n") { Description = $"At most so many trials; {DefaultTrials} unless a --budget is set.", HelpName = "n" };
    private static readonly Option<TimeSpan?> s_budget = new("--budget", "-b") { Description = "No trial begins after this time: 90s, 10m, 2h.", HelpName = "time", CustomParser = ParseTime };
    private static readonly Option<int> s_epochs = new("--epochs", "-e") { Description = "The most epochs of a candidate.", DefaultValueFactory = _ => 60, HelpName = "n" };
    private static readonly Option<int> s_patience = new("--patience") { Description = "A candidate's training ends after so many epochs without progress.", DefaultValueFactory = _ => 10, HelpName = "n" };
    private static readonly Option<bool> s_cut = new("--cut") { Description = "Cut candidates whose curves do not promise to beat the best." };
    private static readonly Option<ulong> s_seed = new("--seed", "-s") { Description = "The same seed gives the same search, whatever the number of workers.", DefaultValueFactory = _ => 1, HelpName = "n" };
    private static readonly Option<int> s_workers = new("--workers", "-w") { Description = "Candidates that are trained at a time; one for each physical core unless set.", DefaultValueFactory = _ => ThreadTeam.PhysicalCores, HelpName = "n" };
    private static readonly Option<int> s_lag = new("--lag") { Description = "A trial is proposed from those that lie at least so far back; more workers than this have nothing to do.", DefaultValueFactory = _ => 8, HelpName = "n" };
    private static readonly Option<string> s_output = new("--output", "-o") { Description = "The folder of history.csv, report.html and best.txt.", DefaultValueFactory = _ => "nngen-search", HelpName = "folder" };
    private static readonly Option<bool> s_resume = new("--resume") { Description = "Go on with the search in the folder of --output. It is what it was; --trials, --budget and --workers may be new." };
    private static readonly Option<bool> s_force = new("--force") { Description = "Overwrite the search in the folder of --output." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("search", "Searches a space of networks for one that predicts well and costs little. Each candidate is compiled in memory and trained; ends with the best as attributes to paste.")
        {
            s_source, s_space, s_data, s_labels, s_target, s_ignore, s_separator, s_rows, s_validation, s_metric, s_method, s_trials, s_budget, s_epochs, s_patience, s_cut, s_seed, s_workers, s_lag, s_output, s_resume, s_force,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var display = new SearchDisplay();
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            ConsoleCancelEventHandler onCancel = (_, pressed) =>
            {
                // The second time the process ends at once, as any other.
                pressed.Cancel = !stop.IsCancellationRequested;
                stop.Cancel();
            };
            Console.CancelKeyPress += onCancel;
            try
            {
                return await SearchRun.RunAsync(Settings(parsed), display, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                Console.CancelKeyPress -= onCancel;
            }
        }
        catch (Exception exception) when (exception is ToolException or IOException or UnauthorizedAccessException)
        {
            display.Error(exception.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            display.Error("Ended before the search had begun.");
            return 130;
        }
    }

    /// <summary>What the arguments ask for.</summary>
    /// <exception cref="ToolException">They make no sense.</exception>
    internal static SearchSettings Settings(ParseResult parsed)
    {
        string output = parsed.GetValue(s_output)!;
        int? trials = parsed.GetValue(s_trials);
        TimeSpan? budget = parsed.GetValue(s_budget);
        int workers = parsed.GetValue(s_workers);
        CheckAtLeastOne(trials ?? 1, "--trials");
        CheckAtLeastOne(workers, "--workers");
        trials ??= budget is null ? DefaultTrials : null;
        if (parsed.GetValue(s_resume))
        {
            Option? changed = Array.Find(Identity, option => parsed.GetResult(option) is { Implicit: false });
            return changed is null
                ? SearchSettings.Load(output) with { Trials = trials, Budget = budget, Workers = workers, Resume = true }
                : throw new ToolException($"{changed.Name} cannot be changed with --resume: a search that goes on is what it was. Leave it out, or begin a new search.");
        }

        var settings = new SearchSettings
        {
            Source = parsed.GetValue(s_source)!,
            Space = parsed.GetValue(s_space),
            Data = parsed.GetValue(s_data) ?? throw new ToolException("Which data? Name a CSV file with --data, or images and labels as IDX files with --data and --labels."),
            Labels = parsed.GetValue(s_labels),
            Target = parsed.GetValue(s_target),
            Ignore = parsed.GetValue(s_ignore) ?? [],
            Separator = Character(parsed.GetValue(s_separator)!),
            Rows = parsed.GetValue(s_rows),
            Validation = parsed.GetValue(s_validation),
            Metric = parsed.GetValue(s_metric),
            Method = parsed.GetValue(s_method)!,
            Trials = trials,
            Budget = budget,
            Epochs = parsed.GetValue(s_epochs),
            Patience = parsed.GetValue(s_patience),
            Cut = parsed.GetValue(s_cut),
            Seed = parsed.GetValue(s_seed),
            Workers = workers,
            Lag = parsed.GetValue(s_lag),
            Output = output,
        };
        CheckAtLeastOne(settings.Epochs, "--epochs");
        CheckAtLeastOne(settings.Patience, "--patience");
        CheckAtLeastOne(settings.Lag, "--lag");
        CheckAtLeastOne(settings.Rows ?? 1, "--rows");
        if (!(settings.Validation is > 0 and < 1))
        {
            throw new ToolException($"--validation is a share between 0 and 1, such as 0.25, but it is {settings.Validation}.");
        }

        if (File.Exists(SearchSettings.PathOf(output)) && !parsed.GetValue(s_force))
        {
            throw new ToolException($"'{output}' has a search already: go on with it by --resume, overwrite it by --force, or name another folder with --output.");
        }

        return settings;
    }

    private static Option[] Identity => [s_space, s_data, s_labels, s_target, s_ignore, s_separator, s_rows, s_validation, s_metric, s_method, s_epochs, s_patience, s_cut, s_seed, s_lag];

    private static void CheckAtLeastOne(int value, string option)
    {
        if (value < 1)
        {
            throw new ToolException($"{option} must be at least 1, but it is {value}.");
        }
    }

    private static char Character(string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [char only] => only,
        _ => throw new ToolException($"--separator is one character, or 'tab', but it is '{text}'."),
    };

    private static TimeSpan? ParseTime(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (unit > 0 && double.TryParse(text.AsSpan(0, text.Length - 1), out double count) && count > 0 && count * unit < 1e7)
        {
            return TimeSpan.FromSeconds(count * unit);
        }

        argument.AddError($"--budget is a time such as 90s, 10m or 2h, but it is '{text}'.");
        return null;
    }
}
