namespace NnGen.Benchmarks;

/// <summary>A call for one row. Implemented by structs, so that the loop that times it is compiled for exactly this callee.</summary>
internal interface IRowCall
{
    /// <summary>Computes one row.</summary>
    void Predict(ReadOnlySpan<float> input, Span<float> output);
}

/// <summary>What a layer applies to its sums.</summary>
internal enum Function
{
    Relu,
    Sigmoid,
    Tanh,
    Softmax,
}

/// <summary>What the project aims at on one core of a Zen 5 server CPU; 0 where it states nothing.</summary>
/// <param name="Row">Nanoseconds of a prediction in a chain of dependent ones.</param>
/// <param name="BatchShare">The share of the FMA peak at 256 rows.</param>
/// <param name="Train32">Thousand samples a second, trained in batches of 32.</param>
/// <param name="Train128">The same in batches of 128.</param>
internal sealed record Target(double Row, double BatchShare = 0, double Train32 = 0, double Train128 = 0);

/// <summary>A network of the tables: its topology for the peers and its targets.</summary>
/// <param name="Name">As the tables print it.</param>
/// <param name="CName">The beginning of its functions' names in peer.c.</param>
/// <param name="Sizes">The number of inputs, then of each layer's outputs.</param>
/// <param name="Hidden">After all layers but the last.</param>
/// <param name="Last">After the last layer.</param>
/// <param name="Target">What it should reach.</param>
internal abstract record NetCase(string Name, string CName, int[] Sizes, Function Hidden, Function Last, Target Target)
{
    /// <summary>The name of its class.</summary>
    public string ClassName => NetworkType.Name;

    /// <summary>Its class.</summary>
    public abstract Type NetworkType { get; }

    /// <summary>How many of the inputs are zero.</summary>
    public double ZeroShare { get; init; }

    /// <summary>Whether the training table shows it.</summary>
    public bool IsTrained => Target.Train32 > 0;

    /// <summary>The number of inputs.</summary>
    public int Inputs => Sizes[0];

    /// <summary>The number of outputs.</summary>
    public int Outputs => Sizes[^1];

    /// <summary>The multiply-adds of one row.</summary>
    public long MultiplyAdds => Layers.Sum(layer => (long)layer.In * layer.Out);

    /// <summary>The useful operations of a training step for one row: forward, weight gradients, and input gradients but the first.</summary>
    public long TrainingOperations => 2 * (3 * MultiplyAdds - (long)Sizes[0] * Sizes[1]);

    /// <summary>The sizes of the dense layers.</summary>
    public IEnumerable<(int In, int Out)> Layers => Sizes.Zip(Sizes.Skip(1));

    /// <summary>The trained numbers.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.In * layer.Out + layer.Out);

    /// <summary>A network of this topology with drawn parameters.</summary>
    public abstract NetUnderTest Create();

    /// <summary>A chain of dependent predictions of a network that <see cref="Create"/> made, over the rows of <paramref name="data"/>.</summary>
    public abstract Contender RowChain(NetUnderTest net, Samples data);
}

/// <summary>A network of the tables by its class.</summary>
internal sealed record NetCase<TNet, TCall>(string Name, string CName, int[] Sizes, Function Hidden, Function Last, Target Target, Func<TNet, TCall> Call)
    : NetCase(Name, CName, Sizes, Hidden, Last, Target)
    where TNet : class, ITrainableNetwork<TNet, float>
    where TCall : struct, IRowCall
{
    /// <inheritdoc/>
    public override Type NetworkType => typeof(TNet);

    /// <inheritdoc/>
    public override NetUnderTest Create() => new NetUnderTest<TNet>(TNet.Create(7));

    /// <inheritdoc/>
    public override Contender RowChain(NetUnderTest net, Samples data) => Benchmarks.RowChain.Of("NnGen", Call(((NetUnderTest<TNet>)net).Net), data);
}
