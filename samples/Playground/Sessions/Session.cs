using System.Diagnostics;
using System.Threading.Channels;
using NnGen.InMemory;
using Samples.Playground.Data;
using Samples.Playground.Declarations;
using Samples.Playground.Training;

namespace Samples.Playground.Sessions;

/// <summary>
/// One page and its network. All of it happens in one loop, which takes commands, trains for the time of a frame, and sends the frame once the page has
/// taken the one before.
/// </summary>
internal sealed partial class Session(NetworkProject project, IPage page) : IDisposable
{
    private readonly Channel<Command> _commands = Channel.CreateBounded<Command>(SessionLimits.WaitingCommands);
    private readonly Workshop _workshop = new(project);
    private readonly Stopwatch _sinceFrame = Stopwatch.StartNew();
    private readonly Stopwatch _sinceCommand = Stopwatch.StartNew();
    private readonly Stopwatch _sinceMeasured = Stopwatch.StartNew();
    private INetworkRun? _run;
    private TrainingSettings _settings = new();
    private bool _isPlaying;
    private int _version;
    private Task _fixing = Task.CompletedTask;
    private bool _isDrawn = true;
    private bool _isFrameDue;
    private double _epochsPerSecond;
    private double _epochsAllowed;
    private long _samplesMeasured;
    private double _samplesPerSecond;

    /// <summary>Takes a command; waits while many are waiting.</summary>
    public ValueTask TakeAsync(Command command, CancellationToken cancellation) => _commands.Writer.WriteAsync(command, cancellation);

    /// <summary>Says that no further command comes: the session ends once it has done those that wait.</summary>
    public void Complete() => _commands.Writer.TryComplete();

    /// <summary>Runs until it is cancelled, no further command can come, or nobody has said a word for long.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (_sinceCommand.Elapsed < SessionLimits.Idle)
        {
            while (_commands.Reader.TryRead(out Command? command))
            {
                await HandleAsync(command, cancellation);
            }

            if (_commands.Reader.Completion.IsCompleted)
            {
                await _fixing;
                return;
            }

            if (_isPlaying && _run is not null)
            {
                Train(_run);
            }

            if (_run is not null && _isDrawn && (_isFrameDue || _isPlaying) && _sinceFrame.Elapsed >= SessionLimits.FrameInterval)
            {
                await SendFrameAsync(_run, cancellation);
            }

            await RestAsync(cancellation);
        }

        await page.SendAsync(new { type = "message", text = "This page was left alone for an hour, so its network is gone. Reload it to go on." }, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _workshop.Dispose();

    /// <summary>Trains until the next frame is due, or for as many epochs as the speed allows until then.</summary>
    private void Train(INetworkRun run)
    {
        TimeSpan slice = SessionLimits.FrameInterval - _sinceFrame.Elapsed;
        slice = slice > SessionLimits.ShortestSlice ? slice : SessionLimits.ShortestSlice;
        long begin = Stopwatch.GetTimestamp();
        double from = run.Epochs;
        _epochsAllowed = Math.Min(_epochsAllowed, Math.Max(1, _epochsPerSecond));
        do
        {
            if (_epochsPerSecond > 0 && run.Epochs - from >= _epochsAllowed)
            {
                break;
            }

            run.Step();
        }
        while (Stopwatch.GetElapsedTime(begin) < slice);

        _epochsAllowed -= run.Epochs - from;
    }

    /// <summary>Waits for a command, or for the time of the next frame; not at all while there is training to be done.</summary>
    private async Task RestAsync(CancellationToken cancellation)
    {
        bool isSeen = _isDrawn || _sinceFrame.Elapsed < SessionLimits.Unseen;
        bool isBusy = _isPlaying && isSeen && (_epochsPerSecond == 0 || _epochsAllowed > 0);
        if (isBusy)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            return;
        }

        TimeSpan next = SessionLimits.FrameInterval - _sinceFrame.Elapsed;
        TimeSpan rest = (_isPlaying || _isFrameDue) && _isDrawn ? TimeSpan.FromMilliseconds(Math.Max(1, next.TotalMilliseconds)) : SessionLimits.Idle - _sinceCommand.Elapsed;
        if (rest <= TimeSpan.Zero)
        {
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        waiting.CancelAfter(rest);
        try
        {
            await _commands.Reader.WaitToReadAsync(waiting.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private async Task SendFrameAsync(INetworkRun run, CancellationToken cancellation)
    {
        RunScores scores = run.Score();
        if (_isPlaying && !scores.IsFinite)
        {
            await StopAsync("The loss is no longer a number: the steps were too large. Lower the rate and restart.", cancellation);
        }

        if (_isPlaying && _sinceCommand.Elapsed > SessionLimits.Playing)
        {
            await StopAsync("Paused after ten minutes in which nobody touched anything.", cancellation);
        }

        Measure(run);
        _epochsAllowed += _epochsPerSecond * Math.Min(1, _sinceFrame.Elapsed.TotalSeconds);
        _sinceFrame.Restart();
        (_isFrameDue, _isDrawn) = (false, false);
        await page.SendAsync(Frame.Of(run, scores, _version, _samplesPerSecond), cancellation);
    }

    /// <summary>How fast the training is, over half a second or more.</summary>
    private void Measure(INetworkRun run)
    {
        if (_sinceMeasured.Elapsed.TotalSeconds >= 0.5)
        {
            _samplesPerSecond = Math.Max(0, run.Samples - _samplesMeasured) / _sinceMeasured.Elapsed.TotalSeconds;
            _samplesMeasured = run.Samples;
            _sinceMeasured.Restart();
        }
    }

    private async Task StopAsync(string why, CancellationToken cancellation)
    {
        _isPlaying = false;
        await page.SendAsync(new { type = "stopped" }, cancellation);
        await SayAsync(why, cancellation);
    }

    private Task SayAsync(string text, CancellationToken cancellation) => page.SendAsync(new { type = "message", text }, cancellation);
}
