using System.Globalization;
using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>
/// Every activation at infinities, subnormal numbers, signed zeros and not-a-number, from emitted code. Where infinity meets a factor of
/// zero or infinity, the result is not a number, as in PyTorch.
/// </summary>
public sealed class ActivationValueTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;
    private const double Ln2 = 0.6931471805599453;
    private const double OfSELU = 1.0507009873554805;
    private const double BelowSELU = 1.7580993408473766;
    private const double OfScaledTanh = 1.7159;

    /// <summary>An activation's values. Beside zero they are the value at that zero and the slope times the subnormal number.</summary>
    private static readonly Row[] s_rows =
    [
        //                                                      -infinity    slope below  -0    0    slope above  infinity
        Of<TableIdentity, TableIdentityDouble>(new(             -Infinity,            1,  -0.0, 0,   1,           Infinity)),
        Of<TableStep, TableStepDouble>(new(                     0,                    0,  1,    1,   0,           1) { Below = 0 }),
        Of<TableSigmoid, TableSigmoidDouble>(new(               0,                 0.25,  0.5,  0.5, 0.25,        1)),
        Of<TableTanh, TableTanhDouble>(new(                     -1,                   1,  -0.0, 0,   1,           1)),
        Of<TableScaledTanh, TableScaledTanhDouble>(new(         -OfScaledTanh, OfScaledTanh * 2 / 3, -0.0, 0, OfScaledTanh * 2 / 3, OfScaledTanh)),
        Of<TableReLU, TableReLUDouble>(new(                     0,                    0,  -0.0, 0,   1,           Infinity) { IsMaximumOfZeros = true }),
        Of<TableReLU6, TableReLU6Double>(new(                   0,                    0,  -0.0, 0,   1,           6) { IsMaximumOfZeros = true }),
        Of<TableThresholdedReLU, TableThresholdedReLUDouble>(new(0,                   0,  0,    0,   0,           Infinity)),
        Of<TableLeakyReLU, TableLeakyReLUDouble>(new(           -Infinity,         0.01,  -0.0, 0,   1,           Infinity)),
        Of<TablePReLU, TablePReLUDouble>(new(                   -Infinity,         0.25,  -0.0, 0,   1,           Infinity)),
        Of<TableELU, TableELUDouble>(new(                       -1,                   1,  0,    0,   1,           Infinity)),
        Of<TableCELU, TableCELUDouble>(new(                     -1,                   1,  0,    0,   1,           Infinity)),
        Of<TableSELU, TableSELUDouble>(new(                     -BelowSELU,   BelowSELU,  0,    0,   OfSELU,      Infinity)),
        Of<TableGELU, TableGELUDouble>(new(                     NaN,                0.5,  -0.0, 0,   0.5,         Infinity)),
        Of<TableGELUTanh, TableGELUTanhDouble>(new(             NaN,                0.5,  -0.0, 0,   0.5,         Infinity)),
        Of<TableSiLU, TableSiLUDouble>(new(                     NaN,                0.5,  -0.0, 0,   0.5,         Infinity)),
        Of<TableMish, TableMishDouble>(new(                     NaN,                0.6,  -0.0, 0,   0.6,         Infinity)),
        Of<TableSoftplus, TableSoftplusDouble>(new(             0,                  0.5,  Ln2,  Ln2, 0.5,         Infinity)),
        Of<TableSoftsign, TableSoftsignDouble>(new(             NaN,                  1,  -0.0, 0,   1,           NaN)),
        Of<TableHardSigmoid, TableHardSigmoidDouble>(new(       0,              1.0 / 6,  0.5,  0.5, 1.0 / 6,     1)),
        Of<TableHardSwish, TableHardSwishDouble>(new(           NaN,                0.5,  -0.0, 0,   0.5,         Infinity)),
        Of<TableHardTanh, TableHardTanhDouble>(new(             -1,                   1,  -0.0, 0,   1,           1)),
    ];

    /// <summary>The layers that take a whole row: three inputs, three outputs.</summary>
    private static readonly (Net Single, Net Double, double[] Inputs, double[] Outputs)[] s_wholeRows =
    [
        Whole<RowSoftmax, RowSoftmaxDouble>([-Infinity, 0, -0.0], [0, 0.5, 0.5]),
        Whole<RowSoftmax, RowSoftmaxDouble>([1e-310, 0, -1e-310], [1.0 / 3, 1.0 / 3, 1.0 / 3]),
        Whole<RowSoftmax, RowSoftmaxDouble>([Infinity, 0, 0], [NaN, NaN, NaN]),
        Whole<RowSoftmax, RowSoftmaxDouble>([-Infinity, -Infinity, -Infinity], [NaN, NaN, NaN]),
        Whole<RowSoftmax, RowSoftmaxDouble>([0, NaN, 0], [NaN, NaN, NaN]),
        Whole<RowLogSoftmax, RowLogSoftmaxDouble>([-Infinity, 0, -0.0], [-Infinity, -Ln2, -Ln2]),
        Whole<RowLogSoftmax, RowLogSoftmaxDouble>([1e-40, 0, -1e-40], [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098]),
        Whole<RowLogSoftmax, RowLogSoftmaxDouble>([Infinity, 0, 0], [NaN, NaN, NaN]),
        Whole<RowLogSoftmax, RowLogSoftmaxDouble>([0, NaN, 0], [NaN, NaN, NaN]),
        Whole<RowSoftmin, RowSoftminDouble>([Infinity, 0, -0.0], [0, 0.5, 0.5]),
        Whole<RowSoftmin, RowSoftminDouble>([1e-40, 0, -1e-40], [1.0 / 3, 1.0 / 3, 1.0 / 3]),
        Whole<RowSoftmin, RowSoftminDouble>([-Infinity, 0, 0], [NaN, NaN, NaN]),
        Whole<RowSoftmin, RowSoftminDouble>([0, NaN, 0], [NaN, NaN, NaN]),
    ];

    public static TheoryData<string> Activations => [.. s_rows.Select(row => row.Single.Name)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void SpecialArgument_GivesItsValueAtEveryWidth(string name)
    {
        Row row = s_rows.Single(row => row.Single.Name == name);
        row.Single.Accept(new Elementwise(row.Values));
        row.Double.Accept(new Elementwise(row.Values));
    }

    [Fact]
    public void SpecialArgumentInARow_GivesTheRowsValuesAtEveryWidth()
    {
        foreach ((Net single, Net @double, double[] inputs, double[] outputs) in s_wholeRows)
        {
            single.Accept(new WholeRow(inputs, outputs));
            @double.Accept(new WholeRow(inputs, outputs));
        }
    }

    private static Row Of<TSingle, TDouble>(Values values)
        where TSingle : class, ITrainableNetwork<TSingle, float>
        where TDouble : class, ITrainableNetwork<TDouble, double> => new(Net.Of<TSingle, float>(), Net.Of<TDouble, double>(), values);

    private static (Net Single, Net Double, double[] Inputs, double[] Outputs) Whole<TSingle, TDouble>(double[] inputs, double[] outputs)
        where TSingle : class, ITrainableNetwork<TSingle, float>
        where TDouble : class, ITrainableNetwork<TDouble, double> => (Net.Of<TSingle, float>(), Net.Of<TDouble, double>(), inputs, outputs);

    /// <summary>Equal, infinite or not a number alike; of finite values some units of the last place may differ, of zeros the sign may not.</summary>
    private static void Same<T>(T expected, T actual, bool checksSign, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T unit = T.BitIncrement(T.Abs(expected)) - T.Abs(expected);
        bool isSame = T.IsNaN(expected) ? T.IsNaN(actual)
            : !T.IsFinite(expected) ? actual == expected
            : T.Abs(actual - expected) <= T.CreateTruncating(4) * unit;
        bool isSigned = !checksSign || !T.IsZero(expected) || T.IsNegative(expected) == T.IsNegative(actual);
        Assert.True(isSame && isSigned, string.Create(CultureInfo.InvariantCulture, $"{what} is {actual:R} instead of {expected:R}"));
    }

    private sealed record Row(Net Single, Net Double, Values Values);

    private sealed record Values(double MinusInfinity, double SlopeBelow, double MinusZero, double Zero, double SlopeAbove, double Infinity)
    {
        /// <summary>The value that is approached from below, where it is not that of -0.</summary>
        public double Below { get; init; } = MinusZero;

        /// <summary>Whether the value at -0 is max(0, -0), whose sign is the processor's choice.</summary>
        public bool IsMaximumOfZeros { get; init; }
    }

    private sealed class Elementwise(Values values) : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T tiny = typeof(T) == typeof(float) ? T.CreateTruncating(1e-40) : T.CreateTruncating(1e-310);
            Assert.True(T.IsSubnormal(tiny));
            (T X, T Y, bool ChecksSign)[] table =
            [
                (T.NegativeInfinity, Number(values.MinusInfinity), true),
                (-tiny, Beside(values.Below, values.SlopeBelow, -tiny), false),
                (T.NegativeZero, Number(values.MinusZero), !values.IsMaximumOfZeros),
                (T.Zero, Number(values.Zero), true),
                (tiny, Beside(values.Zero, values.SlopeAbove, tiny), false),
                (T.PositiveInfinity, Number(values.Infinity), true),
                (T.NaN, T.NaN, false),
                (-T.NaN, T.NaN, false),
            ];
            TNetwork network = TNetwork.Create(0);

            // Each value in whole vectors, in the rest of a row and in between.
            T[] x = [.. Enumerable.Range(0, TNetwork.Info.InputSize).Select(i => table[i % table.Length].X)];
            foreach (Width<T> width in Width<T>.All)
            {
                T[] one = width.Predict(network, x);
                T[] batch = width.PredictBatch(network, x);
                for (int i = 0; i < x.Length; i++)
                {
                    (T argument, T expected, bool checksSign) = table[i % table.Length];
                    string what = string.Create(CultureInfo.InvariantCulture, $"{typeof(TNetwork).Name} of {argument:R} at {width.Bits} bits");
                    Same(expected, one[i], checksSign, what);
                    Same(expected, batch[i], checksSign, what);
                }
            }

            static T Number(double value) => T.CreateTruncating(value);

            static T Beside(double value, double slope, T x) => Number(value) + Number(slope) * x;
        }
    }

    private sealed class WholeRow(double[] inputs, double[] outputs) : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TNetwork network = TNetwork.Create(0);
            T[] x = Array.ConvertAll(inputs, T.CreateTruncating);
            foreach (Width<T> width in Width<T>.All)
            {
                T[] one = width.Predict(network, x);
                T[] batch = width.PredictBatch(network, x);
                for (int i = 0; i < x.Length; i++)
                {
                    string what = string.Create(CultureInfo.InvariantCulture, $"{typeof(TNetwork).Name} of [{string.Join(", ", inputs)}], element {i} at {width.Bits} bits");
                    Same(T.CreateTruncating(outputs[i]), one[i], checksSign: false, what);
                    Same(T.CreateTruncating(outputs[i]), batch[i], checksSign: false, what);
                }
            }
        }
    }
}
