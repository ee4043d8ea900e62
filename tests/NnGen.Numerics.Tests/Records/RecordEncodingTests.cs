namespace NnGen.Numerics.Tests.Records;

/// <summary>Records as columns, with numbers by hand.</summary>
public class RecordEncodingTests
{
    // Horsepower 100, 200 and unknown; weights 1000 to 3000; prices e - 1, e^3 - 1 and unknown, of which the logarithms of 1 + x are 1 and 3.
    private static readonly Car[] s_cars =
    [
        new(4, 100, 1000, Origin.Usa, false, 30) { Price = Math.E - 1 },
        new(6, 200, 2000, Origin.Japan, true, 20) { Price = Math.Exp(3) - 1 },
        new(8, null, 3000, null, true, 10),
    ];

    [Fact]
    public void Columns_AreInTheOrderOfTheText()
    {
        string[] columns = [.. MpgNet.Info.Record!.Columns.Select(column => column.Name)];

        Assert.Equal(
            ["Cylinders", "Horsepower", "Horsepower is missing", "Weight", "Origin = Usa", "Origin = Europe", "Origin = Japan", "Origin is missing", "IsDiesel", "Price", "Price is missing"],
            columns);
        Assert.Equal(MpgNet.InputSize, columns.Length);
        Assert.Contains("Horsepower: number, or missing (mean); columns 1 to 2", MpgNet.Info.Architecture, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_AreScaledByTheRecordsThatWereAdaptedTo()
    {
        var net = new MpgNet(1);
        net.Adapt(s_cars);
        double deviation = Math.Sqrt(8 / 3.0);

        AssertFeatures(net, s_cars[0], -2 / deviation, -1, 0, 0, 1, 0, 0, 0, 0, -1, 0);
        AssertFeatures(net, s_cars[1], 0, 1, 0, 0.5, 0, 0, 1, 0, 1, 1, 0);

        // What is missing is the mean, or the median: both of two numbers, so 0 on their scale.
        AssertFeatures(net, s_cars[2], 2 / deviation, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1);
    }

    [Fact]
    public void NumberThatNeverChanged_IsZero()
    {
        var net = new HouseNet(1);
        net.Adapt([new House(5, 1, 1), new House(5, 2, 3)]);
        float[] features = new float[1];
        net.ToFeatures(new House(7, 0, 0), features);

        Assert.Equal([0f], features);
    }

    [Fact]
    public void LargeNumbers_LoseNothingToSinglePrecision()
    {
        var net = new HouseNet(1);
        RecordDataset<House> houses = [new(16777216, 1, 1), new(16777218, 2, 3)];
        net.Adapt(houses);
        float[] features = new float[1];
        net.ToFeatures(houses[1], features);

        Assert.Equal([1f], features);
    }

    [Fact]
    public void UnadaptedNetwork_SaysWhatToDo()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => new MpgNet(1).Predict(s_cars[0]));
        Assert.Contains("MpgNet does not know the scales of its records yet", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValueThatIsNoMember_IsNamed()
    {
        var net = new MpgNet(1);
        net.Adapt(s_cars);
        var thrown = Assert.Throws<ArgumentException>(() => net.Predict(s_cars[0] with { Origin = (Origin)77 }));
        Assert.Equal("Origin is 77, which is none of 'Usa', 'Europe', 'Japan'.", thrown.Message);
    }

    [Fact]
    public void NumberThatHasNoLogarithm_IsNamed()
    {
        var net = new MpgNet(1);
        net.Adapt(s_cars);
        var thrown = Assert.Throws<ArgumentException>(() => net.Predict(s_cars[0] with { Price = -1 }));
        Assert.Equal("Price is -1, but [Log] needs Price + 1 above 0; [Log(Offset = 1)] takes zeros.", thrown.Message);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void NumberThatIsNone_IsNamedWithItsRecord(float value)
    {
        var net = new MpgNet(1);
        var thrown = Assert.Throws<ArgumentException>(() => net.Adapt([s_cars[0], s_cars[1] with { Cylinders = value }]));
        Assert.StartsWith("Record 1: Cylinders is ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RoomOfAnotherSize_AndNullRecords_AreRefused()
    {
        var net = new MpgNet(1);
        net.Adapt(s_cars);
        Assert.Throws<ArgumentException>(() => net.ToFeatures(s_cars[0], new float[10]));
        Assert.Throws<ArgumentNullException>(() => net.Predict((Car)null!));
        Assert.Throws<ArgumentException>(() => net.Adapt([s_cars[0], null!]));
        Assert.Throws<ArgumentException>(() => net.Fit(Array.Empty<Car>()));
        Assert.Throws<ArgumentException>(() => net.PredictBatch(s_cars, new float[2]));
    }

    private static void AssertFeatures(MpgNet net, Car car, params double[] expected)
    {
        float[] features = new float[MpgNet.InputSize];
        net.ToFeatures(car, features);
        Assert.Equal(expected.Length, features.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], features[i], 1e-6);
        }
    }
}
