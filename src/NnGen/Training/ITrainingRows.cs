namespace NnGen;

/// <summary>Rows that a network is trained on or measured by, wherever they are.</summary>
internal interface ITrainingRows<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of rows.</summary>
    int Rows { get; }

    /// <summary>The elements of one input row.</summary>
    int InputSize { get; }

    /// <summary>The elements of one target row; 0 where there are labels.</summary>
    int TargetSize { get; }

    /// <summary>Whether rows have weights.</summary>
    bool HasWeights { get; }

    /// <summary>Which data these are, in a short text with a hash of every number. Reads the data once.</summary>
    string Fingerprint(NetworkInfo info);

    /// <summary>How the order of the rows in an epoch comes about, in words.</summary>
    string Order(bool shuffle);

    /// <summary>Hands out the rows in batches.</summary>
    /// <param name="info">The network that they are for.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="shuffle">Whether the order of each epoch is random.</param>
    /// <param name="tape">A tape whose inputs may be overwritten by each batch, so that nobody copies them again; or null.</param>
    BatchSource<T> Open(NetworkInfo info, int capacity, bool shuffle, NetworkTape<T>? tape);
}
