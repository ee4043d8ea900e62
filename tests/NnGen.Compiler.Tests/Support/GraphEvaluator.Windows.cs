using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Tests.Support;

/// <summary>Convolutions and pools by definition, window by window and element by element.</summary>
internal sealed partial class GraphEvaluator
{
    /// <summary>A weight as a matrix [outputs, inputs], whatever axes it has.</summary>
    private static double[] Matrix(Parameter parameter, double[] canonical)
    {
        var matrix = new double[canonical.Length];
        for (int i = 0; i < canonical.Length; i++)
        {
            (int output, int input) = parameter.Order!.Of(i);
            matrix[output * parameter.InputsOfOutput + input] = canonical[i];
        }

        return matrix;
    }

    /// <summary>The first element of each window, and the places of a window from there on, both counted in places.</summary>
    private static IEnumerable<(int Window, int Tap, int Place)> Taps(ImageWindows windows)
    {
        int window = 0;
        for (int line = 0; line < windows.Height.Count; line++)
        {
            for (int pixel = 0; pixel < windows.Width.Count; pixel++, window++)
            {
                int tap = 0;
                for (int i = 0; i < windows.Height.Kernel; i++)
                {
                    for (int j = 0; j < windows.Width.Kernel; j++, tap++)
                    {
                        yield return (window, tap, (line * windows.Height.Stride + i * windows.Height.Dilation) * windows.Width.Size + pixel * windows.Width.Stride + j * windows.Width.Dilation);
                    }
                }
            }
        }
    }

    private static double[] Convolution(ConvolutionOp op, double[][] x)
    {
        double[] weight = Matrix(op.Weight, x[1]);
        int inputs = op.Weight.InputsOfOutput;
        (int channels, int outputs) = (op.Channels / op.Groups, op.Out / op.Groups);
        var y = new double[op.Windows.Count * op.Out];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = op.Bias is null ? 0 : x[2][i % op.Out];
        }

        foreach ((int window, int tap, int place) in Taps(op.Windows))
        {
            for (int o = 0; o < op.Out; o++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int group = o / outputs;

                    // Turned round, what were outputs are channels, and the places come from the last to the first.
                    double w = op.IsTransposed
                        ? weight[(group * channels + c) * inputs + (op.Windows.Taps - 1 - tap) * outputs + o % outputs]
                        : weight[o * inputs + tap * channels + c];
                    y[window * op.Out + o] += w * x[0][place * op.Channels + group * channels + c];
                }
            }
        }

        return y;
    }

    private static double[] Depthwise(DepthwiseOp op, double[][] x)
    {
        double[] weight = Matrix(op.Weight, x[1]);
        var y = new double[op.Windows.Count * op.Channels];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = op.Bias is null ? 0 : x[2][i % op.Channels];
        }

        foreach ((int window, int tap, int place) in Taps(op.Windows))
        {
            for (int c = 0; c < op.Channels; c++)
            {
                y[window * op.Channels + c] += weight[c * op.Windows.Taps + (op.IsReversed ? op.Windows.Taps - 1 - tap : tap)] * x[0][place * op.Channels + c];
            }
        }

        return y;
    }

    /// <summary>Each pixel gives itself, times the weights, to the places of its segment in each line that takes its own.</summary>
    private static double[] OverlapAdd(OverlapAddOp op, double[][] x)
    {
        double[] weight = Matrix(op.Weight, x[1]);
        int inputs = op.Weight.InputsOfOutput;
        (int width, int kernel) = (op.Pixels.Size, op.Pixels.Kernel);
        var y = new double[op.Lines.Count * width * op.Out];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = op.Bias is null ? 0 : x[2][i % op.Out];
        }

        foreach ((int line, int i, int pixel, int j) in Segments(op.Lines, op.Pixels))
        {
            for (int c = 0; c < op.Channels; c++)
            {
                double value = x[0][((line * op.Lines.Stride + i * op.Lines.Dilation) * op.Pixels.Count + pixel) * op.Channels + c];
                for (int o = 0; o < op.Out; o++)
                {
                    double w = op.IsTransposed
                        ? weight[c * inputs + ((op.Lines.Kernel - 1 - i) * kernel + j) * op.Out + o]
                        : weight[o * inputs + (i * kernel + kernel - 1 - j) * op.Channels + c];
                    y[(line * width + pixel * op.Pixels.Stride + j) * op.Out + o] += value * w;
                }
            }
        }

        return y;
    }

    /// <summary>The gradient of the weight of an overlap-add in its canonical order.</summary>
    private static double[] SegmentGradient(WeightGradientOp op, double[] x, double[] dy)
    {
        (WindowAxis lines, WindowAxis pixels) = (op.Windows!.Height, op.Windows.Width);
        (int outputs, int inputs) = (op.Weight.Outputs, op.Weight.InputsOfOutput);
        int channels = op.Products[0].X.Shape.Last;
        var matrix = new double[op.Weight.Shape.Size];
        foreach ((int line, int i, int pixel, int j) in Segments(lines, pixels))
        {
            for (int c = 0; c < channels; c++)
            {
                double value = x[((line * lines.Stride + i * lines.Dilation) * pixels.Count + pixel) * channels + c];
                for (int o = 0; o < outputs; o++)
                {
                    matrix[o * inputs + (i * pixels.Kernel + pixels.Kernel - 1 - j) * channels + c] += value * dy[(line * pixels.Size + pixel * pixels.Stride + j) * outputs + o];
                }
            }
        }

        return [.. Enumerable.Range(0, matrix.Length).Select(i => op.Weight.Order!.Of(i)).Select(at => matrix[at.Output * inputs + at.Input])];
    }

    private static IEnumerable<(int Line, int I, int Pixel, int J)> Segments(WindowAxis lines, WindowAxis pixels) =>
        from line in Enumerable.Range(0, lines.Count)
        from i in Enumerable.Range(0, lines.Kernel)
        from pixel in Enumerable.Range(0, pixels.Count)
        from j in Enumerable.Range(0, pixels.Kernel)
        select (line, i, pixel, j);

    /// <summary>The gradient of a weight in its canonical order.</summary>
    private static double[] WindowGradient(WeightGradientOp op, Dictionary<Value, double[]> values)
    {
        Product product = op.Products.Single();
        (double[] x, double[] dy) = (values[product.X], values[product.Dy]);
        if (product.IsOfSegments)
        {
            return SegmentGradient(op, x, dy);
        }

        (int channels, int inputs) = (product.X.Shape.Last, op.Weight.InputsOfOutput);
        (int ofGroup, int outputs) = (channels / product.Groups, op.Weight.Outputs / product.Groups);
        var matrix = new double[op.Weight.Shape.Size];
        foreach ((int window, int tap, int place) in Taps(op.Windows!))
        {
            for (int o = 0; o < op.Weight.Outputs; o++)
            {
                for (int c = 0; c < ofGroup; c++)
                {
                    matrix[o * inputs + tap * ofGroup + c] += x[place * channels + o / outputs * ofGroup + c] * dy[window * op.Weight.Outputs + o];
                }
            }
        }

        return [.. Enumerable.Range(0, matrix.Length).Select(i => op.Weight.Order!.Of(i)).Select(at => matrix[at.Output * inputs + at.Input])];
    }

    /// <summary>For each window its places, and what a mean divides by.</summary>
    private static IEnumerable<(int[] Places, double Divisor)> Windows(PoolOp op) =>
        from line in Enumerable.Range(0, op.Height.Count)
        from pixel in Enumerable.Range(0, op.Width.Count)
        select ((int[])
        [
            .. from i in Steps(op.Height, line)
               from j in Steps(op.Width, pixel)
               select i * op.Width.Size + j,
        ], (double)op.Height.Divisors[line] * op.Width.Divisors[pixel]);

    private static IEnumerable<int> Steps(PoolAxis axis, int window)
    {
        for (int i = axis.First[window]; i < axis.End[window]; i += axis.Dilation)
        {
            yield return i;
        }
    }

    private static double[] Pool(PoolOp op, double[] x) =>
    [
        .. from window in Windows(op)
           from c in Enumerable.Range(0, op.Channels)
           let elements = window.Places.Select(place => x[place * op.Channels + c])
           select op.Kind == PoolKind.Max ? elements.Max() : elements.Sum() / window.Divisor,
    ];

    private static double[] PoolGradient(PoolGradientOp op, double[][] x)
    {
        PoolOp pool = op.Pool;
        var dx = new double[op.Results[0].Shape.Size];
        int number = 0;
        foreach ((int[] places, double divisor) in Windows(pool))
        {
            for (int c = 0; c < pool.Channels; c++, number++)
            {
                int[] elements = [.. places.Select(place => place * pool.Channels + c)];
                foreach (int element in pool.Kind == PoolKind.Max ? elements.OrderByDescending(element => x[1][element]).Take(1) : elements)
                {
                    dx[element] += pool.Kind == PoolKind.Max ? x[0][number] : x[0][number] / divisor;
                }
            }
        }

        return dx;
    }

    /// <summary>What an element afterwards takes of elements before: their indices and its shares of them.</summary>
    private static IEnumerable<(int To, int From, double Share)> Shares(ResizeOp op)
    {
        AxisSampling sampling = op.Sampling;
        for (int block = 0; block < op.Blocks; block++)
        {
            for (int o = 0; o < sampling.Count; o++)
            {
                for (int c = 0; c < op.Run; c++)
                {
                    int to = (block * sampling.Count + o) * op.Run + c;
                    int From(int element) => (block * sampling.Size + element) * op.Run + c;
                    if (sampling.IsNearest)
                    {
                        yield return (to, From(sampling.Lower[o]), 1);
                        continue;
                    }

                    yield return (to, From(sampling.Lower[o]), 1 - sampling.Fractions[o]);
                    yield return (to, From(Math.Min(sampling.Lower[o] + 1, sampling.Size - 1)), sampling.Fractions[o]);
                }
            }
        }
    }

    private static double[] Resize(ResizeOp op, double[] x)
    {
        var y = new double[op.Results[0].Shape.Size];
        foreach ((int to, int from, double share) in Shares(op))
        {
            y[to] += share * x[from];
        }

        return y;
    }

    private static double[] ResizeGradient(ResizeOp op, double[] dy)
    {
        var dx = new double[op.Inputs[0].Shape.Size];
        foreach ((int to, int from, double share) in Shares(op))
        {
            dx[from] += share * dy[to];
        }

        return dx;
    }
}
