using System.Globalization;

namespace NnGen.Tool.Training;

/// <summary>What is made better. A search minimises, so of what should be large it takes what is missing to 1.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="IsComplement">Whether the search takes 1 minus it.</param>
/// <param name="Of">The number, or null where networks have none.</param>
internal sealed record SearchMetric(string Name, string Meaning, bool IsComplement, Func<EvaluationReport, double?> Of)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SearchMetric> All { get; } =
    [
        new("accuracy", "share of right decisions", true, report => report.Accuracy),
        new("balanced-accuracy", "mean over the classes of the share of right decisions", true, report => report.BalancedAccuracy),
        new("loss", "the loss that is trained", false, report => report.Loss),
        new("log-loss", "cross entropy of the classes", false, report => report.LogLoss),
        new("mcc", "Matthews' correlation coefficient", true, report => report.MatthewsCorrelation),
        new("rmse", "root of the mean squared error", false, report => report.RootMeanSquaredError),
        new("mae", "mean absolute error", false, report => report.MeanAbsoluteError),
        new("r2", "coefficient of determination", true, report => report.RSquared),
    ];

    /// <summary>A metric by its name, or the usual one of a network.</summary>
    /// <exception cref="ToolException">There is none of that name.</exception>
    public static SearchMetric Find(string? name, NetworkInfo info) => name is null
        ? All.First(metric => metric.Name == (info.Output is OutputKind.Values ? "rmse" : info.Output is OutputKind.Transcripts ? "loss" : "accuracy"))
        : All.FirstOrDefault(metric => string.Equals(metric.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ToolException($"There is no metric '{name}'; there are {string.Join(", ", All.Select(metric => metric.Name))}.");

    /// <summary>What the search minimises.</summary>
    /// <exception cref="ToolException">Networks have no such number.</exception>
    public double Objective(EvaluationReport report) => Of(report) is double value
        ? IsComplement ? 1 - value : value
        : throw new ToolException($"These networks have no {Name} ({Meaning}); the metrics are {string.Join(", ", All.Where(metric => metric.Of(report) is not null).Select(metric => metric.Name))}.");

    /// <summary>The number of an objective, as people read it.</summary>
    public double Value(double objective) => IsComplement ? 1 - objective : objective;

    /// <summary>The same as text: shares to a hundredth of a percent, errors, which may be tiny, in four digits.</summary>
    public string Text(double objective) => IsComplement
        ? Value(objective).ToString("0.####", CultureInfo.InvariantCulture)
        : Value(objective).ToString("G4", CultureInfo.InvariantCulture);
}
