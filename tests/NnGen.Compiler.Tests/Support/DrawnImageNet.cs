using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Support;

/// <summary>
/// A small network of images that a seed draws: layers of all kinds with options of all kinds, of sizes around those of vectors and tiles. What does not
/// fit is drawn again.
/// </summary>
internal sealed class DrawnImageNet
{
    /// <summary>Sizes of axes: one place, and around the heights of tiles.</summary>
    private static readonly int[] s_sizes = [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13];

    /// <summary>Channels below, at and above a register, a vector of doubles, two of them, and a tile of four.</summary>
    private static readonly int[] s_channels = [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33];

    /// <summary>What the interpreter does in good time: elements of a value, multiply-adds of a row.</summary>
    private const int MostElements = 400;

    private const int MostProducts = 6000;

    private readonly SeededDraw _draw;

    public DrawnImageNet(ulong seed)
    {
        _draw = new SeededDraw(seed);
        IsSeries = Chance(3);
        Net = Compose();
        Kinds = [.. Net.Nodes.Select(node => node.Kind)];
    }

    public NetworkDeclaration Net { get; }

    public bool IsSeries { get; }

    public IReadOnlyList<string> Kinds { get; }

    /// <summary>The layers as they would be written, more or less.</summary>
    public override string ToString() => Net.Written();

    private NetworkDeclaration Compose()
    {
        int[] shape;
        do
        {
            shape = IsSeries ? [Pick(s_channels), Pick(s_sizes) * Pick(1, 1, 3)] : [Pick(s_channels), Pick(s_sizes), Pick(s_sizes)];
        }
        while (shape.Aggregate(1, (product, size) => product * size) > MostElements / 2);
        NodeDeclaration input = Input(shape).Named("x");
        var nodes = new List<NodeDeclaration> { Chance(6) ? input.With("Layout", "ChannelsLast") : input };
        int layers = 1 + Next(4);
        for (int attempt = 0; nodes.Count == 1 || (attempt < 40 && nodes.Count <= layers); attempt++)
        {
            Shape last = Built(nodes)!.Nodes[^1].Shape;
            NodeDeclaration node = Draw(nodes, last).Named($"n{nodes.Count}");
            if (Fits([.. nodes, node]))
            {
                nodes.Add(node);
            }
        }

        // Sometimes numbers at the end; else images.
        if (Chance(4) && Built(nodes)!.Nodes[^1].Shape.Axes.Count > 1)
        {
            nodes.Add(Chance(2) ? Node("Flatten").Named("f") : Node(Chance(2) ? "GlobalAvgPool" : "GlobalMaxPool").Named("f"));
            nodes.Add(Dense(Pick(1, 2, 9)).Named("d"));
        }

        return Of(nodes);
    }

    private static NetworkDeclaration Of(IReadOnlyList<NodeDeclaration> nodes) => Net([.. nodes, Node("MeanSquaredErrorLoss")]).Double().With("InputGradient", true);

    private static BuiltGraph? Built(IReadOnlyList<NodeDeclaration> nodes) => GraphBuilder.Build(Of(nodes.Count > 1 ? nodes : [.. nodes, Node("Identity")]), isTraining: false).Graph;

    private static bool Fits(IReadOnlyList<NodeDeclaration> nodes)
    {
        NetworkDeclaration net = Of(nodes);
        return net.Problems().Length == 0
            && Built(nodes) is BuiltGraph built
            && built.Nodes.All(node => node.Shape.Size <= MostElements)
            && built.Nodes.Sum(node => node.MultiplyAdds) <= MostProducts;
    }

    private NodeDeclaration Draw(List<NodeDeclaration> nodes, Shape shape)
    {
        if (shape.Axes.Count == 1)
        {
            return Chance(2) ? Dense(Pick(1, 3, 8)) : Node("Tanh");
        }

        string axes = IsSeries ? "1D" : "2D";
        int[] sizes = [.. shape.Axes.Skip(1)];
        return Next(22) switch
        {
            0 or 1 or 2 or 3 or 4 => Convolution("Conv" + axes, shape, sizes),
            5 or 6 => Convolution("ConvTranspose" + axes, shape, sizes),
            7 or 8 => Pool("MaxPool" + axes, sizes),
            9 => Pool("AvgPool" + axes, sizes),
            10 => IsSeries ? Node("AdaptiveAvgPool1D").With("Length", 1 + Next(sizes[0] + 2)) : Node("AdaptiveAvgPool2D").With("Height", 1 + Next(sizes[0] + 2)).With("Width", 1 + Next(sizes[1] + 2)),
            11 => With(Node("BatchNorm"), "Affine", false, 3),
            12 => With(Node("GroupNorm").With("Groups", Divisor(shape.Axes[0])), "Affine", false, 3),
            13 => With(With(Node("InstanceNorm"), "Affine", true, 2), "Epsilon", 0.1, 2),
            14 => Node("Dropout" + axes).With("Rate", Pick(0.25, 0.5)),
            15 => With(Node("PReLU"), "PerChannel", true, 2),
            16 => Padded(sizes),
            17 or 18 => Resized(sizes),
            19 => IsSeries ? Node("SiLU") : Node(Chance(2) ? "PixelShuffle" : "PixelUnshuffle").With("Factor", Pick(2, 2, 3)),
            20 => Joined(nodes),
            _ => Node(Pick("ReLU", "Tanh", "SiLU")),
        };
    }

    private NodeDeclaration Convolution(string kind, Shape shape, int[] sizes)
    {
        int channels = shape.Axes[0];
        int groups = Pick(1, 1, Divisor(channels), channels);
        int filters = groups == channels && Chance(2) ? channels * Pick(1, 1, 2) : groups * Math.Max(1, Pick(s_channels) / groups);
        NodeDeclaration node = Windows(Node(kind).With("Filters", filters), sizes, isPool: false);
        node = groups > 1 ? node.With("Groups", groups) : node;
        node = With(node, "Bias", false, 4);
        if (kind.Contains("Transpose", StringComparison.Ordinal))
        {
            return node["Stride"] is int stride and > 1 && Chance(2) ? node.With("OutputPadding", 1 + Next(stride - 1))
                : node["Strides"] is EquatableArray<int> strides && Chance(2) ? node.With("OutputPaddings", new EquatableArray<int>(strides.Select(step => Next(step))))
                : node;
        }

        return node["Padding"] is null && node["Paddings"] is null && Chance(3) ? node.With("Padding", IsSeries && Chance(2) ? -2 : -1) : node;
    }

    private NodeDeclaration Pool(string kind, int[] sizes)
    {
        NodeDeclaration node = With(Windows(Node(kind), sizes, isPool: true), "CeilMode", true, 2);
        return kind.StartsWith("Avg", StringComparison.Ordinal) ? With(node, "CountIncludePad", false, 2) : node;
    }

    /// <summary>Kernel, stride, padding and dilation: kernels up to the whole axis, strides beyond kernels, one number or one for each axis.</summary>
    private NodeDeclaration Windows(NodeDeclaration node, int[] sizes, bool isPool)
    {
        int Kernel(int size) => Pick(1, 1 + Next(Math.Min(size, 5)), Math.Min(size, 5), 3);
        node = !IsSeries && Chance(2) ? node.With("KernelHeight", Kernel(sizes[0])).With("KernelWidth", Kernel(sizes[1])) : node.With("Kernel", Kernel(sizes.Min()));
        int height = node["Kernel"] as int? ?? (int)node["KernelHeight"]!;
        int width = node["Kernel"] as int? ?? (int)node["KernelWidth"]!;
        node = Chance(2) ? node : OneOrEach(node, "Stride", () => Pick(1, 2, 3, Math.Max(height, width) + 1));
        bool isAverage = node.Kind.StartsWith("Avg", StringComparison.Ordinal);
        node = isAverage || Chance(3) ? node : OneOrEach(node, "Dilation", () => Pick(1, 2, 3));
        if (Chance(2))
        {
            return node;
        }

        if (isPool)
        {
            return !IsSeries && Chance(2) ? node.With("Paddings", new EquatableArray<int>(Next(height / 2 + 1), Next(width / 2 + 1))) : node.With("Padding", Next(Math.Min(height, width) / 2 + 1));
        }

        return Next(3) switch
        {
            0 => node.With("Padding", 1 + Next(3)),
            1 => node.With("Paddings", new EquatableArray<int>(sizes.Select(_ => Next(3)))),
            _ => node.With("Paddings", new EquatableArray<int>(sizes.SelectMany(_ => new[] { Next(3), Next(3) }))),
        };
    }

    private NodeDeclaration OneOrEach(NodeDeclaration node, string option, Func<int> draw) =>
        IsSeries || Chance(2) ? node.With(option, draw()) : node.With(option + "s", new EquatableArray<int>(draw(), draw()));

    private NodeDeclaration Padded(int[] sizes)
    {
        NodeDeclaration node = Node("Pad").With("Sides", Chance(2) ? new EquatableArray<int>(1 + Next(2)) : new EquatableArray<int>(sizes.SelectMany(_ => new[] { Next(3), Next(3) })));
        return Next(3) switch
        {
            0 => With(node, "Value", 0.5, 2),
            1 => node.With("Mode", "Reflect"),
            _ => node.With("Mode", "Replicate"),
        };
    }

    private NodeDeclaration Resized(int[] sizes)
    {
        NodeDeclaration node = Next(5) switch
        {
            0 => Node("Upsample").With("Factor", 1 + Next(3)),
            1 when !IsSeries => Node("Upsample").With("FactorHeight", 1 + Next(3)).With("FactorWidth", 1 + Next(2)),
            2 => Node("Upsample").With("Scale", Pick(0.5, 0.7, 1.4, 2.3)),
            3 => Node("Upsample").With("Scales", new EquatableArray<double>(sizes.Select(_ => Pick(0.6, 1.0, 1.7)))),
            _ => Node("Upsample").With("Sizes", new EquatableArray<int>(sizes.Select(size => 1 + Next(2 * size + 1)))),
        };
        return Chance(3) ? node : With(node.With("Mode", IsSeries ? "Linear" : "Bilinear"), "AlignCorners", true, 2);
    }

    /// <summary>The last value with one above: their sum, or their channels together.</summary>
    private NodeDeclaration Joined(List<NodeDeclaration> nodes)
    {
        string last = (string)nodes[^1]["Name"]!;
        string other = (string)nodes[Next(nodes.Count)]["Name"]!;
        return Chance(2) ? Add(other, last) : Concat(other, last);
    }

    private int Divisor(int number) => _draw.Divisor(number);

    private NodeDeclaration With(NodeDeclaration node, string option, object value, int oneIn) => Chance(oneIn) ? node.With(option, value) : node;

    private T Pick<T>(params T[] choices) => _draw.Pick(choices);

    private bool Chance(int oneIn) => _draw.Chance(oneIn);

    private int Next(int below) => _draw.Next(below);
}
