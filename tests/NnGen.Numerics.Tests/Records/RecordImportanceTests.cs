using System.Xml.Linq;

namespace NnGen.Numerics.Tests.Records;

public sealed record Pair(float First, float Second, [property: Target] float Sum);

[Network]
[Input<Pair>]
[Dense(1)]
public partial class PairNet;

/// <summary>What properties mean to a network, by their definitions.</summary>
public class RecordImportanceTests
{
    private static readonly Pair[] s_pairs = [new(0, 1, 0), new(2, 5, 2), new(4, 0, 4), new(6, 3, 6)];

    /// <summary>The network that gives its first number back: scaled alike, weight 1.</summary>
    private static PairNet First()
    {
        var net = new PairNet(1);
        net.Adapt(s_pairs);
        net.SetParameter("dense1.weight", [1f, 0f]);
        net.SetParameter("dense1.bias", [0f]);
        return net;
    }

    [Fact]
    public void Importance_IsTheGrowthOfTheLoss()
    {
        ImportanceReport report = First().PermutationImportance(s_pairs, repeats: 6, seed: 7);

        // The variance of 0, 2, 4 and 6 is 5; the loss is that of scaled values.
        double[] growths = new double[6];
        int[] order = new int[4];
        for (int repeat = 0; repeat < 6; repeat++)
        {
            NnGen.Numerics.Permutation.Fill(order, 7, (ulong)repeat);
            growths[repeat] = order.Select((from, row) => Math.Pow(2 * from - 2 * row, 2)).Average() / 5;
        }

        Assert.Equal(0, report.Loss, 1e-10);
        Assert.Equal(["First", "Second"], report.Fields.Select(field => field.Name));
        Assert.Equal(growths.Average(), report.Fields[0].Mean, 1e-5);
        Assert.Equal(Math.Sqrt(growths.Average(growth => Math.Pow(growth - growths.Average(), 2))), report.Fields[0].Deviation, 1e-5);
        Assert.Equal((0.0, 0.0), (report.Fields[1].Mean, report.Fields[1].Deviation));
        Assert.StartsWith("property,mean,deviation\r\nFirst,", report.ToCsv(), StringComparison.Ordinal);
        Assert.Equal(4, report.ToString().Split('\n').Length);
        Assert.Equal(2, XDocument.Parse(report.ToSvg()).Descendants().Count(element => element.Name.LocalName == "path"));
    }

    [Fact]
    public void Dependence_IsTheAveragePrediction()
    {
        PairNet net = First();
        DependenceReport first = net.PartialDependence(s_pairs, "First", points: 4);
        Assert.Equal([0, 2, 4, 6], first.Points.Select(point => Math.Round(point.Number!.Value, 5)));
        Assert.All(first.Points, point => Assert.Equal(point.Number!.Value, point.Means[0], 1e-5));
        Assert.Equal(["Sum"], first.Outputs);
        Assert.All(net.PartialDependence(s_pairs, "Second").Points, point => Assert.Equal(3, point.Means[0], 1e-5));
        Assert.Single(XDocument.Parse(first.ToSvg()).Descendants(), element => element.Name.LocalName == "polyline");
        Assert.StartsWith("First,Sum\r\n0,", first.ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void DependenceOnClasses_HasAPointForEach()
    {
        var net = new MpgNet(1);
        Car[] cars = [new(4, 100, 1000, Origin.Usa, false, 30), new(6, 200, 2000, null, true, 20)];
        net.Adapt(cars);
        Assert.Equal(["Usa", "Europe", "Japan"], net.PartialDependence(cars, "Origin").Points.Select(point => point.Value));
        Assert.Equal(["false", "true"], net.PartialDependence(cars, "IsDiesel").Points.Select(point => point.Value));

        // By hand: both cars from Japan.
        float[] outputs = new float[2];
        net.PredictBatch((Car[])[cars[0] with { Origin = Origin.Japan }, cars[1] with { Origin = Origin.Japan }], outputs);
        Assert.Equal(outputs.Average(), net.PartialDependence(cars, "Origin").Points[2].Means[0], 1e-5);
    }

    [Fact]
    public void ProbabilitiesOfAllClasses_SumUpToOne()
    {
        Flower[] flowers = [new Flower { Petal = 1, Width = 2, Kind = Kind.Setosa }, new Flower { Petal = 3, Width = 1, Kind = Kind.LongName }];
        var net = new FlowerNet(1);
        net.Adapt(flowers);
        DependenceReport report = net.PartialDependence(flowers, "Petal");
        Assert.Equal(["Setosa", "LongName"], report.Outputs);
        Assert.All(report.Points, point => Assert.Equal(1, point.Means.Sum(), 1e-12));
    }

    [Fact]
    public void PropertyThatIsNone_IsNamed()
    {
        PairNet net = First();
        Assert.Contains("Pair has no property 'Frist'", Assert.Throws<ArgumentException>(() => net.PartialDependence(s_pairs, "Frist")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => net.PartialDependence(s_pairs, "Sum"));
        Assert.Throws<ArgumentException>(() => net.PermutationImportance(s_pairs[..1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.PermutationImportance(s_pairs, repeats: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.PartialDependence(s_pairs, "First", points: 1));
    }
}
