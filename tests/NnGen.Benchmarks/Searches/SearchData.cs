using NnGen;

namespace NnGen.Benchmarks.Searches;

/// <summary>Data to search networks for: the rows in a fixed order, of which the first shares are the smaller data.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Outputs">The last attributes of a network.</param>
/// <param name="Training">What is learnt from.</param>
/// <param name="Validation">What is judged by.</param>
internal sealed record SearchData(string Name, string Outputs, Dataset<float> Training, Dataset<float> Validation)
{
    private const double Held = 0.4;
    private const int MnistTraining = 1200;
    private const int MnistValidation = 1000;

    public static SearchData Iris(string folder)
    {
        CsvTable table = CsvTable.Read(Path.Combine(folder, "iris.csv"));
        return Classes("iris", table.Numbers("sepal_length", "sepal_width", "petal_length", "petal_width"), 4, table.Categories("species").Labels, 3);
    }

    /// <summary>The species by the island, four measures and the sex.</summary>
    public static SearchData Penguins(string folder)
    {
        string[] measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];
        CsvTable table = CsvTable.Read(Path.Combine(folder, "penguins.csv"), new CsvOptions { DropRowsWithout = [.. measures, "sex"] });
        float[] numbers = table.Numbers(measures);
        int[] islands = table.Categories("island").Labels;
        int[] sexes = table.Categories("sex").Labels;
        var rows = new float[table.Rows * 8];
        for (int i = 0; i < table.Rows; i++)
        {
            numbers.AsSpan(i * 4, 4).CopyTo(rows.AsSpan(i * 8));
            rows[(i * 8) + 4 + islands[i]] = 1;
            rows[(i * 8) + 7] = sexes[i];
        }

        return Classes("penguins", rows, 8, table.Categories("species").Labels, 3);
    }

    /// <summary>Miles per gallon, in standard deviations.</summary>
    public static SearchData Mpg(string folder)
    {
        CsvTable table = CsvTable.Read(Path.Combine(folder, "mpg.csv"), new CsvOptions { DropRowsWithout = ["horsepower"] });
        float[] inputs = table.Numbers("cylinders", "displacement", "horsepower", "weight", "acceleration", "model_year");
        float[] miles = table.Numbers("mpg");
        float mean = miles.Average();
        float deviation = (float)Math.Sqrt(miles.Average(value => (value - mean) * (value - mean)));
        float[] targets = [.. miles.Select(value => (value - mean) / deviation)];
        (Dataset<float> training, Dataset<float> validation) = Dataset.FromTargets(inputs, 6, targets, 1).Split(Held, seed: 5);
        StandardScaler<float> scaler = StandardScaler.Fit(training);
        return new SearchData("mpg", "[Dense(1)] [MeanSquaredErrorLoss]", scaler.Transform(training), scaler.Transform(validation));
    }

    /// <summary>A few of MNIST's training images, and others to judge by.</summary>
    public static SearchData MnistSubset(string folder)
    {
        (Dataset<float> training, _) = Mnist.Load(Path.Combine(folder, "mnist"));
        return new SearchData("mnist subset", "[Dense(10), Softmax] [CrossEntropyLoss]", training.Slice(0, MnistTraining), training.Slice(50_000, MnistValidation));
    }

    private static SearchData Classes(string name, float[] inputs, int inputSize, int[] labels, int classes)
    {
        (Dataset<float> training, Dataset<float> validation) = Dataset.FromLabels(inputs, inputSize, labels).SplitStratified(Held, seed: 5);
        StandardScaler<float> scaler = StandardScaler.Fit(training);
        return new SearchData(name, $"[Dense({classes}), Softmax] [CrossEntropyLoss]", scaler.Transform(training), scaler.Transform(validation));
    }
}
