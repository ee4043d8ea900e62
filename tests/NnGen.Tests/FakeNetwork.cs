using System.Numerics;
using NnGen.Numerics;

namespace NnGen.Tests;

/// <summary>
/// A stand-in for an emitted network: one dense layer from 3 inputs to 2 outputs, weights kept [in, out] with padding between the rows,
/// as the compiler may do.
/// </summary>
internal sealed class FakeNetwork<T> : INetwork<FakeNetwork<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Inputs = 3;
    private const int Outputs = 2;
    private const int RowStride = 16;
    private const int BiasOffset = Inputs * RowStride;

    public FakeNetwork(ulong seed)
    {
        Seed = seed;
        Parameters = new AlignedBuffer<T>(Info.StorageLength);
        ParameterInitializer.Initialize(Info, Parameters, seed);
    }

    public static NetworkInfo Info { get; } = new()
    {
        Name = "FakeNetwork",
        InputShape = [Inputs],
        OutputShape = [Outputs],
        InputSize = Inputs,
        OutputSize = Outputs,
        ParameterCount = Inputs * Outputs + Outputs,
        StorageLength = BiasOffset + RowStride,
        Parameters =
        [
            new ParameterInfo
            {
                Name = "dense1.weight",
                Shape = [Outputs, Inputs],
                Offset = 0,
                Strides = [1, RowStride],
                Initializer = Init.GlorotUniform,
                FanIn = Inputs,
                FanOut = Outputs,
            },
            new ParameterInfo
            {
                Name = "dense1.bias",
                Shape = [Outputs],
                Offset = BiasOffset,
                Strides = [1],
                Initializer = Init.Constant,
                InitializerScale = 0.25,
                FanIn = Inputs,
                FanOut = Outputs,
            },
        ],
        Output = OutputKind.Values,
        Targets = TargetKind.Values,
        Loss = "mean squared error (mean)",
        LossDivisor = 1,
        HasInputGradient = false,
        Reduction = Reduction.Mean,
        LayerTable = "input1  [3]\ndense1  [2]  8 parameters\n",
    };

    public ulong Seed { get; }

    public AlignedBuffer<T> Parameters { get; }

    public static FakeNetwork<T> Create(ulong seed) => new(seed);

    public T[] Export(int parameter) => ParameterLayout.Export<T>(Info.Parameters[parameter], Parameters.Span);

    public void LossOfRowsAt<V>(AlignedBuffer<double> values, AlignedBuffer<double> targets, AlignedBuffer<double> losses, int rows)
        where V : struct, ILanes<V, double> => throw new NotSupportedException();

    public void Predict(ReadOnlySpan<T> input, Span<T> output)
    {
        Span<T> parameters = Parameters.Span;
        for (int o = 0; o < Outputs; o++)
        {
            output[o] = parameters[BiasOffset + o];
            for (int i = 0; i < Inputs; i++)
            {
                output[o] += parameters[i * RowStride + o] * input[i];
            }
        }
    }

    public void PredictBatch(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        for (int row = 0; row < inputs.Length / Inputs; row++)
        {
            Predict(inputs.Slice(row * Inputs, Inputs), outputs.Slice(row * Outputs, Outputs));
        }
    }

    public void PredictAt<V, P>(ReadOnlySpan<T> input, Span<T> output)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T> => Predict(input, output);

    public void PredictBatchAt<V, P>(ReadOnlySpan<T> inputs, Span<T> outputs)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T> => PredictBatch(inputs, outputs);
}
