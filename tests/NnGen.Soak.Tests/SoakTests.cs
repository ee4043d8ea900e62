using Xunit;
using Xunit.Abstractions;

namespace NnGen.Soak.Tests;

public class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public void TwentyKillsAtRandomMoments_LoseNothingButTheInterval()
    {
        using var soak = new Soak(kills: 20, seed: 1, output.WriteLine);
        Assert.Null(soak.Run());
    }
}
