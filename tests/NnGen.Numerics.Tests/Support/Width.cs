using System.Numerics;

namespace NnGen.Numerics.Tests.Support;

/// <summary>The passes of a network at one vector width, whatever the machine would pick.</summary>
public abstract class Width<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The three widths.</summary>
    public static IReadOnlyList<Width<T>> All { get; } = typeof(T) == typeof(float)
        ? (IReadOnlyList<Width<T>>)(object)new Width<float>[] { new Width<float, Lanes512, Lanes512>(512), new Width<float, Lanes256, Physical256>(256), new Width<float, Lanes128, Physical128>(128) }
        : (IReadOnlyList<Width<T>>)(object)new Width<double>[] { new Width<double, Lanes512Double, Lanes512Double>(512), new Width<double, Lanes256Double, Physical256Double>(256), new Width<double, Lanes128Double, Physical128Double>(128) };

    /// <summary>The bits of a register.</summary>
    public abstract int Bits { get; }

    /// <summary>The output of one row.</summary>
    public abstract T[] Predict<TNetwork>(TNetwork network, ReadOnlySpan<T> input)
        where TNetwork : class, INetwork<TNetwork, T>;

    /// <summary>The outputs of rows.</summary>
    public abstract T[] PredictBatch<TNetwork>(TNetwork network, ReadOnlySpan<T> inputs)
        where TNetwork : class, INetwork<TNetwork, T>;

    /// <summary>The outputs of one step of some streams.</summary>
    public abstract T[] Step<TNetwork, TState>(TNetwork network, ReadOnlySpan<T> frames, Span<TState> states)
        where TNetwork : class, IStreamingNetwork<TNetwork, T, TState>
        where TState : struct;

    /// <summary>The loss of what lies on the tape.</summary>
    public abstract T Forward<TNetwork>(TNetwork network, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>;

    /// <summary>The gradients of the last forward pass.</summary>
    public abstract void Backward<TNetwork, TUpdate>(TNetwork network, NetworkTape<T> tape, ref TUpdate update)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where TUpdate : struct, IParameterUpdate<T>;
}

/// <summary>A width as two lane structs.</summary>
/// <param name="bits">The bits of a register.</param>
internal sealed class Width<T, TLogical, TPhysical>(int bits) : Width<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLogical : struct, ILanes<TLogical, T>
    where TPhysical : struct, ILanes<TPhysical, T>
{
    public override int Bits => bits;

    public override T[] Predict<TNetwork>(TNetwork network, ReadOnlySpan<T> input)
    {
        var output = new T[TNetwork.Info.OutputSize];
        network.PredictAt<TLogical, TPhysical>(input, output);
        return output;
    }

    public override T[] PredictBatch<TNetwork>(TNetwork network, ReadOnlySpan<T> inputs)
    {
        var outputs = new T[inputs.Length / TNetwork.Info.InputSize * TNetwork.Info.OutputSize];
        network.PredictBatchAt<TLogical, TPhysical>(inputs, outputs);
        return outputs;
    }

    public override T[] Step<TNetwork, TState>(TNetwork network, ReadOnlySpan<T> frames, Span<TState> states)
    {
        var outputs = new T[states.Length * TNetwork.StepOutputSize];
        network.StepBatchAt<TLogical, TPhysical>(frames, states, outputs);
        return outputs;
    }

    public override T Forward<TNetwork>(TNetwork network, NetworkTape<T> tape) => network.ForwardAt<TLogical, TPhysical>(tape);

    public override void Backward<TNetwork, TUpdate>(TNetwork network, NetworkTape<T> tape, ref TUpdate update) =>
        network.BackwardAt<TLogical, TPhysical, TUpdate>(tape, ref update);
}
