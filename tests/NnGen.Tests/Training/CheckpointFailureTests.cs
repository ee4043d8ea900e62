using Xunit;

namespace NnGen.Tests.Training;

using PlaneNet = HandMadeNetwork<Regression, double>;

/// <summary>A disk that does not take a checkpoint ends no training and costs no checkpoint that is there.</summary>
public sealed class CheckpointFailureTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _path;

    public CheckpointFailureTests() => _path = _directory.File("run.checkpoint");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void DiskThatGetsFull_KeepsTheCheckpointBeforeAndTrainingGoesOn()
    {
        int writes = 0;
        var network = new PlaneNet(1);
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(12), Options(new CheckpointOptions(_path)
        {
            EverySteps = 2,
            EveryEpochs = null,
            Write = (path, write) => AtomicFile.Write(path, ++writes == 1 ? write : _ => write(new FullStream(1000))),
        }));

        Assert.Equal(StopReason.EpochsDone, report.StopReason);
        Assert.Equal([4, 6, 8, 9], report.CheckpointFailures.Select(failure => failure.Steps));
        Assert.All(report.CheckpointFailures, failure => Assert.Contains($"'{_path}' could not be written; whatever stood there is unchanged. The reason: No space left on device.", failure.Message, StringComparison.Ordinal));
        Assert.Contains("4 checkpoints could not be written, the first after 4 steps: ", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(["run.checkpoint"], _directory.Names());

        // The first one is whole: a run goes on from it to the same end.
        var resumed = new PlaneNet(1);
        TrainingReport second = Trainer.Fit(resumed, TrainingData.Plane(12), Options(new CheckpointOptions(_path) { Resume = true }));
        Assert.Equal(2, second.ResumedAfterSteps);
        Assert.Empty(second.CheckpointFailures);
        Assert.Equal(network.Parameters.Span.ToArray(), resumed.Parameters.Span.ToArray());
    }

    [Fact]
    public void FolderThatGoesAway_IsReportedAndTrainingGoesOn()
    {
        string folder = _directory.File("folder");
        Directory.CreateDirectory(folder);
        var leaving = new Actor { Start = _ => Directory.Delete(folder) };
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(12), Options(new CheckpointOptions(Path.Combine(folder, "run")), leaving));
        Assert.Equal(9, report.Steps);
        Assert.Equal([3, 6, 9], report.CheckpointFailures.Select(failure => failure.Steps));
    }

    [Fact]
    public void UnwritableFolder_IsReportedAndTrainingGoesOn()
    {
        var refused = new CheckpointOptions(_path) { Write = (_, _) => throw new UnauthorizedAccessException("Access denied.") };
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(12), Options(refused));
        Assert.Equal(3, report.CheckpointFailures.Count);
        Assert.Equal("Access denied.", report.CheckpointFailures[0].Message);
    }

    [Fact]
    public void DiskThatIsFreedAgain_IsWrittenAtTheNextOccasion()
    {
        int writes = 0;
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(12), Options(new CheckpointOptions(_path)
        {
            Write = (path, write) => AtomicFile.Write(path, ++writes < 3 ? _ => write(new FullStream(10)) : write),
        }));
        Assert.Equal(2, report.CheckpointFailures.Count);
        Assert.Equal(9, Trainer.Fit(new PlaneNet(1), TrainingData.Plane(12), Options(new CheckpointOptions(_path) { Resume = true })).ResumedAfterSteps);
    }

    [Fact]
    public void FailuresWithoutEnd_AreKeptUpToAHundred()
    {
        var options = new TrainingOptions { Epochs = 200, BatchSize = 12, Checkpoint = new CheckpointOptions(_path) { Write = (_, _) => throw new IOException("No.") } };
        Assert.Equal(100, Trainer.Fit(new PlaneNet(1), TrainingData.Plane(12), options).CheckpointFailures.Count);
    }

    [Fact]
    public void NumbersThatBroke_DoNotReplaceTheCheckpoint()
    {
        // The first step breaks the first weight; see TrainerFailureTests.
        var network = new PlaneNet(1);
        network.Parameters.Span.Clear();
        network.Weight(0, 0) = 1e-10;
        byte[] before = [1, 2, 3];
        File.WriteAllBytes(_path, before);
        Dataset<double> data = Dataset.FromTargets([1e160, 0.0, 0.0, 1, 1, 1], 3, [0.0, 0.0], 1);
        var options = new TrainingOptions { BatchSize = 1, Shuffle = false, Optimizer = new Sgd(0.1), Checkpoint = new CheckpointOptions(_path) { EverySteps = 1 } };
        Assert.Throws<TrainingException>(() => Trainer.Fit(network, data, options));
        Assert.Equal(before, File.ReadAllBytes(_path));
        Assert.Equal(1e-10, network.Weight(0, 0));
    }

    [Fact]
    public void FailureAfterAResume_GoesBackToTheCheckpointAtLeast()
    {
        var checkpoint = new CheckpointOptions(_path) { EverySteps = 2, Resume = true };
        TrainingOptions Exploding(params TrainingCallback[] callbacks)
            => new() { Epochs = 1000, BatchSize = 4, Optimizer = new Sgd(50), Checkpoint = checkpoint, Callbacks = callbacks };
        Assert.Throws<InvalidTimeZoneException>(() => Trainer.Fit(new PlaneNet(1), TrainingData.Plane(40), Exploding(new DyingAt(11))));
        var network = new PlaneNet(1);
        var exception = Assert.Throws<TrainingException>(() => Trainer.Fit(network, TrainingData.Plane(40), Exploding()));
        Assert.Equal(10, exception.Report.ResumedAfterSteps);
        Assert.Contains("the parameters again that it had after", exception.Message, StringComparison.Ordinal);
        Assert.True(double.IsFinite(Trainer.Evaluate(network, TrainingData.Plane(4)).Loss));
    }

    [Fact]
    public void WhatAKilledProcessLeft_IsDeletedAtTheNextStart()
    {
        string stale = $".run.checkpoint.{Guid.NewGuid():N}.tmp";
        string busy = $".run.checkpoint.{Guid.NewGuid():N}.tmp";
        string[] others = [".run.checkpoint.mine.tmp", $".other.{Guid.NewGuid():N}.tmp", $"run.checkpoint.{Guid.NewGuid():N}.tmp"];
        _directory.Write(stale, [1]);
        foreach (string other in others)
        {
            _directory.Write(other, [1]);
        }

        using (new FileStream(_directory.File(busy), FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            Trainer.Fit(new PlaneNet(1), TrainingData.Plane(12), Options(new CheckpointOptions(_path) { Resume = true }));
        }

        Assert.Equal([.. others.Append(busy).Append("run.checkpoint").Order(StringComparer.Ordinal)], _directory.Names());
    }

    [Fact]
    public void ImpossibleOptions_AreAllNamedBeforeTheFirstStep()
    {
        var options = new TrainingOptions
        {
            Epochs = 0,
            Checkpoint = new CheckpointOptions(Path.Combine(_directory.Path, "missing", "run")) { EverySteps = 0, EverySeconds = double.NaN, EveryEpochs = -1 },
        };
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(new PlaneNet(1), TrainingData.Plane(12), options)).Message;
        string[] expected =
        [
            "5 problems",
            "Epochs must be at least 1",
            "Checkpoint: EverySteps must be at least 1 or null, but it is 0.",
            "Checkpoint: EveryEpochs must be at least 1 or null, but it is -1.",
            "Checkpoint: EverySeconds must be a finite number above 0 or null, but it is NaN.",
            "missing" + Path.DirectorySeparatorChar + "run' does not exist; create it or choose another path.",
        ];
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void PathsThatCannotBeWritten_AreNamedBeforeTheFirstStep()
    {
        Assert.Contains($"Checkpoint: '{_directory.Path}' is a folder", Problem(_directory.Path), StringComparison.Ordinal);
        File.WriteAllText(_path, "");
        File.SetAttributes(_path, FileAttributes.ReadOnly);
        Assert.Contains("is marked read-only", Problem(_path), StringComparison.Ordinal);
        File.SetAttributes(_path, FileAttributes.Normal);
        Assert.Contains("cannot be a file", Problem("a\0b"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("path", () => new CheckpointOptions(""));
        Assert.Throws<ArgumentNullException>("path", () => new CheckpointOptions(null!));
    }

    private static TrainingOptions Options(CheckpointOptions checkpoint, params TrainingCallback[] callbacks)
        => new() { Epochs = 3, BatchSize = 4, Optimizer = new Adam(), Checkpoint = checkpoint, Callbacks = callbacks };

    private static string Problem(string path) =>
        Assert.Throws<ArgumentException>(() => Trainer.Fit(new PlaneNet(1), TrainingData.Plane(12), Options(new CheckpointOptions(path)))).Message;
}
