using Xunit;

namespace NnGen.Tests.Data;

/// <summary>Columns as numbers and categories.</summary>
public class CsvColumnTests
{
    [Fact]
    public void ChosenColumns_ComeInTheOrderOfTheChoice()
    {
        CsvTable table = CsvTable.Parse("a,b,c\n1,2,3\n4,5,6\n");

        Assert.Equal([3f, 1, 6, 4], table.Numbers("c", "a"));
        Assert.Equal([3f, 1, 6, 4], table.Numbers(2, 0));
        Assert.Equal([3.0, 1, 6, 4], table.Numbers<double>("c", "a"));
        Assert.Equal([2.0, 5], table.Numbers<double>(1));
    }

    [Theory]
    [InlineData("0.1", 0.1)]
    [InlineData("-0.5", -0.5)]
    [InlineData("+2", 2)]
    [InlineData("6.02e23", 6.02e23)]
    [InlineData("1E-3", 1e-3)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("\"7\"", 7)]
    [InlineData("\u00a08 ", 8)]
    public void Number_IsReadAsWritten(string written, double value) =>
        Assert.Equal([value], CsvTable.Parse($"a\n{written}\n").Numbers<double>("a"));

    [Fact]
    public void NumberInSinglePrecision_IsRoundedOnce()
    {
        // Just above the middle between two floats; as a double it is the middle itself, which rounds down.
        const string Text = "1.00000005960464477539062500000000000001";

        Assert.Equal(1.0000001f, CsvTable.Parse($"a\n{Text}\n").Numbers("a")[0]);
        Assert.Equal(1f, (float)CsvTable.Parse($"a\n{Text}\n").Numbers<double>("a")[0]);
    }

    [Theory]
    [InlineData("x", "'x' is not a number.")]
    [InlineData("\"1,5\"", "'1,5' is not a number; decimals follow a point, unless CsvOptions.DecimalSeparator is ','.")]
    [InlineData("\"1,234.5\"", "is not a number; decimals follow a point, unless")]
    [InlineData("1 2", "'1 2' is not a number.")]
    [InlineData("0x10", "'0x10' is not a number.")]
    [InlineData("(1)", "'(1)' is not a number.")]
    [InlineData("1e39", "'1e39' is too large for Single.")]
    [InlineData("NaN", "'NaN' is not a finite number; if it stands for a missing value, name it in MissingMarkers.")]
    [InlineData("-Infinity", "'-Infinity' is not a finite number")]
    public void NoNumber_NamesLineAndColumn(string written, string reason)
    {
        CsvTable table = CsvTable.Parse($"id,\"a\"\n1,1\n2,{written}\n", name: "t.csv");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => table.Numbers("id", "a"));

        Assert.StartsWith("t.csv, line 3, column 'a': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoNumberWithoutHeader_NamesTheNumberOfTheColumn()
    {
        CsvTable table = CsvTable.Parse("1,x\n", new CsvOptions { HasHeader = false });

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => table.Numbers(0, 1));

        Assert.Equal("CSV text, line 1, column 1 (from 0): 'x' is not a number.", error.Message);
    }

    [Theory]
    [InlineData("1,,x", "the value is missing; CsvOptions.DropRowsWithout drops such rows.")]
    [InlineData("1,\"\",x", "the value is missing;")]
    [InlineData("1,  ,x", "the value is missing;")]
    [InlineData("1, NA ,x", "the value is missing ('NA');")]
    [InlineData("1,?,x", "the value is missing ('?');")]
    public void MissingValueInAChosenColumn_IsRefusedWithRowAndColumn(string row, string reason)
    {
        CsvTable table = CsvTable.Parse($"a,b,c\n1,2,x\n{row}\n", new CsvOptions { MissingMarkers = ["NA", " ?"] });

        InvalidDataException number = Assert.Throws<InvalidDataException>(() => table.Numbers("a", "b"));
        InvalidDataException category = Assert.Throws<InvalidDataException>(() => table.Categories("b"));

        Assert.Contains($"line 3, column 'b': {reason}", number.Message, StringComparison.Ordinal);
        Assert.Equal(number.Message, category.Message);
        Assert.Equal([1f, 1f], table.Numbers("a"));
        Assert.Equal(["x"], table.Categories("c").Names);
    }

    [Fact]
    public void MarkerThatIsNotNamed_IsNoNumber()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => CsvTable.Parse("a\nNA\n").Numbers("a"));

        Assert.Contains("'NA' is not a number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsThatLackAValue_AreDroppedAndCounted()
    {
        const string Text = "a,b,c\n1,2,x\n,3,y\n4,NA,z\n5,6,\n7,8,w\n";
        var options = new CsvOptions { MissingMarkers = ["NA"], DropRowsWithout = ["a", "b"] };

        CsvTable table = CsvTable.Parse(Text, options);

        Assert.Equal(3, table.Rows);
        Assert.Equal(2, table.DroppedRows);
        Assert.Equal([1f, 2, 5, 6, 7, 8], table.Numbers("a", "b"));
        Assert.Equal(["x", "", "w"], table.Text("c"));
        Assert.Equal([2L, 5, 6], [table.LineOf(0), table.LineOf(1), table.LineOf(2)]);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => table.Categories("c"));
        Assert.Contains("line 5, column 'c': the value is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryRowDropped_LeavesAnEmptyTable()
    {
        CsvTable table = CsvTable.Parse("a,b\n,1\n,2\n", new CsvOptions { DropRowsWithout = ["a"] });

        Assert.Equal(0, table.Rows);
        Assert.Equal(2, table.DroppedRows);
        Assert.Empty(table.Numbers("b"));
    }

    [Fact]
    public void Categories_AreNumberedInOrdinalOrder()
    {
        CategoryLabels labels = CsvTable.Parse("c\nb\nä\nB\n b \na\n\"b\"\n").Categories("c");

        Assert.Equal(["B", "a", "b", "ä"], labels.Names);
        Assert.Equal([2, 3, 0, 2, 1, 2], labels.Labels);
    }

    [Fact]
    public void OrderOfRows_DoesNotChangeTheNumbersOfTheCategories()
    {
        CategoryLabels first = CsvTable.Parse("c\nx\ny\nz\n").Categories("c");
        CategoryLabels second = CsvTable.Parse("c\nz\ny\nx\n").Categories(0);

        Assert.Equal(first.Names, second.Names);
        Assert.Equal([2, 1, 0], second.Labels);
    }

    [Fact]
    public void GivenNames_NumberTheCategories()
    {
        CsvTable table = CsvTable.Parse("c\nb\nb\nc\n");

        CategoryLabels labels = table.Categories("c", ["c", "a", "b"]);

        Assert.Equal(["c", "a", "b"], labels.Names);
        Assert.Equal([2, 2, 0], labels.Labels);
        Assert.Equal(labels.Labels, table.Categories(0, ["c", "a", "b"]).Labels);
    }

    [Fact]
    public void UnknownCategory_NamesLineColumnAndClasses()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => CsvTable.Parse("c\na\nB\n").Categories("c", ["a", "b"]));

        Assert.Equal("CSV text, line 3, column 'c': 'B' is none of the classes 'a', 'b'.", error.Message);
    }

    [Fact]
    public void ClassGivenTwice_IsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => CsvTable.Parse("c\na\n").Categories("c", ["a", "b", "a"]));

        Assert.Contains("'a' comes twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneHotCategories_HaveAOneInThePlaceOfTheClass()
    {
        CategoryLabels labels = CsvTable.Parse("c\nb\na\nc\n").Categories("c");

        Assert.Equal([0f, 1, 0, 1, 0, 0, 0, 0, 1], labels.OneHot());
        Assert.Equal([0.0, 1, 0, 1, 0, 0, 0, 0, 1], labels.OneHot<double>());
    }

    [Fact]
    public void JoinedBlocks_StandBesideEachOther()
    {
        Assert.Equal([1f, 2, 9, 3, 4, 8], Columns.Join<float>(2, [1, 2, 3, 4], [9, 8]));
        Assert.Equal([1.0, 2], Columns.Join<double>(2, [1, 2], []));
    }

    [Fact]
    public void BlocksThatDoNotFit_AreRefused()
    {
        ArgumentException uneven = Assert.Throws<ArgumentException>(() => Columns.Join<float>(2, [1, 2], [1, 2, 3]));
        Assert.Contains("Block 1 has 3 elements, which are not 2 rows of equal length", uneven.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Columns.Join<float>(2));
        Assert.Throws<ArgumentException>(() => Columns.Join<float>(2, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Columns.Join<float>(0, [1]));
        Assert.Throws<ArgumentNullException>(() => Columns.Join(1, [1f], null!));
    }
}
