using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Training;

/// <summary>Images that are changed before they are learnt from: what each option does to numbers, and that the same seed does the same.</summary>
public sealed class AugmentationTests
{
    private const int Rows = 400;

    private static NetworkInfo Info(int[] shape, ImageLayout layout = ImageLayout.ChannelsFirst) => new()
    {
        Name = "Net",
        InputShape = shape,
        Inputs = [new InputInfo("input", shape, 0) { Layout = layout }],
        OutputShape = [1],
        InputSize = shape.Aggregate(1, (size, axis) => size * axis),
        OutputSize = 1,
        ParameterCount = 1,
        StorageLength = 1,
        Parameters = [],
        Output = OutputKind.Values,
        Targets = TargetKind.Values,
        Loss = "",
        LossDivisor = 1,
        Reduction = Reduction.Mean,
        LayerTable = "",
    };

    /// <summary>The rows of an epoch, in batches of a size; the images are all the same.</summary>
    private static float[][] Changed(ImageAugmentation options, float[] image, NetworkInfo info, ulong seed = 1, int epoch = 1, int batch = 64, int first = 0, bool shuffle = false)
    {
        Dataset<float> data = Dataset.FromLabels([.. Enumerable.Repeat(image, Rows).SelectMany(row => row)], image.Length, new int[Rows]);
        using var source = new AugmentedSource<float>(data.Open(info, batch, shuffle, tape: null), options, info, batch, tape: null);
        source.Begin(seed, epoch, first);
        var rows = new List<float[]>();
        for (int start = first; start < Rows; start += batch)
        {
            rows.AddRange(source.Read(start, Math.Min(batch, Rows - start)).Inputs.ToArray().Chunk(image.Length));
        }

        // The data are as they were.
        Assert.Equal(image, data.InputRow(Rows - 1).ToArray());
        return [.. rows];
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => (float)i)];

    [Fact]
    public void Shifts_ComeEquallyOftenAndLeaveTheFill()
    {
        float[][] rows = Changed(new ImageAugmentation { ShiftHorizontal = 1, ShiftVertical = 1, Fill = -1 }, Numbers(6), Info([1, 2, 3]));
        float[][] expected =
        [
            [5, 6, -1, -1, -1, -1], [4, 5, 6, -1, -1, -1], [-1, 4, 5, -1, -1, -1],
            [2, 3, -1, 5, 6, -1], [1, 2, 3, 4, 5, 6], [-1, 1, 2, -1, 4, 5],
            [-1, -1, -1, 2, 3, -1], [-1, -1, -1, 1, 2, 3], [-1, -1, -1, -1, 1, 2],
        ];
        int[] counts = [.. expected.Select(row => rows.Count(row.SequenceEqual))];
        Assert.Equal(Rows, counts.Sum());

        // 44.4 are expected of each, with a standard deviation of 6.3.
        Assert.All(counts, count => Assert.InRange(count, 19, 70));
    }

    [Fact]
    public void Flips_MirrorHalfOfTheImages()
    {
        float[][] rows = Changed(new ImageAugmentation { FlipHorizontal = true, FlipVertical = true }, Numbers(12), Info([2, 2, 3]));
        float[][] expected =
        [
            Numbers(12),
            [3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10],
            [4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9],
            [6, 5, 4, 3, 2, 1, 12, 11, 10, 9, 8, 7],
        ];
        int[] counts = [.. expected.Select(row => rows.Count(row.SequenceEqual))];
        Assert.Equal(Rows, counts.Sum());
        Assert.All(counts, count => Assert.InRange(count, 60, 140));
    }

    /// <summary>Places move, and channels stay together, wherever they lie.</summary>
    [Fact]
    public void ChannelsLast_GivesTheSameImages()
    {
        var options = new ImageAugmentation { ShiftHorizontal = 2, ShiftVertical = 1, FlipHorizontal = true, FlipVertical = true, Crop = 0.5, Fill = 7 };
        float[] image = Numbers(2 * 3 * 4);
        float[] last = [.. Enumerable.Range(0, 12).SelectMany(place => new[] { image[place], image[12 + place] })];
        float[][] first = Changed(options, image, Info([2, 3, 4]));
        float[][] turned = Changed(options, last, Info([2, 3, 4], ImageLayout.ChannelsLast));
        Assert.Equal(first.SelectMany(row => row), turned.SelectMany(row => row.Where((_, i) => i % 2 == 0).Concat(row.Where((_, i) => i % 2 == 1))));
    }

    /// <summary>
    /// Of a slope, a cut-out that is enlarged is a slope that is less steep, between the numbers of the edges, and flat where it meets them: bilinear
    /// interpolation of a line gives the line.
    /// </summary>
    [Fact]
    public void Crops_OfASlope_AreFlatterSlopes()
    {
        const int Width = 40;
        float[][] rows = Changed(new ImageAugmentation { Crop = 0.5 }, [.. Enumerable.Range(0, Width).Select(x => 10f * x)], Info([1, Width]));
        foreach (float[] row in rows)
        {
            double step = row[Width / 2 + 1] - row[Width / 2];
            Assert.InRange(step, 4.99, 10.01);
            for (int x = 1; x < Width; x++)
            {
                bool isAtEdge = row[x] > 10 * (Width - 1) - 5 || row[x - 1] < 5;
                Assert.True(isAtEdge || Math.Abs(row[x] - row[x - 1] - step) < 0.001, $"{row[x - 1]}, {row[x]} with steps of {step}");
            }

            Assert.InRange(row[0], 0, 10 * Width / 2);
        }

        // The parts are drawn evenly between one half and the whole, and so are the places.
        Assert.InRange(rows.Average(row => (row[30] - row[10]) / 200), 0.72, 0.78);
        Assert.InRange(rows.Average(row => row[Width / 2]), 185, 205);
    }

    [Fact]
    public void Noise_IsNormalAndNewInEachEpoch()
    {
        var options = new ImageAugmentation { Noise = 3 };
        NetworkInfo info = Info([301]);
        var image = new float[301];
        float[] noise = [.. Changed(options, image, info).SelectMany(row => row)];
        double count = noise.Length;
        double mean = noise.Sum(x => (double)x) / count;
        double deviation = Math.Sqrt(noise.Sum(x => (double)x * x) / count);
        Assert.InRange(mean, -5 * 3 / Math.Sqrt(count), 5 * 3 / Math.Sqrt(count));
        Assert.InRange(deviation, 2.96, 3.04);
        Assert.InRange(noise.Count(x => Math.Abs(x) > 6) / count, 0.043, 0.048); // 4.55 % lie beyond two deviations
        Assert.Equal(noise[301 * 3 + 5], (float)(3 * new CounterRandom(1, 20UL << 32).NormalAt(1, 3, 5)));
        Assert.NotEqual(noise, Changed(options, image, info, epoch: 2).SelectMany(row => row));
        Assert.NotEqual(noise, Changed(options, image, info, seed: 2).SelectMany(row => row));
    }

    [Fact]
    public void Changes_DependOnSeedEpochAndPlaceAlone()
    {
        var options = new ImageAugmentation { ShiftHorizontal = 2, FlipVertical = true, Crop = 0.3, Noise = 0.1 };
        NetworkInfo info = Info([2, 3, 4]);
        float[][] rows = Changed(options, Numbers(24), info, seed: 9, epoch: 4);
        Assert.Equal(rows.SelectMany(row => row), Changed(options, Numbers(24), info, seed: 9, epoch: 4, batch: 17).SelectMany(row => row));
        Assert.Equal(rows.SelectMany(row => row), Changed(options, Numbers(24), info, seed: 9, epoch: 4, shuffle: true).SelectMany(row => row));

        // As after resuming.
        Assert.Equal(rows.Skip(128).SelectMany(row => row), Changed(options, Numbers(24), info, seed: 9, epoch: 4, first: 128).SelectMany(row => row));
    }

    [Fact]
    public void OneOfSeveralInputs_IsChangedAlone()
    {
        NetworkInfo info = Info([8]);
        var several = new NetworkInfo
        {
            Name = "Net",
            InputShape = [8],
            Inputs = [new InputInfo("a", [2], 0), new InputInfo("image", [1, 2, 2], 2), new InputInfo("b", [2], 6)],
            OutputShape = [1],
            InputSize = 8,
            OutputSize = 1,
            ParameterCount = 1,
            StorageLength = 1,
            Parameters = [],
            Output = OutputKind.Values,
            Targets = TargetKind.Values,
            Loss = "",
            LossDivisor = 1,
            Reduction = Reduction.Mean,
            LayerTable = "",
        };
        float[][] rows = Changed(new ImageAugmentation { FlipHorizontal = true, Input = "image" }, Numbers(8), several);
        float[] flipped = [1, 2, 4, 3, 6, 5, 7, 8];
        Assert.Equal(Rows, rows.Count(flipped.SequenceEqual) + rows.Count(Numbers(8).SequenceEqual));
        Assert.InRange(rows.Count(flipped.SequenceEqual), 150, 250);
        Assert.Contains("several inputs, so Input must name the one that has the images: a, image, b", Problems(new ImageAugmentation { Noise = 1 }, several), StringComparison.Ordinal);
        Assert.Contains("no input 'c'", Problems(new ImageAugmentation { Noise = 1, Input = "c" }, several), StringComparison.Ordinal);
        Assert.Contains("has the shape [8]", Problems(new ImageAugmentation { Crop = 0.1 }, info), StringComparison.Ordinal);
        Assert.Equal("", Problems(new ImageAugmentation { Noise = 1 }, info));
    }

    [Fact]
    public void WrongOptions_AreToldAllAtOnce()
    {
        string problems = Problems(new ImageAugmentation { ShiftVertical = 5, ShiftHorizontal = -1, Crop = 1, Noise = double.NaN, Fill = double.PositiveInfinity }, Info([1, 5, 6]));
        Assert.Equal(5, problems.Split('\n').Length);
        Assert.Contains("ShiftVertical must be from 0 to less than the 5 places of the image, but it is 5", problems, StringComparison.Ordinal);
        Assert.Contains("a series has no height", Problems(new ImageAugmentation { FlipVertical = true }, Info([2, 9])), StringComparison.Ordinal);
        Assert.Equal("", Problems(new ImageAugmentation { ShiftHorizontal = 8, Crop = 0.9 }, Info([2, 9])));
    }

    [Fact]
    public void Reading_AllocatesNothing()
    {
        NetworkInfo info = Info([2, 8, 8]);
        Dataset<float> data = Dataset.FromBytes<float>(new byte[Rows * 128], 128, new int[Rows]);
        using var source = new AugmentedSource<float>(data.Open(info, 32, shuffle: true, tape: null), new ImageAugmentation { ShiftHorizontal = 1, Crop = 0.2, Noise = 1 }, info, 32, tape: null);
        source.Begin(1, 1, 0);
        source.Read(0, 32);
        long allocated = Allocation.Of(() =>
        {
            for (int start = 32; start < 352; start += 32)
            {
                source.Read(start, 32);
            }
        });
        Assert.Equal(0, allocated);
    }

    private static string Problems(ImageAugmentation options, NetworkInfo info)
    {
        var problems = new List<string>();
        options.AddProblems(info, problems);
        return string.Join('\n', problems);
    }
}
