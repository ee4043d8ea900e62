using System.Numerics;
using NnGen.Compiler;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>
/// A network whose weights are kept as 16 bits predicts the bits of one with full weights that were rounded so: the nearest numbers are found here by what the formats are, not by the library.
/// The interpreter, which takes the bits apart itself, gives them too, at every width.
/// </summary>
public sealed class StorageTests
{
    private static readonly int[] s_rows = [1, 7];

    [Fact]
    public void DenseLayers_PredictAsWithRoundedWeights()
    {
        Same<DenseFull, DenseBFloat16>(expectedShort: 3);
        Same<DenseFull, DenseHalf>(expectedShort: 3);
    }

    [Fact]
    public void MasksSparseInputsAndNarrowLayers_PredictAsWithRoundedWeights()
    {
        Same<NarrowFull, NarrowBFloat16>(expectedShort: 4);
        Same<NarrowFull, NarrowHalf>(expectedShort: 4);
    }

    [Fact]
    public void Convolutions_PredictAsWithRoundedWeights()
    {
        Same<ImageFull, ImageBFloat16>(expectedShort: 3);
        Same<ImageFull, ImageHalf>(expectedShort: 3);
    }

    [Fact]
    public void Sequences_PredictAsWithRoundedWeights()
    {
        Same<SequenceFull, SequenceBFloat16>(expectedShort: 7);
        Same<SequenceFull, SequenceHalf>(expectedShort: 7);
        Same<StreamFull, StreamBFloat16>(expectedShort: 4);
        Same<StreamFull, StreamHalf>(expectedShort: 4);
    }

    [Fact]
    public void Streams_StepAsWithRoundedWeights()
    {
        (StreamFull full, StreamHalf kept) = (Networks.WithBiases<StreamFull, float>(3), Networks.WithBiases<StreamHalf, float>(3));
        RoundLike<StreamFull, StreamHalf>(full);
        var random = new Random(5);
        StreamFull.State expectedState = default;
        StreamHalf.State state = default;
        float[] expected = new float[StreamFull.StepOutputSize];
        float[] actual = new float[StreamFull.StepOutputSize];
        for (int step = 0; step < 9; step++)
        {
            float[] frame = [.. Enumerable.Range(0, 5).Select(_ => (float)random.NextDouble() - 0.5f)];
            full.Step(frame, ref expectedState, expected);
            kept.Step(frame, ref state, actual);
            Compare.SameBits<float>(expected, actual, $"step {step}");
        }
    }

    [Theory]
    [InlineData(WeightStorage.BFloat16)]
    [InlineData(WeightStorage.Half)]
    public void AllFiniteNumbersOf16Bits_AreWidenedExactlyAtEveryWidth(WeightStorage storage)
    {
        // A padded array: the last vector of the widest register begins before its end.
        const int All = 1 << 16;
        ushort[] bits = [.. Enumerable.Range(0, All).Select(number => (ushort)number)];
        foreach (float[] other in new[] { Widened<Lanes256>(), Widened<Lanes128>(), Widened<Physical256>(), Widened<Physical128>() })
        {
            Compare.SameBits<float>(Widened<Lanes512>(), other, "at another width");
        }

        float[] actual = Widened<Lanes512>();
        Compiler.Model.WeightStorage known = Enum.Parse<Compiler.Model.WeightStorage>(storage.ToString());
        static bool Same(float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y);
        for (int i = 0; i < All; i++)
        {
            float expected = storage == WeightStorage.Half ? (float)BitConverter.UInt16BitsToHalf(bits[i]) : BitConverter.Int32BitsToSingle(bits[i] << 16);
            if (float.IsFinite(expected) && !(Same(expected, actual[i]) && Same(expected, (float)ShortNumbers.Widen(known, bits[i])) && ShortNumbers.Round(known, expected) == bits[i]))
            {
                Assert.Fail($"{bits[i]:x4} is {expected:R}, widened {actual[i]:R}, interpreted {ShortNumbers.Widen(known, bits[i]):R}");
            }
        }

        float[] Widened<V>()
            where V : struct, ILanes<V, float>
        {
            var numbers = new float[All];
            for (int i = 0; i < All; i += V.Count)
            {
                V loaded = storage == WeightStorage.Half ? V.LoadHalf(ref bits[0], i) : V.LoadBFloat16(ref bits[0], i);
                V.Store(loaded, ref numbers[0], i);
                V sum = V.Splat(1);
                if (storage == WeightStorage.Half)
                {
                    sum.MultiplyAddHalf(V.Splat(2), ref bits[0], i);
                }
                else
                {
                    sum.MultiplyAddBFloat16(V.Splat(2), ref bits[0], i);
                }

                V expected = V.Splat(1);
                expected.MultiplyAdd(V.Splat(2), loaded);
                if (!V.Sum(expected).Equals(V.Sum(sum)))
                {
                    Assert.Fail($"Numbers from {i} on times 2, plus 1: {V.Sum(sum)} instead of {V.Sum(expected)}");
                }
            }

            return numbers;
        }
    }

    /// <summary>Predictions of a stored network against those of a full one of the same layers with rounded weights, and against the interpreter.</summary>
    private static void Same<TFull, TStored>(int expectedShort)
        where TFull : class, INetwork<TFull, float>
        where TStored : class, INetwork<TStored, float>
    {
        Assert.Equal(expectedShort, TStored.Info.Parameters.Count(parameter => parameter.Storage != WeightStorage.Full));
        Assert.True(TStored.Info.StorageLength < TFull.Info.StorageLength);
        NetworkPlan plan = NetworkCompiler.Compile(Declarations.Of(typeof(TStored))).Plan!;
        Assert.Equal(plan.StorageLength, TStored.Info.StorageLength);
        var random = new Random(expectedShort);
        foreach (int rows in s_rows)
        {
            TFull full = Networks.WithBiases<TFull, float>((ulong)rows);
            TStored kept = Networks.WithBiases<TStored, float>((ulong)rows);
            RoundLike<TFull, TStored>(full);
            foreach (ParameterInfo parameter in TStored.Info.Parameters)
            {
                Assert.Equal(full.Parameter<TFull, float>(parameter.Name), kept.Parameter<TStored, float>(parameter.Name));
            }

            float[] inputs = Batch<float>.Draw(TFull.Info, rows, seed: rows).Inputs;
            float[] row = inputs[^TFull.Info.InputSize..];
            float[] parameters = kept.Parameters.Span.ToArray();
            var interpreter = new ProgramInterpreter<float>(plan, default(SingleArithmetic), 4 << random.Next(3));
            float[] expectedRow = Width<float>.All[0].Predict(full, row);
            float[] expected = Width<float>.All[0].PredictBatch(full, inputs);
            Compare.SameBits<float>(expectedRow, interpreter.Predict(parameters, row), "interpreted");
            Compare.SameBits<float>(expected, interpreter.PredictBatch(parameters, inputs), "batch interpreted");
            foreach (Width<float> width in Width<float>.All)
            {
                Compare.SameBits<float>(expectedRow, width.Predict(kept, row), $"{typeof(TStored).Name}: Predict at {width.Bits} bits");
                Compare.SameBits<float>(expected, width.PredictBatch(kept, inputs), $"{typeof(TStored).Name}: PredictBatch of {rows} rows at {width.Bits} bits");
            }
        }
    }

    /// <summary>Rounds the weights of a full network that the other one keeps as 16 bits.</summary>
    private static void RoundLike<TFull, TStored>(TFull full)
        where TFull : class, INetwork<TFull, float>
        where TStored : class, INetwork<TStored, float>
    {
        foreach (ParameterInfo parameter in TStored.Info.Parameters.Where(parameter => parameter.Storage != WeightStorage.Full))
        {
            float[] values = full.Parameter<TFull, float>(parameter.Name);
            full.SetParameter<TFull, float>(parameter.Name, [.. values.Select(value => parameter.Storage == WeightStorage.Half ? (float)(Half)value : ToBFloat16(value))]);
        }
    }

    /// <summary>A bfloat16 has 8 significant bits: of 2^e and above, its last place is 2^(e - 7).</summary>
    private static float ToBFloat16(float value)
    {
        double place = Math.Pow(2, Math.Max(Math.ILogB(value), -126) - 7);
        return value == 0 ? value : (float)(Math.Round(value / place, MidpointRounding.ToEven) * place);
    }
}
