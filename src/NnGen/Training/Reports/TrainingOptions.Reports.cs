namespace NnGen;

/// <content>What is watched for reports.</content>
public sealed partial class TrainingOptions
{
    /// <summary>Watches gradients, updates, weights and dead units of each layer, for <see cref="EpochReport.Layers"/> and the report's curves and warnings; null for none.</summary>
    public GradientWatch? Watch { get; init; }

    private void AddReportProblems(List<string> problems) => Watch?.AddProblems(problems);
}
