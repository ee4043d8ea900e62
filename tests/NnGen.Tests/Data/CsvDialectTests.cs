using Xunit;

namespace NnGen.Tests.Data;

/// <summary>Files of separated values as spreadsheets of other countries and other programs write them: the same in tables and in streams.</summary>
public sealed class CsvDialectTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void DecimalCommas_AreReadByOption()
    {
        var options = new CsvOptions { Separator = ';', DecimalSeparator = ',' };
        AssertReads("a;b\n1,5;-2,25e1\n3;0,125\n", options, [1.5f, -22.5f, 3, 0.125f]);
        AssertRefuses("a;b\n1.5;2\n", options, "line 2, column 'a': '1.5' is not a number; decimals follow a comma, unless CsvOptions.DecimalSeparator is '.'.");
        AssertRefuses("a;b\n1.000,5;2\n", options, "'1.000,5' is not a number");
    }

    [Theory]
    [InlineData("sep=;\na;b\n1;2\n")]
    [InlineData("sep=;\r\na;b\r\n1;2")]
    [InlineData("SEP=\t\na\tb\n1\t2\n")]
    [InlineData("\uFEFFsep=|\na|b\n1|2\n")]
    [InlineData("sep=,\na,b\n1,2\n")]
    public void FirstLineThatTellsTheSeparator_IsFollowed(string text) => AssertReads(text, new CsvOptions(), [1, 2]);

    [Theory]
    [InlineData("sep=,b\n1,2\n", new[] { "sep=", "b" })]
    [InlineData("sep=\n1\n", new[] { "sep=" })]
    [InlineData("a,sep=;\n1,2\n", new[] { "a", "sep=;" })]
    [InlineData("\"sep=;\"\n1\n", new[] { "sep=;" })]
    public void HeadersThatOnlyBeginSo_AreHeaders(string text, string[] columns) => Assert.Equal(columns, CsvTable.Parse(text).Columns);

    [Fact]
    public void LinesAfterTheSeparatorLine_KeepTheirNumbers() =>
        AssertRefuses("sep=;\na;b\n1;x\n", new CsvOptions(), "line 3, column 'b': 'x' is not a number");

    [Fact]
    public void CommentLines_AreLeftOutByOption()
    {
        var options = new CsvOptions { CommentMarker = '#' };
        AssertReads("# made in 2020\r\n#\na,b\n1,2\n# a \"quote, and\n\n3,4\n#end", options, [1, 2, 3, 4]);
        Assert.Equal("# text", CsvTable.Parse("a,b\n\"# text\",1\n", options).Text("a")[0]);
        Assert.Equal("1 # text", CsvTable.Parse("a,b\n1 # text,1\n", options).Text("a")[0]);
        Assert.Equal(["1", "", "2"], CsvTable.Parse("a\n1\n# no\n\n2\n", options).Text("a"));
        AssertRefuses("a,b\n# one\n1,x\n", options, "line 3, column 'b': 'x' is not a number");
    }

    [Fact]
    public void BlanksBesideQuotes_DoNotCount()
    {
        AssertReads("\"a\" , \"b\"\n \"1\"\t,\t\"2\" \r\n", new CsvOptions(), [1, 2]);
        Assert.Equal([" x ", "y\"z", " plain "], CsvTable.Parse("a,b,c\n \" x \" ,  \"y\"\"z\"\t, plain \n").Columns.Select(name => CsvTable.Parse("a,b,c\n \" x \" ,  \"y\"\"z\"\t, plain \n").Text(name)[0]));

        // A separator is no blank.
        Assert.Equal(["", "1", "2"], CsvTable.Parse("a\tb\tc\n\t\"1\"\t\"2\"\n", new CsvOptions { Separator = '\t' }).Columns.Select(name => CsvTable.Parse("a\tb\tc\n\t\"1\"\t\"2\"\n", new CsvOptions { Separator = '\t' }).Text(name)[0]));
    }

    [Fact]
    public void BlanksLongerThanTheBuffer_DoNotCountEither()
    {
        string blanks = new(' ', 40_000);
        AssertReads($"a,b\n{blanks}\"1\"{blanks},{blanks}2\n", new CsvOptions(), [1, 2]);
    }

    [Fact]
    public void CodeZero_IsRefusedInTablesAndStreams()
    {
        AssertRefuses("a,b\n1,2\0\n", new CsvOptions(), "line 2, column 'b': here is a character of code 0");
        AssertRefuses("a,b\n4\0\0\0,2\n", new CsvOptions(), "line 2, column 'a': here is a character of code 0");
    }

    [Theory]
    [InlineData(';', ';', null, "DecimalSeparator is U+003B, but it must be a point or a comma")]
    [InlineData(',', ',', null, "Separator and DecimalSeparator are both ','; files with decimal commas usually have the Separator ';'")]
    [InlineData(',', '.', ',', "CommentMarker is U+002C, but it must be a character other than")]
    [InlineData(',', '.', '"', "CommentMarker is U+0022")]
    [InlineData('\0', '.', null, "Separator is U+0000")]
    public void OptionsThatContradictEachOther_AreRefused(char separator, char decimalSeparator, char? comment, string reason)
    {
        var options = new CsvOptions { Separator = separator, DecimalSeparator = decimalSeparator, CommentMarker = comment };
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => CsvTable.Parse("a,b\n1,2\n", options)).Message, StringComparison.Ordinal);
    }

    private void AssertReads(string text, CsvOptions options, float[] expected)
    {
        Assert.Equal(expected, CsvTable.Parse(text, options).Numbers("a", "b"));
        StreamingDataset<float> data = Stream(text, options);
        Assert.Equal(expected, StreamedRows.Read(data).SelectMany(row => row.Inputs));
    }

    private void AssertRefuses(string text, CsvOptions options, string reason)
    {
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => CsvTable.Parse(text, options).Numbers("a", "b")).Message, StringComparison.Ordinal);
        string message = Assert.Throws<InvalidDataException>(() => Stream(text, options)).Message;
        Assert.Contains(reason, message.Replace(" (row 0, from 0)", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private StreamingDataset<float> Stream(string text, CsvOptions options)
    {
        string path = _directory.Write("table.csv", System.Text.Encoding.UTF8.GetBytes(text));
        return StreamingDataset.FromCsv<float>(path, new CsvColumns { Inputs = ["a", "b"], Targets = ["a"] }, options);
    }
}
