using System.Numerics;

namespace NnGen;

/// <summary>Trains and evaluates networks. The emitted <c>Fit</c> and <c>Evaluate</c> call it.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains a network by mini-batches. Everything is checked and every buffer is made before the first step; a step allocates nothing.
    /// The same parameters, seed, data and options give the same bits.
    /// </summary>
    /// <remarks>
    /// Each call is a run of its own: the optimizer starts afresh, unless <see cref="TrainingOptions.Checkpoint"/> resumes a run. Meanwhile the network must not be used elsewhere; who
    /// would change its parameters, as a second call does, is refused.
    /// <para>
    /// A <see cref="StreamingDataset{T}"/> is read from its source in each epoch. With a buffer of all rows, or without shuffling, it gives the
    /// same bits as a <see cref="Dataset{T}"/> of these rows. Rows are looked at as they are read, so a fault in the data may show late: the
    /// exception names the file and the row, the network keeps what it has learnt in the steps before, and the run is saved if
    /// <see cref="TrainingOptions.Checkpoint"/> asks for that, so that it goes on once the file is whole again. With checkpoints such data are read
    /// once before the first step, to know them again; that shows every such fault at once. A run that is resumed within an epoch reads the rows
    /// that it had done and lets them pass.
    /// </para>
    /// </remarks>
    /// <param name="network">The network; its parameters are changed.</param>
    /// <param name="data">The training set: rows of <see cref="NetworkInfo.InputSize"/> inputs with labels or targets as the loss takes them.</param>
    /// <param name="options">How to train.</param>
    /// <param name="validation">Evaluated after each epoch, never trained; null for none.</param>
    /// <param name="progress">Told the end of each epoch, and steps as often as <see cref="TrainingOptions.ProgressInterval"/> allows. Called on this thread.</param>
    /// <param name="cancellation">Stops before the next step; what was learnt is kept and the report says so.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">Options, parameters or data do not fit; the message names every problem. Nothing was changed.</exception>
    /// <exception cref="NetworkFileException">The checkpoint to be resumed belongs to another run; the message names every difference. Nothing was changed.</exception>
    /// <exception cref="InvalidDataException">
    /// The checkpoint to be resumed is truncated or corrupt; nothing was changed. Or labels or weights were changed during the run, to what
    /// cannot be learnt from, or a streamed row cannot be learnt from, or its file is truncated or corrupt; the network has what it learnt before.
    /// </exception>
    /// <exception cref="IOException">Streamed data cannot be read; the network has what it learnt before.</exception>
    /// <exception cref="InvalidOperationException">Another call changes the parameters of this network already. Nothing was changed.</exception>
    /// <exception cref="InsufficientMemoryException">A batch needs more memory than there is; the message has the numbers. Nothing was changed.</exception>
    /// <exception cref="TrainingException">A loss or a parameter became NaN or infinite; the network holds the newest parameters known to be good, buffers included.</exception>
    public static TrainingReport Fit<TNetwork, T>(
        TNetwork network,
        TrainingData<T> data,
        TrainingOptions options,
        TrainingData<T>? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        using ParameterClaim claim = ParameterAccess.Claim(network.Parameters, TNetwork.Info.Name, "trained by Fit");
        TrainingChecks.BeforeTraining<TNetwork, T>(network, data, options, validation);
        using ThreadTeam? team = options.MakeTeam();
        return new TrainingRun<TNetwork, T>(network, data, options, validation, progress, team, cancellation).Run();
    }

    /// <summary>Measures a network on a dataset, without dropout. Allocates buffers once, not for each row.</summary>
    /// <param name="network">The network; only read.</param>
    /// <param name="data">Rows of <see cref="NetworkInfo.InputSize"/> inputs with labels or targets as the loss takes them.</param>
    /// <param name="options">What to measure beyond the usual, and how many threads compute; null for nothing more, and the caller's thread.</param>
    /// <exception cref="ArgumentException">The data do not fit; the message names every problem.</exception>
    /// <exception cref="InvalidDataException">A streamed row cannot be measured by, or its file is truncated or corrupt; the message names file and row.</exception>
    /// <exception cref="IOException">Streamed data cannot be read.</exception>
    public static EvaluationReport Evaluate<TNetwork, T>(TNetwork network, TrainingData<T> data, EvaluationOptions? options = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new EvaluationOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads, nameof(options));
        TrainingChecks.BeforeEvaluation(TNetwork.Info, data);
        using ThreadTeam? team = ThreadTeam.For(options.Threads);
        return new Evaluator<TNetwork, T>(data, countsConfusions: true, keepsScores: options.RocAuc, team).Run(network);
    }
}
