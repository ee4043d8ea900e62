using System.Globalization;
using NnGen;
using Samples.Worker;

// Worker: a thread keeps learning what sound vibration is while another one judges what comes in, with the newest network there is.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Generations = 5;
Dataset<float> sound = Signals.Sound(300, seed: 100);
float[][] faulty = [.. Enumerable.Range(0, 300).Select(i => Signals.Faulty(seed: 200 + i))];

var learner = new Learner(new SignalCoder(seed: 1));
var worker = new Thread(() => learner.Run(Generations));
worker.Start();

// Each answer is of one network, whichever that is at the moment.
var answers = new HashSet<double>();
while (worker.IsAlive)
{
    SignalCoder net = learner.Current;
    answers.Add(Signals.Error(net, faulty[0]));
}

worker.Join();
Console.WriteLine("generation    loss   sound, worst   faulty, best");
double worst = 0;
double best = 0;
foreach ((int generation, (SignalCoder net, double loss)) in learner.Generations.Index())
{
    worst = Enumerable.Range(0, sound.Rows).Max(row => Signals.Error(net, sound.InputRow(row)));
    best = faulty.Min(signal => Signals.Error(net, signal));
    Console.WriteLine($"{generation,10} {(generation == 0 ? "" : loss.ToString("F5")),7} {worst,14:F3} {best,14:F3}");
}

bool isWhole = answers.All(answer => learner.Generations.Any(generation => Signals.Error(generation.Network, faulty[0]) == answer));
Console.WriteLine($"""

    Every answer meanwhile was of one whole network: {isWhole}.
    An error of {(worst + best) / 2:F3} parts sound from faulty: {worst < best}.
    """);
return isWhole && worst < best ? 0 : 1;
