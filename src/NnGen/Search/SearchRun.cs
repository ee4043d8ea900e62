using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace NnGen.Search;

/// <summary>One run of a search: what its workers share.</summary>
internal sealed class SearchRun
{
    private readonly Lock _gate = new();
    private readonly SearchMethod _method;
    private readonly Func<Trial, CancellationToken, TrialResult> _train;
    private readonly SearchRunOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _abandoned;
    private readonly SearchHistory _history;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly SemaphoreSlim _changed = new(0);
    private SearchEndReason? _end;
    private ExceptionDispatchInfo? _failure;
    private int _waiting;
    private int _looked = -1;

    internal SearchRun(SearchMethod method, Func<Trial, CancellationToken, TrialResult> train, SearchRunOptions options, CancellationToken cancellation)
    {
        _method = method;
        _train = train;
        _options = options;
        _cancellation = cancellation;
        _abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _history = options.History ?? new SearchHistory(method.Space);
    }

    internal SearchOutcome Run()
    {
        using (_abandoned)
        {
            var threads = new List<Thread>();
            for (int worker = 1; worker < _options.Workers; worker++)
            {
                var thread = new Thread(Work) { IsBackground = true, Name = $"search worker {worker}" };
                thread.Start();
                threads.Add(thread);
            }

            Work();
            threads.ForEach(thread => thread.Join());
        }

        _failure?.Throw();
        return new SearchOutcome(_method.Name, _history, _end ?? SearchEndReason.Cancelled);
    }

    private void Work()
    {
        try
        {
            while (Ask() is Trial trial)
            {
                Tell(trial, Train(trial));
            }
        }
        catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
        {
            End(SearchEndReason.Cancelled);
        }
#pragma warning disable CA1031 // Thrown again by Run, on the caller's thread.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                _failure ??= ExceptionDispatchInfo.Capture(exception);
            }

            End(SearchEndReason.Cancelled);
            _abandoned.Cancel();
        }
    }

    // The next trial that must be trained; null at the end. Waits while results are missing.
    private Trial? Ask()
    {
        while (true)
        {
            _abandoned.Token.ThrowIfCancellationRequested();
            lock (_gate)
            {
                _end ??= Limit();
                Trial? trial = _end is null ? _method.Next() : null;
                if (trial is null && _method.IsFinished)
                {
                    _end ??= SearchEndReason.NothingLeft;
                }

                if (_end is not null)
                {
                    WakeAll();
                    return null;
                }

                if (trial is not null && !TryTellRecorded(trial))
                {
                    return trial;
                }

                if (trial is not null)
                {
                    continue;
                }

                _waiting++;
            }

            _changed.Wait(_abandoned.Token);
        }
    }

    private TrialResult Train(Trial trial)
    {
        try
        {
            return _train(trial, _abandoned.Token) ?? throw new InvalidOperationException($"Training trial {trial.Number} gave null; it must give a result.");
        }
        catch (TrainingException exception)
        {
            return TrialResult.Failed(exception.Message, spent: trial.PlannedCost);
        }
    }

    private void Tell(Trial trial, TrialResult result)
    {
        lock (_gate)
        {
            _history.Add(trial, result);
            _method.Report(trial.Number, result);
            WakeAll();
            _options.Progress?.Report(new FinishedTrial(trial, result));
        }
    }

    private bool TryTellRecorded(Trial trial)
    {
        if (_history.Find(trial.Number) is not FinishedTrial recorded)
        {
            return false;
        }

        if (!recorded.Trial.IsSameAs(trial))
        {
            throw new InvalidOperationException(
                $"The history is of another search: its trial {trial.Number} is {_method.Space.Describe(recorded.Trial.Configuration)} for {recorded.Trial.Epochs} epochs, but this search asks for {_method.Space.Describe(trial.Configuration)} for {trial.Epochs}. Method, seed, lag and space must be those of the history.");
        }

        _method.Report(trial.Number, recorded.Result);
        WakeAll();
        return true;
    }

    // Cost is looked at once for each trial: results that come while workers wait must not end a search sooner than with one worker.
    private SearchEndReason? Limit()
    {
        int next = _method.Trials.Count;
        bool isLookedAt = next == _looked;
        _looked = next;
        return next >= _options.MaxTrials ? SearchEndReason.TrialLimit
            : !isLookedAt && _method.CommittedCost >= _options.MaxCost ? SearchEndReason.CostLimit
            : _time.Elapsed >= _options.MaxTime ? SearchEndReason.TimeLimit
            : null;
    }

    private void End(SearchEndReason reason)
    {
        lock (_gate)
        {
            _end ??= reason;
            WakeAll();
        }
    }

    // Under the gate.
    private void WakeAll()
    {
        if (_waiting > 0)
        {
            _changed.Release(_waiting);
            _waiting = 0;
        }
    }
}
