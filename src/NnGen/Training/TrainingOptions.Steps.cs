namespace NnGen;

/// <content>What happens between a gradient and changed parameters.</content>
public sealed partial class TrainingOptions
{
    /// <summary>How the learning rate changes as training goes on; null for the optimizer's own rate throughout.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    private void AddStepsProblems(List<string> problems)
    {
        if (Schedule?.Problem is string problem)
        {
            problems.Add(problem);
        }
    }
}
