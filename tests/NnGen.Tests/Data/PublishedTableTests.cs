using Xunit;

namespace NnGen.Tests.Data;

/// <summary>Published tables, whose numbers are known.</summary>
public class PublishedTableTests
{
    private const string Iris = "data/iris.csv";
    private const string Cars = "data/mpg.csv";
    private const string Penguins = "data/penguins.csv";

    [DataFileFact(Iris)]
    public void Iris_HasThePublishedMeansAndSpecies()
    {
        CsvTable table = CsvTable.Read(DataFileFactAttribute.Locate(Iris));
        double[] measures = table.Numbers<double>("sepal_length", "sepal_width", "petal_length", "petal_width");
        CategoryLabels species = table.Categories("species");

        StandardScaler<double> scaler = StandardScaler.Fit(measures, 4);

        Assert.Equal(150, table.Rows);
        double[] published = [5.843333, 3.057333, 3.758000, 1.199333];
        Assert.All(Enumerable.Range(0, 4), column => Assert.Equal(published[column], scaler.Means[column], 1e-6));
        Assert.Equal(["setosa", "versicolor", "virginica"], species.Names);
        Assert.Equal(50, species.Labels.Count(label => label == 2));
        (_, Dataset<double> validation) = Dataset.FromLabels(measures, 4, species.Labels).SplitStratified(0.2, seed: 1);
        Assert.Equal(10, Enumerable.Range(0, validation.Rows).Count(row => validation.Label(row) == 1));
    }

    [DataFileFact(Cars)]
    public void Cars_LackTheHorsepowerOfSixRows()
    {
        string path = DataFileFactAttribute.Locate(Cars);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => CsvTable.Read(path).Numbers("mpg", "horsepower"));
        CsvTable table = CsvTable.Read(path, new CsvOptions { DropRowsWithout = ["horsepower"] });

        Assert.Equal($"{path}, line 34, column 'horsepower': the value is missing; CsvOptions.DropRowsWithout drops such rows.", error.Message);
        Assert.Equal(392, table.Rows);
        Assert.Equal(6, table.DroppedRows);
        Assert.Equal(392 * 3, table.Numbers("mpg", "horsepower", "weight").Length);
        Assert.Equal(["europe", "japan", "usa"], table.Categories("origin").Names);
    }

    [DataFileFact(Penguins)]
    public void Penguins_AreReadWithWhatTheyLack()
    {
        CsvTable all = CsvTable.Read(DataFileFactAttribute.Locate(Penguins));
        CsvTable whole = CsvTable.Read(DataFileFactAttribute.Locate(Penguins), new CsvOptions { DropRowsWithout = ["bill_length_mm", "sex"] });

        Assert.Equal(344, all.Rows);
        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], all.Categories("species").Names);
        Assert.Equal(344 - 11, whole.Rows);
        Assert.Equal(["FEMALE", "MALE"], whole.Categories("sex").Names);
    }
}
