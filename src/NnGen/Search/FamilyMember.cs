using System.Globalization;
using System.Numerics;

namespace NnGen.Search;

/// <summary>A network of a <see cref="NetworkFamily{T}"/>: what was chosen for it, what it costs, and how one is made. Immutable.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class FamilyMember<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected FamilyMember(NetworkInfo info, IReadOnlyList<int> options, long bytes, double predictedNanoseconds)
    {
        Info = info;
        Options = options;
        Bytes = bytes;
        PredictedNanoseconds = predictedNanoseconds;
    }

    /// <summary>The name of its class.</summary>
    public string Name => Info.Name;

    /// <summary>The facts of its topology.</summary>
    public NetworkInfo Info { get; }

    /// <summary>For each choice of the network the number of its option, from 0, or <see cref="Configuration.Inactive"/>. Choices of the training are not among them.</summary>
    public IReadOnlyList<int> Options { get; }

    /// <summary>The trained parameters.</summary>
    public int Parameters => Info.ParameterCount;

    /// <summary>The multiply-adds of one prediction.</summary>
    public long MultiplyAdds => Info.Nodes.Sum(node => node.MultiplyAdds);

    /// <summary>The bytes of its parameters in memory, padding included.</summary>
    public long Bytes { get; }

    /// <summary>How long one prediction takes by the compiler's cost model, in nanoseconds on a nominal core; nothing was measured.</summary>
    public double PredictedNanoseconds { get; }

    /// <summary>A network with the parameters that a seed draws.</summary>
    /// <param name="seed">The seed.</param>
    public abstract IFamilyNetwork<T> Create(ulong seed);

    /// <summary>It as a candidate of <see cref="ArchitectureSearch"/>: see <see cref="ArchitectureCandidate.Of"/>.</summary>
    /// <param name="training">The training set.</param>
    /// <param name="validation">The validation set, by which candidates are compared.</param>
    /// <param name="options">The options for a trial, whose epochs are to be <see cref="Trial.Epochs"/>; null for the defaults.</param>
    /// <param name="objective">What is compared.</param>
    public abstract ArchitectureCandidate Candidate(TrainingData<T> training, TrainingData<T> validation, Func<Trial, TrainingOptions>? options = null, MonitoredValue objective = MonitoredValue.ValidationLoss);

    /// <summary>The name and the costs.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Parameters} parameters, {MultiplyAdds} multiply-adds, {Bytes} bytes, {PredictedNanoseconds:0.#} ns predicted)");
}

/// <summary>Makes members of families, for emitted code.</summary>
public static class FamilyMember
{
    /// <summary>The member that is a network.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="options">As <see cref="FamilyMember{T}.Options"/>.</param>
    /// <param name="bytes">The bytes of its parameters.</param>
    /// <param name="predictedNanoseconds">What the cost model predicts, 0 or more.</param>
    public static FamilyMember<T> Of<TNetwork, T>(IReadOnlyList<int> options, long bytes, double predictedNanoseconds)
        where TNetwork : class, IFamilyNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfNegative(predictedNanoseconds);
        return new Member<TNetwork, T>([.. options], bytes, predictedNanoseconds);
    }

    private sealed class Member<TNetwork, T>(int[] options, long bytes, double predictedNanoseconds) : FamilyMember<T>(TNetwork.Info, options, bytes, predictedNanoseconds)
        where TNetwork : class, IFamilyNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override IFamilyNetwork<T> Create(ulong seed) => TNetwork.Create(seed);

        public override ArchitectureCandidate Candidate(TrainingData<T> training, TrainingData<T> validation, Func<Trial, TrainingOptions>? options, MonitoredValue objective) =>
            ArchitectureCandidate.Of<TNetwork, T>(training, validation, options, objective);
    }
}
