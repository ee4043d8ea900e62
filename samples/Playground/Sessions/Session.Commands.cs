using Samples.Playground.Data;
using Samples.Playground.Declarations;
using Samples.Playground.Training;

namespace Samples.Playground.Sessions;

/// <summary>What each command does.</summary>
internal sealed partial class Session
{
    private async Task HandleAsync(Command command, CancellationToken cancellation)
    {
        if (command is Command.Drawn)
        {
            _isDrawn = true;
            return;
        }

        _sinceCommand.Restart();
        try
        {
            await DoAsync(command, cancellation);
        }
        catch (Exception wrong) when (wrong is DataException or ArgumentException)
        {
            await SayAsync(wrong.Message.Split(" (Parameter")[0], cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await SayAsync($"The declaration was not compiled within {SessionLimits.Compilation.TotalSeconds} seconds.", cancellation);
        }
    }

    private Task DoAsync(Command command, CancellationToken cancellation) => command switch
    {
        Command.Open open => OpenAsync(open, cancellation),
        Command.Train train => TrainAsync(train, cancellation),
        Command.Play => PlayAsync(true),
        Command.Pause => PlayAsync(false),
        Command.Step step => StepAsync(step.Unit),
        Command.Speed speed => SpeedAsync(speed.EpochsPerSecond),
        Command.Explain explain => ExplainAsync(explain, cancellation),
        Command.SetWeight weight => SetWeightAsync(weight),
        Command.Save => page.SendAsync(new { type = "saved", parameters = Run.Parameters() }, cancellation),
        Command.Paste paste => page.SendAsync(PointTable.Read(paste.Text), cancellation),
        _ => Task.CompletedTask,
    };

    private INetworkRun Run => _run ?? throw new DataException("There is no network yet.");

    private async Task OpenAsync(Command.Open open, CancellationToken cancellation)
    {
        PointData data = PointData.Make(open.Data);
        await SendDataAsync(data, cancellation);
        await ReadTrainingAsync(open.Version, open.Training, cancellation);
        bool isSame = _run is not null && _workshop.Has(open.Declaration);
        bool isNetwork = await _workshop.CompileAsync(open.Declaration, cancellation);
        await SendFindingsAsync(open.Version, _workshop.Findings, isNetwork, cancellation);
        if (isNetwork)
        {
            INetworkRun? before = isSame ? _run : null;
            _run = null;
            INetworkRun run = _workshop.Start(data, _settings);
            run.Begin((ulong)Math.Max(0, open.Seed), open.KeepsWeights && before is not null ? before.Parameters() : open.Parameters ?? []);
            (_run, _version, _isFrameDue, _samplesMeasured) = (run, open.Version, true, 0);
            await SendNetworkAsync(run, !isSame, cancellation);
        }

        if (_workshop.MayHaveFixes)
        {
            // Nobody waits for them: the page gets them when they are known, if the text is still the one.
            _fixing = FixAsync(open, isNetwork, cancellation);
        }
    }

    private async Task FixAsync(Command.Open open, bool isNetwork, CancellationToken cancellation)
    {
        try
        {
            await SendFindingsAsync(open.Version, await _workshop.FixesAsync(open.Declaration, cancellation), isNetwork, cancellation);
        }
        catch (Exception late) when (late is OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // The page is gone, or it took too long: the findings stand there without fixes.
        }
    }

    private async Task TrainAsync(Command.Train train, CancellationToken cancellation)
    {
        if (await ReadTrainingAsync(train.Version, train.Text, cancellation))
        {
            _run?.Use(_settings);
        }
    }

    private async Task<bool> ReadTrainingAsync(int version, string train, CancellationToken cancellation)
    {
        TrainingSettings? settings = TrainingText.Read(train, out TextFault? fault);
        _settings = settings ?? _settings;
        await page.SendAsync(
            new { type = "training", version, findings = Finding.Of(fault is null ? [] : [fault], train), inWords = $"{_settings.Optimizer.Description}, batches of {_settings.BatchSize}" }, cancellation);
        return settings is not null;
    }

    private Task PlayAsync(bool isPlaying)
    {
        _isPlaying = isPlaying && Run is not null;
        _isFrameDue = true;
        _epochsAllowed = _epochsPerSecond > 0 ? 1e-9 : 0;
        return Task.CompletedTask;
    }

    private Task StepAsync(string unit)
    {
        _isPlaying = false;
        _isFrameDue = true;
        double epoch = Math.Floor(Run.Epochs);
        do
        {
            Run.Step(unit == "example" ? 1 : 0);
        }
        while (unit == "epoch" && Math.Floor(Run.Epochs) == epoch);
        return Task.CompletedTask;
    }

    private Task SpeedAsync(double epochsPerSecond)
    {
        _epochsPerSecond = epochsPerSecond is >= 0 and <= 100_000 ? epochsPerSecond : throw new DataException("The speed is from 0 to 100000 epochs a second.");
        _epochsAllowed = 1e-9;
        return Task.CompletedTask;
    }

    private Task ExplainAsync(Command.Explain explain, CancellationToken cancellation)
    {
        LabeledPoint next = Run.Next;
        double x = Math.Clamp(explain.X ?? next.X, -1e6, 1e6);
        double y = Math.Clamp(explain.Y ?? next.Y, -1e6, 1e6);
        double target = explain.X is null ? next.Target : explain.Target ?? 0;
        return page.SendAsync(new { type = "passes", isNext = explain.X is null, passes = Run.Explain(x, y, CheckedTarget(target)) }, cancellation);
    }

    private double CheckedTarget(double target)
    {
        bool isClass = _data is { IsRegression: false };
        return !double.IsFinite(target) || (isClass && (target != Math.Floor(target) || target < 0 || target >= _data!.Classes))
            ? throw new DataException($"There is no class {target}.")
            : target;
    }

    private Task SetWeightAsync(Command.SetWeight weight)
    {
        Run.SetWeight(weight.Layer, weight.Unit, weight.Index, weight.Value);
        _isFrameDue = true;
        return Task.CompletedTask;
    }
}
