using System.Numerics;
using NnGen.Numerics;

namespace NnGen.Tests.Training;

/// <summary>One dense layer and a loss in plain loops: what the trainer is tested with, apart from the compiler.</summary>
internal sealed class HandMadeNetwork<TFacts, T> : ITrainableNetwork<HandMadeNetwork<TFacts, T>, T>
    where TFacts : struct, IHandMadeFacts
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public HandMadeNetwork(ulong seed)
    {
        Seed = seed;
        Parameters = new AlignedBuffer<T>(Info.StorageLength);
        var random = new CounterRandom(seed, 0);
        for (int input = 0; input < Info.InputSize; input++)
        {
            for (int output = 0; output < Info.OutputSize; output++)
            {
                Weight(input, output) = T.CreateTruncating(random.UniformAt(0, (uint)input, (uint)output) - 0.5);
            }
        }
    }

    public static NetworkInfo Info => TFacts.Info;

    private static LossKind Kind { get; } = Enum.Parse<LossKind>(TFacts.Info.Loss.Split(' ')[0]);

    public ulong Seed { get; }

    public AlignedBuffer<T> Parameters { get; }

    private static int Stride => Info.Parameters[0].Strides[1];

    private static int BiasOffset => Info.Parameters[1].Offset;

    public static HandMadeNetwork<TFacts, T> Create(ulong seed) => new(seed);

    public static NetworkTape<T> CreateTape(int capacity, ThreadTeam? team = null) => new HandMadeTape<TFacts, T>(capacity, team);

    public static NetworkGradients<T> CreateGradients() => new HandMadeGradients<TFacts, T>();

    public ref T Weight(int input, int output) => ref Parameters.Span[input * Stride + output];

    public ref T Bias(int output) => ref Parameters.Span[BiasOffset + output];

    public void Predict(ReadOnlySpan<T> input, Span<T> output)
    {
        for (int i = 0; i < output.Length; i++)
        {
            T sum = Bias(i);
            for (int j = 0; j < input.Length; j++)
            {
                sum += Weight(j, i) * input[j];
            }

            output[i] = sum;
        }

        Activate(output);
    }

    public void PredictBatch(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        for (int row = 0; row < outputs.Length / Info.OutputSize; row++)
        {
            Predict(inputs.Slice(row * Info.InputSize, Info.InputSize), outputs.Slice(row * Info.OutputSize, Info.OutputSize));
        }
    }

    public T Forward(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, NetworkTape<T> tape)
    {
        tape.Set(inputs, labels);
        return Forward(tape);
    }

    public T Forward(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, NetworkTape<T> tape)
    {
        tape.Set(inputs, targets);
        return Forward(tape);
    }

    public void Backward(NetworkTape<T> tape, NetworkGradients<T> gradients)
    {
        var update = new AccumulateGradients<T>(gradients.Buffer);
        Backward(tape, ref update);
    }

    public void Backward<TUpdate>(NetworkTape<T> tape, ref TUpdate update)
        where TUpdate : struct, IParameterUpdate<T>
    {
        // The gradient of the input needs the weights before they are changed.
        WriteInputGradient(tape);
        for (int output = 0; output < Info.OutputSize; output++)
        {
            for (int input = 0; input < Info.InputSize; input++)
            {
                T gradient = T.Zero;
                for (int row = 0; row < tape.Rows; row++)
                {
                    gradient += Delta(tape, row, output) * Kept(tape, row, input);
                }

                if (TFacts.HasWrongGradient && input == 1)
                {
                    gradient *= T.CreateTruncating(1.01);
                }

                HandOver(ref update, input * Stride + output, gradient);
            }

            T bias = T.Zero;
            for (int row = 0; row < tape.Rows; row++)
            {
                bias += Delta(tape, row, output);
            }

            HandOver(ref update, BiasOffset + output, bias);
        }
    }

    public void PredictAt<V, P>(ReadOnlySpan<T> input, Span<T> output)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T> => Predict(input, output);

    public void PredictBatchAt<V, P>(ReadOnlySpan<T> inputs, Span<T> outputs)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T> => PredictBatch(inputs, outputs);

    public T ForwardAt<V, P>(NetworkTape<T> tape)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T> => Forward(tape);

    public void LossOfRowsAt<V>(AlignedBuffer<double> values, AlignedBuffer<double> targets, AlignedBuffer<double> losses, int rows)
        where V : struct, ILanes<V, double>
    {
        for (int row = 0; row < rows; row++)
        {
            int start = row * Info.OutputSize;
            losses.Span[row] = RowLoss<double>(values.Span.Slice(start, Info.OutputSize), targets.Span.Slice(start, Info.OutputSize));
        }
    }

    public void BackwardAt<V, P, TUpdate>(NetworkTape<T> tape, ref TUpdate update)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>
        where TUpdate : struct, IParameterUpdate<T> => Backward(tape, ref update);

    // Threads share out the copying of rows for this network; its passes are its own. Only a test of the asking asks for chunks.
    public static TrainingSchedule Schedule { get; } = new([TrainingPhase.OfBatch], [], TrainingPhase.ByChunks(4));

    public void RunShareAt<V, P>(NetworkTape<T> tape, int phase, TrainingShare share)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T> => throw new NotSupportedException();

    public void UpdateShareAt<V, P, TUpdate>(NetworkTape<T> tape, TrainingShare share, ref TUpdate update)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>
        where TUpdate : struct, IParameterUpdate<T>
    {
    }

    // The second lane belongs to another parameter: a rule that writes it spoils that one for good.
    private void HandOver<TUpdate>(ref TUpdate update, nint offset, T gradient)
        where TUpdate : struct, IParameterUpdate<T>
        => update.Update(ref Parameters.Reference, offset, new TwoLanes<T>(gradient, T.NaN), 1);

    private T Forward(NetworkTape<T> tape)
    {
        MoveRunningMean(tape);
        for (int row = 0; row < tape.Rows; row++)
        {
            Span<T> output = tape.Output[row];
            for (int i = 0; i < output.Length; i++)
            {
                output[i] = Bias(i);
                for (int j = 0; j < Info.InputSize; j++)
                {
                    output[i] += Weight(j, i) * Kept(tape, row, j);
                }
            }

            Activate(output);
            tape.Value("loss")[row][0] = RowLoss<T>(output, tape.Target[row]);
        }

        return tape.ReduceLoss();
    }

    private void MoveRunningMean(NetworkTape<T> tape)
    {
        if (!TFacts.HasRunningMean)
        {
            return;
        }

        T sum = T.Zero;
        for (int row = 0; row < tape.Rows; row++)
        {
            sum += tape.Input[row][0];
        }

        ref T running = ref Parameters.Span[Info.Parameters[2].Offset];
        running = T.CreateTruncating(0.9) * running + T.CreateTruncating(0.1) * sum / T.CreateTruncating(tape.Rows);
    }

    // The input after inverted dropout.
    private static T Kept(NetworkTape<T> tape, int row, int input)
    {
        T value = tape.Input[row][input];
        return TFacts.DropRate == 0 ? value : value * tape.Mask("dropout1")[row][input] / T.CreateTruncating(1 - TFacts.DropRate);
    }

    // The gradient of the loss with respect to an output before its activation, for targets that sum to 1 over classes.
    private static T Delta(NetworkTape<T> tape, int row, int output)
    {
        T y = tape.Output[row][output];
        T target = tape.Target[row][output];
        T raw = Kind switch
        {
            LossKind.MeanSquaredError => (y - target) * T.CreateTruncating(2),
            LossKind.CrossEntropyOfProbabilities or LossKind.BinaryCrossEntropyOfProbabilities => y - target,
            LossKind.CrossEntropyOfLogits => T.Exp(y) / SumOfExponentials<T>(tape.Output[row]) - target,
            LossKind.NegativeLogLikelihood => T.Exp(y) - target,
            _ => T.One / (T.One + T.Exp(-y)) - target,
        };
        return raw * Scale(tape, row);
    }

    private static U RowLoss<U>(ReadOnlySpan<U> output, ReadOnlySpan<U> target)
        where U : unmanaged, IBinaryFloatingPointIeee754<U>
    {
        U loss = U.Zero;
        U logSum = U.Log(SumOfExponentials(output));
        for (int i = 0; i < output.Length; i++)
        {
            U y = output[i];
            U t = target[i];
            loss += Kind switch
            {
                LossKind.MeanSquaredError => (y - t) * (y - t),
                LossKind.CrossEntropyOfProbabilities => -t * U.Log(y),
                LossKind.CrossEntropyOfLogits => -t * (y - logSum),
                LossKind.NegativeLogLikelihood => -t * y,
                LossKind.BinaryCrossEntropyOfProbabilities => -t * U.Log(y) - (U.One - t) * U.Log(U.One - y),
                _ => U.Log(U.One + U.Exp(y)) - t * y,
            };
        }

        return loss;
    }

    private static void Activate(Span<T> output)
    {
        T sum = SumOfExponentials<T>(output);
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = Kind switch
            {
                LossKind.CrossEntropyOfProbabilities => T.Exp(output[i]) / sum,
                LossKind.NegativeLogLikelihood => output[i] - T.Log(sum),
                LossKind.BinaryCrossEntropyOfProbabilities => T.One / (T.One + T.Exp(-output[i])),
                _ => output[i],
            };
        }
    }

    private static U SumOfExponentials<U>(ReadOnlySpan<U> output)
        where U : unmanaged, IBinaryFloatingPointIeee754<U>
    {
        U sum = U.Zero;
        foreach (U element in output)
        {
            sum += U.Exp(element);
        }

        return sum;
    }

    // What the row's loss is multiplied by in that of the batch.
    private static T Scale(NetworkTape<T> tape, int row) => tape.Value("scale")[row][0];

    private void WriteInputGradient(NetworkTape<T> tape)
    {
        if (!Info.HasInputGradient)
        {
            return;
        }

        for (int row = 0; row < tape.Rows; row++)
        {
            for (int input = 0; input < Info.InputSize; input++)
            {
                T gradient = T.Zero;
                for (int output = 0; output < Info.OutputSize; output++)
                {
                    gradient += Delta(tape, row, output) * Weight(input, output);
                }

                tape.InputGradient[row][input] = gradient;
            }
        }
    }
}

/// <summary>The tape of a hand-made network.</summary>
internal sealed class HandMadeTape<TFacts, T>(int capacity, ThreadTeam? team = null)
    : NetworkTape<T>(TFacts.Info, capacity, 3 * TFacts.Info.InputSize + 2 * TFacts.Info.OutputSize + 2, 0, Slots(), team)
    where TFacts : struct, IHandMadeFacts
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static TapeSlot[] Slots()
    {
        int inputs = TFacts.Info.InputSize;
        int outputs = TFacts.Info.OutputSize;
        return
        [
            new TapeSlot("input1", TapeSlotKind.Input, 0, inputs, inputs),
            new TapeSlot("target", TapeSlotKind.Target, inputs, outputs, outputs),
            new TapeSlot("dense1", TapeSlotKind.Output, inputs + outputs, outputs, outputs),
            new TapeSlot("input1", TapeSlotKind.InputGradient, inputs + 2 * outputs, inputs, inputs),
            new TapeSlot("dropout1", TapeSlotKind.Mask, 2 * inputs + 2 * outputs, inputs, inputs, TFacts.DropRate),
            new TapeSlot("scale", TapeSlotKind.LossScale, 3 * inputs + 2 * outputs, 1, 1),
            new TapeSlot("loss", TapeSlotKind.RowLoss, 3 * inputs + 2 * outputs + 1, 1, 1),
        ];
    }
}

/// <summary>The gradients of a hand-made network.</summary>
internal sealed class HandMadeGradients<TFacts, T>() : NetworkGradients<T>(TFacts.Info)
    where TFacts : struct, IHandMadeFacts
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
