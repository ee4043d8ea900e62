namespace NnGen.Search;

/// <summary>The columns of a search's history as CSV.</summary>
internal static class HistoryColumns
{
    internal const string Trial = "trial";
    internal const string Continues = "continues";
    internal const string Rung = "rung";
    internal const string Epochs = "epochs";
    internal const string EpochsBefore = "epochs_before";
    internal const string DataShare = "data_share";
    internal const string Seed = "seed";
    internal const string Outcome = "outcome";
    internal const string Objective = "objective";
    internal const string Spent = "spent";
    internal const string Curve = "curve";
    internal const string Origin = "origin";
    internal const string Message = "message";

    /// <summary>The columns of a history in their order.</summary>
    internal static string[] Of(SearchHistory history) =>
    [
        Trial, Continues, Rung, Epochs, EpochsBefore, DataShare, Seed,
        .. history.Space.Choices.Select(choice => $"choice.{choice.Name}"),
        Outcome, Objective, Spent,
        .. history.CostNames.Select(name => $"cost.{name}"),
        Curve, Origin, Message,
    ];

    /// <summary>A name of each outcome, in lower case.</summary>
    internal static string InWords(TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Completed => "completed",
        TrialOutcome.Cut => "cut",
        _ => "failed",
    };
}
