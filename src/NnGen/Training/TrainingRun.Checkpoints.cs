namespace NnGen;

/// <content>Saving and going on.</content>
internal sealed partial class TrainingRun<TNetwork, T>
{
    /// <summary>Goes on where a file says, if there is one.</summary>
    /// <returns>The reason for which that run had ended, if it had.</returns>
    private StopReason? Resume()
    {
        if (_checkpoints?.Resume(_options.Epochs, _stepsPerEpoch) is not CheckpointState state)
        {
            return null;
        }

        _steps = state.Steps;
        _resumedAfter = state.Steps;
        _epoch = new EpochSums
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
        _good.Keep(_steps);
        StopReason? stop = null;
        foreach (EpochReport report in state.Epochs)
        {
            _epochs.Add(report);
            stop = _rules.Observe(report);
        }

        UpdateContext();

        // Within an epoch nothing had ended, whatever the epoch before said: a higher patience went on.
        return state.EpochSteps > 0 ? null : stop;
    }

    /// <param name="epochSteps">The steps of the epoch under way; 0 where it is done.</param>
    private void Save(int epochSteps)
    {
        // A file with broken numbers would take the place of a good one.
        CheckFinite();
        bool isWithinEpoch = epochSteps > 0;
        _checkpoints!.Save(new CheckpointState
        {
            Steps = _steps,
            Updates = _pipeline.Steps,
            Epoch = isWithinEpoch ? _epoch.Epoch : _epochs.Count,
            EpochSteps = epochSteps,
            EpochRows = isWithinEpoch ? _epoch.Rows : 0,
            EpochWeight = isWithinEpoch ? _epoch.Weight : 0,
            EpochLossWeight = isWithinEpoch ? _epoch.LossWeight : 0,
            EpochLoss = isWithinEpoch ? _epoch.LossSum : 0,
            EpochRightDecisions = isWithinEpoch ? _epoch.RightDecisions : 0,
            EpochSeconds = isWithinEpoch ? _epoch.Seconds : 0,
            Numbers = _pipeline.Numbers,
            Epochs = _epochs,
        });
    }
}
