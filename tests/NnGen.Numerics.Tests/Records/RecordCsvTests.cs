namespace NnGen.Numerics.Tests.Records;

/// <summary>Records from text: columns by name, and each problem with its line and column.</summary>
public class RecordCsvTests
{
    private const string Header = "mpg,cylinders,horse_power,weight,ORIGIN,is diesel,price,owner";

    [Fact]
    public void Columns_AreFoundByName()
    {
        RecordDataset<Car> cars = Read("18.5,8,130,3504,usa,no,,somebody", "", "21,4,,2000,,TRUE,99.5,\"a, b\"");

        Assert.Equal([new Car(8, 130, 3504, Origin.Usa, false, 18.5f), new Car(4, null, 2000, null, true, 21) { Price = 99.5 }], cars);
    }

    [Fact]
    public void NamedColumnsAndClasses_AreFound()
    {
        RecordDataset<Flower> flowers = FlowerNet.ReadCsv(new StringReader("petal-length,width,kind\n1.5,2,long_name\n3,4,Setosa\n"));

        Assert.Equal([(1.5, 2f, Kind.LongName), (3.0, 4f, Kind.Setosa)], flowers.Select(flower => (flower.Petal, flower.Width, flower.Kind)));
    }

    [Theory]
    [InlineData("x,8,130,3504,usa,no,,s", "cars.csv, line 3, column 'mpg': 'x' is not a number.")]
    [InlineData("18,8,130,3504.5,usa,no,,s", "cars.csv, line 3, column 'weight': '3504.5' is no number of the type Int32.")]
    [InlineData("18,8,130,99999999999,usa,no,,s", "cars.csv, line 3, column 'weight': '99999999999' is no number of the type Int32.")]
    [InlineData("18,1e99,130,3504,usa,no,,s", "cars.csv, line 3, column 'cylinders': 1E+99 is too large for Single.")]
    [InlineData("18,8,NaN,3504,usa,no,,s", "cars.csv, line 3, column 'horse_power': 'NaN' is not a finite number; if it stands for a missing value, name it in MissingMarkers.")]
    [InlineData("18,,130,3504,usa,no,,s", "cars.csv, line 3, column 'cylinders': the value is missing; make Car.Cylinders nullable, or drop such rows with CsvOptions.DropRowsWithout.")]
    [InlineData(",8,130,3504,usa,no,,s", "cars.csv, line 3, column 'mpg': the value is missing; drop such rows with CsvOptions.DropRowsWithout.")]
    [InlineData("18,8,130,3504,moon,no,,s", "cars.csv, line 3, column 'ORIGIN': 'moon' is none of the classes 'Usa', 'Europe', 'Japan'.")]
    [InlineData("18,8,130,3504,0,no,,s", "cars.csv, line 3, column 'ORIGIN': '0' is none of the classes 'Usa', 'Europe', 'Japan'.")]
    [InlineData("18,8,130,3504,usa,maybe,,s", "cars.csv, line 3, column 'is diesel': 'maybe' is neither true, yes or 1 nor false, no or 0.")]
    [InlineData("18,8,130,3504,usa,no,", "cars.csv, line 3, column 'owner': the row ends before this column: the header has 8 fields, this row has 7.")]
    public void FieldThatIsNoValue_IsNamedWithLineAndColumn(string row, string message)
    {
        var thrown = Assert.Throws<InvalidDataException>(() => Read("18,8,130,3504,usa,no,,s", row));
        Assert.Equal(message, thrown.Message);
    }

    [Fact]
    public void MissingColumn_IsNamedWithThoseThereAre()
    {
        var thrown = Assert.Throws<InvalidDataException>(() => MpgNet.ReadCsv(new StringReader("mpg,cylinders\n1,2\n"), name: "cars.csv"));
        Assert.Equal("cars.csv has no column 'Horsepower' for Car.Horsepower. Its columns are 'mpg', 'cylinders'; [Column(\"...\")] says what another is called.", thrown.Message);

        // What [Column] says is taken at its word.
        thrown = Assert.Throws<InvalidDataException>(() => FlowerNet.ReadCsv(new StringReader("petal_length,width,kind\n")));
        Assert.Contains("no column 'petal-length' for Flower.Petal", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsThatAreAlike_AreNotGuessed()
    {
        var thrown = Assert.Throws<InvalidDataException>(() => Read(Header.Replace("owner", "Horse-Power", StringComparison.Ordinal), "18,8,1,1,usa,no,,1"));
        Assert.Contains("2 columns that may be Car.Horsepower: 'horse_power', 'Horse-Power'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HostileText_MakesShortMessages()
    {
        string monster = new('x', 100_000);
        foreach (string text in (string[])[$"{Header}\n18,8,130,3504,{monster},no,,s\n", $"{Header}\n{monster},8,130,3504,usa,no,,s\n", $"{string.Join(",", Enumerable.Range(0, 10_000).Select(i => $"{monster[..40]}{i}"))}\n"])
        {
            var thrown = Assert.Throws<InvalidDataException>(() => MpgNet.ReadCsv(new StringReader(text)));
            Assert.InRange(thrown.Message.Length, 1, 2000);
        }
    }

    [Fact]
    public void Options_AreThoseOfTables()
    {
        RecordDataset<Car> cars = MpgNet.ReadCsv(
            new StringReader("# cars\nmpg;cylinders;horsepower;weight;origin;isdiesel;price\n18,5;8;?;3504;usa;0;NA\n;8;1;1;usa;0;1\n"),
            new CsvOptions { Separator = ';', DecimalSeparator = ',', CommentMarker = '#', MissingMarkers = ["?", "NA"], DropRowsWithout = ["mpg"] });

        Assert.Equal([new Car(8, null, 3504, Origin.Usa, false, 18.5f)], cars);
    }

    [Fact]
    public void Stream_ReadsAsFarAsItIsAsked()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"{Header}\n18,8,130,3504,usa,no,,s\nbroken\n");
            Assert.Equal(18, MpgNet.ReadCsvStream(path).First().Mpg);
            Assert.Throws<InvalidDataException>(() => MpgNet.ReadCsvStream(path).Count());
            Assert.Throws<InvalidDataException>(() => MpgNet.ReadCsv(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void TableWithoutRows_IsRefused() => Assert.Throws<InvalidDataException>(() => Read());

    private static RecordDataset<Car> Read(params string[] rows)
    {
        bool hasHeader = rows.Length > 0 && rows[0].StartsWith("mpg", StringComparison.Ordinal);
        string text = string.Join("\n", hasHeader ? rows : [Header, .. rows]) + "\n";
        return MpgNet.ReadCsv(new StringReader(text), name: "cars.csv");
    }
}
