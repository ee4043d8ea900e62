using System.Globalization;
using System.Text;
using NnGen;
using Samples.Pictures;

// Pictures [folder]: learns to tell PNG and JPEG pictures of three classes apart, a folder for each; without one it draws some first.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
if (args.Length > 1 || (args.Length == 1 && !Directory.Exists(args[0])))
{
    Console.Error.WriteLine(args.Length > 1 ? "Pictures takes one argument, a folder with a folder for each class, or none." : $"Pictures: there is no folder '{args[0]}'.");
    return 1;
}

string folder = args.Length == 1 ? args[0] : Directory.CreateTempSubdirectory("pictures-").FullName;
if (args.Length == 0)
{
    DrawnPictures.Write(folder, ofEach: 300, seed: 7);
    Console.WriteLine($"Pictures are drawn in {folder}.");
}

(Dataset<float> pictures, string[] classes) = PictureFolder.Read(folder);
if (classes.Length != PictureNet.OutputSize)
{
    Console.Error.WriteLine($"Pictures: {folder} has {classes.Length} classes ({string.Join(", ", classes)}), and the network has {PictureNet.OutputSize} outputs. Change [Dense(3)] in Networks.cs.");
    return 1;
}

(Dataset<float> train, Dataset<float> test) = pictures.SplitStratified(0.2, seed: 1);
Console.WriteLine($"{train.Rows} pictures of {string.Join(", ", classes)} to learn from, {test.Rows} to be tested with.\n");
Console.WriteLine(PictureNet.Architecture.Split("\n\n")[1]);

var net = new PictureNet(seed: 1);
TrainingReport report = net.Fit(train, new TrainingOptions
{
    Epochs = 25,
    BatchSize = 32,
    Optimizer = new Adam(3e-3),
    Schedule = new CosineSchedule(25),
    Augmentation = new ImageAugmentation { ShiftVertical = 2, ShiftHorizontal = 2, FlipHorizontal = true },
});
EvaluationReport tested = net.Evaluate(test);
Console.WriteLine($"\n{report.Epochs.Count} epochs in {report.Seconds:F1} s. Test accuracy {100 * tested.Accuracy:F1} %.");

string first = Directory.GetFiles(Path.Combine(folder, classes[0])).Order(StringComparer.Ordinal).First();
Console.WriteLine($"{first} is a {classes[net.Classify(PictureFolder.Pixels(first))]}.");

// Where it drew the pictures itself, it is known how well they can be told apart.
return args.Length == 1 || tested.Accuracy > 0.9 ? 0 : 1;
