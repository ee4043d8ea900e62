namespace NnGen;

/// <summary>
/// A fully connected layer: <c>y[units] = W x + b</c>. Its parameters are saved as <c>name.weight</c> of shape [units, inputs]
/// and <c>name.bias</c> of shape [units], as <c>torch.nn.Linear</c> does. Of an input
/// of several axes the last one is multiplied, at each position of the others alike: of shape [steps, inputs] comes [steps, units].
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, a layer whose number of outputs is one of <see cref="Choices"/>.</summary>
    public DenseAttribute()
        : this(0)
    {
    }

    /// <summary>The number of outputs, at least 1.</summary>
    public int Units { get; } = units;

    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, the numbers of outputs among which one is chosen: <c>[Dense(Choices = [8, 16, 32])]</c>.</summary>
    public int[]? Choices { get; set; }

    /// <summary>Whether a bias is added; on unless set.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The name of a dense layer above whose weight this layer uses too, and its bias where both have one: the two are trained as one, by the
    /// sum of their gradients. Left out, the layer has a weight of its own.
    /// </summary>
    public string? Tied { get; set; }

    /// <summary>
    /// With <see cref="Tied"/>: whether the weight is used transposed, from its outputs to its inputs, as the second half of an autoencoder
    /// does. The bias is the layer's own then.
    /// </summary>
    public bool Transposed { get; set; }

    /// <summary>How the weights get their first values.</summary>
    public Init Initializer { get; set; }

    /// <summary>
    /// The bound of <see cref="Init.Uniform"/>, the standard deviation of <see cref="Init.Normal"/>, <see cref="Init.TruncatedNormal"/> and
    /// <see cref="Init.Sparse"/>, the length of the rows or columns of <see cref="Init.Orthogonal"/>, the value of <see cref="Init.Constant"/>;
    /// 1 unless set.
    /// </summary>
    public double InitializerScale { get; set; } = 1;

    /// <summary>
    /// For <see cref="Init.Sparse"/>: what part of the weights of each input is 0, in [0, 1], rounded up to whole weights; 0.9 unless set.
    /// </summary>
    public double InitializerSparsity { get; set; } = 0.9;

    /// <summary>How the biases get their first values; zero unless set.</summary>
    public Init BiasInitializer { get; set; }

    /// <summary>The scale of <see cref="BiasInitializer"/>, as <see cref="InitializerScale"/>; 1 unless set.</summary>
    public double BiasInitializerScale { get; set; } = 1;

    /// <summary>
    /// Which connections there are, one by one: a string for each output, in it a character for each input, 1 for a connection and 0 for none.
    /// Spaces may stand anywhere. Left out, <see cref="Connections"/> says it.
    /// </summary>
    /// <remarks>
    /// A weight without a connection is zero for good: it is not counted, not initialised, and no optimizer changes it. In files it is
    /// a zero of the weight, which keeps its shape. An output without connections is its bias. The initialisers take the mean number of
    /// connections of the outputs that have some as fan-in, of the inputs that have some as fan-out.
    /// Like every argument of an attribute, the strings stay in the assembly, a byte for each character; those of a
    /// <see cref="ConnectionMaskAttribute"/> do not, so it is for large masks.
    /// </remarks>
    public string[]? Mask { get; set; }

    /// <summary>Which connections there are, as a pattern or as a mask says; all unless set.</summary>
    public Connections Connections { get; set; }

    /// <summary>With <see cref="Connections.Banded"/>: how many inputs on either side of its place an output takes, 0 or more.</summary>
    public int Bandwidth { get; set; } = 1;

    /// <summary>With <see cref="Connections.BlockDiagonal"/>: the number of groups, a divisor of the numbers of inputs and of units.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>With <see cref="Connections.Random"/>: the share of the inputs that an output takes, in (0, 1].</summary>
    public double Density { get; set; } = 1;

    /// <summary>With <see cref="Connections.Random"/>: what the draw begins with.</summary>
    public int MaskSeed { get; set; }
}

/// <summary>
/// In training, sets each element to 0 with probability <c>rate</c> and divides the others by <c>1 - rate</c> (inverted dropout);
/// when predicting, the identity. Srivastava et al., 2014.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, a layer whose rate is one of <see cref="Choices"/>.</summary>
    public DropoutAttribute()
        : this(0)
    {
    }

    /// <summary>The probability that an element is dropped, in [0, 1).</summary>
    public double Rate { get; } = rate;

    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, the rates among which one is chosen: <c>[Dropout(Choices = [0, 0.1, 0.3])]</c>.</summary>
    public double[]? Choices { get; set; }
}

/// <summary>Turns an input of any shape into one axis, row-major. Moves no data.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>The elementwise sum of two or more nodes of equal shape.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class AddAttribute(params string[] inputs) : NodeAttribute
{
    /// <summary>The names of the nodes that are added, at least two.</summary>
    public string[] Inputs { get; } = inputs;
}

/// <summary>
/// The elementwise product of two or more nodes of equal shape: with a sigmoid's values, a gate. The gradient of each is the result's,
/// times the others.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class MultiplyAttribute(params string[] inputs) : NodeAttribute
{
    /// <summary>The names of the nodes that are multiplied, at least two.</summary>
    public string[] Inputs { get; } = inputs;
}

/// <summary>
/// Two or more nodes one behind the other along an axis, as <c>torch.cat</c>. Their shapes differ along that axis only. The gradient of
/// each is the part of the result's that is its own.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ConcatAttribute(params string[] inputs) : NodeAttribute
{
    /// <summary>The names of the nodes that are joined, at least two, in order.</summary>
    public string[] Inputs { get; } = inputs;

    /// <summary>
    /// The axis of one row, 0 unless set: the batch is not counted, so 0 is axis 1 of <c>torch.cat</c>. Negative ones count from the last
    /// axis, which is -1, as in PyTorch.
    /// </summary>
    public int Axis { get; set; }
}

/// <summary><c>y = x</c>: a place to hang a name on.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class IdentityAttribute : LayerAttribute;

/// <summary>
/// Dropout for networks of <see cref="SELUAttribute"/>: in training, sets each element to SELU's lower limit with probability <c>rate</c>
/// and scales and shifts all of them so that mean 0 and variance 1 stay; when predicting, the identity. Klambauer et al., 2017.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class AlphaDropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, a layer whose rate is one of <see cref="Choices"/>.</summary>
    public AlphaDropoutAttribute()
        : this(0)
    {
    }

    /// <summary>The probability that an element is dropped, in [0, 1).</summary>
    public double Rate { get; } = rate;

    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, the rates among which one is chosen: <c>[AlphaDropout(Choices = [0, 0.1, 0.3])]</c>.</summary>
    public double[]? Choices { get; set; }
}
