using System.Globalization;
using NnGen;
using Samples.Svg;
using Samples.VanishingGradients;

// VanishingGradients [FILE.svg]: what reaches the first layers of a deep network, through sigmoids and through rectifiers; drawn.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string file = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "gradients.svg");
Dataset<float> rings = Rings(rows: 512, seed: 5);
var options = new TrainingOptions { Epochs = 60, BatchSize = 32, Optimizer = new Adam(3e-3) };

var sigmoids = new SigmoidChain(seed: 1);
var rectifiers = new RectifierChain(seed: 1);
double[] throughSigmoids = GradientNorms.Of(sigmoids, rings);
double[] throughRectifiers = GradientNorms.Of(rectifiers, rings);
int layers = throughSigmoids.Length;

// The slope of a sigmoid is s (1 - s), at most 1/4. Backwards from the last layer, each one leaves at most a quarter.
double[] bound = [.. Enumerable.Range(0, layers).Select(layer => throughSigmoids[^1] * Math.Pow(0.25, layers - 1 - layer))];

Console.WriteLine("The norm of the gradient of each layer's weights, before the first step:");
Console.WriteLine("  layer      sigmoid   quarters        ReLU");
for (int layer = 0; layer < layers; layer++)
{
    Console.WriteLine($"  {layer + 1,5}   {throughSigmoids[layer],10:0.0E+00} {bound[layer],10:0.0E+00}  {throughRectifiers[layer],10:0.0E+00}");
}

double untrained = sigmoids.Evaluate(rings).Loss;
TrainingReport sigmoidRun = sigmoids.Fit(rings, options);
TrainingReport rectifierRun = rectifiers.Fit(rings, options);
EvaluationReport sigmoidEnd = sigmoids.Evaluate(rings);
EvaluationReport rectifierEnd = rectifiers.Evaluate(rings);
Console.WriteLine($"""

    "Quarters" is the last layer's gradient times 1/4 for every sigmoid on the way. The first layer gets {throughSigmoids[0] / throughSigmoids[^1]:0.0E+00} of what the
    last one gets; with rectifiers {throughRectifiers[0] / throughRectifiers[^1]:0.0E+00}.

    After {options.Epochs} epochs of Adam on two rings, one around the other:
      sigmoid   {100 * sigmoidEnd.Accuracy:F1} % right, loss {sigmoidEnd.Loss:F3}; it began at {untrained:F3}, and chance is {Math.Log(2):F3}
      ReLU      {100 * rectifierEnd.Accuracy:F1} % right, loss {rectifierEnd.Loss:F3}

    Drawn to {file}
    """);

var page = new SvgPage(720, 470, "What is left of the gradient, layer by layer");
page.Text(24, 58, "Ten hidden layers of 16 units before the first step: norm of the gradient of each layer's weights", "quiet");
var plot = new Plot(page, (72, 84, 620, 320), x: (1, layers), y: (-8, 0));
for (int power = -8; power <= 0; power++)
{
    plot.Across(power, power == 0 ? "1" : $"1e{power}");
}

for (int layer = 1; layer <= layers; layer++)
{
    plot.Below(layer, layer == 1 ? "layer 1" : layer.ToString(CultureInfo.InvariantCulture));
}

plot.Frame();
Draw(bound, "target");
Draw(throughSigmoids, "a");
Draw(throughRectifiers, "b");
plot.Label(3, Math.Log10(bound[2]), 14, 24, "a quarter at each sigmoid", "quiet");
plot.Label(6, Math.Log10(throughSigmoids[5]), 16, 16, "sigmoid", "text-a");
plot.Label(3, Math.Log10(throughRectifiers[2]), 0, 24, "ReLU", "text-b");
File.WriteAllText(file, page.ToString());

bool asExpected = throughSigmoids[0] < 1e-3 * throughSigmoids[^1]
    && throughRectifiers[0] > 1e-2 * throughRectifiers[^1]
    && rectifierEnd.Accuracy > 0.95
    && sigmoidRun.Epochs.Count == rectifierRun.Epochs.Count;
return asExpected ? 0 : 1;

void Draw(double[] norms, string style) =>
    plot.Curve(norms.Select((norm, layer) => (layer + 1.0, Math.Log10(norm))), style, dots: style != "target");

// Two rings with a gap between: a straight line tells nothing, two layers are enough.
static Dataset<float> Rings(int rows, int seed)
{
    var random = new Random(seed);
    float[] points = new float[2 * rows];
    float[] isOuter = new float[rows];
    for (int row = 0; row < rows; row++)
    {
        isOuter[row] = row % 2;
        double radius = isOuter[row] + 0.5 + (0.3 * random.NextDouble());
        double angle = 2 * Math.PI * random.NextDouble();
        points[2 * row] = (float)(radius * Math.Cos(angle));
        points[(2 * row) + 1] = (float)(radius * Math.Sin(angle));
    }

    return Dataset.FromTargets(points, inputSize: 2, isOuter, targetSize: 1);
}
