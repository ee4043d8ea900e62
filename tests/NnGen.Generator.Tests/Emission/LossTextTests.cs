using Microsoft.CodeAnalysis;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>Which loss a network has stands where its layers stand: in the text that an editor shows over the class.</summary>
public class LossTextTests
{
    [Theory]
    [InlineData("Dense(3), Softmax", "loss: cross entropy (mean), [CrossEntropyLoss], which follows from softmax1")]
    [InlineData("Dense(3), Softmax, CrossEntropyLoss(Reduction = Reduction.Sum)", "loss: cross entropy (sum), [CrossEntropyLoss]")]
    [InlineData("Dense(2), Dropout(0.5), Identity", "loss: squared error (mean), [MeanSquaredErrorLoss], which follows from dense1")]
    public async Task Loss_StandsBelowTheLayerTable(string nodes, string expected)
    {
        ToolchainResult result = await Toolchain.RunAsync($"using NnGen; namespace Samples;\n/// <summary>Mine.</summary>\n[Network, Input(4), {nodes}] public partial class Net;");
        INamedTypeSymbol net = result.Output.GetTypeByMetadataName("Samples.Net")!;
        string shown = net.GetDocumentationCommentXml()!;

        Assert.Contains("Mine.", shown);
        Assert.Contains(expected, shown.Split('\n').Select(line => line.Trim()));
    }
}
