using System.Text;
using Xunit;

namespace NnGen.Tests.Data;

/// <summary>How text becomes fields.</summary>
public class CsvReadingTests
{
    [Fact]
    public void Header_NamesTheColumns()
    {
        CsvTable table = CsvTable.Parse("a,b\n1,x\n2,y\n");

        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal(2, table.Rows);
        Assert.Equal(["x", "y"], table.Text("b"));
        Assert.Equal(0, table.DroppedRows);
    }

    [Fact]
    public void NoHeader_NumbersTheColumns()
    {
        CsvTable table = CsvTable.Parse("1,x\n2,y", new CsvOptions { HasHeader = false });

        Assert.Equal(["0", "1"], table.Columns);
        Assert.Equal(2, table.Rows);
        Assert.Equal(["x", "y"], table.Text(1));
        Assert.Equal([1f, 2f], table.Numbers("0"));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\r\n1,2\n3,4\r\n")]
    [InlineData("\n\r\na,b\n\n1,2\n\r\n3,4\n\n\n")]
    [InlineData("\uFEFFa,b\n1,2\n3,4\n")]
    [InlineData("\uFEFF\"a\",b\n\"1\",2\n3,\"4\"")]
    [InlineData(" a , b \n 1,2 \n\t3,4 \n")]
    public void LineBreaksEmptyLinesMarkAndSpaces_ChangeNoNumber(string text)
    {
        CsvTable table = CsvTable.Parse(text);

        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal([1f, 2, 3, 4], table.Numbers("a", "b"));
    }

    [Theory]
    [InlineData("\"1,5\"", "1,5")]
    [InlineData("\"say \"\"no\"\"\"", "say \"no\"")]
    [InlineData("\"\"\"\"", "\"")]
    [InlineData("\"two\nlines\"", "two\nlines")]
    [InlineData("\"two\r\nlines\"", "two\r\nlines")]
    [InlineData("\"\"", "")]
    [InlineData("", "")]
    [InlineData(" spaced ", " spaced ")]
    [InlineData("\" spaced \"", " spaced ")]
    [InlineData("ünï — 数 \U0001F697", "ünï — 数 \U0001F697")]
    [InlineData("it's; fine", "it's; fine")]
    public void Field_IsReadAsRfc4180Says(string written, string meant)
    {
        foreach (string end in new[] { "", "\n", "\r\n" })
        {
            CsvTable last = CsvTable.Parse($"a,b\n7,{written}{end}");
            Assert.Equal([meant], last.Text("b"));

            CsvTable first = CsvTable.Parse($"a,b\n{written},7{end}");
            Assert.Equal([meant], first.Text("a"));
            Assert.Equal([7f], first.Numbers("b"));
        }
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData(' ')]
    public void OtherSeparator_LeavesCommasAlone(char separator)
    {
        CsvTable table = CsvTable.Parse($"a{separator}b\n1,5{separator}\"x{separator}y\"\n", new CsvOptions { Separator = separator });

        Assert.Equal(["1,5"], table.Text("a"));
        Assert.Equal([$"x{separator}y"], table.Text("b"));
    }

    [Fact]
    public void EmptyLineInOneColumn_IsAMissingValue()
    {
        CsvTable table = CsvTable.Parse("a\n1\n\n3\n", new CsvOptions { DropRowsWithout = ["a"] });

        Assert.Equal([1f, 3f], table.Numbers("a"));
        Assert.Equal(1, table.DroppedRows);
    }

    [Fact]
    public void HeaderAlone_IsATableOfNoRows()
    {
        CsvTable table = CsvTable.Parse("a,b\n");

        Assert.Equal(0, table.Rows);
        Assert.Empty(table.Numbers("a"));
        Assert.Empty(table.Categories("b").Names);
    }

    [Fact]
    public void RowAfterAFieldOfSeveralLines_KnowsItsLine()
    {
        CsvTable table = CsvTable.Parse("a,b\n1,\"x\ny\r\nz\"\n\n2,y\n");

        Assert.Equal(2, table.LineOf(0));
        Assert.Equal(6, table.LineOf(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.LineOf(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.LineOf(-1));
    }

    [Fact]
    public void FileStreamReaderAndString_GiveTheSame()
    {
        const string Text = "a,b\n1,ä\n2,\"ö\nü\"\n";
        using var directory = new TemporaryDirectory();
        string path = directory.Write("t.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Text));
        using var reader = new StringReader(Text);

        foreach (CsvTable table in new[] { CsvTable.Read(path), CsvTable.Read(stream), CsvTable.Read(reader), CsvTable.Parse(Text) })
        {
            Assert.Equal(["a", "b"], table.Columns);
            Assert.Equal(["ä", "ö\nü"], table.Text("b"));
        }

        Assert.True(stream.CanRead);
        Assert.Equal(-1, reader.Read());
    }

    [Fact]
    public void TextAcrossEveryBufferBorder_IsReadWhole()
    {
        // The reader takes 16,384 characters at a time: each kind of border is moved over it.
        const string Rows = "\r\n12,\"a,\"\"\r\n\"\r\n34,b\r\n";
        for (int filler = 16384 - Rows.Length - 4; filler < 16384; filler++)
        {
            string filling = new('x', filler - 2);
            CsvTable table = CsvTable.Parse("n,t\r\n0," + filling + Rows);
            Assert.Equal([0f, 12, 34], table.Numbers("n"));
            Assert.Equal([filling, "a,\"\r\n", "b"], table.Text("t"));
        }
    }

    [Fact]
    public void RandomTables_ComeBackAsWritten()
    {
        var random = new Random(11);
        const string Alphabet = "ab ,;\"\"\n\r\t1é";
        for (int round = 0; round < 300; round++)
        {
            int columns = random.Next(1, 6);
            var rows = new string[random.Next(0, 30)][];
            var text = new StringBuilder(string.Join(',', Enumerable.Range(0, columns).Select(column => $"c{column}")) + "\n");
            for (int row = 0; row < rows.Length; row++)
            {
                rows[row] = [.. Enumerable.Range(0, columns).Select(_ => new string(random.GetItems<char>(Alphabet, random.Next(0, 8))))];
                text.AppendJoin(',', rows[row].Select(field => Written(field, random))).Append(random.Next(2) == 0 ? "\n" : "\r\n");
            }

            CsvTable table = CsvTable.Parse(text.ToString());

            // Lines that hold nothing at all are no rows of a table with several columns; those here hold separators.
            Assert.Equal(rows.Length, table.Rows);
            for (int column = 0; column < columns; column++)
            {
                Assert.Equal(rows.Select(row => row[column]), table.Text(column));
            }
        }
    }

    private static string Written(string field, Random random) =>
        field.AsSpan().IndexOfAny(",\"\r\n") >= 0 || random.Next(3) == 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
