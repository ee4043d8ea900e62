using System.Globalization;
using NnGen;
using Samples.DeepOrWide;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Beginnings = 20;
Task2D[] tasks = [Task2D.Disc, Task2D.Cross, Task2D.Stripes];

Console.WriteLine($"""
    Three networks of 18 weights, {Beginnings} beginnings each. Percent of points told right, by the best and the median of them:

                         weights   {string.Join("", tasks.Select(task => $"  {task.Name,-14}"))}
                        + biases   {string.Join("", tasks.Select(_ => "   best  median "))}
    """);
double[,] best = new double[3, tasks.Length];
double[,] median = new double[3, tasks.Length];
Contest<Wide>(0, "2-6-1, wide");
Contest<Middle>(1, "2-3-3-1");
Contest<Deep>(2, "2-2-2-2-2-1, deep");

// What the deep one can do, whether training finds it or not. Two rectifiers make a tent, 2 relu(t) - 4 relu(t - 1/2): it maps the first
// half of [0, 1] onto [0, 1], and the second half back again. A tent of a tent has two peaks, and so each layer doubles them.
var folded = new Deep(seed: 0);
Set(folded, "dense1.weight", [1, 0, 1, 0]);
Set(folded, "dense1.bias", [0, -0.5f]);
foreach (string layer in new[] { "dense2", "dense3", "dense4" })
{
    Set(folded, layer + ".weight", [2, -4, 2, -4]);
    Set(folded, layer + ".bias", [0, -0.5f]);
}

Set(folded, "dense5.weight", [80, -160]);
Set(folded, "dense5.bias", [-20]);
double byHand = folded.Evaluate(Task2D.Stripes.Grid()).Accuracy ?? 0;
Console.WriteLine($"""

      2-2-2-2-2-1 with weights set by hand, stripes: {100 * byHand:F1} %

    One hidden layer of 6 rectifiers bends a straight line 6 times. On a walk from left to right its sum has 7 straight pieces, and each
    can cross the border between no and yes once: of the {Task2D.Borders} borders of the stripes it can have 7. The deep network folds the
    square instead: each layer of 2 units can lay one half upon the other, so 4 layers make 8 peaks with {Task2D.Borders} borders, of as many weights.

    Yet training found none of that. In a layer of 2 rectifiers one dead unit is half of all that passes, so deep and narrow networks
    get stuck where wide ones go on: look at the medians. Depth can say more with the same weights; width is easier to learn.
    """);

bool asExpected = byHand == 1 && best[0, 2] < 1 && best[2, 2] < 1 && median[0, 0] > median[2, 0] && median[0, 1] > median[2, 1];
return asExpected ? 0 : 1;

void Contest<TNetwork>(int row, string name)
    where TNetwork : class, ITrainableNetwork<TNetwork, float>
{
    int weights = TNetwork.Info.Parameters.Where(parameter => parameter.Name.EndsWith(".weight", StringComparison.Ordinal)).Sum(ParameterLayout.Count);
    Console.Write($"  {name,-19} {weights,3} + {TNetwork.Info.ParameterCount - weights,-2}");
    for (int task = 0; task < tasks.Length; task++)
    {
        Dataset<float> grid = tasks[task].Grid();
        double[] accuracies = new double[Beginnings];
        for (int i = 0; i < Beginnings; i++)
        {
            TNetwork net = TNetwork.Create(seed: (ulong)i + 1);
            Trainer.Fit<TNetwork, float>(net, grid, new TrainingOptions { Epochs = 120, BatchSize = 32, Optimizer = new Adam(0.02) });
            accuracies[i] = Trainer.Evaluate<TNetwork, float>(net, grid).Accuracy ?? 0;
        }

        Array.Sort(accuracies);
        best[row, task] = accuracies[^1];
        median[row, task] = (accuracies[(Beginnings / 2) - 1] + accuracies[Beginnings / 2]) / 2;
        Console.Write($"   {100 * best[row, task],5:F1}   {100 * median[row, task],5:F1}  ");
    }

    Console.WriteLine();
}

// A parameter in PyTorch's layout: a row for each unit.
static void Set(Deep net, string name, float[] values)
{
    ParameterInfo parameter = NetworkFacts.Of<Deep, float>().Parameters.Single(parameter => parameter.Name == name);
    ParameterLayout.Import<float>(parameter, values, net.Parameters.Span);
}
