using System.Globalization;

namespace NnGen.Search;

/// <summary>What came of a <see cref="Trial"/>. Immutable.</summary>
public sealed record TrialResult
{
    private TrialResult()
    {
    }

    /// <summary>What is minimised, such as the validation loss, or the error rate 1 - accuracy; NaN where the trial failed.</summary>
    public required double Objective { get; init; }

    /// <summary>How the trial ended.</summary>
    public required TrialOutcome Outcome { get; init; }

    /// <summary>The objective after each epoch of the network, those of the trials that it continues included; may be empty.</summary>
    public required IReadOnlyList<double> Curve { get; init; }

    /// <summary>What a network of this configuration costs, such as its parameters and its multiply-adds; lower is better. In the order of <see cref="SearchHistory.CostNames"/>.</summary>
    public required IReadOnlyList<double> Costs { get; init; }

    /// <summary>What this trial took, in epochs over all the data; less than <see cref="Trial.PlannedCost"/> where it was cut.</summary>
    public required double Spent { get; init; }

    /// <summary>Why it failed; empty where it did not.</summary>
    public string Message { get; init; } = "";

    /// <summary>A trial that was trained to its end. An objective that is not finite makes it one that failed.</summary>
    /// <param name="objective">What is minimised.</param>
    /// <param name="spent">What it took, in epochs over all the data.</param>
    /// <param name="curve">The objective after each epoch; null for none.</param>
    /// <param name="costs">What such a network costs; null for nothing.</param>
    public static TrialResult Completed(double objective, double spent, IReadOnlyList<double>? curve = null, IReadOnlyList<double>? costs = null)
        => Of(TrialOutcome.Completed, objective, spent, curve, costs);

    /// <summary>A trial that was cut before its end. An objective that is not finite makes it one that failed.</summary>
    /// <param name="objective">What is minimised, as it was then.</param>
    /// <param name="spent">What it took, in epochs over all the data.</param>
    /// <param name="curve">The objective after each epoch; null for none.</param>
    /// <param name="costs">What such a network costs; null for nothing.</param>
    public static TrialResult Cut(double objective, double spent, IReadOnlyList<double>? curve = null, IReadOnlyList<double>? costs = null)
        => Of(TrialOutcome.Cut, objective, spent, curve, costs);

    /// <summary>A trial that gave nothing: it could not be made, or its numbers became infinite.</summary>
    /// <param name="message">Why.</param>
    /// <param name="spent">What it took, in epochs over all the data.</param>
    /// <param name="curve">The objective after each epoch; null for none.</param>
    /// <param name="costs">What such a network costs; null for nothing.</param>
    public static TrialResult Failed(string message, double spent = 0, IReadOnlyList<double>? curve = null, IReadOnlyList<double>? costs = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        CheckSpent(spent);
        return new() { Objective = double.NaN, Outcome = TrialOutcome.Failed, Spent = spent, Curve = [.. curve ?? []], Costs = [.. costs ?? []], Message = message };
    }

    private static TrialResult Of(TrialOutcome outcome, double objective, double spent, IReadOnlyList<double>? curve, IReadOnlyList<double>? costs)
    {
        CheckSpent(spent);
        return double.IsFinite(objective)
            ? new() { Objective = objective, Outcome = outcome, Spent = spent, Curve = [.. curve ?? []], Costs = [.. costs ?? []] }
            : Failed(string.Create(CultureInfo.InvariantCulture, $"the objective is {objective}"), spent, curve, costs);
    }

    private static void CheckSpent(double spent)
    {
        if (!double.IsFinite(spent) || spent < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(spent), spent, "What a trial took must be a finite number of 0 or more.");
        }
    }
}

/// <summary>How a trial ended.</summary>
public enum TrialOutcome
{
    /// <summary>It was trained to its end.</summary>
    Completed,

    /// <summary>It was stopped, since it did not promise to be the best.</summary>
    Cut,

    /// <summary>It gave no objective.</summary>
    Failed,
}
