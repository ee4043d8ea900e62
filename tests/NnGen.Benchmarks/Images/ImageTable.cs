using static NnGen.Benchmarks.Images.ImageLayer;

namespace NnGen.Benchmarks.Images;

/// <summary>The networks of images. A new one is a class in ImageNets.cs, a line here with its layers, and its functions in images.c.</summary>
internal static class ImageTable
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ImageCase> All { get; } =
    [
        new ImageCase("LeNet-5", "lenet", 256, true, [1, 28, 28], LeNetLayers(), New<LeNet>()),
        new ImageCase("small net of images", "small", 64, true, [3, 32, 32], SmallLayers(), New<SmallImages>()),
        new ImageCase("mobile block", "mobile", 64, false, [32, 32, 32], MobileLayers(), New<MobileBlock>()),
        new ImageCase("keywords", "words", 64, false, [1, 49, 10], KeywordLayers(), New<Keywords>()),
    ];

    private static ImageLayer[] LeNetLayers() =>
    [
        Conv(6, 5, 2), Of(ImageOp.Relu), Of(ImageOp.Pool),
        Conv(16, 5, 0), Of(ImageOp.Relu), Of(ImageOp.Pool),
        Of(ImageOp.Flatten),
        Dense(120), Of(ImageOp.Relu),
        Dense(84), Of(ImageOp.Relu),
        Dense(10), Of(ImageOp.Softmax),
    ];

    private static ImageLayer[] SmallLayers() =>
    [
        .. Block(32, [3, 3], [1, 1]), .. Block(32, [3, 3], [1, 1]), Of(ImageOp.Pool),
        .. Block(64, [3, 3], [1, 1]), .. Block(64, [3, 3], [1, 1]), Of(ImageOp.Pool),
        Of(ImageOp.Flatten), Dense(10), Of(ImageOp.Softmax),
    ];

    private static ImageLayer[] MobileLayers() => Separable(32, 64);

    private static ImageLayer[] KeywordLayers() =>
    [
        .. Block(64, [10, 4], [5, 1], stride: 2),
        .. Separable(64, 64), .. Separable(64, 64), .. Separable(64, 64), .. Separable(64, 64),
        Of(ImageOp.Mean), Dense(12), Of(ImageOp.Softmax),
    ];

    /// <summary>Depthwise and pointwise.</summary>
    private static ImageLayer[] Separable(int channels, int filters)
        => [.. Block(channels, [3, 3], [1, 1], groups: channels), .. Block(filters, [1, 1], [0, 0])];

    private static Func<NetUnderTest> New<TNet>()
        where TNet : class, ITrainableNetwork<TNet, float>
        => () => new NetUnderTest<TNet>(TNet.Create(7));
}
