namespace NnGen.Numerics.Tests.Records;

/// <summary>Networks that take records: trained, saved, loaded, and asked.</summary>
public class RecordNetworkTests
{
    private static readonly Flower[] s_flowers = [.. Enumerable.Range(0, 40).Select(i => new Flower { Petal = i % 2 == 0 ? 1 + 0.01 * i : 5 + 0.01 * i, Width = i % 7, Kind = i % 2 == 0 ? Kind.Setosa : Kind.LongName })];

    private static readonly House[] s_houses = [.. Enumerable.Range(1, 20).Select(i => new House(10 * i, 3000 * i + 7, 50 - i))];

    private static readonly Message[] s_messages = [.. Enumerable.Range(0, 40).Select(i => new Message { Length = 100 - i, Links = i % 3, IsSpam = i >= 20 })];

    [Fact]
    public void Classes_AreThoseOfTheEnum()
    {
        FlowerNet net = Trained();
        Assert.All(s_flowers, flower => Assert.Equal(flower.Kind, net.Classify(flower)));

        (Kind Class, double Probability)[] pairs = net.PredictProbabilities(s_flowers[0]);
        Assert.Equal([Kind.Setosa, Kind.LongName], pairs.Select(pair => pair.Class));
        double[] features = new double[2];
        net.ToFeatures(s_flowers[0], features);
        double[] logits = net.Predict(features);
        Assert.Equal(1 / (1 + Math.Exp(logits[1] - logits[0])), pairs[0].Probability, 1e-12);
        Assert.Equal(1, pairs.Sum(pair => pair.Probability), 1e-12);
        Assert.Equal(1, net.Evaluate(s_flowers).Accuracy);
    }

    [Fact]
    public void YesOrNo_IsABool()
    {
        var net = new SpamNet(3);
        net.Fit(s_messages, new TrainingOptions { Epochs = 100, BatchSize = 8, Optimizer = new Adam(0.05) });
        Assert.All(s_messages, message => Assert.Equal(message.IsSpam, net.Classify(message)));
        Assert.InRange(net.PredictProbability(s_messages[39]), 0.9f, 1f);
        Assert.Equal("binary cross entropy (mean)", SpamNet.Info.Loss);
    }

    /// <summary>A layer without activation learns a line, in the units of the targets.</summary>
    [Fact]
    public void SeveralNumbers_AreInTheirOwnUnits()
    {
        var net = new HouseNet(5);
        net.Fit(s_houses, new TrainingOptions { Epochs = 400, BatchSize = 20, Optimizer = new Adam(0.05) });
        (float price, float rent) = net.Predict(new House(105, 0, 0));
        Assert.Equal(3000 * 10.5 + 7, price, 20.0);
        Assert.Equal(39.5, rent, 0.05);
        Assert.Equal("outputscaler1", HouseNet.Info.OutputScaler);
    }

    [Fact]
    public void SecondTraining_KeepsTheScales()
    {
        FlowerNet net = Trained();
        IReadOnlyList<double> shifts = Encoding(net).Shifts;
        net.Fit(s_flowers[..10], new TrainingOptions { Epochs = 1 });
        Assert.Same(shifts, Encoding(net).Shifts);
    }

    [Fact]
    public void SavedNetwork_HasEverything()
    {
        FlowerNet net = Trained();
        FlowerNet loaded = Reloaded(net);
        var copied = new FlowerNet(9);
        copied.CopyFrom(net);
        foreach (Flower flower in s_flowers)
        {
            double[] expected = new double[2];
            net.PredictProbabilities(flower, expected);
            foreach (FlowerNet other in (FlowerNet[])[loaded, copied, net.Clone()])
            {
                double[] found = new double[2];
                other.PredictProbabilities(flower, found);
                Assert.Equal(expected, found);
            }
        }
    }

    [Fact]
    public void ChangedRecord_IsRefusedWithBothSchemas()
    {
        var net = new SpamNet(1);
        net.Adapt(s_messages);
        using var stream = new MemoryStream();
        net.Save(stream);
        stream.Position = 0;
        var thrown = Assert.Throws<NetworkFileException>(() => RenamedSpamNet.Load(stream));
        Assert.Contains("the file has 'Length: number; column 0'; RenamedMessage has 'Size: number; column 0'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("The record of the network:\nSize: number; column 0\nLinks: number; column 1\nIsSpam: yes or no; target\nThe record of the file:\nLength", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"shift\":[0],\"factor\":[1,1],\"missing\":[0,0]}", "the list 'shift' of the metadata 'record.encoding' has 1 numbers, but Message has 2 columns")]
    [InlineData("{\"shift\":[0,1e999],\"factor\":[1,1],\"missing\":[0,0]}", "number 1 of the list 'shift'")]
    [InlineData("[1]", "have no list 'shift'")]
    [InlineData("{", "are no JSON text")]
    public void DamagedEncoding_IsNamed(string text, string message)
    {
        var net = new SpamNet(1);
        net.Adapt(s_messages);
        using var stream = new MemoryStream();
        net.Save(stream);
        byte[] damaged = WithEncoding(stream.ToArray(), text);
        var thrown = Assert.Throws<NetworkFileException>(() => SpamNet.Load(new MemoryStream(damaged)));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.True(thrown.Message.Length < 400);
    }

    [Fact]
    public void Batches_AreThoseOfTheirColumns()
    {
        FlowerNet net = Trained();
        Flower[] many = [.. Enumerable.Range(0, 250).Select(i => s_flowers[i % 40])];
        double[] outputs = new double[500];
        net.PredictBatch(many, outputs);
        double[] features = new double[500];
        for (int i = 0; i < many.Length; i++)
        {
            net.ToFeatures(many[i], features.AsSpan(2 * i, 2));
        }

        double[] expected = new double[500];
        net.PredictBatch(features, expected);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void Predictions_AllocateNothing()
    {
        FlowerNet flowers = Trained();
        var houses = new HouseNet(1);
        houses.Adapt(s_houses);
        var spam = new SpamNet(1);
        spam.Adapt(s_messages);
        double[] probabilities = new double[2];
        float[] outputs = new float[40];
        double sum = 0;
        for (int turn = 0; turn < 3; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 40; i++)
            {
                sum += (int)flowers.Classify(s_flowers[i]);
                flowers.PredictProbabilities(s_flowers[i], probabilities);
                sum += houses.Predict(s_houses[i % 20]).Price + spam.PredictProbability(s_messages[i]) + (spam.Classify(s_messages[i]) ? 1 : 0);
            }

            houses.PredictBatch(s_houses, outputs);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(turn == 0 || allocated == 0, $"{allocated} bytes");
        }

        Assert.True(double.IsFinite(sum));
    }

    [Fact]
    public void CrossValidation_FitsTheScalesOfEachFoldToItsOwnTrainingRecords()
    {
        CrossValidationReport report = FlowerNet.CrossValidate(s_flowers, 4, new TrainingOptions { Epochs = 60, BatchSize = 8, Optimizer = new Adam(0.05) }, new CrossValidationOptions { Seed = 2 });
        Assert.Equal(4, report.Folds.Count);
        Assert.All(report.Folds, fold => Assert.Equal((10, 1.0), (fold.Validation.Rows, fold.Validation.Accuracy)));

        // By hand: the same folds, each with a network of its own.
        Dataset<double> numbers = Dataset.FromLabels([.. Enumerable.Range(0, 40).Select(i => (double)i)], 1, [.. s_flowers.Select(flower => flower.Kind == Kind.Setosa ? 0 : 1)]);
        Fold<double> first = Folds.Stratified(numbers, 4, seed: 2)[0];
        Flower[] Of(Dataset<double> rows) => [.. Enumerable.Range(0, rows.Rows).Select(row => s_flowers[(int)rows.InputRow(row)[0]])];
        var net = new FlowerNet(2);
        net.Fit(Of(first.Training), new TrainingOptions { Epochs = 60, BatchSize = 8, Optimizer = new Adam(0.05) });
        Assert.Equal(net.Evaluate(Of(first.Validation)).Loss, report.Folds[0].Validation.Loss);
    }

    private static FlowerNet Trained()
    {
        var net = new FlowerNet(2);
        net.Fit(s_flowers, new TrainingOptions { Epochs = 60, BatchSize = 8, Optimizer = new Adam(0.05) });
        return net;
    }

    private static RecordEncoding Encoding(IRecordNetwork net) => net.Encoding!;

    private static FlowerNet Reloaded(FlowerNet net)
    {
        using var stream = new MemoryStream();
        net.Save(stream);
        stream.Position = 0;
        return FlowerNet.Load(stream);
    }

    /// <summary>The file with another text under <c>record.encoding</c>: eight bytes say how long the header is.</summary>
    private static byte[] WithEncoding(byte[] file, string text)
    {
        int length = (int)BitConverter.ToInt64(file, 0);
        var header = System.Text.Json.Nodes.JsonNode.Parse(System.Text.Encoding.UTF8.GetString(file, 8, length))!;
        header["__metadata__"]!["record.encoding"] = text;
        byte[] changed = System.Text.Encoding.UTF8.GetBytes(header.ToJsonString().PadRight((header.ToJsonString().Length + 63) / 64 * 64));
        return [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. file[(8 + length)..]];
    }
}
