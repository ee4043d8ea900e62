using System.Globalization;
using NnGen;
using Samples.Iris;

// Iris [FILE.csv]: learns the species from four measures. Without a file, from Fisher's 150 flowers, which the program carries.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    using Stream rows = args.Length > 0 ? File.OpenRead(args[0]) : typeof(IrisNet).Assembly.GetManifestResourceStream("iris.csv")!;
    CsvTable table = CsvTable.Read(rows, name: args.Length > 0 ? args[0] : "iris.csv");
    float[] measures = table.Numbers("sepal_length", "sepal_width", "petal_length", "petal_width");
    CategoryLabels species = table.Categories("species");
    Dataset<float> flowers = Dataset.FromLabels(measures, IrisNet.InputSize, species.Labels);

    // Each species has the same share of both parts. The scale is that of the training flowers: the others must not be seen before the test.
    (Dataset<float> train, Dataset<float> test) = flowers.SplitStratified(0.3, seed: 7);
    MinMaxScaler<float> scaler = MinMaxScaler.Fit(train);
    train = scaler.Transform(train);
    test = scaler.Transform(test);
    Console.WriteLine($"{table.Rows} flowers of {species.Names.Count} species: {string.Join(", ", species.Names)}.");
    Console.WriteLine($"{train.Rows} to learn from, {test.Rows} to be tested with. Each measure is scaled to {scaler.Low} to {scaler.High}.");

    var net = new IrisNet(seed: 42);
    TrainingReport report = net.Fit(train, new TrainingOptions { Epochs = 100, BatchSize = 8, Optimizer = new Adam(0.01) });
    EvaluationReport tested = net.Evaluate(test);
    Console.WriteLine($"""
        {report.Epochs.Count} epochs, loss {report.Epochs[0].TrainLoss:F3} in the first, {report.Last!.TrainLoss:F3} in the last.

        Flowers it never saw: {tested.Confusion!.Correct} of {tested.Rows} right, accuracy {100 * tested.Accuracy:F1} %, loss {tested.Loss:F3}.

        {tested.Confusion}

        """);

    // A flower of one's own: scale it as the others, then ask.
    float[] flower = [6.1f, 2.9f, 4.7f, 1.4f];
    Console.Write($"A flower of {string.Join(", ", flower)} cm: ");
    scaler.Transform(flower);
    float[] p = net.Predict(flower);
    Console.WriteLine(string.Join(", ", species.Names.Select((name, i) => $"{name} {100 * p[i]:F1} %")));

    bool asExpected = args.Length > 0 || tested.Accuracy >= 0.9;
    return asExpected ? 0 : 1;
}
catch (Exception problem) when (problem is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException or TrainingException)
{
    Console.Error.WriteLine($"Iris: {problem.Message}");
    return 1;
}
