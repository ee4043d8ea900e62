using System.Globalization;
using NnGen;
using Samples.Perceptron;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
bool and = Learn("AND", [0, 0, 0, 1]);
bool or = Learn("OR", [0, 1, 1, 1]);
bool xor = Learn("XOR", [0, 1, 1, 0]);

Console.WriteLine("""
    Rosenblatt's rule changes a weight only when an answer is wrong, by the input, towards the right answer. Where a straight line
    separates the yes from the no, it stops after finitely many mistakes. XOR has no such line, so it goes on for ever.
    """);
return and && or && !xor ? 0 : 1;

bool Learn(string name, float[] truth)
{
    // Single samples in their order and a rate of 1: then gradient descent on this loss is Rosenblatt's rule.
    Dataset<float> table = Dataset.FromTargets(inputs, inputSize: 2, truth, targetSize: 1);
    var options = new TrainingOptions { Epochs = 100, BatchSize = 1, Shuffle = false, Optimizer = new Sgd(1), StopWhenEveryErrorBelow = 0.5 };
    var unit = new ThresholdUnit(seed: 1);
    TrainingReport report = unit.Fit(table, options);
    EvaluationReport learnt = unit.Evaluate(table);
    bool isRight = learnt.Accuracy == 1;

    Console.WriteLine($"{name}: {(isRight ? $"learnt after {report.Epochs.Count} epochs" : $"not learnt in {report.Epochs.Count} epochs, {4 * learnt.Accuracy:F0} of 4 right")}");
    for (int row = 0; row < table.Rows; row++)
    {
        ReadOnlySpan<float> input = table.InputRow(row);
        Console.WriteLine($"  {input[0]} {input[1]}  ->  {unit.Classify(input)}   (right: {truth[row]})");
    }

    Console.WriteLine();
    return isRight;
}
