using System.Globalization;
using NnGen;
using Samples.Xor;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
float[] targets = [0, 1, 1, 0];
Dataset<float> xor = Dataset.FromTargets(inputs, inputSize: 2, targets, targetSize: 1);

// Learns until every answer is within 0.05 of the truth.
var net = new XorNet(seed: 1);
var options = new TrainingOptions { Epochs = 5000, BatchSize = 4, Optimizer = new Adam(0.05), StopWhenEveryErrorBelow = 0.05 };
TrainingReport report = net.Fit(xor, options);

Console.WriteLine("Two hidden neurons and one output:");
Console.WriteLine("  a b   a xor b   answer");
for (int row = 0; row < xor.Rows; row++)
{
    ReadOnlySpan<float> input = xor.InputRow(row);
    Console.WriteLine($"  {input[0]} {input[1]}      {xor.TargetRow(row)[0]}       {net.Predict(input)[0]:F3}");
}

EvaluationReport learnt = net.Evaluate(xor);
Console.WriteLine($"  {report.Epochs.Count} epochs, {4 * learnt.Accuracy:F0} of 4 right, largest error {learnt.LargestError:F3}, loss {learnt.Loss:F4}");

// The same for one neuron, from many beginnings; what counts is the best that it ever reached.
const ulong Beginnings = 20;
var best = new BestAccuracy();
for (ulong seed = 1; seed <= Beginnings; seed++)
{
    new Neuron(seed).Fit(xor, new TrainingOptions { Epochs = 500, BatchSize = 4, Optimizer = new Adam(0.05) }, progress: best);
}

Console.WriteLine($"""

    A single neuron, from {Beginnings} beginnings:
      the best it ever reached is {4 * best.Value:F0} of 4 right.

    It can do no better. It answers yes where w1 a + w2 b + c > 0, so XOR asks of it
      (0, 0) no:                 c <= 0
      (1, 0) yes:       w1     + c > 0
      (0, 1) yes:            w2 + c > 0
      (1, 1) no:        w1 + w2 + c <= 0
    The two in the middle add up to w1 + w2 + 2c > 0, and since c <= 0, w1 + w2 + c > 0 as well: against the last.
    """);

bool asExpected = learnt.Accuracy == 1 && best.Value == 0.75;
return asExpected ? 0 : 1;

/// <summary>Keeps the best accuracy of any epoch.</summary>
internal sealed class BestAccuracy : IProgress<TrainingProgress>
{
    public double Value { get; private set; }

    public void Report(TrainingProgress value) => Value = Math.Max(Value, value.Finished?.TrainAccuracy ?? 0);
}
