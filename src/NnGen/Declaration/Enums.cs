namespace NnGen;

/// <summary>The element type of a network: of its parameters, inputs, outputs and of all arithmetic.</summary>
public enum Precision
{
    /// <summary>32-bit floating point (<see cref="float"/>); the default.</summary>
    Single,

    /// <summary>64-bit floating point (<see cref="double"/>).</summary>
    Double,
}

/// <summary>What the compiler emits for a network.</summary>
public enum Emit
{
    /// <summary>Prediction and training; the default.</summary>
    Training,

    /// <summary>Prediction only: no tape, no gradients, no <c>Fit</c>.</summary>
    Inference,
}

/// <summary>How a loss is reduced over the rows and outputs of a batch, as in PyTorch.</summary>
public enum Reduction
{
    /// <summary>
    /// Elementwise losses are divided by rows x outputs, losses over classes by rows; the rows are those of the batch at hand.
    /// The default.
    /// </summary>
    Mean,

    /// <summary>The sum over all rows and outputs; divided by nothing.</summary>
    Sum,
}

/// <summary>How a parameter gets its first value.</summary>
public enum Init
{
    /// <summary>
    /// Chosen from what follows the layer: He (normal) before ReLU and its relatives, LeCun (normal) before SELU, Glorot (uniform) otherwise; biases are zero.
    /// The training report names the choice.
    /// </summary>
    Default,

    /// <summary>All zero.</summary>
    Zeros,

    /// <summary>All equal to the scale.</summary>
    Constant,

    /// <summary>Uniform in [-scale, scale).</summary>
    Uniform,

    /// <summary>Normal with mean 0 and the scale as standard deviation.</summary>
    Normal,

    /// <summary>Uniform in [-e, e) with e = sqrt(6 / (fanIn + fanOut)). Glorot and Bengio, 2010.</summary>
    GlorotUniform,

    /// <summary>Normal with standard deviation sqrt(2 / (fanIn + fanOut)). Glorot and Bengio, 2010.</summary>
    GlorotNormal,

    /// <summary>Uniform in [-e, e) with e = sqrt(6 / fanIn). He, Zhang, Ren and Sun, 2015.</summary>
    HeUniform,

    /// <summary>Normal with standard deviation sqrt(2 / fanIn). He, Zhang, Ren and Sun, 2015.</summary>
    HeNormal,

    /// <summary>Uniform in [-e, e) with e = sqrt(3 / fanIn). LeCun, Bottou, Orr and Mueller, 1998.</summary>
    LeCunUniform,

    /// <summary>Normal with standard deviation sqrt(1 / fanIn). LeCun, Bottou, Orr and Mueller, 1998.</summary>
    LeCunNormal,

    /// <summary>Normal with mean 0 and the scale as standard deviation, drawn again beyond two deviations.</summary>
    TruncatedNormal,

    /// <summary>
    /// A random matrix with orthogonal rows, or columns where there are fewer of these, of the scale as length; for weights only.
    /// Takes time with the square of the smaller side times the larger. Saxe, McClelland and Ganguli, 2013.
    /// </summary>
    Orthogonal,

    /// <summary>
    /// Normal with mean 0 and the scale as standard deviation; of the weights of each input a part, the sparsity, is 0; for weights only.
    /// Martens, 2010.
    /// </summary>
    Sparse,
}
