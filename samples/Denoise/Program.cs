using System.Globalization;
using System.Text;
using NnGen;
using Samples.Denoise;
using Samples.Digits;
using Samples.Svg;

// Denoise [folder of MNIST]: learns to clean images of digits, and draws some before and after.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
if (args.Length > 1 || (args.Length == 1 && !Directory.Exists(args[0])))
{
    Console.Error.WriteLine(args.Length > 1 ? "Denoise takes one argument, the folder of MNIST's files, or none." : $"Denoise: there is no folder '{args[0]}'.");
    return 1;
}

const float Noise = 0.4f;
(Dataset<float> train, Dataset<float> test) = args.Length == 0 ? DrawnDigits.Load(seed: 11) : Mnist.Load(args[0]);
Dataset<float> clean = Images(train, train.Rows);
Console.WriteLine($"{clean.Rows} images of digits, to which noise with a standard deviation of {Noise} is added anew in each epoch.\n");
Console.WriteLine(Cleaner.Architecture.Split("\n\n")[1]);

// The target of each image is the image; what the network is given has noise on it.
var net = new Cleaner(seed: 1);
TrainingReport report = net.Fit(clean, new TrainingOptions
{
    Epochs = 4,
    BatchSize = 32,
    Optimizer = new Adam(5e-3),
    Schedule = new CosineSchedule(4),
    Augmentation = new ImageAugmentation { Noise = Noise },
});
Console.WriteLine($"\n{report.Epochs.Count} epochs in {report.Seconds:F1} s, {report.Epochs.Sum(epoch => (double)epoch.Rows) / report.Seconds:N0} images a second.");

// Images that it never saw, with noise that it never saw.
Dataset<float> unseen = Images(test, test.Rows);
var random = new Random(5);
float[][] originals = [.. Enumerable.Range(0, unseen.Rows).Select(row => unseen.InputRow(row).ToArray())];
float[][] noisy = [.. originals.Select(image => Array.ConvertAll(image, pixel => pixel + Noise * Normal(random)))];
float[][] cleaned = [.. noisy.Select(image => net.Predict(image))];
(double before, double after) = (Error(noisy), Error(cleaned));
Console.WriteLine($"""
    {unseen.Rows} others     mean squared error     peak signal to noise
      with noise           {before:F4}                 {Decibels(before):F1} dB
      cleaned              {after:F4}                 {Decibels(after):F1} dB
    """);

const int Drawn = 12;
File.WriteAllText("denoise.svg", ImageSheet.Draw(
    [
        ("as drawn", DrawnDigits.Side, originals[..Drawn]),
        ("with noise", DrawnDigits.Side, [.. noisy[..Drawn].Select(Visible)]),
        ("cleaned", DrawnDigits.Side, cleaned[..Drawn]),
    ],
    pixel: 2));
Console.WriteLine("Some are drawn in denoise.svg: before, with noise, and cleaned.");

return after < before / 8 ? 0 : 1;

// Labels do not count here: each image is its own target.
static Dataset<float> Images(Dataset<float> digits, int rows)
{
    float[] images = new float[rows * digits.InputSize];
    digits.CopyRows([.. Enumerable.Range(0, rows)], images, new int[rows]);
    return Dataset.FromTargets(images, digits.InputSize, images, digits.InputSize);
}

double Error(float[][] images) => images.Zip(originals, (image, original) => image.Zip(original, (a, b) => (double)(a - b) * (a - b)).Average()).Average();

// Pixels go from 0 to 1.
static double Decibels(double error) => -10 * Math.Log10(error);

// Box and Muller, 1958.
static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

static float[] Visible(float[] image) => Array.ConvertAll(image, pixel => Math.Clamp(pixel, 0, 1));
