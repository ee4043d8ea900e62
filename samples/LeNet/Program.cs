using System.Diagnostics;
using System.Globalization;
using System.Text;
using NnGen;
using Samples.Digits;
using Samples.LeNet;

// LeNet [folder of MNIST]: learns digits, then draws its filters and what they see of a digit.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
if (args.Length > 1 || (args.Length == 1 && !Directory.Exists(args[0])))
{
    Console.Error.WriteLine(args.Length > 1 ? "LeNet takes one argument, the folder of MNIST's files, or none." : $"LeNet: there is no folder '{args[0]}'.");
    return 1;
}

(Dataset<float> train, Dataset<float> test) = args.Length == 0 ? DrawnDigits.Load(seed: 11) : Mnist.Load(args[0]);
Console.WriteLine($"{train.Rows} images to learn from, {test.Rows} to be tested with.\n");
Console.WriteLine(LeNet5.Architecture.Split("\n\n")[1]);

var net = new LeNet5(seed: 1);
var watch = Stopwatch.StartNew();
var options = new TrainingOptions { Epochs = 5, BatchSize = 64, Optimizer = new Adam(1e-3), Schedule = new CosineSchedule(5) };
TrainingReport report = net.Fit(train, options);
double seconds = watch.Elapsed.TotalSeconds;
EvaluationReport tested = net.Evaluate(test);
Console.WriteLine($"\n{report.Epochs.Count} epochs in {seconds:F1} s, {report.Epochs.Sum(epoch => (double)epoch.Rows) / report.Seconds:N0} images a second, {report.BytesAllocatedPerStep:F0} bytes a step.");
Console.WriteLine($"Test accuracy {100 * tested.Accuracy:F2} %, loss {tested.Loss:F4}.");

float[] image = test.InputRow(0).ToArray();
const int Turns = 2000;
watch.Restart();
for (int i = 0; i < Turns; i++)
{
    net.Predict(image);
}

Console.WriteLine($"A prediction takes {watch.Elapsed.TotalMicroseconds / Turns:F1} us.");

File.WriteAllText("filters.svg", Drawings.Filters(net));
File.WriteAllText("maps.svg", Drawings.Maps(net, image));
Console.WriteLine("The filters are drawn in filters.svg, and what they see of the first test image in maps.svg.");

// The drawn digits are easier than written ones.
return tested.Accuracy > (args.Length == 0 ? 0.97 : 0.985) ? 0 : 1;
