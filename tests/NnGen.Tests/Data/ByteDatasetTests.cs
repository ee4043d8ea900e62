using Xunit;

namespace NnGen.Tests.Data;

/// <summary>Rows of bytes are rows of the numbers that they are, in all that a data set does.</summary>
public sealed class ByteDatasetTests
{
    private const int Size = 37;
    private const int Rows = 11;

    private static readonly byte[] s_bytes = [.. Enumerable.Range(0, Rows * Size).Select(i => (byte)(i * 31))];
    private static readonly float[] s_numbers = [.. s_bytes.Select(value => (float)value)];
    private static readonly int[] s_labels = [.. Enumerable.Range(0, Rows).Select(row => row % 3)];
    private static readonly Dataset<float> s_data = Dataset.FromBytes<float>(s_bytes, Size, s_labels);
    private static readonly Dataset<float> s_expected = Dataset.FromLabels(s_numbers, Size, s_labels);

    [Fact]
    public void EveryByte_IsItsNumber()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        Assert.Equal(all.Select(value => (float)value), ByteRows.Widen<float>(all, new float[256]).ToArray());
        Assert.Equal(all.Select(value => (double)value), ByteRows.Widen<double>(all, new double[300]).ToArray());
        for (int length = 0; length < 70; length++)
        {
            var room = new float[length + 1];
            room[length] = -1;
            Assert.Equal(all.Skip(150).Take(length).Select(value => (float)value), ByteRows.Widen<float>(all.AsSpan(150, length), room).ToArray());
            Assert.Equal(-1, room[length]);
        }
    }

    [Fact]
    public void Rows_AreThoseOfTheNumbers()
    {
        Assert.True(s_data.IsOfBytes);
        Assert.False(s_expected.IsOfBytes);
        for (int row = 0; row < Rows; row++)
        {
            Assert.Equal(s_expected.InputRow(row).ToArray(), s_data.InputRow(row).ToArray());
            Assert.Equal(s_bytes.AsSpan(row * Size, Size).ToArray(), s_data.ByteRow(row).ToArray());
        }

        var inputs = new float[2 * Size];
        s_data.Shuffle(4).Slice(2, 5).CopyRows([3, 1], inputs, new int[2]);
        var expected = new float[2 * Size];
        s_expected.Shuffle(4).Slice(2, 5).CopyRows([3, 1], expected, new int[2]);
        Assert.Equal(expected, inputs);
        Assert.False(s_data.TryGetContiguous(0, 3, out ReadOnlySpan<float> _, out ReadOnlySpan<int> _));
        Assert.Null(s_data.FindNotFinite());
        Assert.Throws<InvalidOperationException>(() => s_expected.ByteRow(0).Length);
    }

    [Fact]
    public void Targets_WeightsAndOneHotRows_StayWithTheBytes()
    {
        float[] targets = [.. Enumerable.Range(0, Rows * 2).Select(i => i / 4f)];
        Dataset<float> data = Dataset.FromBytes<float>(s_bytes, Size, targets, targetSize: 2).WithWeights([.. Enumerable.Range(1, Rows).Select(i => (float)i)]);
        Assert.Equal(targets[6..8], data.TargetRow(3).ToArray());
        Assert.Equal((4f, true), (data.Weight(3), data.IsOfBytes));
        Assert.Equal([0f, 1, 0], s_data.WithOneHotTargets(3).TargetRow(1).ToArray());
        Assert.True(s_data.WithOneHotTargets(3).IsOfBytes);
        Assert.NotNull(Dataset.FromBytes<float>(s_bytes, Size, targets.Append(float.NaN).Skip(1).ToArray(), targetSize: 2).FindNotFinite());
    }

    [Fact]
    public void Scalers_SeeTheNumbers()
    {
        StandardScaler<float> scaler = StandardScaler.Fit(s_data);
        StandardScaler<float> expected = StandardScaler.Fit(s_expected);
        Assert.Equal(expected.Transform(s_expected).InputRow(5).ToArray(), scaler.Transform(s_data).InputRow(5).ToArray());
    }

    [Fact]
    public void WrongLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Dataset.FromBytes<float>(s_bytes, Size, s_labels.AsMemory(1)));
        Assert.Throws<ArgumentException>(() => Dataset.FromBytes<float>(s_bytes, Size + 1, s_labels));
        Assert.Throws<ArgumentException>(() => Dataset.FromBytes<float>(ReadOnlyMemory<byte>.Empty, Size, s_labels));
        Assert.Throws<ArgumentException>(() => Dataset.FromBytes<float>(s_bytes, Size, new float[Rows * 2 - 1], targetSize: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.FromBytes<float>(s_bytes, 0, s_labels));
    }
}
