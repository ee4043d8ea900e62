using System.Globalization;
using NnGen;
using Samples.Approximation;
using Samples.Svg;

// Approximation [FILE.svg]: one hidden layer of growing width, fitted to a curve; drawn.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string file = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "approximation.svg");
const int Points = 128;
const double Most = 3;

Console.WriteLine("""
    With enough hidden units, one hidden layer comes as close to a continuous curve as one likes (Cybenko, 1989; Hornik, 1991).
    Each unit adds one bend, tanh(w x + b), and the output layer adds up the bends. The theorem says that good weights exist, not
    that training finds them: each width has three beginnings, and the best one counts.

      hidden units   parameters   root mean square error
    """);

float[] xs = [.. Enumerable.Range(0, Points).Select(i => (float)(((2.0 * i) / (Points - 1) - 1) * Most))];
float[] ys = [.. xs.Select(x => (float)Curve(x))];
Dataset<float> curve = Dataset.FromTargets(xs, inputSize: 1, ys, targetSize: 1);
Fit[] fits = [Best<Width1>(curve), Best<Width2>(curve), Best<Width4>(curve), Best<Width8>(curve), Best<Width16>(curve), Best<Width32>(curve)];
foreach (Fit fit in fits)
{
    Console.WriteLine($"  {fit.Units,12}   {fit.Parameters,10}   {fit.Error,22:F4}");
}

var page = new SvgPage(960, 560, "One hidden layer comes as close as one likes");
page.Text(24, 58, "Hidden units tanh(w x + b), fitted to the dashed curve", "quiet");
for (int i = 0; i < fits.Length; i++)
{
    Fit fit = fits[i];
    var plot = new Plot(page, (24 + (312 * (i % 3)), 100 + (234 * (i / 3)), 288, 180), x: (-Most, Most), y: (-1.6, 1.6));
    plot.Frame();
    plot.Head(fit.Units == 1 ? "1 unit" : $"{fit.Units} units", $"error {fit.Error:F3}");
    plot.Curve(xs.Zip(ys, (x, y) => ((double)x, (double)y)), "target");
    plot.Curve(xs.Zip(fit.Outputs, (x, y) => ((double)x, (double)y)), "a");
}

File.WriteAllText(file, page.ToString());
Console.WriteLine($"\nDrawn to {file}");

bool asExpected = fits[^1].Error < 0.05 && fits[0].Error > 5 * fits[^1].Error;
return asExpected ? 0 : 1;

// Waves and a kink: nothing that tanh would give by itself.
static double Curve(double x) => (0.7 * Math.Sin(3 * x)) + (0.4 * Math.Abs(x - 0.5)) - 0.6;

static Fit Best<TNetwork>(Dataset<float> curve)
    where TNetwork : class, ITrainableNetwork<TNetwork, float>
{
    // Large steps to find the shape, small ones to settle in it.
    double[] rates = [0.02, 0.002];
    Fit? best = null;
    for (ulong seed = 1; seed <= 3; seed++)
    {
        TNetwork net = TNetwork.Create(seed);
        foreach (double rate in rates)
        {
            Trainer.Fit<TNetwork, float>(net, curve, new TrainingOptions { Epochs = 3000, BatchSize = TrainingOptions.FullBatch, Optimizer = new Adam(rate) });
        }

        double error = Trainer.Evaluate<TNetwork, float>(net, curve).RootMeanSquaredError ?? double.NaN;
        if (best is null || error < best.Error)
        {
            float[] outputs = new float[curve.Rows];
            for (int row = 0; row < outputs.Length; row++)
            {
                net.Predict(curve.InputRow(row), outputs.AsSpan(row, 1));
            }

            int units = TNetwork.Info.Parameters[0].Shape[0];
            best = new Fit(units, TNetwork.Info.ParameterCount, error, outputs);
        }
    }

    return best!;
}

/// <summary>What a width comes to.</summary>
internal sealed record Fit(int Units, int Parameters, double Error, float[] Outputs);
