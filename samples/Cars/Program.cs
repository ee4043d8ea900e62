using System.Globalization;
using NnGen;
using Samples.Cars;

// Cars [FILE.csv]: learns miles per gallon from a table with the columns of the Auto MPG data. Without a file, it makes up the cars.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Seed = 3;
try
{
    var options = new CsvOptions { DropRowsWithout = ["horsepower"] };
    CsvTable table = args.Length > 0 ? CsvTable.Read(args[0], options) : CsvTable.Parse(MadeUpCars.Csv(Seed), options, "made-up cars");
    CategoryLabels origin = table.Categories("origin", ["europe", "japan", "usa"]);
    float[] inputs = Columns.Join(
        table.Rows,
        table.Numbers("cylinders", "displacement", "horsepower", "weight", "acceleration", "model_year"),
        origin.OneHot());
    float[] mpg = table.Numbers("mpg");
    if (args.Length == 0)
    {
        Console.WriteLine($"{MadeUpCars.Count} cars that never were, of seed {Seed}; give the path of the Auto MPG table to learn from real ones.");
        Console.WriteLine($"  {MadeUpCars.Formula}");
    }

    // Inputs and targets get mean 0 and deviation 1, by the cars that are learnt from alone.
    (Dataset<float> train, Dataset<float> test) = Dataset.FromTargets(inputs, CarNet.InputSize, mpg, CarNet.OutputSize).Split(0.25, seed: Seed);
    StandardScaler<float> inputScale = StandardScaler.Fit(train);
    StandardScaler<float> mpgScale = StandardScaler.FitTargets(train);
    Dataset<float> scaledTrain = mpgScale.TransformTargets(inputScale.Transform(train));
    Dataset<float> scaledTest = mpgScale.TransformTargets(inputScale.Transform(test));
    Console.WriteLine($"{table.Rows} cars, {table.DroppedRows} more dropped because their horsepower is missing. {train.Rows} to learn from, {test.Rows} held out.");

    var net = new CarNet(seed: 42);
    TrainingReport report = net.Fit(scaledTrain, new TrainingOptions { Epochs = 60, BatchSize = 8, Optimizer = new Adam(3e-3) });
    EvaluationReport learnt = net.Evaluate(scaledTrain);
    EvaluationReport tested = net.Evaluate(scaledTest);

    // The scale does not change R squared; errors on the scale times its deviation are miles per gallon.
    double unit = mpgScale.Deviations[0];
    Console.WriteLine($"""
        {report.Epochs.Count} epochs in {report.Steps} steps.

                        R squared   mean error   root mean square error
          learnt from    {learnt.RSquared,8:F3}   {unit * learnt.MeanAbsoluteError,6:F2} mpg   {unit * learnt.RootMeanSquaredError,6:F2} mpg
          held out       {tested.RSquared,8:F3}   {unit * tested.MeanAbsoluteError,6:F2} mpg   {unit * tested.RootMeanSquaredError,6:F2} mpg

        The first of those held out:
           true  estimated
        """);
    float[] estimate = new float[CarNet.OutputSize];
    for (int row = 0; row < Math.Min(8, test.Rows); row++)
    {
        net.Predict(scaledTest.InputRow(row), estimate);
        mpgScale.Inverse(estimate);
        Console.WriteLine($"  {test.TargetRow(row)[0],5:F1}  {estimate[0],9:F1}");
    }

    bool asExpected = args.Length > 0 || tested.RSquared >= 0.8;
    return asExpected ? 0 : 1;
}
catch (Exception problem) when (problem is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException or TrainingException)
{
    Console.Error.WriteLine($"Cars: {problem.Message}");
    return 1;
}
