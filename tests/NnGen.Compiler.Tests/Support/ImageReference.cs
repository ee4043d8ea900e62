using NnGen.Compiler.Model;

namespace NnGen.Compiler.Tests.Support;

/// <summary>
/// What a network of images computes, straight from its attributes and by the definitions of PyTorch's manual: loops over rows, channels, lines and
/// columns, in doubles, channels first. Nothing of the compiler but the declaration is asked: shapes, margins and windows are found anew.
/// </summary>
/// <param name="net">A chain, with joins by names, that ends with a squared error.</param>
/// <param name="parameter">A parameter by its name, in the layout of files.</param>
/// <param name="mask">Whether a channel of a row is kept by a node that drops channels, in training.</param>
internal sealed partial class ImageReference(NetworkDeclaration net, Func<string, double[]> parameter, Func<string, int, int, bool> mask)
{
    private readonly Dictionary<string, Images> _nodes = [];

    /// <summary>The answers to some rows.</summary>
    /// <param name="rows">The rows as the caller gives them.</param>
    /// <param name="isTraining">Whether statistics are those of the rows, and channels are dropped.</param>
    public double[][] Answers(double[][] rows, bool isTraining)
    {
        Images images = default!;
        foreach (NodeDeclaration node in net.Nodes.Where(node => node.Kind != "MeanSquaredErrorLoss"))
        {
            images = Node(node, images, rows, isTraining);
            if (node["Name"] is string name)
            {
                _nodes[name] = images;
            }
        }

        return images.Rows;
    }

    /// <summary>The mean of all squared errors.</summary>
    public double Loss(double[][] rows, double[][] targets) =>
        Answers(rows, isTraining: true).Zip(targets, (answer, target) => answer.Zip(target, (y, t) => (y - t) * (y - t)).Average()).Average();

    private Images Node(NodeDeclaration node, Images x, double[][] rows, bool isTraining)
    {
        string name = (string?)node["Name"] ?? "";
        return node.Kind switch
        {
            "Input" => Given([.. (EquatableArray<int>)node["Shape"]!], rows, (string?)node["Layout"] == "ChannelsLast"),
            "Conv1D" or "Conv2D" => Convolution(node, x, parameter(name + ".weight"), node["Bias"] is false ? null : parameter(name + ".bias")),
            "ConvTranspose1D" or "ConvTranspose2D" => Transposed(node, x, parameter(name + ".weight"), node["Bias"] is false ? null : parameter(name + ".bias")),
            "MaxPool1D" or "MaxPool2D" or "AvgPool1D" or "AvgPool2D" => Pool(node, x),
            "AdaptiveAvgPool1D" => Means(x, 1, (int)node["Length"]!),
            "AdaptiveAvgPool2D" => Means(x, (int)node["Height"]!, (int)node["Width"]!),
            "GlobalAvgPool" => Means(x, 1, 1).Flat(),
            "GlobalMaxPool" => x.Of(1, 1, (row, c, _, _) => Enumerable.Range(0, x.Places).Max(place => x.Rows[row][c * x.Places + place])).Flat(),
            "Pad" => Padded(node, x),
            "Upsample" => Resized(node, x),
            "PixelShuffle" => Shuffled(x, (int)node["Factor"]!),
            "PixelUnshuffle" => Unshuffled(x, (int)node["Factor"]!),
            "Dropout1D" or "Dropout2D" => isTraining ? x.Map((value, row, c) => mask(name, row, c) ? value / (1 - (double)node["Rate"]!) : 0) : x,
            "BatchNorm" => BatchNorm(node, x, name, isTraining),
            "GroupNorm" => GroupNorm(node, x, name, (int)node["Groups"]!, node["Affine"] is not false),
            "InstanceNorm" => GroupNorm(node, x, name, x.Channels, node["Affine"] is true),
            "PReLU" => x.Map((value, _, c) => value > 0 ? value : value * parameter(name + ".weight")[node["PerChannel"] is true ? c : 0]),
            "ReLU" => x.Map((value, _, _) => Math.Max(value, 0)),
            "Tanh" => x.Map((value, _, _) => Math.Tanh(value)),
            "SiLU" => x.Map((value, _, _) => value / (1 + Math.Exp(-value))),
            "Add" => x with { Rows = [.. Joined(node).Select(images => images.Rows).Aggregate((sum, more) => [.. sum.Zip(more, (a, b) => a.Zip(b, (one, other) => one + other).ToArray())])] },
            "Concat" => x with { Channels = Joined(node).Sum(images => images.Channels), Rows = [.. x.Rows.Select((_, row) => Joined(node).SelectMany(images => images.Rows[row]).ToArray())] },
            "Flatten" => x.Flat(),
            "Dense" => Dense(x, (int)node["Units"]!, parameter(name + ".weight"), parameter(name + ".bias")),
            _ => throw new NotSupportedException($"The reference does not know {node.Kind}."),
        };
    }

    private Images[] Joined(NodeDeclaration node) => [.. ((EquatableArray<string>)node["Inputs"]!).Select(name => _nodes[name])];

    private static Images Given(int[] shape, double[][] rows, bool isChannelsLast)
    {
        var images = new Images(shape[0], shape.Length == 3 ? shape[1] : 1, shape[^1], shape.Length == 3, rows);
        return isChannelsLast ? images with { Rows = [.. rows.Select(row => Enumerable.Range(0, row.Length).Select(i => row[i % images.Places * images.Channels + i / images.Places]).ToArray())] } : images;
    }

    private static Images Dense(Images x, int units, double[] weight, double[] bias) => new(units, 1, 1, false,
        [.. x.Rows.Select(row => Enumerable.Range(0, units).Select(unit => bias[unit] + row.Select((value, i) => value * weight[unit * row.Length + i]).Sum()).ToArray())]);

    private Images BatchNorm(NodeDeclaration node, Images x, string name, bool isTraining)
    {
        double epsilon = (double?)node["Epsilon"] ?? 1e-5;
        bool isAffine = node["Affine"] is not false;
        (double Mean, double Variance)[] statistics = [.. Enumerable.Range(0, x.Channels).Select(c => isTraining
            ? Statistics([.. x.Rows.SelectMany(row => row.Skip(c * x.Places).Take(x.Places))])
            : (parameter(name + ".running_mean")[c], parameter(name + ".running_var")[c]))];
        return x.Map((value, _, c) => (value - statistics[c].Mean) / Math.Sqrt(statistics[c].Variance + epsilon) * (isAffine ? parameter(name + ".weight")[c] : 1) + (isAffine ? parameter(name + ".bias")[c] : 0));
    }

    private Images GroupNorm(NodeDeclaration node, Images x, string name, int groups, bool isAffine)
    {
        double epsilon = (double?)node["Epsilon"] ?? 1e-5;
        int size = x.Channels / groups * x.Places;
        (double Mean, double Variance)[][] statistics = [.. x.Rows.Select(row => row.Chunk(size).Select(Statistics).ToArray())];
        return x.Map((value, row, c) =>
        {
            (double mean, double variance) = statistics[row][c / (x.Channels / groups)];
            double y = (value - mean) / Math.Sqrt(variance + epsilon);
            return isAffine ? y * parameter(name + ".weight")[c] + parameter(name + ".bias")[c] : y;
        });
    }

    private static (double Mean, double Variance) Statistics(double[] values) => (values.Average(), values.Average(value => (value - values.Average()) * (value - values.Average())));

    /// <summary>Images of some rows, each row-major over channels, lines and columns; a series has one line.</summary>
    private sealed record Images(int Channels, int Height, int Width, bool HasLines, double[][] Rows)
    {
        public int Places => Height * Width;

        public double At(int row, int channel, int line, int column) => Rows[row][(channel * Height + line) * Width + column];

        public bool Has(int line, int column) => line >= 0 && line < Height && column >= 0 && column < Width;

        /// <summary>Images of another size, each element computed by itself.</summary>
        public Images Of(int height, int width, Func<int, int, int, int, double> element, int? channels = null) => this with
        {
            Channels = channels ?? Channels,
            Height = height,
            Width = width,
            Rows = [.. Rows.Select((_, row) => (double[])
            [
                .. from channel in Enumerable.Range(0, channels ?? Channels)
                   from line in Enumerable.Range(0, height)
                   from column in Enumerable.Range(0, width)
                   select element(row, channel, line, column),
            ])],
        };

        public Images Map(Func<double, int, int, double> element) => this with { Rows = [.. Rows.Select((values, row) => values.Select((value, i) => element(value, row, i / Places)).ToArray())] };

        public Images Flat() => new(Channels * Places, 1, 1, false, Rows);
    }
}
