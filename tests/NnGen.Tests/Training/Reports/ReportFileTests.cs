using System.Text;
using Xunit;

namespace NnGen.Tests.Training.Reports;

public class ReportFileTests
{
    [Fact]
    public void SavedFiles_HoldTheTextAndReplaceOldOnes()
    {
        using var directory = new TemporaryDirectory();
        TrainingReport report = new ReportData().Make();
        directory.Write("run.html", new byte[1_000_000]);
        report.SaveHtml(directory.File("run.html"), ReportData.Evaluation());
        report.SaveCsv(directory.File("run.csv"));
        Assert.Equal(["run.csv", "run.html"], directory.Names());
        Assert.Equal(Encoding.UTF8.GetBytes(report.ToHtml(ReportData.Evaluation())), File.ReadAllBytes(directory.File("run.html")));
        Assert.Equal(Encoding.UTF8.GetBytes(report.ToCsv()), File.ReadAllBytes(directory.File("run.csv")));
    }

    [Fact]
    public void FileThatCannotBeWritten_IsNamedAndNothingIsLeft()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.File("run.html"));
        IOException problem = Assert.Throws<IOException>(() => new ReportData().Make().SaveHtml(directory.File("run.html")));
        Assert.Contains("run.html", problem.Message);
        Assert.Equal(["run.html"], directory.Names());
    }

    [Fact]
    public void EmptyPath_IsRefused() => Assert.Throws<ArgumentException>(() => new ReportData().Make().SaveCsv(""));
}
