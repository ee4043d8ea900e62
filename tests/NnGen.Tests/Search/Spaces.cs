using NnGen.Search;

namespace NnGen.Tests.Search;

/// <summary>Spaces and results that tests share.</summary>
internal static class Spaces
{
    /// <summary>One or two layers of three widths, and two activations: 3 x 2 + 9 x 2 = 24 configurations.</summary>
    internal static ChoiceSpace Layers(Func<Configuration, bool>? isPossible = null) => new(
        [
            new Choice("layers", ["1", "2"], isOrdered: true),
            new Choice("first units", ["8", "16", "32"], isOrdered: true),
            new Choice("second units", ["8", "16", "32"], isOrdered: true, new ChoiceCondition(0, 1)),
            new Choice("activation", ["relu", "tanh"]),
        ],
        isPossible);

    /// <summary>So many choices of so many options each.</summary>
    internal static ChoiceSpace Cube(int choices, int options) => new(
        [.. Enumerable.Range(0, choices).Select(i => new Choice($"c{i}", [.. Enumerable.Range(0, options).Select(option => $"o{option}")], isOrdered: true))]);

    /// <summary>The distance of the options from the middle ones, squared: a function with one best configuration.</summary>
    internal static double Bowl(ChoiceSpace space, Configuration configuration)
    {
        double sum = 0;
        for (int i = 0; i < configuration.Count; i++)
        {
            double middle = space.Choices[i].Options.Count / 2;
            double off = configuration[i] - middle;
            sum += configuration[i] == Configuration.Inactive ? 0 : off * off;
        }

        return sum;
    }

    /// <summary>A trial as a runner has it trained: the bowl, with a curve that falls to it.</summary>
    internal static TrialResult Train(ChoiceSpace space, Trial trial)
    {
        double end = Bowl(space, trial.Configuration);
        var curve = new List<double>();
        for (int epoch = 1; epoch <= trial.Epochs; epoch++)
        {
            curve.Add(end + (10.0 / epoch));
            if (epoch > trial.EpochsBefore && trial.ShouldStop(curve))
            {
                return TrialResult.Cut(curve[^1], epoch - trial.EpochsBefore, curve);
            }
        }

        return TrialResult.Completed(curve[^1], trial.PlannedCost, curve);
    }

    /// <summary>Asks and tells by turns, as one worker does.</summary>
    internal static List<FinishedTrial> RunInTurns(SearchMethod method, int mostTrials, Func<Trial, TrialResult>? train = null)
    {
        train ??= trial => Train(method.Space, trial);
        var finished = new List<FinishedTrial>();
        while (finished.Count < mostTrials && method.Next() is Trial trial)
        {
            TrialResult result = train(trial);
            method.Report(trial.Number, result);
            finished.Add(new FinishedTrial(trial, result));
        }

        return finished;
    }
}
