using System.Globalization;
using NnGen;
using Samples.Ratings;

// Ratings: one network with three outputs learns three ratings of chairs at once.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Dataset<float> all = Chairs.Make(count: 1000, seed: 5);
(Dataset<float> train, Dataset<float> test) = all.Split(0.2, seed: 5);
StandardScaler<float> scaler = StandardScaler.Fit(train);
train = scaler.Transform(train);
Dataset<float> scaledTest = scaler.Transform(test);
Console.WriteLine($"{all.Rows} made-up chairs, {train.Rows} to learn from, {test.Rows} held out. Their ratings:");
Console.WriteLine(Chairs.Formulas);

var net = new RatingNet(seed: 42);
TrainingReport report = net.Fit(train, new TrainingOptions { Epochs = 100, BatchSize = 16, Optimizer = new Adam(0.01) });
EvaluationReport tested = net.Evaluate(scaledTest);
Console.WriteLine($"""

    {report.Epochs.Count} epochs, loss {report.Epochs[0].TrainLoss:F3} in the first, {report.Last!.TrainLoss:F3} in the last. Chairs held out:

                R squared   mean error   root mean square error
    """);
for (int output = 0; output < RatingNet.OutputSize; output++)
{
    Print(Chairs.Ratings[output], tested.PerOutput![output]);
}

Print("mean", new OutputErrors(tested.MeanSquaredError!.Value, tested.MeanAbsoluteError!.Value, tested.RSquared!.Value));
Console.WriteLine("\n  The noise alone has a mean error of 0.1. The first chairs, rating and estimate:\n");
Console.WriteLine($"    price weight padding screws   {string.Join("      ", Chairs.Ratings.Select(name => name.PadLeft(7)))}");
float[] estimate = new float[RatingNet.OutputSize];
for (int row = 0; row < 5; row++)
{
    ReadOnlySpan<float> chair = test.InputRow(row);
    net.Predict(scaledTest.InputRow(row), estimate);
    Console.Write($"    {chair[0],5:F0} {chair[1],6:F1} {chair[2],7:F1} {chair[3],6:F0}  ");
    for (int output = 0; output < estimate.Length; output++)
    {
        Console.Write($"   {test.TargetRow(row)[output]:F1} ~ {estimate[output]:F1} ");
    }

    Console.WriteLine();
}

bool asExpected = tested.PerOutput!.All(output => output.RSquared >= 0.9);
return asExpected ? 0 : 1;

static void Print(string name, OutputErrors errors) =>
    Console.WriteLine($"  {name,-8}  {errors.RSquared,8:F3}   {errors.MeanAbsoluteError,10:F3}   {errors.RootMeanSquaredError,10:F3}");
