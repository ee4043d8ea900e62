namespace NnGen.Benchmarks.Images;

/// <summary>What a layer of a network of images does.</summary>
internal enum ImageOp
{
    /// <summary>A convolution; its padding is the same on opposite sides.</summary>
    Conv,

    /// <summary>Batch normalisation over channels.</summary>
    Norm,

    Relu,

    /// <summary>The largest of each two by two.</summary>
    Pool,

    /// <summary>The mean of all places of each channel.</summary>
    Mean,

    /// <summary>All channels line by line in one row.</summary>
    Flatten,

    Dense,
    Softmax,
}

/// <summary>A layer of a network of images, as the peers are told of it.</summary>
/// <param name="Op">What it does.</param>
/// <param name="Outputs">The filters of a convolution, the outputs of a dense layer.</param>
/// <param name="Kernel">Height and width of a convolution's kernel.</param>
/// <param name="Padding">The zeros above and left, and as many below and right.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Groups">In how many groups channels and filters fall.</param>
/// <param name="HasBias">Whether a number is added for each output.</param>
internal sealed record ImageLayer(ImageOp Op, int Outputs, int[] Kernel, int[] Padding, int Stride, int Groups, bool HasBias)
{
    /// <summary>What PyTorch and NnGen add to a variance.</summary>
    public const float Epsilon = 1e-5f;

    /// <summary>A layer without numbers.</summary>
    public static ImageLayer Of(ImageOp op) => new(op, 0, [], [], 1, 1, false);

    /// <summary>A dense layer.</summary>
    public static ImageLayer Dense(int outputs) => new(ImageOp.Dense, outputs, [], [], 1, 1, true);

    /// <summary>A convolution with a bias.</summary>
    public static ImageLayer Conv(int filters, int kernel, int padding) => new(ImageOp.Conv, filters, [kernel, kernel], [padding, padding], 1, 1, true);

    /// <summary>A convolution without bias, batch normalisation, ReLU.</summary>
    public static ImageLayer[] Block(int filters, int[] kernel, int[] padding, int stride = 1, int groups = 1)
        => [new(ImageOp.Conv, filters, kernel, padding, stride, groups, false), Of(ImageOp.Norm), Of(ImageOp.Relu)];

    /// <summary>The shape of what it computes from <paramref name="input"/>.</summary>
    public int[] Shape(int[] input) => Op switch
    {
        ImageOp.Conv => [Outputs, Places(input, 0), Places(input, 1)],
        ImageOp.Pool => [input[0], input[1] / 2, input[2] / 2],
        ImageOp.Mean => [input[0]],
        ImageOp.Flatten => [Product(input)],
        ImageOp.Dense => [Outputs],
        _ => input,
    };

    /// <summary>The multiply-adds of one image, those with zeros of the margins included.</summary>
    public long MultiplyAdds(int[] input) => Op switch
    {
        ImageOp.Conv => (long)Product(Shape(input)) * (input[0] / Groups) * Product(Kernel),
        ImageOp.Dense => (long)input[0] * Outputs,
        _ => 0,
    };

    /// <summary>The shapes of its parameters: as the network exports them, one after the other.</summary>
    public int[][] Parameters(int[] input) => Op switch
    {
        ImageOp.Conv => [[Outputs, input[0] / Groups, .. Kernel], .. Bias()],
        ImageOp.Dense => [[Outputs, input[0]], .. Bias()],
        ImageOp.Norm => [[input[0]], [input[0]], [input[0]], [input[0]]],
        _ => [],
    };

    /// <summary>The number of elements of a shape.</summary>
    public static int Product(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    private int[][] Bias() => HasBias ? [[Outputs]] : [];

    private int Places(int[] input, int axis) => (input[axis + 1] + 2 * Padding[axis] - Kernel[axis]) / Stride + 1;
}
