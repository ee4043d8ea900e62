using System.Globalization;
using NnGen;
using Samples.StepByStep;

// What Fit does, by hand: batches, forward, backward, and three ways to change the parameters.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rows = 64;
var random = new Random(1);
float[] inputs = new float[Rows * 2];
float[] targets = new float[Rows];

var net = new RingNet(seed: 1);
var tape = new RingNet.Tape(Rows);
var gradients = new RingNet.Gradients();

// 1. The update by hand: a parameter, its gradient and the new value, all in PyTorch's order.
for (int step = 0; step < 200; step++)
{
    DrawBatch();
    net.Forward(inputs, targets, tape);
    gradients.Clear();
    net.Backward(tape, gradients);
    foreach (ParameterInfo parameter in RingNet.Info.Parameters)
    {
        float[] values = net.Parameter(parameter.Name);
        float[] slope = gradients.Parameter(parameter.Name);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] -= 0.5f * slope[i];
        }

        net.SetParameter(parameter.Name, values);
    }
}

Report("200 steps by hand");

// 2. The same arithmetic by an optimizer: it is bound to the network once and applied to gradients that may be changed before.
OptimizerState<float> momentum = new Sgd(0.5) { Momentum = 0.9 }.Bind<float>(RingNet.Info);
GradientClipping clipping = GradientClipping.ByNorm(1);
for (int step = 0; step < 300; step++)
{
    DrawBatch();
    net.Forward(inputs, targets, tape);
    gradients.Clear();
    net.Backward(tape, gradients);
    clipping.Apply(gradients);
    momentum.Apply(net, gradients, rate: 0.5);
}

Report("300 steps of momentum");
Console.WriteLine($"  the velocity of the last bias: {momentum.Parameter("velocity", "dense2.bias")[0]:F4}");

// 3. The fastest: nothing between gradient and update, so the rule is compiled into the backward pass and no gradient is stored.
OptimizerState<float> adam = new Adam(0.01).Bind<float>(RingNet.Info);
for (int step = 0; step < 1000; step++)
{
    DrawBatch();
    net.Forward(inputs, targets, tape);
    adam.Step(net, tape, rate: 0.01);
}

Report("1000 steps of Adam");
Console.WriteLine();
Console.WriteLine("One row laid open:");
Console.WriteLine(net.Trace([0.5f, -0.25f]));

DrawBatch();
float[] outputs = new float[Rows];
net.PredictBatch(inputs, outputs);
int right = Enumerable.Range(0, Rows).Count(row => (outputs[row] >= 0.5f) == (targets[row] == 1));
Console.WriteLine($"{right} of {Rows} new points are right.");
return right >= 0.9 * Rows ? 0 : 1;

void DrawBatch()
{
    for (int row = 0; row < Rows; row++)
    {
        double x = 4 * random.NextDouble() - 2;
        double y = 4 * random.NextDouble() - 2;
        (inputs[2 * row], inputs[2 * row + 1]) = ((float)x, (float)y);
        targets[row] = Math.Sqrt(x * x + y * y) is > 0.7 and < 1.6 ? 1 : 0;
    }
}

void Report(string what)
{
    DrawBatch();
    float loss = net.Forward(inputs, targets, tape);
    gradients.Clear();
    net.Backward(tape, gradients);
    double norm = Math.Sqrt(gradients.Parameter("dense1.weight").Sum(slope => (double)slope * slope));
    Console.WriteLine($"after {what}: loss {loss:F3}, norm of the gradient of dense1.weight {norm:F3}");
}
