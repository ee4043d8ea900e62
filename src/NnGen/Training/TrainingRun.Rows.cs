namespace NnGen;

/// <content>The rows of each step.</content>
internal sealed partial class TrainingRun<TNetwork, T>
{
    private void BeginEpoch(int epoch)
    {
        try
        {
            _reader.Begin(_seed, epoch, firstRow: _epoch.Steps * _batchSize);
        }
        catch (Exception cause) when (IsOfData(cause))
        {
            SaveWithoutData();
            throw;
        }
    }

    private Batch<T> ReadBatch()
    {
        int start = _epoch.Steps * _batchSize;
        try
        {
            return _reader.Read(start, Math.Min(_batchSize, _rows - start));
        }
        catch (Exception cause) when (IsOfData(cause))
        {
            SaveWithoutData();
            throw;
        }
    }

    /// <summary>The forward pass of a batch. The tape looks at labels and weights before anything is computed.</summary>
    private T Forward(in Batch<T> batch)
    {
        try
        {
            if (batch.HasWeights)
            {
                _tape.SetWeights(batch.Weights);
            }

            _tape.DrawMasks(_seed, (ulong)_steps + 1);
            return batch.HasLabels
                ? _network.Forward(batch.Inputs, batch.Labels, _tape)
                : _network.Forward(batch.Inputs, batch.Targets, _tape);
        }
        catch (ArgumentException cause)
        {
            // All of it was checked before the first step.
            SaveWithoutData();
            throw new InvalidDataException($"The training set of {_info.Name} was changed while it was in use; epoch {_epoch.Epoch}, step {_epoch.Steps + 1}: {cause.Message} The network has what it learnt in the {_steps} steps before.", cause);
        }
    }

    // Data in memory give none of these as they are read.
    private static bool IsOfData(Exception cause) => cause is IOException or InvalidDataException or UnauthorizedAccessException;

    /// <summary>Saves what was learnt until the data ended, for the run to go on when they are there again.</summary>
    private void SaveWithoutData()
    {
        if (_checkpoints is not null && !_checkpoints.HasTried(_steps) && FiniteNumbers.All<T>(_network.Parameters.Span))
        {
            Save(_epoch.Steps);
        }
    }
}
