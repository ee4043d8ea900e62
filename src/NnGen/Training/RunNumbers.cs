namespace NnGen;

/// <summary>How far a run is: what it counts and adds up, and what of that goes into reports and checkpoints.</summary>
/// <param name="info">The facts of the network.</param>
/// <param name="epochs">The epochs that the options ask for.</param>
/// <param name="stepsPerEpoch">The steps of an epoch.</param>
internal sealed class RunNumbers(NetworkInfo info, int epochs, int stepsPerEpoch)
{
    private readonly List<EpochReport> _done = [];
    private readonly AllocationMeter _allocations = new();

    /// <summary>The epoch under way, or the last one. A field: its sums change in place.</summary>
    public EpochSums Epoch;

    /// <summary>The epochs that the options ask for.</summary>
    public int Epochs => epochs;

    /// <summary>The steps of an epoch.</summary>
    public int StepsPerEpoch => stepsPerEpoch;

    /// <summary>The reports of the epochs that are done, those before the run was resumed included.</summary>
    public IReadOnlyList<EpochReport> Done => _done;

    /// <summary>The steps done in the whole run, those before it was resumed included.</summary>
    public long Steps { get; private set; }

    /// <summary>The steps after which the run was resumed; null if it was not.</summary>
    public long? ResumedAfter { get; private set; }

    /// <summary>The loss of the last batch with its penalty; NaN before the first.</summary>
    public double Loss { get; set; } = double.NaN;

    /// <summary>The loss of the epoch's batches so far; NaN before the first.</summary>
    public double EpochLoss => Epoch.Rows == 0 ? double.NaN : Epoch.Loss(info);

    /// <summary>Whether all steps of the epoch are done.</summary>
    public bool IsEpochDone => Epoch.Steps == stepsPerEpoch;

    /// <summary>Whether some of the epoch's steps are done, and not all.</summary>
    public bool IsWithinEpoch => Epoch.Steps > 0 && !IsEpochDone;

    /// <summary>What a step allocated on average, over the whole run; null before the first that counts.</summary>
    public double? BytesPerStep => _allocations.PerStep;

    /// <summary>The seconds of all epochs that are done.</summary>
    public double Seconds
    {
        get
        {
            double seconds = 0;
            foreach (EpochReport epoch in _done)
            {
                seconds += epoch.Seconds;
            }

            return seconds;
        }
    }

    /// <summary>The epoch to go on with: the one under way, or the next.</summary>
    public int NextEpoch => Epoch.Steps > 0 ? Epoch.Epoch : Epoch.Epoch + 1;

    /// <summary>Begins an epoch; one that was resumed goes on.</summary>
    public void BeginEpoch(int epoch)
    {
        if (Epoch.Steps == 0 || Epoch.Epoch != epoch)
        {
            Epoch = new EpochSums { Epoch = epoch, Allocations = new AllocationMeter() };
        }
    }

    /// <summary>Counts a step.</summary>
    public void EndStep()
    {
        Epoch.Steps++;
        Steps++;
    }

    /// <summary>Counts what a step allocated.</summary>
    public void AddAllocation(long bytes)
    {
        Epoch.Allocations.Add(bytes);
        _allocations.Add(bytes);
    }

    /// <summary>Takes the report of an epoch, whole or broken off.</summary>
    public void Add(EpochReport report) => _done.Add(report);

    /// <summary>Goes on where a checkpoint was written; the reports of its epochs follow by <see cref="Add"/>.</summary>
    public void Resume(CheckpointState state)
    {
        Steps = state.Steps;
        ResumedAfter = state.Steps;
        Epoch = new EpochSums
        {
            Epoch = state.Epoch,
            Allocations = new AllocationMeter(),
            Steps = state.EpochSteps,
            Rows = state.EpochRows,
            Weight = state.EpochWeight,
            LossWeight = state.EpochLossWeight,
            LossSum = state.EpochLoss,
            RightDecisions = state.EpochRightDecisions,
            Seconds = state.EpochSeconds,
        };
    }

    /// <summary>The numbers for a checkpoint.</summary>
    /// <param name="epochSteps">The steps of the epoch under way; 0 where it is done.</param>
    /// <param name="updates">The changes of the parameters.</param>
    /// <param name="pipelineNumbers">What else the steps' pipeline keeps.</param>
    public CheckpointState ToState(int epochSteps, long updates, double[] pipelineNumbers)
    {
        bool isWithinEpoch = epochSteps > 0;
        return new CheckpointState
        {
            Steps = Steps,
            Updates = updates,
            Epoch = isWithinEpoch ? Epoch.Epoch : _done.Count,
            EpochSteps = epochSteps,
            EpochRows = isWithinEpoch ? Epoch.Rows : 0,
            EpochWeight = isWithinEpoch ? Epoch.Weight : 0,
            EpochLossWeight = isWithinEpoch ? Epoch.LossWeight : 0,
            EpochLoss = isWithinEpoch ? Epoch.LossSum : 0,
            EpochRightDecisions = isWithinEpoch ? Epoch.RightDecisions : 0,
            EpochSeconds = isWithinEpoch ? Epoch.Seconds : 0,
            Numbers = pipelineNumbers,
            Epochs = _done,
        };
    }
}
