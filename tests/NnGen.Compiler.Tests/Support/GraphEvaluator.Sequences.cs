using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Tests.Support;

/// <summary>What goes over the steps of sequences, over all rows of a batch or over classes, by definition; and the forward pass of a batch.</summary>
internal sealed partial class GraphEvaluator
{
    /// <summary>
    /// The values of a batch from which gradients are asked to flow nowhere: what a detached node and a looked-up padding gave there, they give again. Null where
    /// they are computed as everything else.
    /// </summary>
    public Dictionary<Value, double[]>[]? Held { get; set; }

    /// <summary>Every value of the forward pass over a batch, row by row.</summary>
    /// <param name="inputs">The inputs of each row.</param>
    /// <param name="targets">The targets of each row; null where there are none.</param>
    /// <param name="mask">The element of a node's mask, of a row.</param>
    public Dictionary<Value, double[]>[] Forward(double[][] inputs, double[][]? targets = null, Func<string, int, int, double>? mask = null)
    {
        Dictionary<Value, double[]>[] rows = [.. inputs.Select(_ => new Dictionary<Value, double[]>())];
        IReadOnlyList<Op> ops = graph.Ops;
        for (int first = 0; first < graph.BackwardStart;)
        {
            int end = EndOfLoop(first);
            DelayOp[] delays = [.. Enumerable.Range(first, end - first).Select(i => ops[i]).OfType<DelayOp>()];

            // A step more is right each time: until nothing changes.
            int turns = 1 + delays.Sum(delay => delay.Steps);
            for (int turn = 0; turn < turns; turn++)
            {
                double[][] before = [.. delays.SelectMany(delay => rows.Select(row => row.GetValueOrDefault(delay.Results[0], [])))];
                for (int i = first; i < end; i++)
                {
                    ComputeRows(ops[i], rows, inputs, targets, mask);
                }

                if (delays.SelectMany(delay => rows.Select(row => row[delay.Results[0]])).Zip(before).All(pair => pair.First.SequenceEqual(pair.Second)))
                {
                    break;
                }
            }

            first = end;
        }

        return rows;
    }

    /// <summary>Where the ops end that go round through delays, from one of them on.</summary>
    private int EndOfLoop(int first)
    {
        int end = first + 1;
        for (int i = first; i < end; i++)
        {
            if (graph.Ops[i] is DelayOp delay)
            {
                int source = Enumerable.Range(0, graph.Ops.Count).First(j => graph.Ops[j] == delay.Source!.Producer);
                end = Math.Max(end, source + 1);
            }
        }

        return end;
    }

    private void ComputeRows(Op op, Dictionary<Value, double[]>[] rows, double[][] inputs, double[][]? targets, Func<string, int, int, double>? mask)
    {
        double[][][] results;
        if (op is BatchStatisticsOp statistics)
        {
            double[][] shared = Statistics(statistics, [.. rows.Select(row => row[op.Inputs[0]])]);
            results = [.. rows.Select(_ => shared)];
        }
        else
        {
            results = [.. rows.Select((values, row) => op switch
            {
                DelayOp delay => [Delay(delay, values)],
                ReshapeOp { IsDetached: true } when Held is not null => [Held[row][op.Results[0]]],
                EmbeddingOp { Padding: >= 0 } embedding when Held is not null => [WithHeldPadding(embedding, values, Held[row][op.Results[0]])],
                _ => Compute(op, [.. op.Inputs.Select(value => values[value])], values, inputs[row], targets?[row], (name, i) => mask?.Invoke(name, row, i) ?? 1, 1),
            })];
        }

        for (int row = 0; row < rows.Length; row++)
        {
            for (int i = 0; i < op.Results.Count; i++)
            {
                rows[row][op.Results[i]] = results[row][i];
            }
        }
    }

    /// <summary>Each step has what the one before it has in the source, so far as that is known; the first one the initial state.</summary>
    private static double[] Delay(DelayOp op, Dictionary<Value, double[]> values)
    {
        int size = op.Results[0].Shape.Size / op.Steps;
        double[] source = values.GetValueOrDefault(op.Source!) ?? new double[op.Results[0].Shape.Size];
        double[] initial = op.Initial is null ? new double[size] : values[op.Initial];
        return op.IsReversed ? [.. source.Skip(size), .. initial] : [.. initial, .. source.SkipLast(size)];
    }

    private static double[][] Split(SplitOp op, double[] x)
    {
        int count = op.Results.Count;
        double[][][] parts = [.. x.Chunk(op.Columns * count).Select(row => row.Chunk(op.Columns).ToArray())];
        return [.. Enumerable.Range(0, count).Select(part => parts.SelectMany(row => row[part]).ToArray())];
    }

    private static double[] MaskedSoftmax(MaskedSoftmaxOp op, double[][] x) =>
    [
        .. x[0].Chunk(op.Keys).SelectMany((scores, position) =>
        {
            bool[] seen = [.. scores.Select((_, key) => !(op.IsCausal && key > position % op.Queries) && !(op.Hidden is not null && x[1][key] > 0))];
            double most = scores.Where((_, key) => seen[key]).DefaultIfEmpty(0).Max();
            double sum = scores.Where((_, key) => seen[key]).Sum(score => Math.Exp(score - most));
            return scores.Select((score, key) => seen[key] ? Math.Exp(score - most) / sum : 0);
        }),
    ];

    private static double[] Embedding(EmbeddingOp op, double[][] x) => [.. x[0].SelectMany(number => x[1].Skip((int)number * op.Features).Take(op.Features))];

    private static double[] WithHeldPadding(EmbeddingOp op, Dictionary<Value, double[]> values, double[] held) =>
        [.. Embedding(op, [values[op.Inputs[0]], values[op.Inputs[1]]]).Select((value, i) => values[op.Inputs[0]][i / op.Features] == op.Padding ? held[i] : value)];

    /// <summary>The running statistics as a factor and a shift of each channel.</summary>
    private double[][] Fold(BatchNormFoldOp op)
    {
        BatchNormParameters batch = op.Parameters;
        double Of(Parameter? parameter, int channel, double otherwise) => parameter is null ? otherwise : parameters[parameter.Name][channel];
        double[] factors = [.. Enumerable.Range(0, batch.Channels).Select(c => Of(batch.Gain, c, 1) / Math.Sqrt(Of(batch.RunningVariance, c, 1) + batch.Epsilon))];
        double[] shifts = [.. Enumerable.Range(0, batch.Channels).Select(c => Of(batch.Shift, c, 0) - Of(batch.RunningMean, c, 0) * factors[c])];
        return [Spread(batch, op.Results[0].Shape, factors), Spread(batch, op.Results[0].Shape, shifts)];
    }

    /// <summary>The statistics of a batch: over all rows, and all that a row has of a channel.</summary>
    private double[][] Statistics(BatchStatisticsOp op, double[][] rows)
    {
        BatchNormParameters batch = op.Parameters;
        int size = rows[0].Length;
        int Channel(int i) => batch.IsChannelsLast ? i % batch.Channels : i / (size / batch.Channels);
        double[] means = new double[batch.Channels], reciprocals = new double[batch.Channels], factors = new double[batch.Channels], shifts = new double[batch.Channels];
        for (int c = 0; c < batch.Channels; c++)
        {
            double[] own = [.. rows.SelectMany(row => row.Where((_, i) => Channel(i) == c))];
            means[c] = own.Average();
            reciprocals[c] = 1 / Math.Sqrt(own.Average(value => (value - means[c]) * (value - means[c])) + batch.Epsilon);
            factors[c] = reciprocals[c] * (batch.Gain is null ? 1 : parameters[batch.Gain.Name][c]);
            shifts[c] = batch.Shift is null ? 0 : parameters[batch.Shift.Name][c];
        }

        return [.. new[] { means, reciprocals, factors, shifts }.Select(each => Spread(batch, op.Results[0].Shape, each))];
    }

    /// <summary>A number of each channel beside the elements that it is for.</summary>
    private static double[] Spread(BatchNormParameters batch, Shape shape, double[] channels) =>
        batch.IsChannelsLast ? channels : [.. channels.SelectMany(value => Enumerable.Repeat(value, shape.Size / batch.Channels))];

    /// <summary>Minus the logarithm of the sum over every way to name a class at each step that spells the labels: repeated ones once, then without blanks.</summary>
    private static double Ctc(CtcOp op, double[] logProbabilities, double[] target)
    {
        int steps = (int)target[0];
        int[] labels = [.. target.Skip(1).TakeWhile(label => label >= 0).Select(label => (int)label)];
        double sum = 0;
        for (int number = 0; number < Math.Pow(op.Classes, steps); number++)
        {
            int[] way = [.. Enumerable.Range(0, steps).Select(step => number / (int)Math.Pow(op.Classes, step) % op.Classes)];
            if (way.Where((c, step) => c != op.Rule.Blank && (step == 0 || way[step - 1] != c)).SequenceEqual(labels))
            {
                sum += Math.Exp(way.Select((c, step) => logProbabilities[step * op.Classes + c]).Sum());
            }
        }

        double loss = sum == 0 && op.Rule.ZeroInfinity ? 0 : -Math.Log(sum);
        return op.Rule.IsPerLabel ? loss / Math.Max(1, labels.Length) : loss;
    }

    private static double[] MultiMargin(double[] scores, double[] target, double margin)
    {
        int label = Array.FindIndex(target, t => t > 0);
        return [label < 0 ? 0 : scores.Where((_, c) => c != label).Sum(score => Math.Max(0, margin - scores[label] + score)) / scores.Length];
    }

    /// <summary><c>2 / sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n + 1) / (1 3 .. (2n + 1))</c>: a series of which all terms have one sign.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
