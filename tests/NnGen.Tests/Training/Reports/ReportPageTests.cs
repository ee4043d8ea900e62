using System.Xml.Linq;
using Xunit;

namespace NnGen.Tests.Training.Reports;

public class ReportPageTests
{
    [Fact]
    public void WatchedRun_HasEveryPart()
    {
        var page = new HtmlPage(new ReportData().Make().ToHtml(ReportData.Evaluation()));
        foreach (string title in (string[])["Loss", "Accuracy", "Learning rate", "Gradient norm", "Update norm", "Dead units", "dense1", "dense2"])
        {
            Assert.NotNull(page.Chart(title));
        }

        Assert.Equal(2, page.Chart("Loss")!.Descendants("path").Count(path => (string?)path.Attribute("class") == "line" && path.Ancestors("svg").Attributes("role").Any()));
        Assert.Single(page.WithClass("confusion"));
        Assert.Equal(["Test accuracy", "Validation accuracy", "Training accuracy", "Training time", "Allocated a step"], page.All("dt").Select(name => name.Value));
        foreach (string part in (string[])["DigitNet", "cross entropy (mean)", "Adam rate 0.001", "42", "1,000", "All epochs were done.", "18.0\u00A0s", "HeNormal", "Nothing looks wrong"])
        {
            Assert.Contains(part, page.Text);
        }

        Assert.Contains("@media screen and (prefers-color-scheme:dark)", page.Html);
        Assert.Contains("@media print", page.Html);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(1000)]
    public void AnyNumberOfEpochs_GivesAPage(int epochs)
    {
        var page = new HtmlPage(new ReportData { Epochs = epochs }.Make().ToHtml(ReportData.Evaluation()));
        Assert.Equal(epochs > 0, page.Chart("Loss") is not null);
        Assert.Contains(epochs == 1 ? "1 epoch" : $"{epochs:N0} epochs", page.Text.Replace("\u00A0", " "));
        Assert.True(page.Html.Length < 500_000, $"The page has {page.Html.Length} letters.");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void WithoutValidationOrAccuracy_TheirPartsAreLeftOut(bool hasValidation, bool hasAccuracy)
    {
        var page = new HtmlPage(new ReportData { HasValidation = hasValidation, HasAccuracy = hasAccuracy, Layers = 0 }.Make().ToHtml());
        Assert.Equal(hasAccuracy, page.Chart("Accuracy") is not null);
        Assert.Equal(hasValidation, page.Text.Contains("validation loss"));
        Assert.Null(page.Chart("Gradient norm"));
        Assert.Empty(page.WithClass("confusion"));
        Assert.Contains("Gradients were not watched", page.Text);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    public void AwkwardNumbers_DoNotBreakThePage(double number)
    {
        var every = new ReportData { TrainLoss = _ => number, ValidationLoss = _ => number, Gradient = (_, _) => number };
        _ = new HtmlPage(every.Make().ToHtml());
        var some = new ReportData { TrainLoss = epoch => epoch % 3 == 0 ? number : 1.0 / epoch, ValidationLoss = epoch => epoch % 4 == 0 ? number : 1, Gradient = (epoch, layer) => epoch == layer ? number : 0.1 };
        var page = new HtmlPage(some.Make().ToHtml());
        Assert.NotNull(page.Chart("Loss"));
    }

    [Fact]
    public void GapsInALine_AreNotBridged()
    {
        var page = new HtmlPage(new ReportData { Epochs = 5, HasValidation = false, TrainLoss = epoch => epoch == 3 ? double.NaN : epoch }.Make().ToHtml());
        XElement line = page.Chart("Loss")!.Descendants("svg").Last().Descendants("path").First(path => (string?)path.Attribute("class") == "line");
        Assert.Equal(2, ((string)line.Attribute("d")!).Count(step => step == 'M'));
    }

    [Fact]
    public void TwentyLayers_AreDrawnAlongTheNetwork()
    {
        var page = new HtmlPage(new ReportData { Layers = 20 }.Make().ToHtml());
        string[] names = [.. page.Chart("Gradient norm")!.Descendants("ul").First().Descendants("b").Select(name => name.Value)];
        Assert.Equal(["epoch 12", "epoch 7", "epoch 1"], names);
        Assert.Contains("by layer", page.Chart("Gradient norm")!.Descendants("title").First().Value);
        Assert.Equal(20, page.WithClass("histogram").Count());
    }

    [Fact]
    public void HostileNames_StayText()
    {
        const string Hostile = "</title><script>alert('&\"')</script>\0\u0001\uD800";
        TrainingReport report = new ReportData { Network = Hostile, LayerPrefix = Hostile, Failures = [new CheckpointFailure(3, Hostile)], Gradient = (_, layer) => layer == 1 ? 1e-9 : 1 }.Make();
        var page = new HtmlPage(report.ToHtml(ReportData.Evaluation(), [Hostile, "b", "c"]));
        Assert.Contains("</title><script>alert('&\"')</script>\uFFFD\uFFFD\uFFFD", page.All("h1").Single().Value);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    [InlineData(400, false)]
    public void ManyClasses_LeaveTheMostFrequentMistakes(int classes, bool hasTable)
    {
        var page = new HtmlPage(new ReportData().Make().ToHtml(ReportData.Evaluation(classes)));
        Assert.Equal(hasTable ? 1 : 0, page.WithClass("confusion").Count());
        Assert.Equal(Math.Min(12, classes), page.WithClass("mistakes").Single().Elements("li").Count());
    }

    [Fact]
    public void Regression_ShowsItsErrors()
    {
        OutputErrors[] outputs = [.. Enumerable.Range(0, 3).Select(_ => new OutputErrors(0.25, 0.4, 0.75))];
        var evaluation = new EvaluationReport
        {
            Rows = 7,
            Loss = 0.25,
            Accuracy = null,
            MeanSquaredError = 0.25,
            MeanAbsoluteError = 0.4,
            RSquared = 0.75,
            PerOutput = outputs,
            LargestError = 1.5,
            RowsWithNaN = 1,
            Confusion = null,
        };
        var page = new HtmlPage(new ReportData { HasAccuracy = false }.Make().ToHtml(evaluation));
        Assert.Contains("Test RMSE", page.Text);
        Assert.Contains("R\u00B2 0.75, loss 0.25, 7 rows", page.Text);
        Assert.Contains("Rows with NaN", page.Text);
        Assert.Contains("Each output", page.Text);
    }

    [Fact]
    public void ClassNames_StandInTheTable_AndAreCounted()
    {
        TrainingReport report = new ReportData().Make();
        var page = new HtmlPage(report.ToHtml(ReportData.Evaluation(), ["cat", "dog", "ferret"]));
        Assert.Contains("ferret", page.WithClass("confusion").Single().Value);
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => report.ToHtml(ReportData.Evaluation(), ["cat", "dog"]));
        Assert.Contains("3 classes, but 2 names", wrong.Message);
        Assert.Throws<ArgumentException>(() => report.ToHtml(ReportData.Evaluation(), ["cat", "dog", null!]));
    }

    [Fact]
    public void UnknownLayerTable_IsShownAsItIs()
    {
        TrainingReport report = Trainer.Fit(new HandMadeNetwork<Regression, double>(1), TrainingData.Plane(8), new TrainingOptions { Epochs = 2 });
        var page = new HtmlPage(report.ToHtml());
        Assert.Equal("dense1 [3] -> [1]", page.All("pre").Single().Value);
    }
}
