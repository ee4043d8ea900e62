namespace NnGen;

/// <summary>
/// Rows that a network is trained on or measured by, wherever they are: inputs, and for each row either a class label or a row of targets. In
/// memory they are a <see cref="Dataset{T}"/>, in files that are read in each epoch a <see cref="StreamingDataset{T}"/>; <c>Fit</c> and <c>Evaluate</c> take
/// either.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class TrainingData<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private protected TrainingData()
    {
    }

    /// <summary>The number of rows, at least 1.</summary>
    public abstract int Rows { get; }

    /// <summary>The elements of one input row.</summary>
    public abstract int InputSize { get; }

    /// <summary>The elements of one target row; 0 where there are labels.</summary>
    public abstract int TargetSize { get; }

    /// <summary>Whether the rows have class labels; otherwise they have rows of targets.</summary>
    public bool HasLabels => TargetSize == 0;

    /// <summary>How many labels each row has: one, or of sequences one for each step; 0 where there are targets.</summary>
    public virtual int LabelsPerRow => HasLabels ? 1 : 0;

    /// <summary>Whether the rows have weights; without, each counts once.</summary>
    public abstract bool HasWeights { get; }

    /// <summary>Which data these are, in a short text with a hash of every number. Reads the data once.</summary>
    internal abstract string Fingerprint(NetworkInfo info);

    /// <summary>How the order of the rows in an epoch comes about, in words.</summary>
    internal abstract string Order(bool shuffle);

    /// <summary>Hands out the rows in batches.</summary>
    /// <param name="info">The network that they are for.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="shuffle">Whether the order of each epoch is random.</param>
    /// <param name="tape">A tape whose inputs may be overwritten by each batch, so that nobody copies them again; or null.</param>
    internal abstract BatchSource<T> Open(NetworkInfo info, int capacity, bool shuffle, NetworkTape<T>? tape);
}
