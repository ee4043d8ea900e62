using NnGen.Compiler.Model;

namespace NnGen.Compiler.Tests.Support;

/// <summary>Convolutions, pools, and images of other sizes.</summary>
internal sealed partial class ImageReference
{
    private static Images Convolution(NodeDeclaration node, Images x, double[] weight, double[]? bias)
    {
        (Axis y, Axis z) = Axis.Of(node, x);
        (int filters, int groups) = ((int)node["Filters"]!, (int?)node["Groups"] ?? 1);
        (int ofGroup, int filtersOfGroup) = (x.Channels / groups, filters / groups);
        return x.Of(y.Count, z.Count, (row, f, line, column) =>
        {
            double sum = bias?[f] ?? 0;
            for (int c = 0; c < ofGroup; c++)
            {
                foreach ((int i, int j) in Axis.Taps(y, z))
                {
                    (int fromLine, int fromColumn) = (y.From(line, i), z.From(column, j));
                    if (x.Has(fromLine, fromColumn))
                    {
                        sum += weight[((f * ofGroup + c) * y.Kernel + i) * z.Kernel + j] * x.At(row, f / filtersOfGroup * ofGroup + c, fromLine, fromColumn);
                    }
                }
            }

            return sum;
        }, filters);
    }

    /// <summary>Each element of x goes with the kernel to where the convolution would have taken it from.</summary>
    private static Images Transposed(NodeDeclaration node, Images x, double[] weight, double[]? bias)
    {
        (Axis y, Axis z) = Axis.Of(node, x);
        (int filters, int groups) = ((int)node["Filters"]!, (int?)node["Groups"] ?? 1);
        (int ofGroup, int filtersOfGroup) = (x.Channels / groups, filters / groups);
        Images result = x.Of(y.Back, z.Back, (_, f, _, _) => bias?[f] ?? 0, filters);
        for (int row = 0; row < x.Rows.Length; row++)
        {
            for (int i = 0; i < x.Rows[row].Length; i++)
            {
                (int c, int line, int column) = (i / x.Places, i % x.Places / x.Width, i % x.Width);
                for (int f = 0; f < filtersOfGroup; f++)
                {
                    foreach ((int a, int b) in Axis.Taps(y, z))
                    {
                        (int toLine, int toColumn) = (y.From(line, a), z.From(column, b));
                        if (result.Has(toLine, toColumn))
                        {
                            result.Rows[row][((c / ofGroup * filtersOfGroup + f) * result.Height + toLine) * result.Width + toColumn] += x.Rows[row][i] * weight[((c * filtersOfGroup + f) * y.Kernel + a) * z.Kernel + b];
                        }
                    }
                }
            }
        }

        return result;
    }

    private static Images Pool(NodeDeclaration node, Images x)
    {
        (Axis y, Axis z) = Axis.Of(node, x);
        bool countsPadding = node["CountIncludePad"] is not false;
        return x.Of(y.Count, z.Count, (row, c, line, column) =>
        {
            double[] elements = [.. Axis.Taps(y, z).Select(tap => (Line: y.From(line, tap.I), Column: z.From(column, tap.J))).Where(place => x.Has(place.Line, place.Column)).Select(place => x.At(row, c, place.Line, place.Column))];
            return node.Kind.StartsWith("Max", StringComparison.Ordinal) ? elements.Max() : elements.Sum() / (countsPadding ? y.Padded(line) * z.Padded(column) : elements.Length);
        });
    }

    private static Images Means(Images x, int height, int width) => x.Of(height, width, (row, c, line, column) =>
    {
        IEnumerable<int> Window(int size, int count, int o) => Enumerable.Range(0, size).Where(i => i >= Math.Floor(o * size / (double)count) && i < Math.Ceiling((o + 1) * size / (double)count));
        return (from i in Window(x.Height, height, line) from j in Window(x.Width, width, column) select x.At(row, c, i, j)).Average();
    });

    private static Images Padded(NodeDeclaration node, Images x)
    {
        int[] sides = [.. (EquatableArray<int>)node["Sides"]!];
        int[] all = sides.Length == 1 ? [.. Enumerable.Repeat(sides[0], 4)] : sides.Length == 2 ? [0, 0, .. sides] : sides;
        (int top, int bottom) = x.HasLines ? (all[0], all[1]) : (0, 0);
        return x.Of(x.Height + top + bottom, x.Width + all[2] + all[3], (row, c, line, column) =>
        {
            (int i, int j) = (line - top, column - all[2]);
            return (string?)node["Mode"] switch
            {
                "Reflect" => x.At(row, c, Reflected(i, x.Height), Reflected(j, x.Width)),
                "Replicate" => x.At(row, c, Math.Clamp(i, 0, x.Height - 1), Math.Clamp(j, 0, x.Width - 1)),
                _ => x.Has(i, j) ? x.At(row, c, i, j) : (double?)node["Value"] ?? 0,
            };
        });

        static int Reflected(int index, int size) => index < 0 ? -index : index >= size ? 2 * (size - 1) - index : index;
    }

    private static Images Resized(NodeDeclaration node, Images x)
    {
        bool aligns = node["AlignCorners"] is true;
        string mode = (string?)node["Mode"] ?? "Nearest";
        (int height, Func<int, double> line) = x.HasLines ? Places(x.Height, 0, "FactorHeight") : (1, _ => 0);
        (int width, Func<int, double> column) = Places(x.Width, x.HasLines ? 1 : 0, "FactorWidth");
        return x.Of(height, width, (row, c, i, j) =>
            (from y in Around(line(i), x.Height) from z in Around(column(j), x.Width) select y.Share * z.Share * x.At(row, c, y.Index, z.Index)).Sum());

        (int Count, Func<int, double> Place) Places(int size, int axis, string factorOfAxis)
        {
            double? scale = node["Scales"] is EquatableArray<double> scales ? scales[axis] : node["Scale"] is double given ? given : node[factorOfAxis] is int own ? own : node["Factor"] is int factor ? factor : null;
            int count = scale is double times ? (int)(size * times) : node["Sizes"] is EquatableArray<int> sizes ? sizes[axis] : (int)node["Size"]!;
            double step = scale is double by ? 1 / by : size / (double)count;
            return (count, o => mode == "Nearest" ? Math.Min(Math.Floor(o * step + 1e-9), size - 1)
                : aligns ? o * (size - 1) / Math.Max(count - 1.0, 1)
                : Math.Max((o + 0.5) * step - 0.5, 0));
        }

        static IEnumerable<(int Index, double Share)> Around(double place, int size)
        {
            int lower = Math.Min((int)place, size - 1);
            return lower == size - 1 ? [(lower, 1)] : [(lower, lower + 1 - place), (lower + 1, place - lower)];
        }
    }

    private static Images Shuffled(Images x, int factor) => x.Of(x.Height * factor, x.Width * factor, (row, c, line, column) =>
        x.At(row, (c * factor + line % factor) * factor + column % factor, line / factor, column / factor), x.Channels / factor / factor);

    private static Images Unshuffled(Images x, int factor) => x.Of(x.Height / factor, x.Width / factor, (row, c, line, column) =>
        x.At(row, c / factor / factor, line * factor + c / factor % factor, column * factor + c % factor), x.Channels * factor * factor);

    /// <summary>The windows along an axis.</summary>
    private sealed record Axis(int Size, int Kernel, int Stride, int Before, int After, int Dilation, int OutputPadding, bool IsCeiling)
    {
        private int Room => Size + Before + After - (Kernel - 1) * Dilation - 1;

        /// <summary>The number of windows; rounded up, one that would begin behind the axis is none.</summary>
        public int Count
        {
            get
            {
                int count = (IsCeiling ? (Room + Stride - 1) / Stride : Room / Stride) + 1;
                return IsCeiling && (count - 1) * Stride >= Size + Before ? count - 1 : count;
            }
        }

        /// <summary>The size of what would have so many windows.</summary>
        public int Back => (Size - 1) * Stride - Before - After + (Kernel - 1) * Dilation + 1 + OutputPadding;

        /// <summary>Where a place of a window lies.</summary>
        public int From(int window, int tap) => window * Stride + tap * Dilation - Before;

        /// <summary>How much of a window lies on the axis or its padding.</summary>
        public double Padded(int window) => Math.Min(From(window, Kernel), Size + After) - From(window, 0);

        public static IEnumerable<(int I, int J)> Taps(Axis y, Axis z) => from i in Enumerable.Range(0, y.Kernel) from j in Enumerable.Range(0, z.Kernel) select (i, j);

        public static (Axis Height, Axis Width) Of(NodeDeclaration node, Images x)
        {
            bool isPool = node.Kind.Contains("Pool", StringComparison.Ordinal);
            Axis Along(int axis, int size)
            {
                int? Number(string option) => node[option + "s"] is EquatableArray<int> several ? several[axis] : node[option] as int?;
                int kernel = node[axis == 0 ? "KernelHeight" : "KernelWidth"] as int? ?? (int)node["Kernel"]!;
                int stride = Number("Stride") ?? (isPool ? kernel : 1);
                int dilation = Number("Dilation") ?? 1;
                int reach = (kernel - 1) * dilation + 1;
                int padding = node["Padding"] as int? ?? 0;
                int all = Math.Max(((size + stride - 1) / stride - 1) * stride + reach - size, 0);
                (int before, int after) = node["Paddings"] is EquatableArray<int> sides ? sides.Count == (x.HasLines ? 2 : 1) ? (sides[axis], sides[axis]) : (sides[2 * axis], sides[2 * axis + 1])
                    : padding == -1 ? (all / 2, all - all / 2)
                    : padding == -2 ? (reach - 1, 0)
                    : (padding, padding);
                return new(size, kernel, stride, before, after, dilation, Number("OutputPadding") ?? 0, node["CeilMode"] is true);
            }

            return x.HasLines ? (Along(0, x.Height), Along(1, x.Width)) : (new(1, 1, 1, 0, 0, 1, 0, false), Along(0, x.Width));
        }
    }
}
