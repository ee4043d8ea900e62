using System.Globalization;
using NnGen;
using Samples.Characters;

// Characters [TEXT.txt]: learns which letter comes next, then writes a text of its own, letter by letter.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Window = 32;
int[] text = Rhyme.Numbers(args.Length > 0 ? File.ReadAllText(args[0]).ToLowerInvariant() : Rhyme.Text);
if (text.Length <= Window)
{
    Console.Error.WriteLine($"The text has {text.Length} letters; at least {Window + 1} are needed.");
    return 1;
}

// Every window of the text, and the window one letter later: a label at each step.
int windows = text.Length - Window;
float[] letters = [.. Enumerable.Range(0, windows).SelectMany(first => text[first..(first + Window)]).Select(letter => (float)letter)];
int[] next = [.. Enumerable.Range(1, windows).SelectMany(first => text[first..(first + Window)])];
Dataset<float> data = Dataset.FromLabels(letters, Window, next, labelsPerRow: Window);
var net = new NextLetter(seed: 1);
TrainingReport report = net.Fit(data, new TrainingOptions { Epochs = 12, BatchSize = 16, Optimizer = new Adam(0.005), Clipping = GradientClipping.ByNorm(1) });
EvaluationReport learnt = net.Evaluate(data);
Console.WriteLine($"""
    {text.Length} letters, learnt by {NextLetter.ParameterCount} parameters in {report.Seconds:F1} s:
    {Math.Exp(learnt.Loss):F2} letters to choose from on average, where {Rhyme.Letters} are possible; {100 * learnt.Accuracy:F0} % guessed.

    """);

foreach (double temperature in new[] { 0.3, 1.0 })
{
    Console.WriteLine($"--- temperature {temperature:F1}\n{Write("this is the ", 160, temperature, new Random(5))}\n");
}

return args.Length > 0 || learnt.Accuracy > 0.8 ? 0 : 1;

string Write(string beginning, int length, double temperature, Random random)
{
    NextLetter.State state = default;
    float[] scores = new float[NextLetter.StepOutputSize];
    foreach (int letter in Rhyme.Numbers(beginning))
    {
        net.Step([letter], ref state, scores);
    }

    var written = new System.Text.StringBuilder(beginning);
    while (written.Length < length)
    {
        int letter = Draw(scores, temperature, random);
        written.Append(Rhyme.Letter(letter));
        net.Step([letter], ref state, scores);
    }

    return written.ToString();
}

// From the softmax of the scores, sharper the lower the temperature.
static int Draw(float[] scores, double temperature, Random random)
{
    double[] weights = [.. scores.Select(score => Math.Exp((score - scores.Max()) / temperature))];
    double left = random.NextDouble() * weights.Sum();
    int letter = 0;
    while (letter < weights.Length - 1 && (left -= weights[letter]) > 0)
    {
        letter++;
    }

    return letter;
}
