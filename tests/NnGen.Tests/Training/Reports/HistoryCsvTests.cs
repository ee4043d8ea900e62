using System.Globalization;
using Xunit;

namespace NnGen.Tests.Training.Reports;

public class HistoryCsvTests
{
    private const string Names = "epoch,steps,rows,train_loss,train_accuracy,validation_loss,validation_accuracy,largest_error,learning_rate,seconds,samples_per_second,bytes_allocated_per_step";

    [Fact]
    public void TwoEpochs_AreTwoLinesBelowTheNames()
    {
        string csv = new ReportData { Epochs = 2, Layers = 0 }.Make().ToCsv();
        Assert.Equal(
            $"{Names}\r\n1,32,1000,0.9,0.5,1.1,0.4,,0.001,1.5,666.6666666666666,0\r\n2,32,1000,0.45,0.75,0.55,0.7,,0.0005,1.5,666.6666666666666,0\r\n",
            csv);
    }

    [Fact]
    public void WatchedLayers_HaveColumnsOfTheirOwn()
    {
        string[] lines = new ReportData { Epochs = 1, Layers = 2 }.Make().ToCsv().Split("\r\n");
        Assert.Equal(
            $"{Names},dense1.gradient_norm,dense1.largest_gradient_norm,dense1.update_norm,dense1.parameter_norm,relu1.units,relu1.dead_units"
            + ",dense2.gradient_norm,dense2.largest_gradient_norm,dense2.update_norm,dense2.parameter_norm,relu2.units,relu2.dead_units",
            lines[0]);
        Assert.EndsWith(",0.1,0.2,0.001,5,128,2,0.2,0.4,0.002,5,128,3", lines[1]);
    }

    [Fact]
    public void EpochWithoutWatch_LeavesItsLayersFieldsEmpty()
    {
        TrainingReport watched = new ReportData { Epochs = 1, Layers = 1 }.Make();
        EpochReport unwatched = new ReportData { Epochs = 1, Layers = 0 }.Make().Epochs[0];
        TrainingReport report = new ReportData { Epochs = 0 }.Make();
        report = new TrainingReport
        {
            Network = report.Network,
            Loss = report.Loss,
            Optimizer = report.Optimizer,
            Initializers = report.Initializers,
            Seed = 1,
            Rows = 1,
            BatchSize = 1,
            Epochs = [unwatched, watched.Epochs[0]],
            Steps = 2,
            StopReason = StopReason.EpochsDone,
            Seconds = 1,
            BytesAllocatedPerStep = null,
        };
        Assert.EndsWith(",0,,,,,,", report.ToCsv().Split("\r\n")[1]);
    }

    [Fact]
    public void NumbersThatAreNotFinite_AreSpelledOut()
    {
        string csv = new ReportData { Epochs = 3, Layers = 0, TrainLoss = epoch => epoch switch { 1 => double.NaN, 2 => double.PositiveInfinity, _ => double.NegativeInfinity } }.Make().ToCsv();
        string[] losses = [.. csv.Split("\r\n").Skip(1).Take(3).Select(line => line.Split(',')[3])];
        Assert.Equal(["NaN", "Infinity", "-Infinity"], losses);
    }

    [Fact]
    public void AwkwardNumbers_ReadBackToTheSameBits()
    {
        double[] numbers = [Math.PI, 1.0 / 3, 5e-324, 1e300, 0.1 + 0.2];
        string csv = new ReportData { Epochs = numbers.Length, TrainLoss = epoch => numbers[epoch - 1] }.Make().ToCsv();
        double[] read = CsvTable.Parse(csv).Numbers<double>("train_loss");
        Assert.Equal(numbers, read);
    }

    [Fact]
    public void LayerNameWithCommaAndQuotes_IsQuoted()
    {
        string csv = new ReportData { Epochs = 1, Layers = 1, LayerPrefix = "a,\"b\"" }.Make().ToCsv();
        Assert.Contains(",\"a,\"\"b\"\"1.gradient_norm\",", csv);
    }

    [Fact]
    public void NoEpochs_LeaveTheNames() => Assert.Equal(Names + "\r\n", new ReportData { Epochs = 0 }.Make().ToCsv());

    [Fact]
    public void OtherCulture_ChangesNeitherFile()
    {
        TrainingReport report = new ReportData().Make();
        (string csv, string html) = (report.ToCsv(), report.ToHtml(ReportData.Evaluation()));
        CultureInfo old = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("fi-FI");
            Assert.Equal("0,5", 0.5.ToString());
            Assert.Equal(csv, report.ToCsv());
            Assert.Equal(html, report.ToHtml(ReportData.Evaluation()));
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }
}
