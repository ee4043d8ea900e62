using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Training;

/// <summary>Regression in the targets' own units: learnt as if the targets were scaled, told in their own.</summary>
public sealed class OutputScalerTests
{
    private const int Rows = 60;

    private static readonly TrainingOptions s_options = new() { Epochs = 30, BatchSize = 8, Optimizer = new Adam(0.01), Seed = 3 };

    [Fact]
    public void Training_IsThatOfScaledTargets_AndPredictionsAreInTheTargetsUnits()
    {
        Dataset<float> prices = Prices();
        StandardScaler<float> scaler = StandardScaler.FitTargets(prices);
        var own = new PriceNet(seed: 5);
        var scaled = new ScaledPriceNet(seed: 5);
        scaler.WriteTargetsTo(own);

        TrainingReport report = own.Fit(prices, s_options);
        TrainingReport expected = scaled.Fit(scaler.TransformTargets(prices), s_options);

        // The targets are scaled in single precision here and in double there: a difference of a few units of 1e-7 at each step.
        Assert.Equal(expected.Last!.TrainLoss, report.Last!.TrainLoss, 1e-3 * expected.Last.TrainLoss);
        Assert.True(report.Last!.TrainLoss < 0.2, $"{report.Last!.TrainLoss}");
        for (int row = 0; row < 5; row++)
        {
            float[] price = scaled.Predict(prices.InputRow(row));
            scaler.Inverse(price);
            Assert.Equal(price[0], own.Predict(prices.InputRow(row))[0], 100.0);
        }
    }

    /// <summary>One loss, one value: in scaled units wherever it is told. Errors are in the targets' own.</summary>
    [Fact]
    public void Losses_AreInScaledUnits_AndErrorsInTheTargets()
    {
        Dataset<float> prices = Prices();
        var net = new PriceNet(seed: 5);
        StandardScaler<float> scaler = StandardScaler.FitTargets(prices);
        scaler.WriteTargetsTo(net);
        EvaluationReport report = net.Evaluate(prices);

        double deviation = scaler.Deviations[0];
        double squares = 0;
        double absolutes = 0;
        var tape = new PriceNet.Tape(Rows);
        float[] inputs = new float[Rows * 2];
        float[] targets = new float[Rows];
        for (int row = 0; row < Rows; row++)
        {
            double error = net.Predict(prices.InputRow(row))[0] - (double)prices.TargetRow(row)[0];
            squares += error * error / Rows;
            absolutes += Math.Abs(error) / Rows;
            prices.InputRow(row).CopyTo(inputs.AsSpan(2 * row));
            targets[row] = prices.TargetRow(row)[0];
        }

        Assert.Equal(squares / (deviation * deviation), report.Loss, 1e-5 * report.Loss);
        Assert.Equal(net.Forward(inputs, targets, tape), report.Loss, 1e-5 * report.Loss);
        Assert.Equal(squares, report.MeanSquaredError!.Value, 1e-6 * squares);
        Assert.Equal(absolutes, report.MeanAbsoluteError!.Value, 1e-6 * absolutes);
        Assert.Equal(report.Loss, net.Fit(prices, new TrainingOptions { Epochs = 1, BatchSize = TrainingOptions.FullBatch, Optimizer = new Sgd(1e-30), Seed = 1 }, validation: prices).Last!.ValidationLoss!.Value, 1e-6 * report.Loss);
        Assert.Equal("outputscaler1", PriceNet.Info.OutputScaler);
        Assert.Equal("squared error (mean) of targets scaled as by outputscaler1", PriceNet.Info.Loss);
        Assert.Null(ScaledPriceNet.Info.OutputScaler);
    }

    [Fact]
    public void SavedNetwork_BringsItsUnits()
    {
        var net = new PriceNet(seed: 5);
        StandardScaler.FitTargets(Prices()).WriteTargetsTo(net, "outputscaler1");
        using var stream = new MemoryStream();
        net.Save(stream);
        stream.Position = 0;
        PriceNet loaded = PriceNet.Load(stream);
        Assert.Equal(net.Parameter("outputscaler1.scale"), loaded.Parameter("outputscaler1.scale"));
        Assert.Equal(net.Predict([0.5f, -1]), loaded.Predict([0.5f, -1]));
    }

    [Fact]
    public void ConstantTargets_AreLearntAsTheyAre()
    {
        Dataset<float> constant = Dataset.FromTargets([0, 0, 1, 1], 2, [250_000f, 250_000f], 1);
        var net = new PriceNet(seed: 5);
        StandardScaler.FitTargets(constant).WriteTargetsTo(net);
        Assert.Equal([1f], net.Parameter("outputscaler1.scale"));
        Assert.Equal([250_000f], net.Parameter("outputscaler1.offset"));
        Assert.True(double.IsFinite(net.Fit(constant, s_options).Last!.TrainLoss));
    }

    [Fact]
    public void MinMaxScaler_IsWrittenAsItsInverse()
    {
        Dataset<float> prices = Prices();
        MinMaxScaler<float> scaler = MinMaxScaler.FitTargets(prices, 0, 1);
        var net = new PriceNet(seed: 5);
        scaler.WriteTargetsTo(net);
        Assert.Equal(scaler.Maxima[0] - scaler.Minima[0], net.Parameter("outputscaler1.scale")[0], 0.1);
        Assert.Equal(scaler.Minima[0], net.Parameter("outputscaler1.offset")[0], 0.1);
    }

    [Fact]
    public void WrongLayer_IsNamed()
    {
        StandardScaler<float> scaler = StandardScaler.FitTargets(Prices());
        Assert.Contains("declare [OutputScaler] last", Assert.Throws<ArgumentException>(() => scaler.WriteTargetsTo(new ScaledPriceNet(1))).Message, StringComparison.Ordinal);
        Assert.Contains("it has outputscaler1", Assert.Throws<ArgumentException>(() => scaler.WriteTargetsTo(new PriceNet(1), "outputscaler2")).Message, StringComparison.Ordinal);
        Assert.Contains("declare [InputScaler] first", Assert.Throws<ArgumentException>(() => scaler.WriteTo(new PriceNet(1))).Message, StringComparison.Ordinal);
    }

    /// <summary>Around 300,000, some by 100,000.</summary>
    private static Dataset<float> Prices()
    {
        var random = new Random(2);
        float[] inputs = new float[Rows * 2];
        float[] targets = new float[Rows];
        for (int row = 0; row < Rows; row++)
        {
            (double x, double y) = (2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1);
            (inputs[2 * row], inputs[2 * row + 1]) = ((float)x, (float)y);
            targets[row] = (float)(300_000 + 100_000 * x - 80_000 * y * x);
        }

        return Dataset.FromTargets(inputs, 2, targets, 1);
    }
}
