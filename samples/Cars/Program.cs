using System.Diagnostics;
using System.Globalization;
using NnGen;
using Samples.Cars;

// Cars [FILE.csv]: learns miles per gallon from a table with the columns of the Auto MPG data; without a file, it makes up the cars.
// Cars ask MODEL: what a saved model says of a car.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["ask", string model])
{
    var car = new Car(4, 140, Horsepower: null, Weight: 2408, Acceleration: 19.5f, ModelYear: 72, Origin.Usa, Mpg: 0);
    Console.WriteLine($"{car}\n  {CarNet.Load(model).Predict(car):F1} miles per gallon");
    return 0;
}

try
{
    RecordDataset<Car> cars = args.Length > 0 ? CarNet.ReadCsv(args[0]) : CarNet.ReadCsv(new StringReader(MadeUpCars.Csv(seed: 3)), name: "made-up cars");
    string which = args.Length > 0 ? "cars" : $"cars that never were: {MadeUpCars.Formula}.\nGive the path of the Auto MPG table to learn from real ones";
    var options = new TrainingOptions { Epochs = 60, BatchSize = 8, Optimizer = new Adam(3e-3) };
    CrossValidationReport report = CarNet.CrossValidate(cars, folds: 5, options);
    Console.WriteLine($"{cars.Count} {which}.\n\n{report}\n\n{report.Folds.Average(fold => fold.Validation.MeanAbsoluteError):F2} miles per gallon wrong on average.\n");

    // A model of all of them, which another process asks for a car as it is: scales and units are in the file.
    var net = new CarNet(seed: 42);
    net.Fit(cars, options);
    net.Save("cars.safetensors");
    string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
    using Process asked = Process.Start(Environment.ProcessPath!, [.. self, "ask", "cars.safetensors"]);
    asked.WaitForExit();
    return asked.ExitCode == 0 && report.Folds.Average(fold => fold.Validation.RSquared) >= 0.8 ? 0 : 1;
}
catch (Exception problem) when (problem is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException or TrainingException)
{
    Console.Error.WriteLine($"Cars: {problem.Message}");
    return 1;
}
