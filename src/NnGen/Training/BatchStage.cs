using System.Numerics;

namespace NnGen;

/// <summary>The first part of each step: reads the rows of a batch in the order of the epoch and takes them through the forward pass.</summary>
internal sealed class BatchStage<TNetwork, T> : IDisposable
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkInfo _info = TNetwork.Info;
    private readonly TNetwork _network;
    private readonly BatchSource<T> _source;

    /// <summary>A stage for one run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The training set.</param>
    /// <param name="options">Options that were checked.</param>
    /// <param name="team">The threads; null for the caller's alone.</param>
    public BatchStage(TNetwork network, TrainingData<T> data, TrainingOptions options, ThreadTeam? team)
    {
        _network = network;
        Seed = options.Seed ?? network.Seed;
        Rows = data.Rows;
        BatchSize = Math.Min(options.BatchSize, Rows);
        Tape = TNetwork.CreateTape(BatchSize, team);
        BatchSource<T> source = data.Open(_info, BatchSize, options.Shuffle, Tape);
        source = options.CarriedStates is null ? source : new CarriedSource<T>(source, options, _info, BatchSize, Tape);
        _source = options.Augmentation is ImageAugmentation augmentation ? new AugmentedSource<T>(source, augmentation, _info, BatchSize, Tape) : source;
    }

    /// <summary>What the backward pass goes by.</summary>
    public NetworkTape<T> Tape { get; }

    /// <summary>The seed of the orders and of dropout.</summary>
    public ulong Seed { get; }

    /// <summary>The rows of the training set.</summary>
    public int Rows { get; }

    /// <summary>The rows of a batch; the last of an epoch may have fewer.</summary>
    public int BatchSize { get; }

    /// <summary>The steps of an epoch.</summary>
    public int StepsPerEpoch => (Rows - 1) / BatchSize + 1;

    /// <summary>The decisions that a row, or each of its steps, asks for; 0 where the outputs decide nothing.</summary>
    public int DecisionsPerRow { get; } = Classification.DecisionsPerRow(TNetwork.Info);

    /// <summary>Whether an exception says that rows cannot be read or learnt from. Data in memory give none as they are read.</summary>
    public static bool IsOfData(Exception cause) => cause is IOException or InvalidDataException or UnauthorizedAccessException;

    /// <summary>Begins an epoch, or goes on with one.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The steps of it that are done.</param>
    /// <exception cref="IOException">The data cannot be read.</exception>
    /// <exception cref="InvalidDataException">A row cannot be learnt from.</exception>
    public void Begin(int epoch, int step) => _source.Begin(Seed, epoch, firstRow: step * BatchSize);

    /// <summary>The rows of the next step.</summary>
    /// <param name="step">The steps of the epoch that are done.</param>
    /// <exception cref="IOException">The data cannot be read.</exception>
    /// <exception cref="InvalidDataException">A row cannot be learnt from.</exception>
    public Batch<T> Read(int step)
    {
        int start = step * BatchSize;
        return _source.Read(start, Math.Min(BatchSize, Rows - start));
    }

    /// <summary>The forward pass of a batch. The tape looks at labels and weights before anything is computed.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="numbers">How far the run is.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="InvalidDataException">The rows are not those that were checked before the first step.</exception>
    public T Forward(in Batch<T> batch, RunNumbers numbers)
    {
        try
        {
            if (batch.HasWeights)
            {
                Tape.SetWeights(batch.Weights);
            }

            Tape.DrawMasks(Seed, (ulong)numbers.Steps + 1);
            return batch.HasLabels
                ? _network.Forward(batch.Inputs, batch.Labels, Tape)
                : _network.Forward(batch.Inputs, batch.Targets, Tape);
        }
        catch (ArgumentException cause)
        {
            throw new InvalidDataException($"The training set of {_info.Name} was changed while it was in use; epoch {numbers.Epoch.Epoch}, step {numbers.Epoch.Steps + 1}: {cause.Message} The network has what it learnt in the {numbers.Steps} steps before.", cause);
        }
    }

    /// <summary>What the rows of the batch of the last <see cref="Forward"/> weigh in metrics: of each the steps that count, as often as it weighs.</summary>
    public double Weight(in Batch<T> batch)
    {
        if (_info.Outputs.Count > 1 || (_info.Steps == 1 && !_info.Outputs[0].MayIgnore))
        {
            return batch.Weight;
        }

        double sum = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            for (int step = row * _info.Steps; step < (row + 1) * _info.Steps; step++)
            {
                sum += !Tape.Counts(0, step) ? 0 : batch.HasWeights ? double.CreateTruncating(batch.Weights[row]) : 1;
            }
        }

        return sum;
    }

    /// <summary>How many decisions of the batch of the last <see cref="Forward"/> were right, each as often as its row weighs.</summary>
    public double RightDecisions(in Batch<T> batch)
    {
        TapeRows<T> outputs = Tape.Output;
        OutputInfo info = _info.Outputs[0];
        double right = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            int ofRow = 0;
            for (int step = 0; step < info.Steps; step++)
            {
                int at = row * info.Steps + step;
                ReadOnlySpan<T> output = outputs[row].Slice(step * info.StepSize, info.StepSize);
                ofRow += !Tape.Counts(0, at) ? 0
                    : batch.HasLabels ? Classification.RightDecisions(output, batch.Labels[at], info.Kind)
                    : Classification.RightDecisions(output, batch.Targets.Slice(at * info.StepSize, info.StepSize), info.Kind);
            }

            right += batch.HasWeights ? ofRow * double.CreateTruncating(batch.Weights[row]) : ofRow;
        }

        return right;
    }

    /// <summary>Closes the data.</summary>
    public void Dispose() => _source.Dispose();
}
