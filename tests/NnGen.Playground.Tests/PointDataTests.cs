using System.Text.Json;
using Samples.Playground.Data;

namespace NnGen.Playground.Tests;

public sealed class PointDataTests
{
    public static TheoryData<string> Shapes => [.. DataShapes.Names, "formula"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shape_IsDrawnByItsSeed(string shape)
    {
        var request = new DataRequest { Shape = shape, Count = 100, Noise = 0.1, TrainingShare = 0.7 };
        PointData data = PointData.Make(request);

        Assert.Equal(70, data.Training.Length);
        Assert.Equal(30, data.Test.Length);
        Assert.Equal(data.Training, PointData.Make(request).Training);
        Assert.NotEqual(data.Training, PointData.Make(request with { Seed = 2 }).Training);
        Assert.Equal(shape is "plane" or "hills", data.IsRegression);
    }

    [Fact]
    public void Circle_HasItsClassesInRings()
    {
        PointData data = PointData.Make(new DataRequest { Shape = "circle", Classes = 3, Count = 300, TrainingShare = 1 });
        double[] largest = [.. Enumerable.Range(0, 3).Select(ring => data.Training.Where(point => point.Target == ring).Max(Radius))];
        double[] smallest = [.. Enumerable.Range(0, 3).Select(ring => data.Training.Where(point => point.Target == ring).Min(Radius))];

        Assert.Equal(3, data.Classes);
        Assert.True(largest[0] < smallest[1] && largest[1] < smallest[2] && largest[2] <= 5);

        static double Radius(LabeledPoint point) => double.Hypot(point.X, point.Y);
    }

    [Fact]
    public void ExclusiveOr_IsTheSignOfTheProduct() =>
        Assert.All(PointData.Make(new DataRequest { Shape = "xor" }).Training, point => Assert.Equal(point.X * point.Y > 0 ? 1 : 0, point.Target));

    [Fact]
    public void Plane_RisesFromLowerLeftToUpperRight() =>
        Assert.All(PointData.Make(new DataRequest { Shape = "plane" }).Training, point => Assert.Equal((point.X + point.Y) / 10, point.Target, 12));

    [Fact]
    public void Formula_DividesAboveFromBelow() =>
        Assert.All(PointData.Make(new DataRequest { Shape = "formula", Formula = "x^2 / 6 - 2" }).Training, point => Assert.Equal(point.Y > (point.X * point.X / 6) - 2 ? 1 : 0, point.Target));

    [Fact]
    public void Features_AreFormulas()
    {
        PointData data = PointData.Make(new DataRequest { Features = ["x", "x²", "sin(y)"] });
        var values = new double[3];
        data.Features(3, 1, values);

        Assert.Equal([3, 9, Math.Sin(1)], values);
    }

    private static readonly (DataRequest Request, string Message)[] s_wrong =
    [
        (new DataRequest { Shape = "moons" }, "There are no data 'moons'"),
        (new DataRequest { Classes = 7 }, "from 2 to 6 classes"),
        (new DataRequest { Count = 1_000_000_000 }, "From 4 to 2000 points"),
        (new DataRequest { Noise = double.NaN }, "noise"),
        (new DataRequest { TrainingShare = 0 }, "share of training data"),
        (new DataRequest { Features = [] }, "from 1 to 12 features"),
        (new DataRequest { Features = ["log(x)"] }, "has no value below a million"),
        (new DataRequest { Features = ["1 / x"] }, "has no value below a million"),
        (new DataRequest { Features = ["x +"] }, "The feature 'x +'"),
        (new DataRequest { Features = [null!] }, "Expected a number"),
        (new DataRequest { From = 1, To = 1 }, "square"),
        (new DataRequest { Shape = "formula", Formula = "sqrt(x)" }, "has no value at x = -6"),
        (new DataRequest { Shape = "points" }, "no points yet"),
        (new DataRequest { Shape = "points", Points = [[1, 2]] }, "Point 1 is not three numbers"),
        (new DataRequest { Shape = "points", Points = [[1, 2, 0], null!] }, "Point 2 is not three numbers"),
        (new DataRequest { Shape = "points", Points = [[1, double.PositiveInfinity, 0]] }, "Point 1 is not three numbers"),
        (new DataRequest { Shape = "points", Points = [[1, 2, 1.5]] }, "has the class 1.5"),
        (new DataRequest { Shape = "points", Points = [[1, 2, -1]] }, "has the class -1"),
        (new DataRequest { Shape = "points", Points = [.. Enumerable.Repeat<double[]>([0, 0, 0], 2001)] }, "at most 2000"),
    ];

    [Fact]
    public void WrongData_AreRefused() =>
        Assert.All(s_wrong, wrong => Assert.Contains(wrong.Message, Assert.Throws<DataException>(() => PointData.Make(wrong.Request)).Message));

    [Theory]
    [InlineData("1.5, -2, 0\n0.3, 4, 1", false, 1.5, 1)]
    [InlineData("x;y;kind\n1.5;-2;cat\n0.3;4;dog\n", false, 1.5, 1)]
    [InlineData("1.5\t-2\t0.25\r\n0.3\t4\t0.75", true, 1.5, 0.75)]
    public void Table_IsRead(string text, bool isRegression, double firstX, double lastTarget)
    {
        JsonElement read = JsonSerializer.SerializeToElement(PointTable.Read(text));

        Assert.Equal(isRegression, read.GetProperty("isRegression").GetBoolean());
        Assert.Equal(firstX, read.GetProperty("points")[0][0].GetDouble(), 6);
        Assert.Equal(lastTarget, read.GetProperty("points")[1][2].GetDouble(), 6);
    }

    [Theory]
    [InlineData("", "There are no lines")]
    [InlineData("1,2", "three columns")]
    [InlineData("1,2,3,4", "three columns")]
    [InlineData("1,2,0\n1,2", "line 2")]
    [InlineData("1,2,0\n1,b,1", "line 2")]
    [InlineData("1,2,a", "has 1 classes")]
    public void WrongTable_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<DataException>(() => PointTable.Read(text)).Message);
}
