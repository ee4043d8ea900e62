using System.ComponentModel;
using System.Numerics;

namespace NnGen.Search;

/// <summary>A network of a <see cref="NetworkFamily{T}">family</see>, whichever it is: what can be done with it without knowing its class.</summary>
/// <remarks>Who knows the class, such as <c>IrisFamily.Dense8TanhNet</c>, has all that any network has.</remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IFamilyNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The facts of its topology.</summary>
    NetworkInfo Facts { get; }

    /// <summary>The seed that the parameters were drawn with.</summary>
    ulong Seed { get; }

    /// <summary>The parameters in the compiler's own layout, which <see cref="NetworkInfo.Parameters"/> describes.</summary>
    AlignedBuffer<T> Parameters { get; }

    /// <summary>Computes the output of one row. Allocates nothing; any number of threads may call it at once.</summary>
    /// <param name="input">Exactly <see cref="NetworkInfo.InputSize"/> elements.</param>
    /// <param name="output">Exactly <see cref="NetworkInfo.OutputSize"/> elements, overwritten.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void Predict(ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Computes the outputs of any number of rows. Allocates nothing; any number of threads may call it at once.</summary>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements, row-major.</param>
    /// <param name="outputs">Rows x <see cref="NetworkInfo.OutputSize"/> elements, overwritten.</param>
    /// <exception cref="ArgumentException">A length is no multiple of the row's size, or the numbers of rows differ.</exception>
    void PredictBatch(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>Trains it, as <see cref="Trainer.Fit"/> does.</summary>
    /// <param name="data">The training set.</param>
    /// <param name="options">How to train.</param>
    /// <param name="validation">Evaluated after each epoch, never trained; null for none.</param>
    /// <param name="progress">Told the end of each epoch.</param>
    /// <param name="cancellation">Stops before the next step; what was learnt is kept and the report says so.</param>
    /// <exception cref="ArgumentException">Options, parameters or data do not fit; the message names every problem. Nothing was changed.</exception>
    /// <exception cref="TrainingException">A loss or a parameter became NaN or infinite.</exception>
    TrainingReport Fit(TrainingData<T> data, TrainingOptions options, TrainingData<T>? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default);

    /// <summary>Measures it on a dataset, as <see cref="Trainer.Evaluate"/> does.</summary>
    /// <param name="data">Rows with labels or targets as the loss takes them.</param>
    /// <param name="options">What to measure beyond the usual; null for nothing more.</param>
    /// <exception cref="ArgumentException">The data do not fit; the message names every problem.</exception>
    EvaluationReport Evaluate(TrainingData<T> data, EvaluationOptions? options = null);

    /// <summary>Writes its weights and all that belongs to them, as <see cref="NetworkFile.Save{TNetwork, T}(TNetwork, string, TensorNames?)"/> does.</summary>
    /// <param name="path">The file, which is replaced.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Save(string path);
}

/// <summary>What the compiler makes of every member of a family.</summary>
/// <typeparam name="TSelf">The network.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFamilyNetwork<TSelf, T> : IFamilyNetwork<T>, ITrainableNetwork<TSelf, T>
    where TSelf : class, IFamilyNetwork<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    NetworkInfo IFamilyNetwork<T>.Facts => TSelf.Info;

    TrainingReport IFamilyNetwork<T>.Fit(TrainingData<T> data, TrainingOptions options, TrainingData<T>? validation, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        Trainer.Fit((TSelf)this, data, options, validation, progress, cancellation);

    EvaluationReport IFamilyNetwork<T>.Evaluate(TrainingData<T> data, EvaluationOptions? options) => Trainer.Evaluate((TSelf)this, data, options);

    void IFamilyNetwork<T>.Save(string path) => NetworkFile.Save<TSelf, T>((TSelf)this, path);
}
