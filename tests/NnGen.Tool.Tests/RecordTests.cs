using NnGen.Search;
using NnGen.Tool.Training;

namespace NnGen.Tool.Tests;

/// <summary>Records, numbers as targets, and images.</summary>
public class RecordTests
{
    /// <summary>The record and the block stand in the file of the space, and are internal there.</summary>
    [Fact]
    public async Task Records_AreReadByTheNetworkItself()
    {
        using var folder = new SearchFolder(
            """
            enum Side { In, Out }

            record Point(float X, float? Y, [Target] Side Side);

            [Block]
            [Dense(4), Choices("Units", 2, 4), Tanh]
            class Hidden;

            [SearchSpace]
            [Input<Point>]
            [Use<Hidden>, Repeat(1, 2)]
            [Dense(2), Softmax]
            class PointSpace;
            """);
        (SearchSession session, SearchOutcome outcome) = await SearchFolder.SearchAsync(folder.Settings("records", trials: 3) with { Target = null });
        using (session)
        {
            Assert.All(outcome.History.Trials, trial => Assert.Equal(TrialOutcome.Completed, trial.Result.Outcome));
            Assert.Contains("[Input<Point>]", session.Paste(outcome.Best!), StringComparison.Ordinal);
            Assert.Contains("60 records", session.Data.Description, StringComparison.Ordinal);
        }
    }

    /// <summary>Targets around a thousand are learnt in units of their own where the space says so.</summary>
    [Fact]
    public async Task Numbers_ArePredictedInTheirUnits()
    {
        string rows = string.Join('\n', Enumerable.Range(0, 80).Select(i => $"{i % 9},{(i % 2 == 0 ? "a" : "b")},{1000 + 10 * (i % 9) + (i % 2 == 0 ? 5 : 0)}"));
        using var folder = new SearchFolder("[SearchSpace] [Input(3)] [Dense(Choices = [4, 8]), ReLU] [Dense(1), OutputScaler] [TrainingChoices(LearningRate = [0.03])] public class CostSpace;", $"size,kind,cost\n{rows}\n");
        (SearchSession session, SearchOutcome outcome) = await SearchFolder.SearchAsync(folder.Settings("numbers", trials: 2) with { Target = "cost", Epochs = 40 });
        using (session)
        {
            Assert.Equal("rmse", session.Metric.Name);
            Assert.InRange(outcome.Best!.Result.Objective, 0, 10);
        }
    }

    [Fact]
    public async Task Images_AreReadFromIdx()
    {
        using var folder = new SearchFolder("[SearchSpace] [Input(1, 2, 2)] [Flatten, Dense(Choices = [2, 4]), ReLU] [Dense(3), Softmax] public class ImageSpace;");
        byte[] pixels = [.. Enumerable.Range(0, 24 * 4).Select(i => (byte)(i % 4 == i / 4 % 3 ? 255 : 0))];
        string images = Path.Combine(folder.Root, "images.idx");
        string labels = Path.Combine(folder.Root, "labels.idx");
        File.WriteAllBytes(images, [0, 0, 8, 3, 0, 0, 0, 24, 0, 0, 0, 2, 0, 0, 0, 2, .. pixels]);
        File.WriteAllBytes(labels, [0, 0, 8, 1, 0, 0, 0, 24, .. Enumerable.Range(0, 24).Select(i => (byte)(i % 3))]);
        (SearchSession session, SearchOutcome outcome) = await SearchFolder.SearchAsync(folder.Settings("images", trials: 2) with { Data = images, Labels = labels, Target = null });
        using (session)
        {
            Assert.Equal(2, outcome.History.Count);
            Assert.Contains("24 images of 4 pixels, 3 classes", session.Data.Description, StringComparison.Ordinal);
        }
    }
}
