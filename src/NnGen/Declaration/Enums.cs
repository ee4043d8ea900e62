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
    /// Where connections are absent, rows of the same length, orthogonal as far as the connections allow: each block of
    /// <see cref="Connections.BlockDiagonal"/> is orthogonal.
    /// </summary>
    Orthogonal,

    /// <summary>
    /// Normal with mean 0 and the scale as standard deviation; of the weights that each input has a part, the sparsity, is 0; for weights only.
    /// Martens, 2010.
    /// </summary>
    Sparse,
}

/// <summary>Which connections a dense layer has. Outputs and inputs are counted from 0.</summary>
public enum Connections
{
    /// <summary>Each output takes all inputs; the default.</summary>
    Full,

    /// <summary>Output o takes input o. The layer has as many units as inputs.</summary>
    Diagonal,

    /// <summary>
    /// Output o takes the inputs at most <see cref="DenseAttribute.Bandwidth"/> away from its place among them, which is input o where there
    /// are as many units as inputs, and (2 o + 1) inputs / (2 units), rounded down, elsewhere.
    /// </summary>
    Banded,

    /// <summary>
    /// <see cref="DenseAttribute.Groups"/> groups: outputs and inputs are cut into so many ranges of one size, and each range of outputs takes
    /// its range of inputs, as PyTorch's grouped convolutions do.
    /// </summary>
    BlockDiagonal,

    /// <summary>Output o takes the inputs 0 to o, as PyTorch's <c>tril</c> of the weight has it.</summary>
    LowerTriangular,

    /// <summary>
    /// Each output takes <see cref="DenseAttribute.Density"/> x inputs of the inputs, rounded to the nearest and at least one, drawn without
    /// replacement when the network is compiled: the same ones in every build.
    /// </summary>
    /// <remarks>
    /// The generator is SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014), which begins with
    /// <see cref="DenseAttribute.MaskSeed"/> as an unsigned number of 64 bits. For each output in order the inputs 0, 1, ... are shuffled from
    /// the front (Fisher and Yates): at place p the number at p changes places with the one at p + (high 32 bits of the next number x (inputs - p)) / 2^32.
    /// What then stands in front is taken.
    /// </remarks>
    Random,

    /// <summary>Those of the next <see cref="ConnectionMaskAttribute"/> below the layer, or of <see cref="DenseAttribute.Mask"/>.</summary>
    Mask,
}
