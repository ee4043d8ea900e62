using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// A penalty for large weights, added to the loss: <c>L1 * sum |w| + L2 * sum w^2</c>. The lectures' <c>lambda / 2 * sum w^2</c> is
/// <c>L2 = lambda / 2</c>. Losses that training reports have it, those of evaluation have not.
/// </summary>
/// <remarks>
/// In <see cref="TrainingOptions.Penalty"/>. A training loop of one's own adds it between <c>Backward</c> and the optimizer:
/// <code>
/// BoundPenalty&lt;float&gt; penalty = new WeightPenalty { L2 = 1e-4 }.Bind&lt;float&gt;(Net.Info);
/// double loss = net.Forward(inputs, labels, tape) + penalty.Value(net.Parameters);
/// gradients.Clear();
/// net.Backward(tape, gradients);
/// penalty.AddGradient(net.Parameters, gradients);
/// state.Apply(net, gradients, rate);
/// </code>
/// </remarks>
public sealed class WeightPenalty
{
    /// <summary>The factor of the sum of the magnitudes, 0 or more; it drives weights to 0. At a weight of 0 its gradient is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double L1
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(L1));
    }

    /// <summary>The factor of the sum of the squares, 0 or more; it keeps weights small.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double L2
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(L2));
    }

    /// <summary>
    /// Whether biases count too, and with them all other parameters of one axis, such as the slopes of PReLU. By default only weights
    /// between neurons do.
    /// </summary>
    public bool IncludeBiases { get; init; }

    /// <summary>The penalty in words, for reports.</summary>
    public string Description
    {
        get
        {
            string both = L1 > 0 && L2 > 0 ? " + " : "";
            string l1 = L1 > 0 ? string.Create(CultureInfo.InvariantCulture, $"{L1} sum|w|") : "";
            string l2 = L2 > 0 ? string.Create(CultureInfo.InvariantCulture, $"{L2} sum w^2") : "";
            return $"penalty {l1}{both}{l2}{(IncludeBiases ? ", biases included" : "")}";
        }
    }

    internal string? Problem => L1 == 0 && L2 == 0 ? "The penalty has L1 = 0 and L2 = 0; set one of them or leave Penalty out." : null;

    /// <summary>The penalty for one network.</summary>
    /// <param name="info">The network's facts.</param>
    public BoundPenalty<T> Bind<T>(NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        return new BoundPenalty<T>(this, ParameterRanges.Of(info, parameter => IncludeBiases || parameter.Shape.Count > 1));
    }

    /// <inheritdoc/>
    public override string ToString() => Description;
}

/// <summary>A <see cref="WeightPenalty"/> for one network. Allocates nothing.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class BoundPenalty<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WeightPenalty _penalty;
    private readonly ParameterRange[] _ranges;

    internal BoundPenalty(WeightPenalty penalty, ParameterRange[] ranges)
    {
        _penalty = penalty;
        _ranges = ranges;
    }

    /// <summary>What is added to the loss.</summary>
    /// <param name="parameters">The network's parameters.</param>
    public double Value(AlignedBuffer<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        FlatPasses<T> passes = FlatPasses<T>.Widest;
        double magnitudes = _penalty.L1 == 0 ? 0 : _penalty.L1 * passes.SumOfMagnitudes(parameters, _ranges);
        return _penalty.L2 == 0 ? magnitudes : magnitudes + _penalty.L2 * passes.SumOfSquares(parameters, _ranges);
    }

    /// <summary>Adds the gradient of the penalty to that of the loss.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="gradients">The gradients.</param>
    public void AddGradient(AlignedBuffer<T> parameters, NetworkGradients<T> gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        var add = new AddPenaltyGradients<T>(_penalty.L1, _penalty.L2);
        FlatPasses<T>.Widest.Update(gradients.Buffer, parameters, _ranges, ref add);
    }
}
