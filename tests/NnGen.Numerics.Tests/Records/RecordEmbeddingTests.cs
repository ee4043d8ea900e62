using System.Globalization;

namespace NnGen.Numerics.Tests.Records;

/// <summary>Embedded classes at the beginning, in the middle and at the end, of which some may be missing.</summary>
public sealed record Sale(
    [property: Embed(2)] Origin Origin,
    float Price,
    bool IsNew,
    [property: Embed(3)] Origin? Maker,
    [property: Target] float Sold,
    [property: Embed(1, "Red", "Blue")] string Color,
    [property: Embed(2, Max = 2)] string? Seller);

[Network]
[Input<Sale>]
[Dense(1)]
public partial class SaleNet;

/// <summary>The columns one by one, as the network takes them: the classes are slices of an input.</summary>
[Network]
[Input(8)]
[Slice(0, 1, Name = "origin.number"), Embedding(3, 2, Name = "origin")]
[Slice(1, 3, From = "input1", Name = "numbers2")]
[Slice(3, 4, From = "input1", Name = "maker.number"), Embedding(4, 3, PaddingIndex = 3, Name = "maker")]
[Slice(4, 5, From = "input1", Name = "numbers4")]
[Slice(5, 6, From = "input1", Name = "color.number"), Embedding(2, 1, Name = "color")]
[Slice(6, 7, From = "input1", Name = "seller.number"), Embedding(4, 2, PaddingIndex = 3, Name = "seller")]
[Slice(7, 8, From = "input1", Name = "numbers7")]
[Concat("origin", "numbers2", "maker", "numbers4", "color", "seller", "numbers7", Name = "columns")]
[Dense(1), OutputScaler]
[MeanSquaredErrorLoss]
public partial class SaleColumnsNet;

/// <summary>A record of one class, in double, and layers of the user's that take the columns by the input's name and bear names that the table might have.</summary>
public sealed record Vote([property: Embed(2)] Kind? Kind, [property: Target] Origin Winner);

[Network(Precision = Precision.Double, InputGradient = true)]
[Input<Vote>(Name = "vote")]
[Dense(3, Bias = false, Name = "kind")]
[Concat("vote", "kind")]
[Dense(3, Name = "scores", From = "concat1")]
public partial class VoteNet;

/// <summary>The same classes in another number of features: as if the record had changed.</summary>
public sealed record OtherVote([property: Embed(3)] Kind? Kind, [property: Target] Origin Winner);

[Network(Precision = Precision.Double)]
[Input<OtherVote>]
[Dense(3)]
public partial class OtherVoteNet;

/// <summary>Several neighbours that are classes of one table, among columns that are numbers.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(7)]
[Slice(2, 5), Embedding(4, 3), Flatten(Name = "words")]
[Slice(0, 2, From = "input1", Name = "before")]
[Slice(5, 7, From = "input1", Name = "behind")]
[Concat("before", "words", "behind"), Dense(2), MeanSquaredErrorLoss]
public partial class NeighboursNet;

/// <summary>Classes of records that are looked up in learned tables, with numbers by hand.</summary>
public class RecordEmbeddingTests
{
    private static readonly Sale[] s_sales =
    [
        new(Origin.Usa, 10, true, Origin.Japan, 1, "Red", "Ann"),
        new(Origin.Japan, 30, false, null, 2, "Blue", "Cy"),
        new(Origin.Japan, 10, false, Origin.Usa, 3, "Blue", null),
        new(Origin.Usa, 30, true, Origin.Japan, 6, "Red", "Ann"),
        new(Origin.Usa, 10, true, Origin.Japan, 4, "Red", "Cy"),
        new(Origin.Usa, 30, false, Origin.Japan, 8, "Red", "Bob"),
    ];

    [Fact]
    public void Columns_AreTheNumbersOfTheClasses()
    {
        Assert.Equal(["Origin", "Price", "IsNew", "Maker", "Maker is missing", "Color", "Seller", "Seller is missing"], SaleNet.Info.Record!.Columns.Select(column => column.Name));
        Assert.Equal(["Price"], SaleNet.Info.Record.Columns.Where(column => column.IsScaled).Select(column => column.Name));
        SaleNet net = Adapted();
        RecordEncoding encoding = ((IRecordNetwork)net).Encoding!;
        Assert.Equal([0, 20, 0, 0, 0, 0, 0, 0], encoding.Shifts);
        Assert.Equal([0, 0.1, 0, 0, 0, 0, 0, 0], encoding.Factors.Select(factor => Math.Round(factor, 10)));

        // Ann and Cy are learnt, Bob is another; a missing maker is behind the three of the enum, a missing seller behind these three.
        AssertFeatures(net, s_sales[0], 0, -1, 1, 2, 0, 0, 0, 0);
        AssertFeatures(net, s_sales[1], 2, 1, 0, 3, 1, 1, 1, 0);
        AssertFeatures(net, s_sales[2], 2, -1, 0, 0, 0, 1, 3, 1);
        AssertFeatures(net, s_sales[5], 0, 1, 0, 2, 0, 0, 2, 0);
    }

    [Fact]
    public void Tables_AreParametersByTheNamesOfTheProperties()
    {
        Assert.Equal(
            ["origin.weight[3, 2]", "maker.weight[4, 3]", "color.weight[2, 1]", "seller.weight[4, 2]", "dense1.weight[1, 12]"],
            SaleNet.Info.Parameters.Where(parameter => parameter.Name.EndsWith("weight", StringComparison.Ordinal)).Select(parameter => $"{parameter.Name}[{string.Join(", ", parameter.Shape)}]"));
        Assert.Equal([-1, 3, -1, 3], SaleNet.Info.Parameters.Take(4).Select(parameter => parameter.ZeroRow));
        Assert.Contains("Maker: one of Usa, Europe, Japan, embedded in 3 features, or missing; columns 3 to 4", SaleNet.Architecture, StringComparison.Ordinal);
        Assert.Contains("Color: one of Red, Blue, embedded in 1 feature; column 5", SaleNet.Architecture, StringComparison.Ordinal);
        Assert.Contains(SaleNet.Architecture.Split('\n'), line => line.Contains("maker ", StringComparison.Ordinal) && line.Contains("Embedding", StringComparison.Ordinal));
        Assert.Equal([new ClassColumns(0, 1, 3), new ClassColumns(3, 1, 4), new ClassColumns(5, 1, 2), new ClassColumns(6, 1, 4)], SaleNet.Info.Inputs.Single().ClassColumns);
    }

    /// <summary>The joined row by hand: rows of known tables, and the other columns as they are.</summary>
    [Fact]
    public void Prediction_TakesTheRowsOfTheClasses()
    {
        SaleNet net = WithKnownTables();

        // Japan's row 5 6; price 1 and not new; the maker's missing row is zeros, and 1 says so; blue's row 20; Cy's 32 33, and not missing. Times 1 to 12.
        double second = 5 * 1 + 6 * 2 + 1 * 3 + 0 * 4 + 0 * (5 + 6 + 7) + 1 * 8 + 20 * 9 + 32 * 10 + 33 * 11 + 0 * 12;
        // Usa's row 1 2; price -1, and new; Japan's row 16 17 18; red's 10; Ann's 30 31.
        double first = 1 * 1 + 2 * 2 - 1 * 3 + 1 * 4 + 16 * 5 + 17 * 6 + 18 * 7 + 0 * 8 + 10 * 9 + 30 * 10 + 31 * 11 + 0 * 12;
        Assert.Equal(4 + 2.5 * first, net.Predict(s_sales[0]), 1e-2);
        Assert.Equal(4 + 2.5 * second, net.Predict(s_sales[1]), 1e-2);

        float[] outputs = new float[s_sales.Length];
        net.PredictBatch(s_sales, outputs);
        Assert.All(s_sales.Zip(outputs), pair => Assert.Equal(net.Predict(pair.First), pair.Second, 1e-3f));
    }

    /// <summary>The nodes are those that one could have written: the same bits from the same numbers, forward and back.</summary>
    [Fact]
    public void Network_IsTheOneOfSlicesAndEmbeddings()
    {
        SaleNet net = WithKnownTables();
        var columns = new SaleColumnsNet(1);
        foreach (ParameterInfo parameter in SaleNet.Info.Parameters)
        {
            columns.SetParameter(parameter.Name, net.Parameter(parameter.Name));
        }

        Dataset<float> data = net.ToDataset(s_sales);
        for (int row = 0; row < data.Rows; row++)
        {
            Assert.Equal(net.Predict(data.InputRow(row)), columns.Predict(data.InputRow(row)));
        }

        Trainer.Fit(net, data, new TrainingOptions { Epochs = 3, BatchSize = 2 });
        Trainer.Fit(columns, data, new TrainingOptions { Epochs = 3, BatchSize = 2 });
        Assert.All(SaleNet.Info.Parameters, parameter => Assert.Equal(net.Parameter(parameter.Name), columns.Parameter(parameter.Name)));
    }

    [Fact]
    public void Gradient_GoesToTheRowsThatWereLookedUp()
    {
        SaleNet net = WithKnownTables();
        Dataset<float> data = net.ToDataset(s_sales);
        var tape = new SaleNet.Tape(2);
        net.Forward([.. data.InputRow(0), .. data.InputRow(1)], [.. data.TargetRow(0), .. data.TargetRow(1)], tape);
        var gradients = new SaleNet.Gradients();
        net.Backward(tape, gradients);

        // Of the loss, the mean of squares, by the output: 2 (y - t) / 2. The output's scale is in the loss's targets.
        float[] weight = gradients.Parameter("dense1.bias");
        float[] origin = gradients.Parameter("origin.weight");
        Assert.Equal([0f, 0f], origin[2..4]);
        Assert.Equal(weight[0], origin[0] + origin[4], Math.Abs(weight[0]) * 1e-4);
        Assert.Equal(2 * weight[0], origin[1] + origin[5], Math.Abs(weight[0]) * 1e-4);
        Assert.NotEqual(0, origin[0]);
        Assert.NotEqual(0, origin[4]);

        // The maker of one is missing: its row is read as it stands and not trained.
        float[] maker = gradients.Parameter("maker.weight");
        Assert.All(maker[..6], value => Assert.Equal(0, value));
        Assert.Equal([5 * origin[0], 6 * origin[0], 7 * origin[0]], maker[6..9], (x, y) => Math.Abs(x - y) <= Math.Abs(x) * 1e-4);
        Assert.Equal([0f, 0f, 0f], maker[9..]);
    }

    /// <summary>By hand: the rows of the table, one after the other, and the numbers around them.</summary>
    [Fact]
    public void Neighbours_AreLookedUpEach()
    {
        var net = new NeighboursNet(1);
        net.SetParameter("embedding1.weight", [.. Enumerable.Range(1, 12).Select(i => (double)i)]);
        net.SetParameter("dense1.weight", [.. Enumerable.Range(1, 13).Select(i => (double)i), .. Enumerable.Range(1, 13).Select(i => -2.0 * i)]);
        double[] rows = [0.5, -1, 3, 0, 3, 2, 4, 1, 1, 1, 2, 0, 0, -1];
        double[][] joined = [[0.5, -1, 10, 11, 12, 1, 2, 3, 10, 11, 12, 2, 4], [1, 1, 4, 5, 6, 7, 8, 9, 1, 2, 3, 0, -1]];
        double[] expected = [.. joined.SelectMany(row => new[] { row.Select((value, i) => value * (i + 1)).Sum(), -2 * row.Select((value, i) => value * (i + 1)).Sum() })];
        double[] outputs = new double[4];
        net.PredictBatch(rows, outputs);
        Assert.Equal(expected, outputs, (x, y) => Math.Abs(x - y) < 1e-9);
        Assert.Equal(expected[2..], net.Predict(rows[7..]), (x, y) => Math.Abs(x - y) < 1e-9);

        GradientCheckReport report = GradientCheck.Run(net, rows, [1.0, 2, 3, 4]);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(NeighboursNet.ParameterCount + 8, report.Checked);
        Assert.Equal("Element 4 of input of row 1 is 4, but NeighboursNet takes a class: a whole number from 0 to 3.", Assert.Throws<ArgumentException>(() => net.PredictBatch([.. rows[..11], 4, .. rows[12..]], outputs)).Message.Split(" (")[0]);
    }

    [Fact]
    public void Gradients_AreThoseOfTheLoss()
    {
        var net = new VoteNet(3);
        Vote[] votes = [new(Kind.Setosa, Origin.Usa), new(null, Origin.Europe), new(Kind.LongName, Origin.Japan), new(Kind.Setosa, Origin.Japan)];
        net.Adapt(votes);
        Dataset<double> data = net.ToDataset(votes);
        GradientCheckReport report = GradientCheck.Run(net, [.. Enumerable.Range(0, 4).SelectMany(row => data.InputRow(row).ToArray())], [.. Enumerable.Range(0, 4).Select(data.Label)]);
        Assert.True(report.Passed && report.CheckedInput, report.ToString());

        // Four rows have a plain column each; classes and the row of what is missing have no gradient.
        Assert.Equal(VoteNet.ParameterCount - 2 + 4, report.Checked);
    }

    [Theory]
    [InlineData(0, 3f, "Element 0 of input of row 1 is 3, but SaleNet takes a class: a whole number from 0 to 2.")]
    [InlineData(3, 1.5f, "Element 3 of input of row 1 is 1.5, but SaleNet takes a class: a whole number from 0 to 3.")]
    [InlineData(5, float.NaN, "Element 5 of input of row 1 is NaN, but SaleNet takes a class: a whole number from 0 to 1.")]
    [InlineData(6, -1f, "Element 6 of input of row 1 is -1, but SaleNet takes a class: a whole number from 0 to 3.")]
    public void NumbersThatAreNoClasses_AreRefusedBeforeAnythingIsComputed(int column, float number, string message)
    {
        SaleNet net = Adapted();
        float[] rows = new float[16];
        rows[1] = 1e9f; // a plain number may be anything
        rows[8 + column] = number;
        float[] outputs = new float[2];
        Assert.StartsWith(message.Replace("row 1", "row 0", StringComparison.Ordinal), Assert.Throws<ArgumentException>(() => net.Predict(rows[8..])).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => net.PredictBatch(rows, outputs)).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => net.Forward(rows, outputs, new SaleNet.Tape(2))).Message, StringComparison.Ordinal);
        Assert.Equal([0f, 0f], outputs);
        string found = number.ToString(CultureInfo.InvariantCulture);
        Assert.Contains($"The training set has {found} in row 1, element {column} of input, but SaleNet takes a class", Assert.Throws<ArgumentException>(() => Trainer.Fit(net, Dataset.FromTargets(rows, 8, outputs, 1), new TrainingOptions { Epochs = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesThatAreNoClasses_AreNamed()
    {
        SaleNet net = Adapted();
        Assert.Equal("Origin is 7, which is none of 'Usa', 'Europe', 'Japan'.", Assert.Throws<ArgumentException>(() => net.Predict(s_sales[0] with { Origin = (Origin)7 })).Message);
        Assert.Equal("Color is 'Green', which is none of 'Red', 'Blue'.", Assert.Throws<ArgumentException>(() => net.Predict(s_sales[0] with { Color = "Green" })).Message);
    }

    [Fact]
    public void SavedNetwork_HasTablesAndScales()
    {
        SaleNet net = Adapted();
        net.Fit(s_sales, new TrainingOptions { Epochs = 2, BatchSize = 3 });
        using var stream = new MemoryStream();
        net.Save(stream);
        stream.Position = 0;
        SaleNet loaded = SaleNet.Load(stream);
        Assert.All(s_sales, sale => Assert.Equal(net.Predict(sale), loaded.Predict(sale)));
        Assert.Equal(net.Parameter("seller.weight"), loaded.Parameter("seller.weight"));
        Assert.Equal(["Ann", "Cy"], ((IRecordNetwork)loaded).Encoding!.Categories[6]);

        // Rare ones share a row, as they shared a column.
        Assert.Equal(loaded.Predict(s_sales[5]), loaded.Predict(s_sales[5] with { Seller = "Eve" }));
    }

    [Fact]
    public void OtherFeatures_AreAnotherRecord()
    {
        var net = new VoteNet(1);
        net.Adapt([new Vote(Kind.Setosa, Origin.Usa)]);
        using var stream = new MemoryStream();
        net.Save(stream);
        stream.Position = 0;
        string message = Assert.Throws<NetworkFileException>(() => OtherVoteNet.Load(stream)).Message;
        Assert.Contains("the file has 'Kind: one of Setosa, LongName, embedded in 2 features, or missing; columns 0 to 1'; OtherVote has 'Kind: one of Setosa, LongName, embedded in 3 features, or missing; columns 0 to 1'", message, StringComparison.Ordinal);
        Assert.Contains("The record of the network:\nKind: one of", message, StringComparison.Ordinal);
        Assert.Contains("The record of the file:\nKind: one of", message, StringComparison.Ordinal);
    }

    /// <summary>Who took the input by its name takes the joined columns; a node that has the property's name keeps it, and so do the user's joins.</summary>
    [Fact]
    public void NamesOfTheUser_StayWhatTheyAre()
    {
        Assert.Equal(["vote", "kind_2.number", "kind_2", "numbers2", "columns", "kind", "concat1", "scores"], VoteNet.Info.Nodes.Select(node => node.Name).Take(8));
        Assert.Equal(["columns", "kind"], VoteNet.Info.Nodes.Single(node => node.Name == "concat1").Inputs);
        Assert.Equal(["columns"], VoteNet.Info.Nodes.Single(node => node.Name == "kind").Inputs);
    }

    [Fact]
    public void WhatWorksOnRecords_WorksOnEmbeddedOnes()
    {
        var random = new Random(4);
        Vote[] votes = [.. Enumerable.Range(0, 60).Select(i => new Vote(i % 3 == 0 ? null : i % 3 == 1 ? Kind.Setosa : Kind.LongName, (Origin)(i % 3)))];
        random.Shuffle(votes);
        var options = new TrainingOptions { Epochs = 40, BatchSize = 10, Optimizer = new Adam(0.1) };
        var net = new VoteNet(2);
        net.Fit(votes, options);

        // A missing class is known by its column: the table's row of it stays zeros.
        Assert.All(votes, vote => Assert.Equal(vote.Winner, net.Classify(vote)));
        Assert.Equal([0.0, 0.0], net.Parameter("kind_2.weight")[4..]);
        Assert.All(VoteNet.CrossValidate(votes, 3, options).Folds, fold => Assert.Equal(1, fold.Validation.Accuracy));
        Assert.InRange(net.PermutationImportance(votes).Fields.Single(field => field.Name == "Kind").Mean, 0.5, 100);

        DependenceReport byKind = net.PartialDependence(votes, "Kind");
        Assert.Equal(["Setosa", "LongName"], byKind.Points.Select(point => point.Value));
        Assert.Equal(net.PredictProbabilities(new Vote(Kind.LongName, default)).Select(pair => pair.Probability), byKind.Points[1].Means, (x, y) => Math.Abs(x - y) < 1e-12);

        RecordDataset<Sale> read = SaleNet.ReadCsv(new StringReader("origin,price,is_new,maker,sold,color,seller\nusa,10,yes,,1,blue,Ann\n"));
        Assert.Equal([new Sale(Origin.Usa, 10, true, null, 1, "Blue", "Ann")], read);
    }

    [Fact]
    public void Predictions_AllocateNothing()
    {
        SaleNet net = Adapted();
        float sum = 0;
        for (int turn = 0; turn < 3; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (Sale sale in s_sales)
            {
                sum += net.Predict(sale);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(turn == 0 || allocated == 0, $"{allocated} bytes");
        }

        Assert.True(float.IsFinite(sum));
    }

    private static SaleNet Adapted()
    {
        var net = new SaleNet(1);
        net.Adapt(s_sales);
        return net;
    }

    /// <summary>Tables that count: 1 to 6 of the origin, 10 on of the maker, 10 and 20 of the color, 30 on of the seller, 1 to 12 for the sum.</summary>
    private static SaleNet WithKnownTables()
    {
        SaleNet net = Adapted();
        net.SetParameter("origin.weight", [1, 2, 3, 4, 5, 6]);
        net.SetParameter("maker.weight", [10, 11, 12, 13, 14, 15, 16, 17, 18, 0, 0, 0]);
        net.SetParameter("color.weight", [10, 20]);
        net.SetParameter("seller.weight", [30, 31, 32, 33, 34, 35, 0, 0]);
        net.SetParameter("dense1.weight", [.. Enumerable.Range(1, 12).Select(i => (float)i)]);
        net.SetParameter("dense1.bias", [0]);

        // The targets are 1, 2, 3, 6, 4 and 8: of mean 4; the units of the output are set by hand.
        net.SetParameter("outputscaler1.scale", [2.5f]);
        net.SetParameter("outputscaler1.offset", [4]);
        return net;
    }

    private static void AssertFeatures(SaleNet net, Sale sale, params float[] expected)
    {
        float[] features = new float[SaleNet.InputSize];
        net.ToFeatures(sale, features);
        Assert.Equal(expected, features, (x, y) => Math.Abs(x - y) < 1e-6);
    }
}
