using System.Text;
using Xunit;

namespace NnGen.Tests.Data;

/// <summary>What is wrong with a text, and where.</summary>
public class CsvErrorTests
{
    [Theory]
    [InlineData("", "CSV text is empty; a header")]
    [InlineData("\n\r\n", "CSV text is empty; a header")]
    [InlineData("\uFEFF", "CSV text is empty; a header")]
    [InlineData("a,\"b\n1,2", "CSV text, line 1, column 1 (from 0): the quote that opens here is never closed.")]
    [InlineData("a,b\n1,\"2\n3,4\n", "CSV text, line 2, column 'b': the quote that opens here is never closed.")]
    [InlineData("a,b\n1,\"x\"y\n", "CSV text, line 2, column 'b': text follows the closing quote: 'y'")]
    [InlineData("a,b\n\"1\n\" x,2\n", "CSV text, line 3, column 'a': text follows the closing quote: 'x'")]
    [InlineData("a,b\n1, x\"2\"\n", "CSV text, line 2, column 'b': a quote stands within a field that does not begin with one")]
    [InlineData("a,b\n1,2\0\n", "CSV text, line 2, column 'b': here is a character of code 0, which no text has")]
    [InlineData("a,b\n1,4\0\0\0\n", "CSV text, line 2, column 'b': here is a character of code 0, which no text has")]
    [InlineData("a,b\n\"1\n\0\",2\n", "CSV text, line 3, column 'a': here is a character of code 0")]
    [InlineData("a,b\n1,2\n# total\n", "this row has 1; if such lines are comments, set CsvOptions.CommentMarker.")]
    [InlineData("sep=.\na.b\n1.2\n", "CSV text, line 1, column 0 (from 0): the line 'sep=.' makes '.' the separator, which stands for something else in CsvOptions")]
    [InlineData("a,b\n1,2\n\n3\n", "CSV text, line 4, column 'b': the row ends before this column: the header has 2 fields, this row has 1.")]
    [InlineData("a,b\n1,2\n3,4,5\n", "CSV text, line 3, column 'b': the row goes on after the last of the 2 columns")]
    [InlineData("a,b\n1,2,\n", "CSV text, line 2, column 'b': the row goes on after the last of the 2 columns")]
    [InlineData("a,b\n1,2\r3,4\n", "CSV text, line 2, column 'b': a carriage return without a line feed")]
    [InlineData("a,b\n1,\"2\"\r", "CSV text, line 2, column 'b': a carriage return without a line feed")]
    [InlineData("a,b\n\r1,2\n", "CSV text, line 2, column 'a': a carriage return without a line feed")]
    public void MalformedText_NamesLineAndColumn(string text, string reason) =>
        AssertBroken(() => CsvTable.Parse(text), reason);

    [Fact]
    public void UnevenRowsWithoutHeader_AreMeasuredByTheFirst()
    {
        var options = new CsvOptions { HasHeader = false };

        AssertBroken(() => CsvTable.Parse("1,2,3\n4\n", options), "line 2, column 1 (from 0): the row ends before this column: the first row has 3 fields, this row has 1.");
        AssertBroken(() => CsvTable.Parse("", options, "empty.csv"), "empty.csv is empty; at least one row");
    }

    [Fact]
    public void BrokenFile_IsNamed()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("broken.csv", "a\n\"1"u8.ToArray());

        AssertBroken(() => CsvTable.Read(path), $"{path}, line 2, column 'a'");
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)',', (byte)'b', (byte)'\n', 1 + 48, (byte)',', 0xE9, (byte)'\n' }, "line 2, column 'b': the bytes here are not UTF-8")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'"', (byte)'\n', 0xC3, (byte)'"', (byte)'\n' }, "line 3, column 'a': the bytes here are not UTF-8")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0, (byte)'\n', 0 }, "line 1, column 0 (from 0): the bytes here are not UTF-8")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0xC3 }, "line 2, column 'a': the bytes here are not UTF-8")]
    public void BytesThatAreNotUtf8_NameLineAndColumn(byte[] bytes, string reason) =>
        AssertBroken(() => CsvTable.Read(new MemoryStream(bytes)), $"CSV stream, {reason}; save the file as UTF-8.");

    [Fact]
    public void UnknownColumn_ListsTheColumns()
    {
        CsvTable table = CsvTable.Parse("mpg,weight\n1,2\n", name: "cars.csv");

        AssertWrong(() => table.Numbers("mpg", "wieght"), "columns", "cars.csv has no column 'wieght'. Its columns are 'mpg', 'weight'.");
        AssertWrong(() => table.Numbers("MPG"), "columns", "no column 'MPG'");
        AssertWrong(() => table.Categories("x"), "column", "Its columns are 'mpg', 'weight'.");
        AssertWrong(() => table.Text("x"), "column", "Its columns are 'mpg', 'weight'.");
        AssertWrong(() => CsvTable.Parse("a\n1\n", new CsvOptions { DropRowsWithout = ["b"] }), "options", "no column 'b'. Its columns are 'a'.");
    }

    [Fact]
    public void ColumnNumberOutOfRange_ListsTheColumns()
    {
        CsvTable table = CsvTable.Parse("mpg,weight\n1,2\n", name: "cars.csv");

        AssertWrong(() => table.Numbers(0, 2), "columns", "cars.csv has the columns 0 to 1: 'mpg', 'weight'.");
        AssertWrong(() => table.Categories(-1), "column", "columns 0 to 1");
        AssertWrong(() => table.Categories(2, ["a"]), "column", "columns 0 to 1");
        AssertWrong(() => table.Text(2), "column", "columns 0 to 1");
    }

    [Fact]
    public void NameOfTwoColumns_AsksForTheNumber()
    {
        CsvTable table = CsvTable.Parse("a,b,a\n1,2,3\n");

        AssertWrong(() => table.Numbers("a"), "columns", "more than one column 'a': number 0 and 2, counted from 0. Rename one or choose by number. Its columns are 'a', 'b', 'a'.");
        Assert.Equal([3f, 1f], table.Numbers(2, 0));
        Assert.Equal([2f], table.Numbers("b"));
    }

    [Fact]
    public void ColumnChosenTwice_ListsTheColumns()
    {
        CsvTable table = CsvTable.Parse("a,b\n1,2\n");

        AssertWrong(() => table.Numbers("a", "b", "a"), "columns", "column 'a' of CSV text is chosen twice. Its columns are 'a', 'b'.");
        AssertWrong(() => table.Numbers(1, 1), "columns", "column 'b' of CSV text is chosen twice");
        AssertWrong(() => table.Numbers((string[])[]), "columns", "No column is chosen. The columns of CSV text are 'a', 'b'.");
    }

    [Theory]
    [InlineData('"', "U+0022")]
    [InlineData('\n', "U+000A")]
    [InlineData('\r', "U+000D")]
    [InlineData('\uD83D', "U+D83D")]
    [InlineData('\uFFFF', "U+FFFF")]
    public void SeparatorThatCannotSeparate_IsRefused(char separator, string name) =>
        AssertWrong(() => CsvTable.Parse("a\n", new CsvOptions { Separator = separator }), "options", $"Separator is {name}");

    [Fact]
    public void MissingArguments_AreNamed()
    {
        AssertWrong(() => CsvTable.Parse(null!), "text", "null");
        AssertWrong(() => CsvTable.Read((Stream)null!), "stream", "null");
        AssertWrong(() => CsvTable.Read((TextReader)null!), "reader", "null");
        AssertWrong(() => CsvTable.Read(""), "path", "empty");
        AssertWrong(() => CsvTable.Parse("a\n", new CsvOptions { MissingMarkers = null! }), "options", "MissingMarkers is null");
        AssertWrong(() => CsvTable.Parse("a\n", new CsvOptions { DropRowsWithout = [null!] }), "options", "DropRowsWithout[0] is null");
        AssertWrong(() => CsvTable.Parse("a\n").Numbers((string)null!), "columns", "null");
    }

    [Fact]
    public void TableLargerThanTheLimit_IsRefusedWithTheLine()
    {
        AssertBroken(() => CsvTable.Read(new StringReader("a,b\n1,2\n3,45\n"), null, "big.csv", mostCharacters: 4), "big.csv, line 3, column 'b': the table is larger than this reader takes");
        AssertBroken(() => CsvTable.Read(new StringReader("a,b\n,\n,\n,\n"), null, "big.csv", mostCharacters: 4), "big.csv, line 4, column 'a': the table is larger");
        Assert.Equal(2, CsvTable.Read(new StringReader("a,b\n1,2\n3,4\n"), null, "big.csv", mostCharacters: 4).Rows);
    }

    [Fact]
    public void HugeNamesAndFields_LeaveMessagesShort()
    {
        string names = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"{new string('n', 500)}{i}"));
        ArgumentException unknown = Assert.Throws<ArgumentException>(() => CsvTable.Parse(names).Numbers(new string('x', 100_000)));
        Assert.Contains("and 4970 more", unknown.Message, StringComparison.Ordinal);
        Assert.InRange(unknown.Message.Length, 1, 3000);

        InvalidDataException noNumber = Assert.Throws<InvalidDataException>(() => CsvTable.Parse($"a\n\"\u001b[2J\n{new string('x', 100_000)}\"\n").Numbers("a"));
        Assert.Contains("'\\u001B[2J\\u000Axxx", noNumber.Message, StringComparison.Ordinal);
        Assert.InRange(noNumber.Message.Length, 1, 300);
    }

    [Fact]
    public void MutatedBytes_AreReadOrRefusedInWords()
    {
        byte[] sound = Encoding.UTF8.GetBytes("name,n\n\"a, \"\"b\"\"\",1.5\nc,\"2\"\r\nä,3e-4\n");
        byte[] interesting = [0, (byte)'"', (byte)',', (byte)'\n', (byte)'\r', 0xFF, 0xEF, 0xBB, 0xBF, (byte)'9', (byte)'e'];
        var random = new Random(3);
        int refused = 0;
        int read = 0;
        for (int round = 0; round < 5000; round++)
        {
            var bytes = new List<byte>(sound);
            for (int mutation = random.Next(1, 4); mutation > 0; mutation--)
            {
                int at = random.Next(bytes.Count);
                switch (random.Next(3))
                {
                    case 0:
                        bytes.RemoveAt(at);
                        break;
                    case 1:
                        bytes.Insert(at, interesting[random.Next(interesting.Length)]);
                        break;
                    default:
                        bytes[at] = interesting[random.Next(interesting.Length)];
                        break;
                }
            }

            try
            {
                CsvTable table = CsvTable.Read(new MemoryStream([.. bytes]));
                Assert.Equal(table.Rows, table.Numbers("n").Length);
                read++;
            }
            catch (Exception error) when (error is InvalidDataException or ArgumentException)
            {
                Assert.StartsWith("CSV stream", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.True(refused > 500 && read > 500, $"{refused} refused, {read} read");
    }

    private static void AssertBroken(Action action, string reason)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(action);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static void AssertWrong(Action action, string parameter, string reason)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(action);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(parameter, error.ParamName);
    }
}
