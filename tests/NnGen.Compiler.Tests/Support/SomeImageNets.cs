using NnGen.Compiler.Model;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Support;

/// <summary>Networks of images and series: every option of convolutions and pools, of sizes around those of tiles and vectors.</summary>
internal static class SomeImageNets
{
    public static IEnumerable<KeyValuePair<string, NetworkDeclaration>> All { get; } =
    [
        Of("convolution", Net(Input(2, 5, 6), Conv2D(7, 3), Node("ReLU"), Node("Flatten"), Dense(2))),
        Of("convolution in margins", Net(Input(1, 9, 8), Conv2D(6, 5).With("Padding", 2), Node("Tanh"), Pool("MaxPool2D", 2), Conv2D(16, 3).With("Paddings", Numbers(0, 1, 2, 0)), Node("Flatten"), Dense(3), Node("Softmax"))),
        Of("convolution in panels", Net(Input(3, 4, 13), Conv2D(100, 3).With("Padding", WindowPadding.Same), Node("GlobalAvgPool"), Dense(1))),
        Of("rectangular kernels", Net(Input(2, 5, 9), Conv2D(33, 2, 3).With("Strides", Numbers(1, 2)), Node("Tanh"), Node("GlobalAvgPool"), Dense(1))),
        Of("convolution in groups", Net(Input(6, 6, 5), Conv2D(9, 3).With("Groups", 3), Node("PReLU").With("PerChannel", true), Node("Sigmoid"), Conv2D(18, 2).With("Groups", 9).With("Dilations", Numbers(2, 1)), Node("Flatten"), Dense(2))),
        Of("depthwise convolution", Net(Input(5, 7, 8), Conv2D(20, 1), Node("ReLU6"), Conv2D(20, 3).With("Groups", 20).With("Stride", 2).With("Padding", 1), Node("LeakyReLU"), Conv2D(3, 1), Node("GlobalAvgPool"))),
        Of("strides beyond kernels", Net(Input(2, 9, 10), Conv2D(4, 1).With("Stride", 3), Node("ELU"), Conv2D(17, 2).With("Stride", 3), Node("GlobalMaxPool"), Dense(2))),
        Of("series", Net(Input(3, 21), Node("Conv1D").With("Filters", 16).With("Kernel", 3).With("Padding", WindowPadding.Causal).With("Dilation", 2), Node("Tanh"), Pool("MaxPool1D", 3).With("Stride", 2).With("Padding", 1), Node("Conv1D").With("Filters", 5).With("Kernel", 4), Pool("AvgPool1D", 2), Node("Flatten"), Dense(2))),
        Of("transposed convolution", Net(Input(4, 3, 4), Node("ConvTranspose2D").With("Filters", 6).With("Kernel", 3).With("Stride", 2).With("Padding", 1).With("OutputPadding", 1).With("Groups", 2), Node("Tanh"), Node("ConvTranspose2D").With("Filters", 1).With("KernelHeight", 2).With("KernelWidth", 3), Node("MeanSquaredErrorLoss"))),
        Of("pools", Net(Input(3, 7, 6).Named("x"), Conv2D(17, 1).Named("c"), Pool("AvgPool2D", 3).With("Stride", 2).With("Padding", 1).With("CountIncludePad", false).Named("a"), Pool("MaxPool2D", 2).With("CeilMode", true).From("c").Named("b"), Node("AdaptiveAvgPool2D").With("Height", 3).With("Width", 2).From("c").Named("d"), Node("Flatten").From("a").Named("e"), Node("Flatten").From("b").Named("f"), Node("Flatten").From("d").Named("g"), Concat("e", "f", "g"), Dense(2))),
        Of("dilated pool", Net(Input(2, 8, 9), Pool("MaxPool2D", 2).With("Dilation", 3).With("Stride", 1), Node("Flatten"), Dense(2))),
        Of("image answers", Net(Input(1, 4, 5), Conv2D(2, 3).With("Padding", 1), Node("Sigmoid"), Node("BinaryCrossEntropyLoss"))),
        Of("residual images", Net(Input(4, 5, 5).Named("x"), Conv2D(4, 3).With("Padding", 1), Node("ReLU").Named("a"), Conv2D(4, 3).With("Padding", 1).Named("b"), Add("a", "b"), Node("PReLU").With("PerChannel", true), Dropout(0.2), Node("GlobalAvgPool"), Dense(2))),
        Of("chain in margins", Net(Input(1, 6, 7), Conv2D(18, 3).With("Padding", 1).With("Bias", false), Node("PReLU").With("PerChannel", true), Conv2D(5, 3).With("Padding", 1), Node("Tanh"), Pool("MaxPool2D", 2), Conv2D(17, 2).With("Padding", 1), Node("Tanh"), Node("GlobalAvgPool"), Dense(2))),
        Of("long functions in margins", Net(Input(2, 5, 6), Conv2D(70, 3), Node("SiLU"), Conv2D(4, 3).With("Paddings", Numbers(0, 1, 2, 1)).With("Stride", 2), Node("SiLU"), Conv2D(4, 3).With("Padding", 1).With("Groups", 4), Node("Tanh"), Conv2D(3, 2).With("Padding", 1), Node("GlobalAvgPool"))),
        Of("several margins", Net(Input(4, 5, 6), Conv2D(4, 3).With("Padding", 1), Node("ReLU").Named("a"), Conv2D(4, 3).With("Padding", 1).Named("b"), Conv2D(4, 5).With("Padding", 2).From("a").Named("c"), Conv2D(4, 1).With("Stride", 2).From("a"), Node("GlobalMaxPool").Named("d"), Add("a", "b", "c"), Node("Sigmoid"), Conv2D(6, 3).With("Padding", 2), Node("GlobalAvgPool").Named("e"), Concat("d", "e"), Dense(2))),
        Of("depthwise convolutions in margins", Net(Input(20, 5, 6), Conv2D(20, 3).With("Padding", 1).With("Groups", 20), Node("ReLU"), Conv2D(20, 3).With("Padding", 1).With("Groups", 20).With("Dilation", 2), Node("Tanh"), Conv2D(20, 3).With("Padding", 1).With("Groups", 20).With("Stride", 2), Conv2D(3, 3).With("Padding", 1), Node("GlobalAvgPool"))),
        Of("series in margins", Net(Input(3, 13), Conv1D(16, 3).With("Padding", 1), Node("ReLU"), Conv1D(5, 4).With("Padding", WindowPadding.Causal), Node("Tanh"), Conv1D(5, 3).With("Padding", 2).With("Dilation", 2).With("Groups", 5), Pool("MaxPool1D", 2), Conv1D(4, 3).With("Padding", 1), Node("Flatten"), Dense(2))),
        Of("one column in margins", Net(Input(2, 7, 1), Conv2D(4, 3, 1).With("Paddings", Numbers(1, 1, 1, 0)).With("Strides", Numbers(1, 2)), Node("ReLU"), Conv2D(5, 3).With("Padding", 1), Node("SiLU"), Node("Pad").With("Sides", Numbers(1, 0, 2, 1)).With("Value", 0.5), Conv2D(3, 2), Node("GlobalAvgPool"))),
        Of("one line in margins", Net(Input(2, 1, 7), Conv2D(4, 1, 3).With("Paddings", Numbers(0, 0, 1, 1)), Node("ReLU"), Conv2D(5, 3).With("Padding", 1), Node("Dropout2D").With("Rate", 0.3), Conv2D(3, 3).With("Padding", 1), Node("GlobalAvgPool"))),
        Of("group norm", Net(Input(6, 3, 4), Conv2D(6, 1), Node("GroupNorm").With("Groups", 3), Node("Tanh"), Node("InstanceNorm").With("Epsilon", 0.1), Node("Flatten"), Dense(2))),
        Of("padded images", Net(Input(2, 4, 5), Conv2D(3, 1), Node("Pad").With("Sides", Numbers(1, 2, 0, 1)).With("Value", 0.5), Node("Pad").With("Sides", Numbers(2)).With("Mode", "Reflect"), Node("Pad").With("Sides", Numbers(1)).With("Mode", "Replicate"), Conv2D(2, 3), Node("GlobalAvgPool"))),
        Of("places and channels", Net(Input(2, 4, 6), Node("PixelUnshuffle").With("Factor", 2), Conv2D(8, 2), Node("PixelShuffle").With("Factor", 2), Node("Upsample").With("FactorHeight", 1).With("FactorWidth", 2), Node("Dropout2D").With("Rate", 0.3), Node("GlobalAvgPool"))),
        Of("channels last", Net(LastChannels(3, 5, 6), Conv2D(7, 3), Node("ReLU"), Node("Flatten"), Dense(2))),
        Of("channels last in the order of the shape", Net(LastChannels(3, 4, 5), Node("Flatten"), Dense(2))),
        Of("channels last, twice", Net(LastChannels(2, 5, 6).Named("x"), LastChannels(4, 9).Named("y"), Conv2D(4, 3).With("Padding", 1).From("x"), Node("GlobalAvgPool").Named("a"), Node("Conv1D").With("Filters", 4).With("Kernel", 3).With("Groups", 4).From("y"), Node("GlobalMaxPool").Named("b"), Node("Flatten").From("y").Named("c"), Concat("a", "b", "c"), Dense(2))),
        Of("channels last, one channel", Net(LastChannels(1, 5, 6), Conv2D(3, 3).With("Padding", 1), Node("GlobalAvgPool"))),
        Of("groups of the caller's channels", Net(LastChannels(6, 5, 4), Conv2D(9, 3).With("Groups", 3), Node("Tanh"), Node("GlobalAvgPool"), Dense(2))),
        Of("long functions before images", Net(Input(5), Dense(18), Node("SiLU"), Node("Reshape").With("Shape", Numbers(2, 3, 3)), Conv2D(9, 3).With("Padding", 1), Node("GlobalMaxPool"), Node("Reshape").With("Shape", Numbers(9, 1, 1)), Conv2D(3, 1), Node("SiLU"), Node("Flatten"), Dense(2))),
        Of("resized images", Net(Input(2, 4, 5), Conv2D(18, 1), Upsample("Bilinear").With("Sizes", Numbers(9, 3)), Node("Tanh"), Upsample("Nearest").With("Scale", 1.5), Conv2D(3, 2), Upsample("Bilinear").With("Factor", 2).With("AlignCorners", true), Node("GlobalAvgPool"))),
        Of("resized series", Net(Input(3, 7), Upsample("Linear").With("Scale", 0.7), Node("Conv1D").With("Filters", 2).With("Kernel", 2), Upsample("Linear").With("Size", 11).With("AlignCorners", true), Upsample("Nearest").With("Size", 5), Upsample("Linear").With("Size", 1), Upsample("Linear").With("Factor", 3), Node("Flatten"), Dense(2))),
        Of("rescaled inputs", Net(LastChannels(3, 5, 6).With("Element", "Byte").With("Scale", 2 / 255.0).With("Offset", -1.0), Conv2D(7, 3), Node("GlobalAvgPool"))),
        Of("rescaled and not", Net(Input(5).Named("x").With("Scale", 0.25), Input(3).Named("y").With("Offset", 0.5), Concat("x", "y"), Dense(2))),
    ];

    /// <summary>An image whose rows are given with the channels last.</summary>
    private static NodeDeclaration LastChannels(params int[] shape) => Input(shape).With("Layout", "ChannelsLast");

    private static NodeDeclaration Upsample(string mode) => Node("Upsample").With("Mode", mode);

    private static NodeDeclaration Conv2D(int filters, int kernel) => Node("Conv2D").With("Filters", filters).With("Kernel", kernel);

    private static NodeDeclaration Conv2D(int filters, int height, int width) => Node("Conv2D").With("Filters", filters).With("KernelHeight", height).With("KernelWidth", width);

    private static NodeDeclaration Conv1D(int filters, int kernel) => Node("Conv1D").With("Filters", filters).With("Kernel", kernel);

    private static NodeDeclaration Pool(string kind, int kernel) => Node(kind).With("Kernel", kernel);

    private static EquatableArray<int> Numbers(params int[] values) => new(values);

    private static KeyValuePair<string, NetworkDeclaration> Of(string name, NetworkDeclaration net) => new(name, net);

    /// <summary>The library's constants, which the compiler sees as numbers.</summary>
    private static class WindowPadding
    {
        public const int Same = -1;
        public const int Causal = -2;
    }
}
