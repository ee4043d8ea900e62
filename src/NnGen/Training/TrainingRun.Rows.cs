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

    // Data in memory give none of these.
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
