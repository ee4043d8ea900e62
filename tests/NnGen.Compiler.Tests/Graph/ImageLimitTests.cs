using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>Sizes of images beyond the limits, or beyond whole numbers, are told as such wherever they come from.</summary>
public class ImageLimitTests
{
    private static NodeDeclaration Conv2D(int kernel) => Node("Conv2D").With("Filters", 4).With("Kernel", kernel);

    private static NodeDeclaration Transposed(int kernel) => Node("ConvTranspose2D").With("Filters", 4).With("Kernel", kernel);

    public static TheoryData<string, string> Cases => new()
    {
        { "margins", "NNG014" },
        { "margins beyond whole numbers", "NNG014" },
        { "spread", "NNG014" },
        { "transposed", "NNG014" },
        { "transposed in margins", "NNG014" },
        { "upsampled", "NNG014" },
        { "adaptive", "NNG013" },
        { "dilated", "NNG014" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void SizesBeyondTheLimits_AreReported(string name, string id)
    {
        NetworkDeclaration net = name switch
        {
            "margins" => Net(Input(1, 4, 4), Conv2D(3).With("Padding", 100_000).With("Stride", 100_000), Node("GlobalAvgPool")),
            "margins beyond whole numbers" => Net(Input(1, 4, 4), Conv2D(3).With("Padding", int.MaxValue), Node("GlobalAvgPool")),
            "spread" => Net(Input(1, 1000, 1000), Node("Conv2D").With("Filters", 1000).With("Kernel", 1000), Node("GlobalAvgPool")),
            "transposed" => Net(Input(1, 1000, 1000), Transposed(3).With("Stride", 1_000_000), Node("GlobalAvgPool")),
            "transposed in margins" => Net(Input(1, 2, 2), Transposed(3).With("Stride", int.MaxValue).With("Padding", int.MaxValue / 2), Node("GlobalAvgPool")),
            "upsampled" => Net(Input(1, 1000, 1000), Node("Upsample").With("FactorHeight", int.MaxValue).With("FactorWidth", int.MaxValue), Node("GlobalAvgPool")),
            "adaptive" => Net(Input(1, 4, 4), Node("AdaptiveAvgPool2D").With("Height", int.MaxValue).With("Width", int.MaxValue), Node("GlobalAvgPool")),
            _ => Net(Input(1, 4, 4), Conv2D(65_536).With("Dilation", 65_536).With("Padding", -1), Node("GlobalAvgPool")),
        };

        Assert.Contains(NetworkCompiler.Check(net), problem => problem.Kind.Id == id);
    }

    /// <summary>What counts is the result, not the image.</summary>
    [Fact]
    public void FewWindowsOfALargeImage_AreFine() =>
        Assert.Empty(NetworkCompiler.Check(Net(Input(3, 5000, 5000), Node("AdaptiveAvgPool2D").With("Height", 4).With("Width", 4), Node("GlobalAvgPool"), Node("MeanSquaredErrorLoss"))));
}
