using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Several outputs: the user's doors, which have a parameter for each, against the library's, which pack them; and reports on each.</summary>
public sealed class SeveralOutputsTests
{
    private const int Rows = 60;
    private static readonly Batch<double> s_batch = Batch<double>.Draw(TwoHeadsDouble.Info, Rows, seed: 3);
    private static readonly int[] s_kinds = [.. Enumerable.Range(0, Rows).Select(row => row * row % TwoHeadsDouble.KindSize)];
    private static readonly double[] s_boxes = [.. Enumerable.Range(0, Rows * TwoHeadsDouble.BoxSize).Select(i => Math.Sin(i))];

    private static Dataset<double> Data => Dataset.FromOutputs(
        s_batch.Inputs, TwoHeadsDouble.InputSize, OutputTargets.Labels(s_kinds, TwoHeadsDouble.KindSize), OutputTargets.Values(s_boxes, TwoHeadsDouble.BoxSize));

    [Fact]
    public void Info_SaysWhatEachOutputIs()
    {
        NetworkInfo info = TwoHeadsDouble.Info;

        Assert.Equal(["kind", "box"], info.Outputs.Select(output => output.Name));
        Assert.Equal([(7, 0, 1.0), (2, 7, 0.5)], info.Outputs.Select(output => (output.Size, output.FirstColumn, output.LossWeight)));
        Assert.Equal([OutputKind.ClassScores, OutputKind.Values], info.Outputs.Select(output => output.Kind));
        Assert.Equal((9, OutputKind.Values, TargetKind.Values), (info.OutputSize, info.Output, info.Targets));
        Assert.Equal("cross entropy (mean) of kind + 0.5 x squared error (mean) of targets scaled as by box of box", info.Loss);

        // An only output has the facts of the network.
        OutputInfo only = Assert.Single(Towers.Info.Outputs);
        Assert.Equal(("output", Towers.Info.OutputSize, Towers.Info.Loss, 1.0), (only.Name, only.Size, only.Loss, only.LossWeight));
    }

    [Fact]
    public void Doors_GiveWhatThePackedOnesGive()
    {
        TwoHeadsDouble network = Networks.WithBiases<TwoHeadsDouble, double>(2);
        var packed = new double[Rows * 9];
        var kinds = new double[Rows * 7];
        var boxes = new double[Rows * 2];
        ((INetwork<TwoHeadsDouble, double>)network).PredictBatch(s_batch.Inputs, packed);
        network.PredictBatch(s_batch.Inputs, kinds, boxes);

        Assert.Equal(packed, PackedRows.Of(Rows, kinds, boxes));
        double[] row = s_batch.Inputs[..TwoHeadsDouble.InputSize];
        (double[] kind, double[] box) = network.Predict(row);
        Assert.All(packed[..9].Zip<double, double>([.. kind, .. box]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(Array.IndexOf(kind, kind.Max()), network.ClassifyKind(row));
        Assert.Contains("420 elements of kinds, but there is room for 7", Assert.Throws<ArgumentException>(() => network.PredictBatch(s_batch.Inputs, new double[7], boxes)).Message, StringComparison.Ordinal);
        Assert.Contains("2 elements of box", Assert.Throws<ArgumentException>(() => network.Predict(row, kind, new double[3])).Message, StringComparison.Ordinal);
        Assert.Contains("Info.Outputs", Assert.Throws<InvalidOperationException>(() => Classification.Classify<double>(packed.AsSpan(0, 9), TwoHeadsDouble.Info)).Message, StringComparison.Ordinal);
    }

    /// <summary>Labels, one-hot rows, and all packed side by side are the same targets: the weights of classes divide the mean in each.</summary>
    [Fact]
    public void LabelsAndPackedTargets_AreOneLoss()
    {
        TwoHeadsDouble network = Networks.WithBiases<TwoHeadsDouble, double>(2);
        var tape = new TwoHeadsDouble.Tape(Rows);
        double[] weights = [.. Enumerable.Range(0, Rows).Select(row => 0.25 * (row % 5))];
        foreach (bool isWeighted in new[] { false, true })
        {
            if (isWeighted)
            {
                tape.SetWeights(weights);
            }

            double ofLabels = network.Forward(s_batch.Inputs, s_kinds, s_boxes, tape);
            double[] targets = tape.Target.ToArray();
            (double kind, double box) = (tape.LossOf("kind"), tape.LossOf("box"));
            Assert.Equal(kind + 0.5 * box, ofLabels);
            Assert.Equal(ofLabels, network.Forward(s_batch.Inputs, OneHot.Encode<double>(s_kinds, 7), s_boxes, tape));
            Assert.Equal(targets, tape.Target.ToArray());
            Assert.Equal(ofLabels, ((ITrainableNetwork<TwoHeadsDouble, double>)network).Forward(s_batch.Inputs, [.. Enumerable.Range(0, Rows).SelectMany(row => Data.TargetRow(row).ToArray())], tape));

            // By definition: sum of w c loss / sum of w c over rows, c the weight of the label's class.
            double[] classes = [1, 2, 0.5, 1, 3, 0.25, 1];
            double Weight(int row) => isWeighted ? weights[row] : 1;
            ReadOnlySpan<double> ofRows = tape.RowLossesOf("kind");
            double sum = 0;
            for (int row = 0; row < Rows; row++)
            {
                sum += Weight(row) * ofRows[row];
            }

            Assert.Equal(sum / Enumerable.Range(0, Rows).Sum(row => Weight(row) * classes[s_kinds[row]]), kind, 12);
        }

        Assert.Throws<ArgumentException>(() => network.Forward(s_batch.Inputs, s_kinds, new double[3], tape));
        Assert.Contains("kind has the classes 0 to 6", Assert.Throws<ArgumentException>(() => network.Forward(s_batch.Inputs, [.. s_kinds.Select(kind => kind + 4)], s_boxes, tape)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => tape.RowLosses.Length);
        Assert.Contains("no output 'bax'", Assert.Throws<ArgumentException>(() => tape.LossOf("bax")).Message, StringComparison.Ordinal);
    }

    /// <summary>Each output has its report, and the network the weighted sum of the losses, as training computes it without dropout.</summary>
    [Fact]
    public void Evaluation_ReportsOnEachOutput()
    {
        TwoHeadsDouble network = Networks.WithBiases<TwoHeadsDouble, double>(2);
        EvaluationReport report = network.Evaluate(Data, new EvaluationOptions { RocAuc = true });
        EvaluationReport kind = report.Outputs["kind"];
        EvaluationReport box = report.Outputs["box"];
        var kinds = new double[Rows * 7];
        var boxes = new double[Rows * 2];
        network.PredictBatch(s_batch.Inputs, kinds, boxes);

        Assert.Equal(2, report.Outputs.Count);
        Assert.Equal(kind.Loss + 0.5 * box.Loss, report.Loss);
        Assert.Null(report.Accuracy);
        int right = Enumerable.Range(0, Rows).Count(row => Array.IndexOf(kinds, kinds[(7 * row)..(7 * row + 7)].Max(), 7 * row) - 7 * row == s_kinds[row]);
        Assert.Equal((double)right / Rows, kind.Accuracy!.Value, 12);
        Assert.Equal(boxes.Zip(s_boxes, (y, t) => (y - t) * (y - t)).Average(), box.MeanSquaredError!.Value, 12);
        Assert.NotNull(kind.RocAuc);
        Assert.NotNull(kind.Confusion);
        Assert.Equal(Math.Max(kind.LargestError, box.LargestError), report.LargestError);
        Assert.Contains("kind (loss", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("\nbox:\n", report.ToTable(), StringComparison.Ordinal);

        // Without dropout: all elements are kept, and none is enlarged.
        var tape = new TwoHeadsDouble.Tape(Rows);
        for (int row = 0; row < Rows; row++)
        {
            tape.Mask("dropout1")[row].Fill(0.75);
        }

        Assert.Equal(network.Forward(s_batch.Inputs, s_kinds, s_boxes, tape), report.Loss, 12);
    }

    [Fact]
    public void Training_LowersBothLosses_AndRefusesOtherTargets()
    {
        var network = new TwoHeadsDouble(seed: 4);
        EvaluationReport before = network.Evaluate(Data);
        TrainingReport report = network.Fit(Data, new TrainingOptions { Epochs = 200, BatchSize = 20, Optimizer = new Adam(0.01), Seed = 1 }, Data);
        EvaluationReport after = network.Evaluate(Data);

        Assert.True(after.Outputs["kind"].Accuracy > 0.9 && after.Outputs["kind"].Accuracy > before.Outputs["kind"].Accuracy);
        Assert.True(after.Outputs["box"].MeanSquaredError < 0.5 * before.Outputs["box"].MeanSquaredError);
        Assert.Equal(after.Loss, report.Epochs[^1].ValidationLoss!.Value, 12);
        Assert.Null(report.Epochs[^1].TrainAccuracy);

        string Refused(Dataset<double> data) => Assert.Throws<ArgumentException>(() => network.Fit(data, new TrainingOptions { Epochs = 1 })).Message;
        Assert.Contains("9 outputs: 7 of kind, 2 of box", Refused(Dataset.FromTargets(s_batch.Inputs, 13, s_boxes, 2)), StringComparison.Ordinal);
        Assert.Contains("Dataset.FromOutputs", Refused(Dataset.FromLabels(s_batch.Inputs, 13, s_kinds)), StringComparison.Ordinal);
        double[] negative = new double[Rows * 9];
        negative[3] = -1;
        Assert.Contains("the target -1 in row 0, column 3", Refused(Dataset.FromTargets(s_batch.Inputs, 13, negative, 9)), StringComparison.Ordinal);
    }

    /// <summary>A loss of labels only takes one-hot columns in a packed row, and nothing else.</summary>
    [Fact]
    public void LabelsOnly_AreOneHotColumns()
    {
        NetworkInfo info = DeepHeadsDouble.Info;
        Batch<double> batch = Batch<double>.Draw(info, Rows, seed: 1);
        OutputInfo labels = info.Outputs.Single(output => output.Targets == TargetKind.Labels);
        double[] wrong = [.. batch.Targets];
        wrong[labels.FirstColumn] = 0.5;
        var network = new DeepHeadsDouble(seed: 1);

        string message = Assert.Throws<ArgumentException>(() => network.Fit(Dataset.FromTargets(batch.Inputs, info.InputSize, wrong, info.OutputSize), new TrainingOptions { Epochs = 1 })).Message;
        Assert.Contains($"no one-hot row, one 1 and 0 elsewhere, in row 0, column {labels.FirstColumn}", message, StringComparison.Ordinal);
        network.Fit(Dataset.FromTargets(batch.Inputs, info.InputSize, batch.Targets, info.OutputSize), new TrainingOptions { Epochs = 2, BatchSize = 16 });
    }
}
