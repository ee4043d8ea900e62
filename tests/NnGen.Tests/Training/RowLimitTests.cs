using System.Numerics;
using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Training;

/// <summary>Rows of weights scaled back to a largest norm, wherever they lie in memory.</summary>
public class RowLimitTests
{
    private const double Maximum = 2.5;

    public static TheoryData<string> Layouts => [.. Parameters.Keys];

    private static Dictionary<string, ParameterInfo> Parameters { get; } = new()
    {
        ["rows of neighbours"] = Weight(5, 37, outputStride: 40, inputStride: 1),
        ["panel"] = Weight(50, 37, outputStride: 1, inputStride: 64),
        ["panels wider than a record"] = Weight(150, 9, outputStride: 1, inputStride: 160),
        ["one input"] = Weight(70, 1, outputStride: 1, inputStride: 80),
        ["one neuron"] = Weight(1, 70, outputStride: 1, inputStride: 16),
        ["apart both ways"] = Weight(3, 4, outputStride: 100, inputStride: 5),
        ["panel and rows"] = Weight(18, 33, 1, 16, pieces: [new ParameterPiece(0, 3, 1, 16), new ParameterPiece(16, 531, 48, 1)]),
        ["panel with a mask"] = Weight(4, 6, 1, 16, mask: new ParameterMask(6, "0-5", "1 4", "", "0-5")),
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Rows_AreThoseOfAPlainLoopAtEveryWidth(string layout)
    {
        ParameterInfo parameter = Parameters[layout];
        Check<double>(parameter, 1e-14, new FlatPasses<double, Lanes512Double, Lanes512Double>(), new FlatPasses<double, Lanes256Double, Physical256Double>(), new FlatPasses<double, Lanes128Double, Physical128Double>());
        Check<float>(parameter, 1e-6, new FlatPasses<float, Lanes512, Lanes512>(), new FlatPasses<float, Lanes256, Physical256>(), new FlatPasses<float, Lanes128, Physical128>());
    }

    [Fact]
    public void RowsOfAPanel_GoTogether()
    {
        Assert.Equal([64, 64, 22], ParameterRows.Of(Parameters["panels wider than a record"]).Select(rows => rows.Count));
        Assert.Equal([50], ParameterRows.Of(Parameters["panel"]).Select(rows => rows.Count));
        Assert.Equal([64, 6], ParameterRows.Of(Parameters["one input"]).Select(rows => rows.Count));

        // A neuron without inputs has no row.
        Assert.Equal(3, ParameterRows.Of(Parameters["panel with a mask"]).Sum(rows => rows.Count));
    }

    [Fact]
    public void NotANumber_StaysForTheTrainerToFind()
    {
        ParameterInfo parameter = Parameters["panel"];
        var values = new AlignedBuffer<float>(parameter.Offset + 64 * 37);
        values.Span.Fill(1);
        values.Span[parameter.Offset + 1] = float.NaN;
        values.Span[parameter.Offset + 2] = float.PositiveInfinity;
        foreach (ParameterRows rows in ParameterRows.Of(parameter))
        {
            FlatPasses<float>.Widest.LimitRows(values, rows, Maximum);
        }

        Assert.True(float.IsNaN(values.Span[parameter.Offset + 1]));
        Assert.True(float.IsNaN(values.Span[parameter.Offset + 2]));
        Assert.Equal(Maximum / Math.Sqrt(37), values.Span[parameter.Offset], 1e-6);
    }

    private static void Check<T>(ParameterInfo parameter, double tolerance, params FlatPasses<T>[] widths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = ParameterLayout.Count(parameter);
        int length = Enumerable.Range(0, count).Max(i => ParameterLayout.StorageIndex(parameter, i)) + 1;
        int inputs = parameter.Shape[1];
        T[]? bits = null;
        foreach (FlatPasses<T> passes in widths)
        {
            // Rows of growing norm: some are above the limit, some below.
            var values = new AlignedBuffer<T>(length);
            values.Span.Fill(T.CreateTruncating(1e3));
            double[] before = new double[count];
            for (int i = 0; i < count; i++)
            {
                int index = ParameterLayout.StorageIndex(parameter, i);
                if (index != ParameterLayout.Absent)
                {
                    values.Span[index] = T.CreateTruncating(Math.Sin(i + 1) * (1 + i / inputs % 7) / Math.Sqrt(inputs));
                    before[i] = double.CreateTruncating(values.Span[index]);
                }
            }

            T[] all = values.Span.ToArray();
            foreach (ParameterRows rows in ParameterRows.Of(parameter))
            {
                passes.LimitRows(values, rows, Maximum);
            }

            for (int i = 0; i < count; i++)
            {
                double norm = Math.Sqrt(before.AsSpan(i / inputs * inputs, inputs).ToArray().Sum(x => x * x));
                int index = ParameterLayout.StorageIndex(parameter, i);
                if (index != ParameterLayout.Absent)
                {
                    Assert.Equal(before[i] * Math.Min(1, Maximum / norm), double.CreateTruncating(values.Span[index]), tolerance);
                    all[index] = values.Span[index];
                }
            }

            // Nothing else is touched, and every width has the same bits.
            Assert.Equal(all, values.Span.ToArray());
            Assert.Equal(bits ?? all, all);
            bits = all;
        }
    }

    private static ParameterInfo Weight(int outputs, int inputs, int outputStride, int inputStride, ParameterPiece[]? pieces = null, ParameterMask? mask = null) => new()
    {
        Name = "dense1.weight",
        Shape = [outputs, inputs],
        Offset = pieces is null ? 3 : pieces[0].Offset,
        Strides = [outputStride, inputStride],
        Pieces = pieces ?? [],
        Mask = mask,
        Initializer = Init.Zeros,
        FanIn = inputs,
        FanOut = outputs,
    };
}
