using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Batch normalisation: sums over the batch for each channel, in the order of the rows. Where a channel is one column, a register of
/// channels at a time; where it has several, one channel at a time, its numbers repeated over its columns, so that what follows goes by
/// columns in both cases.
/// </summary>
internal static class BatchNormLowering
{
    /// <summary>The rows of a sum of its own.</summary>
    private const int RowsOfBlock = 64;

    private static readonly Affine s_row = Affine.Variable("row");
    private static readonly Affine s_column = Affine.Variable("column");
    private static readonly Affine s_channel = Affine.Variable("channel");

    public static Kernel Statistics(BatchStatisticsSpec spec, int lanes)
    {
        string[] memories = ["x", .. spec.Kept, .. Gains(spec.HasGain, spec.HasShift), "runningMean", "runningVariance"];
        return new Kernel(
            spec.Name,
            $"Mean and standard deviation of each of {spec.Channels} channels over the batch; the running statistics move towards them.",
            memories,
            [Names.Rows],
            [Names.PerRow],
            Channels(spec.Channels, spec.Length, lanes, Body));

        IEnumerable<Statement> Body(ChannelCode code)
        {
            Expression share = new Splat(new Local(Names.PerRow, LaneKind.Scalar), code.Kind) * code.Number(1.0 / ((double)spec.Length * spec.Positions));
            var mean = new Local("mean0", code.Kind);
            var squares = new Local("variance0", code.Kind);
            var reciprocal = new Local("inverse0", code.Kind);
            var factor = new Local("factor0", code.Kind);
            var shareOfOne = new Local("share", code.Kind);
            var momentum = new Local("momentum", code.Kind);
            yield return new Let(shareOfOne.Name, share);
            foreach (Statement statement in code.Sum("total", index => index("x", spec.XStride)))
            {
                yield return statement;
            }

            yield return new Let(mean.Name, code.Total("total") * shareOfOne);
            foreach (Statement statement in code.Sum("squares", index => index("x", spec.XStride) - mean, isSquare: true))
            {
                yield return statement;
            }

            yield return new Let(squares.Name, code.Total("squares") * shareOfOne);
            yield return new Let(reciprocal.Name, code.Number(1) / new Call(ElementFunction.Sqrt, squares + code.Number(spec.Epsilon)));
            yield return new Let(factor.Name, spec.HasGain ? reciprocal * code.Parameter("gain") : reciprocal);
            foreach ((string memory, Expression value) in new (string, Expression)[]
            {
                ("mean", mean), ("inverseStandardDeviation", reciprocal), ("factor", factor), ("columnShift", spec.HasShift ? code.Parameter("shift") : code.Number(0)),
            })
            {
                if (spec.Kept.Contains(memory))
                {
                    foreach (Statement statement in code.Spread(memory, value))
                    {
                        yield return statement;
                    }
                }
            }

            // One value alone has no variance: the running statistics stay as they are.
            yield return new Let(momentum.Name, new SelectLess(shareOfOne, code.Number(1), code.Number(spec.Momentum), code.Number(0)));
            Expression unbiased = new SelectLess(shareOfOne, code.Number(1), squares / (code.Number(1) - shareOfOne), squares);
            yield return code.Store("runningMean", code.Parameter("runningMean") * (code.Number(1) - momentum) + mean * momentum);
            yield return code.Store("runningVariance", code.Parameter("runningVariance") * (code.Number(1) - momentum) + unbiased * momentum);
        }
    }

    public static Kernel Gradient(BatchNormGradientSpec spec, int lanes)
    {
        return new Kernel(
            spec.Name,
            $"Sums over the batch for the gradient of a batch normalisation of {spec.Channels} channels.",
            ["dy", "x", "mean", "inverseStandardDeviation", "factor", .. spec.Kept],
            [Names.Rows],
            spec.Kept.Contains("slope") || spec.Kept.Contains("offset") ? [Names.PerRow] : [],
            Channels(spec.Channels, spec.Length, lanes, Body));

        IEnumerable<Statement> Body(ChannelCode code)
        {
            var mean = new Local("mean0", code.Kind);
            var reciprocal = new Local("inverse0", code.Kind);
            var sum = new Local("sum0", code.Kind);
            var product = new Local("product0", code.Kind);
            var minusFactor = new Local("minusFactor", code.Kind);
            yield return new Let(mean.Name, code.Column("mean"));
            yield return new Let(reciprocal.Name, code.Column("inverseStandardDeviation"));
            foreach (Statement statement in code.Sum("gradients", index => index("dy", spec.DyStride)).Concat(code.Sum("products", index => index("dy", spec.DyStride) * (index("x", spec.XStride) - mean))))
            {
                yield return statement;
            }

            yield return new Let(sum.Name, code.Total("gradients"));
            yield return new Let(product.Name, code.Total("products") * reciprocal);
            if (spec.Kept.Contains("slope") || spec.Kept.Contains("offset"))
            {
                yield return new Let(minusFactor.Name, (code.Number(0) - code.Column("factor")) * (new Splat(new Local(Names.PerRow, LaneKind.Scalar), code.Kind) * code.Number(1.0 / ((double)spec.Length * spec.Positions))));
            }

            foreach (Statement statement in spec.Kept.Contains("slope") ? code.Spread("slope", minusFactor * reciprocal * product) : [])
            {
                yield return statement;
            }

            foreach (Statement statement in spec.Kept.Contains("offset") ? code.Spread("offset", minusFactor * sum) : [])
            {
                yield return statement;
            }

            if (spec.Kept.Contains("products"))
            {
                yield return code.Keep("products", product);
            }

            if (spec.Kept.Contains("sums"))
            {
                yield return code.Keep("sums", sum);
            }
        }
    }

    public static Kernel Fold(BatchNormFoldSpec spec, int lanes)
    {
        return new Kernel(
            spec.Name,
            $"factor[{spec.Channels}] = weight / sqrt(running_var + epsilon), shift = bias - running_mean * factor.",
            ["mean", "variance", .. Gains(spec.HasGain, spec.HasShift), "factor", "columnShift"],
            [],
            [],
            spec.Length == 1
                ? [new For("column", 0, Layout.Pad(spec.Channels, lanes), lanes, [.. Body(new ChannelCode(LaneKind.Logical, spec.Channels, 1, lanes, Counts: false))])]
                : [new For("channel", 0, spec.Channels, 1, [.. Body(new ChannelCode(LaneKind.Logical, spec.Channels, spec.Length, lanes, Counts: false))])]);

        IEnumerable<Statement> Body(ChannelCode code)
        {
            var factor = new Local("factor0", code.Kind);
            Expression reciprocal = code.Number(1) / new Call(ElementFunction.Sqrt, code.Parameter("variance") + code.Number(spec.Epsilon));
            yield return new Let(factor.Name, spec.HasGain ? reciprocal * code.Parameter("gain") : reciprocal);
            Expression product = code.Parameter("mean") * factor;
            Expression shift = (spec.HasShift ? code.Parameter("shift") : code.Number(0)) - product;
            foreach (Statement statement in code.Spread("factor", factor).Concat(code.Spread("columnShift", shift)))
            {
                yield return statement;
            }
        }
    }

    public static Kernel HandOver(StatisticGradientSpec spec, int lanes)
    {
        IReadOnlyList<Statement> Body(bool counts) =>
            [new Update(Affine.Variable("parameter") + s_column, new Load("sum", s_column, LaneKind.Physical), counts ? spec.Columns - s_column : null)];
        return new Kernel(spec.Name, $"dp[{spec.Columns}], summed before.", ["sum", Names.Parameters], ["parameter"], [], [.. ColumnTiles.Build(spec.Columns, lanes, isExact: true, Body).Select(tiles => tiles.Loop)]);
    }

    private static IEnumerable<string> Gains(bool hasGain, bool hasShift) => [.. hasGain ? new[] { "gain" } : [], .. hasShift ? new[] { "shift" } : []];

    private static IReadOnlyList<Statement> Channels(int channels, int length, int lanes, Func<ChannelCode, IEnumerable<Statement>> body) => length == 1
        ? [.. ColumnTiles.Build(channels, lanes, isExact: true, counts => [.. body(new ChannelCode(LaneKind.Physical, channels, 1, lanes, counts))]).Select(tiles => tiles.Loop)]
        : [new For("channel", 0, channels, 1, [.. body(new ChannelCode(LaneKind.Logical, channels, length, lanes, Counts: false))])];

    /// <summary>How a channel's numbers are read, summed and written: a register of channels, or one channel of several columns.</summary>
    private sealed record ChannelCode(LaneKind Kind, int ChannelCount, int Length, int Lanes, bool Counts)
    {
        private bool IsOne => Length == 1;

        private RowPass Pass => new(Length, Lanes);

        public Expression Number(double value) => new Constant(value, Kind);

        /// <summary>A parameter of the channel.</summary>
        public Expression Parameter(string memory) => IsOne ? new Load(memory, s_column, Kind) : new Splat(new Load(memory, s_channel, LaneKind.Scalar), Kind);

        /// <summary>A number of the channel that lies in each of its columns.</summary>
        public Expression Column(string memory) => IsOne ? new Load(memory, s_column, Kind) : new Splat(new Load(memory, s_channel * Length, LaneKind.Scalar), Kind);

        /// <summary>
        /// Sums a term over the rows, and over the channel's columns; read it by <see cref="Total"/>. Where a channel is one column, rows may be the places of
        /// many images: blocks of them are summed up each by itself, since each addition to a long sum rounds what is added to its size.
        /// </summary>
        public IEnumerable<Statement> Sum(string name, Func<Func<string, int, Expression>, Expression> term, bool isSquare = false)
        {
            var sum = new Local(name + "Sum", Kind);
            var rows = Affine.Variable(Names.Rows);
            yield return new Let(sum.Name, Number(0));
            if (!IsOne)
            {
                yield return new For("row", 0, rows, 1, [.. Pass.Statements((column, count, suffix) => Add(sum, s_row, s_channel * Length + column, count, suffix))]);
                yield return new Let(name + "Total", Pass.Reduce(Reduction.Sum, sum));
                yield break;
            }

            var block = new Local(name + "OfBlock", Kind);
            var rest = new Local(name + "OfRest", Kind);
            string variable = name + "Row";
            Affine row = Affine.Variable(variable);
            yield return new For(
                variable,
                0,
                rows,
                RowsOfBlock,
                [new Let(block.Name, Number(0)), new For("i", 0, RowsOfBlock, 1, [.. Add(block, row + Affine.Variable("i"), s_column, Lanes, "OfBlock")]), new Accumulate(sum.Name, Number(1), block)]);
            yield return new Let(rest.Name, Number(0));
            yield return new For(variable, null, rows, 1, [.. Add(rest, row, s_column, Lanes, "OfRest")]);
            yield return new Accumulate(sum.Name, Number(1), rest);

            IEnumerable<Statement> Add(Local to, Affine at, Affine column, int count, string suffix)
            {
                Expression value = term((memory, stride) => new Load(memory, at * stride + column, Kind));
                value = IsOne ? value : Pass.Keep(value, count, 0);
                if (!isSquare)
                {
                    return [new Accumulate(to.Name, Number(1), value)];
                }

                var local = new Local(name + "Term" + suffix, Kind);
                return [new Let(local.Name, value), new Accumulate(to.Name, local, local)];
            }
        }

        /// <summary>A sum of <see cref="Sum"/>, for each channel of the register or in every lane.</summary>
        public Expression Total(string name) => IsOne ? new Local(name + "Sum", Kind) : new Splat(new Local(name + "Total", LaneKind.Scalar), Kind);

        /// <summary>Writes a number of the channel to each of its columns, in a place that may be written by whole registers.</summary>
        public IEnumerable<Statement> Spread(string memory, Expression value) => IsOne
            ? [new Store(memory, s_column, value)]
            : [new For("column", 0, Layout.Pad(Length, Lanes), Lanes, [new Store(memory, s_channel * Length + s_column, value)])];

        /// <summary>Writes a number of the channel to a place that may be written by whole registers.</summary>
        public Statement Keep(string memory, Expression value) => new Store(memory, IsOne ? s_column : s_channel, value);

        /// <summary>Writes a number of the channel to a parameter, exactly.</summary>
        public Statement Store(string memory, Expression value) => IsOne
            ? new Store(memory, s_column, value, Counts ? ChannelCount - s_column : null)
            : new Store(memory, s_channel, value, 1);
    }
}
