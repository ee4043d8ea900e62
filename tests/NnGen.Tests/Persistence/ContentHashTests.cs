using Xunit;

namespace NnGen.Tests.Persistence;

public class ContentHashTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100)]
    public void EveryBit_Counts(int length)
    {
        var bytes = new byte[length];
        var seen = new HashSet<ulong> { Of(bytes) };
        for (int i = 0; i < 8 * length; i++)
        {
            bytes[i / 8] ^= (byte)(1 << (i % 8));
            Assert.True(seen.Add(Of(bytes)), $"bit {i}");
            bytes[i / 8] ^= (byte)(1 << (i % 8));
        }
    }

    [Fact]
    public void LengthAndOrder_Count()
    {
        Assert.NotEqual(Of([1, 0]), Of([1]));
        Assert.NotEqual(Of([1], [2]), Of([1, 2]));
        Assert.NotEqual(Of([1], [2]), Of([2], [1]));
        Assert.NotEqual(Of([]), Of([], []));
    }

    [Fact]
    public void Value_IsThatOfFormat1()
    {
        // The number stands in checkpoints: if it changes, so must the version of their format.
        byte[] bytes = [.. Enumerable.Range(0, 100).Select(i => (byte)(3 * i))];
        Assert.Equal(12512637499308202291UL, Of(bytes));
    }

    private static ulong Of(params byte[][] parts)
    {
        var hash = new ContentHash();
        foreach (byte[] part in parts)
        {
            hash.Add(part);
        }

        return hash.Value;
    }
}
