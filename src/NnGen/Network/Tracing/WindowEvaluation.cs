using System.Globalization;

namespace NnGen;

/// <summary>What nodes compute of images and their windows, from the words of their formulas: by definition, element by element. A series is an image of one line.</summary>
internal static class WindowEvaluation
{
    /// <summary>Whether a stage of a formula is one of these.</summary>
    public static bool Is(string stage) => stage.StartsWith("convolution of ", StringComparison.Ordinal)
        || stage.StartsWith("transposed convolution of ", StringComparison.Ordinal)
        || stage.StartsWith("largest of ", StringComparison.Ordinal)
        || stage.StartsWith("average of ", StringComparison.Ordinal)
        || stage.StartsWith("padded ", StringComparison.Ordinal)
        || stage.StartsWith("resized ", StringComparison.Ordinal)
        || stage.StartsWith("groups of ", StringComparison.Ordinal);

    /// <summary>Computes a stage.</summary>
    /// <param name="stage">Its words.</param>
    /// <param name="x">The image, row-major over channels, height and width.</param>
    /// <param name="parameter">A parameter of the node, null where it has none of that name.</param>
    public static double[] Of(string stage, double[] x, Func<string, double[]?> parameter) => stage.StartsWith("convolution", StringComparison.Ordinal) ? Convolution(stage, x, parameter)
        : stage.StartsWith("transposed", StringComparison.Ordinal) ? Transposed(stage, x, parameter)
        : stage.StartsWith("padded", StringComparison.Ordinal) ? Padded(stage, x)
        : stage.StartsWith("resized", StringComparison.Ordinal) ? Resized(stage, x)
        : stage.StartsWith("groups", StringComparison.Ordinal) ? Groups(stage, x, parameter)
        : Pool(stage, x);

    /// <summary><c>convolution of 3 32 32 by 16 5 5 stride 1 1 padding 2 2 2 2 dilation 1 1 groups 1</c>.</summary>
    private static double[] Convolution(string stage, double[] x, Func<string, double[]?> parameter)
    {
        var sizes = new Sizes(stage);
        (int height, int width) = (
            (sizes.Height + sizes.Top + sizes.Bottom - (sizes.KernelHeight - 1) * sizes.DilationY - 1) / sizes.StrideY + 1,
            (sizes.Width + sizes.Left + sizes.Right - (sizes.KernelWidth - 1) * sizes.DilationX - 1) / sizes.StrideX + 1);
        double[] weight = parameter("weight")!;
        double[]? bias = parameter("bias");
        (int channels, int filters) = (sizes.Channels / sizes.Groups, sizes.Filters / sizes.Groups);
        var y = new double[sizes.Filters * height * width];
        for (int f = 0; f < sizes.Filters; f++)
        {
            foreach ((int row, int column) in Places(height, width))
            {
                double sum = bias?[f] ?? 0;
                for (int c = 0; c < channels; c++)
                {
                    foreach ((int i, int j) in Places(sizes.KernelHeight, sizes.KernelWidth))
                    {
                        (int fromRow, int fromColumn) = (row * sizes.StrideY + i * sizes.DilationY - sizes.Top, column * sizes.StrideX + j * sizes.DilationX - sizes.Left);
                        if (fromRow >= 0 && fromRow < sizes.Height && fromColumn >= 0 && fromColumn < sizes.Width)
                        {
                            sum += weight[((f * channels + c) * sizes.KernelHeight + i) * sizes.KernelWidth + j] * x[((f / filters * channels + c) * sizes.Height + fromRow) * sizes.Width + fromColumn];
                        }
                    }
                }

                y[(f * height + row) * width + column] = sum;
            }
        }

        return y;
    }

    /// <summary><c>transposed convolution of 3 8 8 by 16 3 3 stride 2 2 padding 1 1 1 1 dilation 1 1 groups 1 to 16 16</c>.</summary>
    private static double[] Transposed(string stage, double[] x, Func<string, double[]?> parameter)
    {
        var sizes = new Sizes(stage);
        int[] to = Numbers(stage, "to");
        double[] weight = parameter("weight")!;
        double[]? bias = parameter("bias");
        (int channels, int filters) = (sizes.Channels / sizes.Groups, sizes.Filters / sizes.Groups);
        var y = new double[sizes.Filters * to[0] * to[1]];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = bias?[i / (to[0] * to[1])] ?? 0;
        }

        for (int c = 0; c < sizes.Channels; c++)
        {
            foreach ((int row, int column) in Places(sizes.Height, sizes.Width))
            {
                for (int f = 0; f < filters; f++)
                {
                    foreach ((int i, int j) in Places(sizes.KernelHeight, sizes.KernelWidth))
                    {
                        (int toRow, int toColumn) = (row * sizes.StrideY + i * sizes.DilationY - sizes.Top, column * sizes.StrideX + j * sizes.DilationX - sizes.Left);
                        if (toRow >= 0 && toRow < to[0] && toColumn >= 0 && toColumn < to[1])
                        {
                            y[((c / channels * filters + f) * to[0] + toRow) * to[1] + toColumn] += weight[((c * filters + f) * sizes.KernelHeight + i) * sizes.KernelWidth + j] * x[(c * sizes.Height + row) * sizes.Width + column];
                        }
                    }
                }
            }
        }

        return y;
    }

    /// <summary>
    /// <c>largest of 6 28 28 by 1 1 in 0:2:2 2:4:2 ... and 0:2:2 ...</c>: for both axes where each window begins and before what it ends, in steps of so
    /// many, and what a mean divides by.
    /// </summary>
    private static double[] Pool(string stage, double[] x)
    {
        int[] shape = Numbers(stage, "of");
        int[] dilation = Numbers(stage, "by");
        bool isLargest = stage.StartsWith("largest", StringComparison.Ordinal);
        string[] axes = stage[(stage.IndexOf(" in ", StringComparison.Ordinal) + 4)..].Split(" and ");
        int[][][] windows = [.. axes.Select(axis => axis.Split(' ').Select(window => window.Split(':').Select(Number).ToArray()).ToArray())];
        return
        [
            .. from channel in Enumerable.Range(0, shape[0])
               from lines in windows[0]
               from columns in windows[1]
               let elements = from row in Steps(lines, dilation[0])
                              from column in Steps(columns, dilation[1])
                              select x[(channel * shape[1] + row) * shape[2] + column]
               select isLargest ? elements.Max() : elements.Sum() / (lines[2] * columns[2]),
        ];
    }

    /// <summary><c>padded Reflect 0 of 3 8 8 by 1 1 2 2</c>: what stands in the margins before and behind each axis of places.</summary>
    private static double[] Padded(string stage, double[] x)
    {
        string[] words = stage.Split(' ');
        double fill = double.Parse(words[2], CultureInfo.InvariantCulture);
        int[] shape = Numbers(stage, "of");
        int[] sides = Numbers(stage, "by");
        (int lines, int width, int top, int bottom) = shape.Length == 2 ? (1, shape[1], 0, 0) : (shape[1], shape[2], sides[0], sides[1]);
        (int left, int right) = (sides[^2], sides[^1]);
        return
        [
            .. from channel in Enumerable.Range(0, shape[0])
               from row in Enumerable.Range(-top, lines + top + bottom)
               from column in Enumerable.Range(-left, width + left + right)
               let fromRow = At(row, lines, words[1])
               let fromColumn = At(column, width, words[1])
               select fromRow is int i && fromColumn is int j ? x[(channel * lines + i) * width + j] : fill,
        ];

        static int? At(int index, int size, string mode) => index >= 0 && index < size ? index : mode switch
        {
            "Reflect" => index < 0 ? -index : 2 * (size - 1) - index,
            "Replicate" => Math.Clamp(index, 0, size - 1),
            _ => null,
        };
    }

    /// <summary>
    /// <c>resized Bilinear plain of 3 8 8 to 12 20 scaled 1.5 0</c>: the nearest element, or what lies between the four around a place, whose corners may be
    /// aligned; a scale of 0 is that of the sizes.
    /// </summary>
    private static double[] Resized(string stage, double[] x)
    {
        string[] words = stage.Split(' ');
        int[] shape = Numbers(stage, "of");
        int[] to = Numbers(stage, "to");
        double[] scales = [.. words[(Array.IndexOf(words, "scaled") + 1)..].Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        (int height, int width) = shape.Length == 2 ? (1, shape[1]) : (shape[1], shape[2]);
        double[] rows = shape.Length == 2 ? [0] : Places(height, to[0], scales[0]);
        double[] columns = Places(width, to[^1], scales[^1]);
        return
        [
            .. from channel in Enumerable.Range(0, shape[0])
               from row in rows
               from column in columns
               let lines = Between(row, height)
               let pixels = Between(column, width)
               select (from line in lines from pixel in pixels where line.Share * pixel.Share > 0 select line.Share * pixel.Share * x[(channel * height + line.Index) * width + pixel.Index]).Sum(),
        ];

        double[] Places(int before, int after, double scale)
        {
            double step = scale == 0 ? before / (double)after : 1 / scale;
            return
            [
                .. Enumerable.Range(0, after).Select(o => words[1] == "Nearest" ? Math.Min(scale == 0 ? (long)o * before / after : Math.Floor(o / scale), before - 1)
                    : words[2] == "aligned" ? (after == 1 ? 0 : o * (before - 1.0) / (after - 1))
                    : Math.Max((o + 0.5) * step - 0.5, 0)),
            ];
        }

        static (int Index, double Share)[] Between(double place, int size)
        {
            int lower = Math.Min((int)place, size - 1);
            double share = place - lower;
            return lower == size - 1 ? [(lower, 1)] : [(lower, 1 - share), (lower + 1, share)];
        }
    }

    /// <summary><c>groups of 3 with 1E-05</c>: each part of a row is normalised, then each channel has its weight and its bias.</summary>
    private static double[] Groups(string stage, double[] x, Func<string, double[]?> parameter)
    {
        string[] words = stage.Split(' ');
        double epsilon = double.Parse(words[4], CultureInfo.InvariantCulture);
        double[] weight = parameter("weight")!;
        double[] bias = parameter("bias")!;
        int places = x.Length / weight.Length;
        IEnumerable<double> normalised = x.Chunk(x.Length / Number(words[2])).SelectMany(group =>
        {
            double mean = group.Average();
            double factor = 1 / Math.Sqrt(group.Average(value => (value - mean) * (value - mean)) + epsilon);
            return group.Select(value => (value - mean) * factor);
        });
        return [.. normalised.Select((value, i) => value * weight[i / places] + bias[i / places])];
    }

    private static IEnumerable<int> Steps(int[] window, int step)
    {
        for (int i = window[0]; i < window[1]; i += step)
        {
            yield return i;
        }
    }

    private static IEnumerable<(int Row, int Column)> Places(int rows, int columns) =>
        from row in Enumerable.Range(0, rows)
        from column in Enumerable.Range(0, columns)
        select (row, column);

    /// <summary>The numbers behind a word.</summary>
    private static int[] Numbers(string stage, string word) =>
        [.. stage[(stage.IndexOf($" {word} ", StringComparison.Ordinal) + word.Length + 2)..].Split(' ').TakeWhile(number => number.Length > 0 && char.IsAsciiDigit(number[0])).Select(Number)];

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    /// <summary>The sizes of a convolution.</summary>
    private sealed class Sizes
    {
        public Sizes(string stage)
        {
            int[] of = Numbers(stage, "of");
            int[] by = Numbers(stage, "by");
            int[] stride = Numbers(stage, "stride");
            int[] padding = Numbers(stage, "padding");
            int[] dilation = Numbers(stage, "dilation");
            (Channels, Height, Width) = (of[0], of[1], of[2]);
            (Filters, KernelHeight, KernelWidth) = (by[0], by[1], by[2]);
            (StrideY, StrideX) = (stride[0], stride[1]);
            (Top, Bottom, Left, Right) = (padding[0], padding[1], padding[2], padding[3]);
            (DilationY, DilationX) = (dilation[0], dilation[1]);
            Groups = Numbers(stage, "groups")[0];
        }

        public int Channels { get; }

        public int Height { get; }

        public int Width { get; }

        public int Filters { get; }

        public int KernelHeight { get; }

        public int KernelWidth { get; }

        public int StrideY { get; }

        public int StrideX { get; }

        public int Top { get; }

        public int Bottom { get; }

        public int Left { get; }

        public int Right { get; }

        public int DilationY { get; }

        public int DilationX { get; }

        public int Groups { get; }
    }
}
