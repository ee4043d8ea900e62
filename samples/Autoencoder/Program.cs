using System.Globalization;
using System.Text;
using NnGen;
using Samples.Autoencoder;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
(Dataset<float> train, Dataset<float> test) = SmallImages.Load(seed: 11);

// The target of each image is the image. Only the bottleneck of 8 numbers keeps the network from copying.
var coder = new ImageCoder(seed: 1);
TrainingReport report = coder.Fit(train, new TrainingOptions { Epochs = 30, BatchSize = 32, Optimizer = new Adam(2e-3) });
var linear = new LinearCoder(seed: 1);
linear.Fit(train, new TrainingOptions { Epochs = 30, BatchSize = 32, Optimizer = new Adam(2e-3) });

double coded = Error(image => coder.Predict(image));
double projected = Error(image => linear.Predict(image));
float[] mean = Mean(train);
double blank = Error(_ => mean);
Console.WriteLine($"""
    {train.Rows} drawn digits of {SmallImages.Side} x {SmallImages.Side} grey values to learn from, {report.Epochs.Count} epochs in {report.Seconds:F1} s. Root mean square error of {test.Rows} others:
      the mean image, always the same     {blank:F3}
      8 numbers, linear (as by PCA)       {projected:F3}
      8 numbers, with hidden layers       {coded:F3}

    """);

float[][] originals = [SmallImages.DrawOne(2, seed: 3), SmallImages.DrawOne(4, seed: 8), SmallImages.DrawOne(7, seed: 9)];
Print("Drawn:", originals);
Print("From 8 numbers each:", [.. originals.Select(image => coder.Predict(image))]);

// The decoder alone, with the weights that it has in the whole.
var painter = new ImagePainter(seed: 0);
foreach (ParameterInfo to in NetworkFacts.Of<ImagePainter, float>().Parameters)
{
    ParameterInfo from = NetworkFacts.Of<ImageCoder, float>().Parameters.Single(parameter => parameter.Name == to.Name);
    ParameterLayout.Import<float>(to, ParameterLayout.Export<float>(from, coder.Parameters.Span), painter.Parameters.Span);
}

// Between the codes of two digits lie codes of images that nobody drew.
float[] first = Code(SmallImages.DrawOne(3, seed: 2));
float[] last = Code(SmallImages.DrawOne(8, seed: 6));
double[] shares = [0, 0.5, 1];
Print("On the way from a 3 to an 8:", [.. shares.Select(share => painter.Predict(Between(first, last, (float)share)))]);

double difference = originals.Max(image => coder.Predict(image).Zip(painter.Predict(Code(image)), (a, b) => Math.Abs(a - b)).Max());
bool asExpected = coded < projected && projected < blank && difference < 1e-4;
return asExpected ? 0 : 1;

// What the node "code" gives: the tape of a forward pass remembers it.
float[] Code(float[] image)
{
    var tape = new ImageCoder.Tape(capacity: 1);
    coder.Forward(image, image, tape);
    return tape.Value("code").ToArray();
}

double Error(Func<float[], float[]> paint)
{
    double sum = 0;
    for (int row = 0; row < test.Rows; row++)
    {
        float[] image = test.InputRow(row).ToArray();
        sum += paint(image).Zip(image, (a, b) => Math.Pow(a - b, 2)).Average();
    }

    return Math.Sqrt(sum / test.Rows);
}

static float[] Mean(Dataset<float> images)
{
    float[] mean = new float[images.InputSize];
    for (int row = 0; row < images.Rows; row++)
    {
        for (int pixel = 0; pixel < mean.Length; pixel++)
        {
            mean[pixel] += images.InputRow(row)[pixel] / images.Rows;
        }
    }

    return mean;
}

static float[] Between(float[] first, float[] last, float share) => [.. first.Zip(last, (a, b) => ((1 - share) * a) + (share * b))];

static void Print(string title, float[][] images)
{
    Console.WriteLine(title);
    foreach (string line in SmallImages.Show(images))
    {
        Console.WriteLine("  " + line.TrimEnd());
    }

    Console.WriteLine();
}
