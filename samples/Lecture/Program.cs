using System.Globalization;
using NnGen;
using Samples.Lecture;

// Lecture: a network of three neurons computed by hand, forward, backward and one step, beside what the library computes.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const float Rate = 0.5f;
float[] x = [3, 4];
float[] target = [1];

// A row of a weight has the incoming weights of one neuron; the bias is the weight of the input that is always 1.
var net = new LectureNet(seed: 1);
net.SetParameter("hidden.weight", [1, -2, -4, 2]);   // w13 w23, w14 w24
net.SetParameter("hidden.bias", [5, 3]);             // w03, w04
net.SetParameter("output.weight", [4, 2]);           // w35 w45
net.SetParameter("output.bias", [-1]);               // w05

// Forward: in_j is the sum of weights times outputs before, a_j the logistic function of it.
float in3 = 5 + (1 * x[0]) - (2 * x[1]);
float in4 = 3 - (4 * x[0]) + (2 * x[1]);
float a3 = Logistic(in3);
float a4 = Logistic(in4);
float in5 = -1 + (4 * a3) + (2 * a4);
float a5 = Logistic(in5);

IReadOnlyList<NeuronTrace<float>> neurons = net.Trace(x).Neurons;
Console.WriteLine("by hand                     traced");
bool agrees = true;
foreach ((NeuronTrace<float> neuron, (float sum, float output)) in neurons.Zip([(in3, a3), (in4, a4), (in5, a5)]))
{
    Console.WriteLine($"in_{neuron.Number} = {sum,7:F4}  a_{neuron.Number} = {output:F4}  {neuron.WeightedSum,7:F4}       {neuron.Output:F4}");
    agrees &= Near(sum, neuron.WeightedSum) && Near(output, neuron.Output);
}

// Backward, for the error 1/2 (t - a5)^2: delta_j is the derivative of the error by in_j.
float delta5 = (a5 - target[0]) * a5 * (1 - a5);
float delta3 = 4 * delta5 * a3 * (1 - a3);
float delta4 = 2 * delta5 * a4 * (1 - a4);

var tape = new LectureNet.Tape(capacity: 1);
var gradients = new LectureNet.Gradients();
float loss = net.Forward(x, target, tape);
net.Backward(tape, gradients);
Console.WriteLine($"\nerror {0.5f * (target[0] - a5) * (target[0] - a5):F6}, by the library {loss:F6}");
Compare("hidden.weight", [delta3 * x[0], delta3 * x[1], delta4 * x[0], delta4 * x[1]], gradients.Parameter("hidden.weight"));
Compare("hidden.bias", [delta3, delta4], gradients.Parameter("hidden.bias"));
Compare("output.weight", [delta5 * a3, delta5 * a4], gradients.Parameter("output.weight"));
Compare("output.bias", [delta5], gradients.Parameter("output.bias"));

// One step down the gradient.
foreach (ParameterInfo parameter in LectureNet.Info.Parameters)
{
    float[] slope = gradients.Parameter(parameter.Name);
    net.SetParameter(parameter.Name, [.. net.Parameter(parameter.Name).Select((w, i) => w - (Rate * slope[i]))]);
}

float after = net.Forward(x, target, tape);
Console.WriteLine($"\nafter one step of rate {Rate}: answer {net.Predict(x)[0]:F4} instead of {a5:F4}, error {after:F6} instead of {loss:F6}");
return agrees && after < loss ? 0 : 1;

static float Logistic(float z) => 1 / (1 + MathF.Exp(-z));

static bool Near(float a, float b) => Math.Abs(a - b) < 1e-6f;

void Compare(string name, float[] byHand, float[] computed)
{
    Console.WriteLine($"gradient of {name,-13}  {string.Join(" ", byHand.Select(g => $"{g,9:F6}"))}   by the library {string.Join(" ", computed.Select(g => $"{g,9:F6}"))}");
    agrees &= byHand.Zip(computed).All(pair => Near(pair.First, pair.Second));
}
