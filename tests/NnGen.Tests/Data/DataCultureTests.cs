using System.Globalization;
using Xunit;

namespace NnGen.Tests.Data;

/// <summary>Cultures that write numbers with a comma, or minus with another sign, or have two letters i.</summary>
public class DataCultureTests
{
    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    public void OtherCulture_ReadsAndRefusesTheSame(string culture)
    {
        string before = Describe();
        CultureInfo old = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal("0,5", 0.5.ToString());
            Assert.Equal(before, Describe());
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }

    // Everything that reads a number or puts one into a message.
    private static string Describe()
    {
        CsvTable table = CsvTable.Parse("KIND,n,m\nI,-1.5,x\nı,2.25e-3,\"1,5\"\ni,1000.5,−1\nİ,-7,1e999\n", name: "t.csv");
        var lines = new List<string>
        {
            string.Join(' ', table.Numbers<double>("n").Select(number => number.ToString("R", CultureInfo.InvariantCulture))),
            string.Join(' ', table.Categories("KIND").Names),
            Refusal(() => table.Numbers("kind")),
            Refusal(() => table.Numbers("m")),
            Refusal(() => CsvTable.Parse("a\n1,5\n").Numbers("a")),
            Refusal(() => CsvTable.Parse("a\n−1\n").Numbers("a")),
            Refusal(() => table.LineOf(-1)),
            Refusal(() => CsvTable.Parse("1\n", new CsvOptions { HasHeader = false }).Numbers(-1)),
            Refusal(() => MinMaxScaler.Fit([1.0, double.NegativeInfinity], 1)),
            Refusal(() => MinMaxScaler.Fit([1.0], 1, 0.5, -0.5)),
            Refusal(() => MinMaxScaler.Fit([-1.5e308, 1.5e308], 1)),
            Refusal(() => StandardScaler.Fit([-1.5e308, 1.5e308], 1)),
            Refusal(() => Outputs.Normalize([-0.5])),
            Refusal(() => Outputs.Normalize([0.0, 0.0])),
        };
        return string.Join('\n', lines);
    }

    // .NET itself writes the actual value, as the culture has it, below the message of an argument out of range.
    private static string Refusal(Action action) => Assert.ThrowsAny<Exception>(action).Message.Split("Actual value was")[0];
}
