using System.Numerics;
using System.Runtime.InteropServices;
using NnGen.Compiler;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>A network that runs step by step gives at each step the bits that the whole sequence has there, at every vector width and for any number of streams.</summary>
public sealed class StreamingTests
{
    private const int Streams = 11;

    [Fact]
    public void Filter_GivesTheBitsOfTheSequence() => Check<StreamingFilter, float, StreamingFilter.State>();

    [Fact]
    public void FilterInDouble_GivesTheBitsOfTheSequence() => Check<StreamingFilterDouble, double, StreamingFilterDouble.State>();

    [Fact]
    public void Stack_GivesTheBitsOfTheSequence() => Check<StreamingStack, float, StreamingStack.State>();

    [Fact]
    public void StackInDouble_GivesTheBitsOfTheSequence() => Check<StreamingStackDouble, double, StreamingStackDouble.State>();

    /// <summary>Without the whole sequence as its value, the last step's output is that of the network.</summary>
    [Fact]
    public void Answer_IsThatOfTheSequenceAfterItsLastStep() => Check<StreamingAnswer, float, StreamingAnswer.State>();

    [Fact]
    public void AnswerInDouble_IsThatOfTheSequenceAfterItsLastStep() => Check<StreamingAnswerDouble, double, StreamingAnswerDouble.State>();

    [Fact]
    public void Letters_GiveTheBitsOfTheSequence() => Check<StreamingLetters, float, StreamingLetters.State>();

    [Fact]
    public void LettersInDouble_GiveTheBitsOfTheSequence() => Check<StreamingLettersDouble, double, StreamingLettersDouble.State>();

    /// <summary>Time is the last axis there, so a step has four places of each channel.</summary>
    [Fact]
    public void Windows_GiveTheBitsOfTheSequence() => Check<StreamingWindows, float, StreamingWindows.State>(channels: 3);

    [Fact]
    public void WindowsInDouble_GiveTheBitsOfTheSequence() => Check<StreamingWindowsDouble, double, StreamingWindowsDouble.State>(channels: 3);

    [Fact]
    public void Convolutions_GiveTheBitsOfTheSequence() => Check<StreamingConvolutions, float, StreamingConvolutions.State>(channels: 5);

    [Fact]
    public void ConvolutionsInDouble_GiveTheBitsOfTheSequence() => Check<StreamingConvolutionsDouble, double, StreamingConvolutionsDouble.State>(channels: 5);

    [Fact]
    public void Model_GivesTheBitsOfTheSequence() => Check<StreamingModel, float, StreamingModel.State>();

    [Fact]
    public void ModelInDouble_GivesTheBitsOfTheSequence() => Check<StreamingModelDouble, double, StreamingModelDouble.State>();

    /// <summary>Keys and values of the steps before are in the state, which counts the steps.</summary>
    [Fact]
    public void Transformer_GivesTheBitsOfTheSequence() => Check<StreamingTransformer, float, StreamingTransformer.State>();

    [Fact]
    public void TransformerInDouble_GivesTheBitsOfTheSequence() => Check<StreamingTransformerDouble, double, StreamingTransformerDouble.State>();

    [Fact]
    public void StreamThatKnowsItsPosition_EndsWithTheDeclaredSequence()
    {
        var net = new StreamingTransformer(1);
        var output = new float[9];
        var streams = new StreamingTransformer.State[2];
        for (int step = 0; step < 6; step++)
        {
            net.Step([step], ref streams[1], output);
        }

        float[] last = [.. output];
        StreamingTransformer.State before = streams[1];
        const string End = "The stream has made its 6 steps, as many as the input of StreamingTransformer declares";
        Assert.Contains(End, Assert.Throws<ArgumentException>(() => net.Step([1], ref streams[1], output)).Message, StringComparison.Ordinal);
        Assert.Contains(End, Assert.Throws<ArgumentException>(() => net.StepBatch([1, 1], streams, new float[18])).Message, StringComparison.Ordinal);
        Assert.Equal(last, output);
        Assert.Equal(MemoryMarshal.AsBytes(new ReadOnlySpan<StreamingTransformer.State>(ref before)), MemoryMarshal.AsBytes(streams.AsSpan(1)));
        streams[1].Reset();
        for (int step = 0; step < 6; step++)
        {
            net.Step([step], ref streams[1], output);
        }

        Assert.Equal(last, output);
    }

    /// <summary>A state is a value that anybody can write to; the count of steps says where a step writes.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(7)]
    [InlineData(1e30)]
    public void CountThatNoStepWrote_IsRefused(float count)
    {
        var net = new StreamingTransformer(1);
        StreamingTransformer.State state = default;
        MemoryMarshal.Cast<StreamingTransformer.State, float>(new Span<StreamingTransformer.State>(ref state))[0] = count;
        Assert.Contains("must be a whole number from 0 to 6", Assert.Throws<ArgumentException>(() => net.Step([1], ref state, new float[9])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_GiveTheBitsOfTheSequence() => Check<CellStack, float, CellStack.State>();

    [Fact]
    public void CellsInDouble_GiveTheBitsOfTheSequence() => Check<CellStackDouble, double, CellStackDouble.State>();

    [Fact]
    public void ClassThatThereIsNot_IsRefused()
    {
        StreamingLetters.State state = default;
        Assert.Contains("Element 0 of input of row 0 is 7", Assert.Throws<ArgumentException>(() => new StreamingLetters(1).Step([7], ref state, new float[7])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CopyOfAState_GoesItsOwnWay()
    {
        var net = new StreamingFilter(3);
        var output = new float[1];
        StreamingFilter.State state = default;
        net.Step([1], ref state, output);
        StreamingFilter.State copy = state;
        net.Step([2], ref state, output);
        float expected = output[0];
        net.Step([-5], ref copy, output);
        Assert.NotEqual(expected, output[0]);
        state.Reset();
        net.Step([1], ref state, output);
        net.Step([2], ref state, output);
        Assert.Equal(expected, output[0]);
    }

    /// <summary>A week of audio would be more; what a state could gather it has gathered by then.</summary>
    [Fact]
    public void TenMillionSteps_StayFiniteAndAreReplayedFromASavedState()
    {
        const int Steps = 10_000_000;
        const int Saved = Steps - 100_000;
        var net = new StreamingFilter(7);
        var output = new float[1];
        var last = new float[Steps - Saved];
        StreamingFilter.State state = default;
        StreamingFilter.State saved = default;
        for (int step = 0; step < Steps; step++)
        {
            if (step == Saved)
            {
                saved = state;
            }

            net.Step([Sample(step)], ref state, output);
            if (step >= Saved)
            {
                last[step - Saved] = output[0];
            }
        }

        Assert.All(last, value => Assert.True(float.IsFinite(value)));
        Assert.True(last.Distinct().Count() > 1000);
        for (int step = Saved; step < Steps; step++)
        {
            net.Step([Sample(step)], ref saved, output);
            Assert.True(output[0] == last[step - Saved], $"Step {step} gave {output[0]:R} when it was made again, and {last[step - Saved]:R} at first.");
        }

        // A tone that rises and falls, with nothing of a period that a state could fall in with.
        static float Sample(int step) => MathF.Sin(step * 0.01f) * ((step * 2654435761L >> 16 & 1023) / 1024f);
    }

    [Fact]
    public void Steps_AllocateNothing()
    {
        var net = new StreamingStack(1);
        var input = new float[StreamingStack.StepInputSize];
        var output = new float[StreamingStack.StepOutputSize];
        StreamingStack.State state = default;
        net.Step(input, ref state, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            net.Step(input, ref state, output);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void WrongArguments_AreRefusedWithTheNumbers()
    {
        var net = new StreamingFilter(1);
        StreamingFilter.State state = default;
        Assert.Contains("takes 1 inputs, but 2 were given", Assert.Throws<ArgumentException>(() => net.Step([1, 2], ref state, new float[1])).Message, StringComparison.Ordinal);
        Assert.Contains("gives 1 outputs, but there is room for 3", Assert.Throws<ArgumentException>(() => net.Step([1], ref state, new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("2 streams of StreamingFilter need as many states, but 3 were given", Assert.Throws<ArgumentException>(() => net.StepBatch([1, 2], new StreamingFilter.State[3], new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StateThatIsNotFinite_IsRefusedUntilItIsReset()
    {
        var net = new StreamingFilter(1);
        StreamingFilter.State state = default;
        var output = new float[1];
        net.Step([float.NaN], ref state, output);
        Assert.True(float.IsNaN(output[0]));
        Assert.Contains("not finite", Assert.Throws<ArgumentException>(() => net.Step([1], ref state, output)).Message, StringComparison.Ordinal);
        state.Reset();
        net.Step([1], ref state, output);
        Assert.True(float.IsFinite(output[0]));
    }

    /// <param name="channels">The axis before time, where that is the last.</param>
    private static void Check<TNetwork, T, TState>(int channels = 1)
        where TNetwork : class, IStreamingNetwork<TNetwork, T, TState>, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TState : struct
    {
        NetworkInfo info = TNetwork.Info;
        TNetwork network = Networks.WithBiases<TNetwork, T>(5);
        T[] sequences = Batch<T>.Draw(info, Streams, seed: 2).Inputs;
        int steps = info.InputSize / TNetwork.StepInputSize;
        bool isSequence = info.OutputSize == steps * TNetwork.StepOutputSize;
        var expected = new T[Streams * info.OutputSize];
        network.PredictBatch(sequences, expected);
        NetworkPlan plan = NetworkCompiler.Compile(Declarations.Of(typeof(TNetwork))).Plan!;
        var interpreter = new ProgramInterpreter<T>(plan, Arithmetic<T>(), 8);
        T[] parameters = network.Parameters.Span.ToArray();
        foreach (int streams in new[] { 1, 2, 7, Streams })
        {
            foreach (Width<T> width in Width<T>.All)
            {
                var states = new TState[streams];
                var carried = new T[streams * plan.Step!.StateLength];
                for (int step = 0; step < steps; step++)
                {
                    string at = $"step {step} of {streams} streams at {width.Bits} bits";
                    T[] frames = [.. Enumerable.Range(0, streams).SelectMany(stream => Frame(stream, step))];
                    T[] outputs = width.Step<TNetwork, TState>(network, frames, states);
                    Compare.SameBits<T>(interpreter.Step(parameters, frames, carried), outputs, at + ", by the interpreter");
                    if (isSequence || step == steps - 1)
                    {
                        int from = isSequence ? step * TNetwork.StepOutputSize : 0;
                        Compare.SameBits<T>([.. Enumerable.Range(0, streams).SelectMany(stream => Slice(expected, stream * info.OutputSize + from, TNetwork.StepOutputSize))], outputs, at);
                    }
                }
            }
        }

        // Alone, by the door for one stream.
        TState state = default;
        var output = new T[TNetwork.StepOutputSize];
        for (int step = 0; step < steps; step++)
        {
            network.Step(Frame(0, step), ref state, output);
        }

        Compare.SameBits<T>(Slice(expected, isSequence ? (steps - 1) * TNetwork.StepOutputSize : 0, TNetwork.StepOutputSize), output, "the last step");

        T[] Frame(int stream, int step)
        {
            int size = TNetwork.StepInputSize / channels;
            return [.. Enumerable.Range(0, channels).SelectMany(channel => Slice(sequences, stream * info.InputSize + channel * (info.InputSize / channels) + step * size, size))];
        }
    }

    private static IArithmetic<T> Arithmetic<T>() =>
        typeof(T) == typeof(float) ? (IArithmetic<T>)(object)default(SingleArithmetic) : (IArithmetic<T>)(object)default(DoubleArithmetic);

    private static T[] Slice<T>(T[] all, int first, int count) => all.AsSpan(first, count).ToArray();
}
