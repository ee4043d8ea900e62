using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Numerics;

public class PermutationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Rows_EachComeOnce(int count)
    {
        var rows = new int[count];

        Permutation.Fill(rows, seed: 5, epoch: 6);

        Assert.Equal(Enumerable.Range(0, count), rows.Order());
    }

    [Fact]
    public void SeedAndEpoch_DecideTheOrder()
    {
        int[] first = Order(1, 1);

        Assert.Equal(first, Order(1, 1));
        Assert.NotEqual(first, Order(1, 2));
        Assert.NotEqual(first, Order(2, 1));
        Assert.NotEqual(first, [.. Enumerable.Range(0, first.Length)]);
    }

    [Fact]
    public void FourRows_ComeInAll24OrdersEquallyOften()
    {
        const int Epochs = 24_000;
        var counts = new Dictionary<int, int>();
        var rows = new int[4];
        for (uint epoch = 0; epoch < Epochs; epoch++)
        {
            Permutation.Fill(rows, seed: 9, epoch);
            int order = rows[0] * 1000 + rows[1] * 100 + rows[2] * 10 + rows[3];
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Five standard deviations of a count of 1000 expected: 155.
        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 845, 1155));
    }

    [Fact]
    public void DrawInTheSurplus_IsDrawnAgain()
    {
        // Of 2^32 draws, 2^31 + 1 places leave 2^31 - 1 too many: nearly half are repeated.
        const uint Places = (1u << 31) + 1;
        var random = new CounterRandom(1, 2);
        uint inSurplus = 0;

        Assert.Equal(0u, (uint)((ulong)inSurplus * Places));
        ulong second = (ulong)random.UInt32At(3, 1, 4) * Places;
        ulong third = (ulong)random.UInt32At(3, 2, 4) * Places;
        uint surplus = (uint)((1UL << 32) % Places);
        uint expected = (uint)(((uint)second >= surplus ? second : third) >> 32);

        Assert.True((uint)second >= surplus || (uint)third >= surplus);
        Assert.Equal(expected, random.Below(Places, inSurplus, step: 3, element: 4));
    }

    [Fact]
    public void Fill_AllocatesNothing()
    {
        var rows = new int[1000];

        Assert.Equal(0, Allocation.Of(() => Permutation.Fill(rows, 1, 2)));
    }

    private static int[] Order(ulong seed, ulong epoch)
    {
        var rows = new int[50];
        Permutation.Fill(rows, seed, epoch);
        return rows;
    }
}
