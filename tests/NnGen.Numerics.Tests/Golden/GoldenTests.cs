using System.Text.Json;
using NnGen.Numerics.Tests.Support;
using Xunit.Abstractions;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>What PyTorch computes, this computes too: outputs, losses, gradients, and parameters after one and ten steps.</summary>
public sealed class GoldenTests(ITestOutputHelper output)
{
    /// <summary>How many cases run today. A new layer, loss or optimizer raises it.</summary>
    private const int Running = 354;

    /// <summary>The covered cases by name and precision.</summary>
    public static TheoryData<string, Precision> Cases
    {
        get
        {
            var cases = new TheoryData<string, Precision>();
            foreach (GoldenCase @case in GoldenCase.Covered)
            {
                cases.Add(@case.Name, Precision.Single);
                cases.Add(@case.Name, Precision.Double);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CoveredCase_AgreesWithPyTorch(string name, Precision precision)
    {
        GoldenCase @case = GoldenCase.Covered.Single(@case => @case.Name == name);
        Net? net = GoldenTopology.Find(@case, precision == Precision.Double);
        Assert.True(net is not null, $"No class has the topology of {name}:\n{GoldenTopology.Of(@case)}");
        var run = new GoldenRun(@case);
        net.Accept(run);
        output.WriteLine($"{name} by {net}: {run.Compared} tensors compared; fused away: {(run.Fused.Count == 0 ? "nothing" : string.Join(", ", run.Fused))}");
        Assert.True(run.Differences.Count == 0, string.Join("\n", run.Differences));
    }

    [Fact]
    public void EveryCase_RunsOrSaysWhatItWaitsFor()
    {
        GoldenCase[] waiting = [.. GoldenCase.All.Where(@case => @case.WaitsFor.Count > 0)];
        GoldenCase[] tables = [.. GoldenCase.All.Where(@case => @case.IsTable && @case.WaitsFor.Count == 0)];
        string[] lines =
        [
            $"{GoldenCase.Covered.Count + tables.Length} of {GoldenCase.All.Count} golden cases run, each in both precisions:",
            .. GoldenCase.Covered.Select(@case => $"  {@case.Name}"),
            .. tables.Select(@case => $"  {@case.Name}, by tests of tables"),
            $"{waiting.Length} wait:",
            .. waiting.Select(@case => $"  {@case.Name}: {string.Join(", ", @case.WaitsFor)}"),
        ];
        foreach (string line in lines)
        {
            output.WriteLine(line);
        }

        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "golden-cases.txt"), lines);

        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "golden", "index.json")));
        string[] listed = [.. index.RootElement.GetProperty("cases").EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];
        Assert.Equal(listed, GoldenCase.All.Select(@case => @case.Name));
        Assert.All(GoldenCase.Covered, @case => Assert.NotNull(GoldenTopology.Find(@case, isDouble: false)));
        Assert.All(GoldenCase.Covered, @case => Assert.NotNull(GoldenTopology.Find(@case, isDouble: true)));
        Assert.Equal(Running, GoldenCase.Covered.Count);
        Assert.Equal(2 * Running, Cases.Count());
    }
}
