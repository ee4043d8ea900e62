using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Numerics;

public class PhiloxTests
{
    // The vectors that the paper's authors publish with their library.
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x0000000000000000ul, 0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u)]
    [InlineData(0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFFFFFFFFFul, 0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu)]
    [InlineData(0x243F6A88u, 0x85A308D3u, 0x13198A2Eu, 0x03707344u, 0x299F31D0A4093822ul, 0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u)]
    public void PublishedVector_GivesThePublishedBlock(uint c0, uint c1, uint c2, uint c3, ulong key, uint w0, uint w1, uint w2, uint w3)
    {
        Assert.Equal(new PhiloxBlock(w0, w1, w2, w3), Philox.Block(c0, c1, c2, c3, key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(131)]
    public void ManyBlocksAtATime_EqualOneAtATime(int length)
    {
        var many = new uint[length];
        var single = new uint[length];

        Philox.Fill(many, 5, 0xFFFFFFFE, 3, 0x80000001, 0xFEDCBA9876543210);
        Philox.FillBlocks(single, 5, 0xFFFFFFFE, 3, 0x80000001, 0xFEDCBA9876543210);

        Assert.Equal(single, many);
    }

    [Fact]
    public void BlocksBeyondTheLastCounter_StartAgainAtZero()
    {
        var words = new uint[64];

        Philox.Fill(words, uint.MaxValue - 2, 1, 2, 3, 4);

        PhiloxBlock last = Philox.Block(uint.MaxValue, 1, 2, 3, 4);
        PhiloxBlock first = Philox.Block(0, 1, 2, 3, 4);
        Assert.Equal([last.Word0, last.Word1, last.Word2, last.Word3, first.Word0], words[8..13]);
    }
}
