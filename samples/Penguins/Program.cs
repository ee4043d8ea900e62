using System.Diagnostics;
using System.Globalization;
using NnGen;
using Samples.Penguins;

// Penguins: tells three species by island, measures and sex, some of which are missing. Penguins ask MODEL: what a saved model says of a penguin.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["ask", string model])
{
    var penguin = new Penguin(Island.Biscoe, 46.1f, 13.2f, FlipperLength: null, BodyMass: 4500, Sex: null, Species: default);
    IEnumerable<string> likely = PenguinNet.Load(model).PredictProbabilities(penguin).Select(pair => $"{pair.Class} {100 * pair.Probability:F1} %");
    Console.WriteLine($"{penguin}\n  {string.Join(", ", likely)}");
    return 0;
}

using var table = new StreamReader(typeof(PenguinNet).Assembly.GetManifestResourceStream("penguins.csv")!);
RecordDataset<Penguin> penguins = PenguinNet.ReadCsv(table, name: "penguins.csv");
var options = new TrainingOptions { Epochs = 60, BatchSize = 16, Optimizer = new Adam(0.01) };
CrossValidationReport report = PenguinNet.CrossValidate(penguins, folds: 5, options);
Console.WriteLine($"{penguins.Count} penguins, {penguins.Where(penguin => penguin.Sex is null).Count} of unknown sex.\n\n{report}\n");

// A model of all of them, which another process asks for a penguin as it is: scales, and what stands for gaps, are in the file.
var net = new PenguinNet(seed: 42);
net.Fit(penguins, options);
net.Save("penguins.safetensors");
string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
using Process asked = Process.Start(Environment.ProcessPath!, [.. self, "ask", "penguins.safetensors"]);
asked.WaitForExit();
return asked.ExitCode == 0 && report.Folds.Average(fold => fold.Validation.Accuracy) >= 0.95 ? 0 : 1;
