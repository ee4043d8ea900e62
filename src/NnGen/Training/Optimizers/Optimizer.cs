using System.Numerics;

namespace NnGen;

/// <summary>
/// How the gradient of a mini-batch changes the parameters. The settings are plain numbers and may be used for any number of networks and runs;
/// what belongs to one run is the <see cref="OptimizerState{T}"/>.
/// </summary>
/// <remarks>
/// An optimizer of one's own is a struct with the rule and a class that makes it:
/// <code>
/// public struct SignUpdate&lt;T&gt; : IOptimizerUpdate&lt;T&gt;
///     where T : unmanaged, IBinaryFloatingPointIeee754&lt;T&gt;
/// {
///     private T _minusRate;
///
///     public void BeginStep(long step, double rate) => _minusRate = T.CreateTruncating(-rate);
///
///     public void Update&lt;V&gt;(ref T parameters, nint offset, V gradient, nint count)
///         where V : struct, ILanes&lt;V, T&gt;
///     {
///         V value = V.Load(ref parameters, offset);
///         value.MultiplyAdd(V.CopySign(V.Splat(T.One), gradient), V.Splat(_minusRate));
///         V.StoreFirst(value, ref parameters, offset, count);
///     }
/// }
///
/// public sealed class SignDescent(double rate) : Optimizer(rate)
/// {
///     public override string Description => $"sign descent, rate {Rate}";
///
///     protected override OptimizerState&lt;T&gt; CreateState&lt;T&gt;(NetworkInfo info)
///         => OptimizerState&lt;T&gt;.From(new SignUpdate&lt;T&gt;());
/// }
/// </code>
/// Slots of one number a parameter are an <see cref="AlignedBuffer{T}"/> of <see cref="NetworkInfo.StorageLength"/> elements, read and written
/// at the offset that the rule is called with; the struct names them in <see cref="IOptimizerUpdate{T}.Slots"/>. A rule that needs the whole gradient first derives from <see cref="OptimizerState{T}"/> instead.
/// </remarks>
public abstract class Optimizer
{
    /// <summary>An optimizer with a learning rate.</summary>
    /// <param name="rate">The learning rate, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
    protected Optimizer(double rate) => Rate = OptimizerArguments.Positive(rate);

    /// <summary>The learning rate. Where there is a <see cref="TrainingOptions.Schedule"/>, the rate that it starts from.</summary>
    public double Rate { get; }

    /// <summary>The method and its numbers in words, for reports.</summary>
    public abstract string Description { get; }

    /// <summary>What is wrong with settings that are legal one by one but not together; null when nothing is.</summary>
    public virtual string? Problem => null;

    /// <summary>A fresh state for one run of a network: slots zero, step 0.</summary>
    /// <param name="info">The network's facts.</param>
    /// <exception cref="InvalidOperationException">The settings do not go together; the message is <see cref="Problem"/>.</exception>
    public OptimizerState<T> Bind<T>(NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        if (Problem is string problem)
        {
            throw new InvalidOperationException(problem);
        }

        OptimizerState<T> state = CreateState<T>(info);
        state.Info = info;
        return state;
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    /// <summary>Makes the state that <see cref="Bind{T}"/> returns.</summary>
    /// <param name="info">The network's facts; slots have <see cref="NetworkInfo.StorageLength"/> elements.</param>
    protected abstract OptimizerState<T> CreateState<T>(NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
