using System.Globalization;
using System.Runtime.InteropServices;
using NnGen;
using Samples.CartPole;

// REINFORCE with a baseline (Williams, 1992): play, and make what went better than usual more probable, what went worse less.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Episodes = 16;
const int MostUpdates = 200;
const double Discount = 0.99;
const double Rate = 0.01;

var random = new Random(1);
var policy = new Policy(seed: 1);
var tape = new Policy.Tape(Episodes * Cart.MostSteps);
OptimizerState<float> adam = new Adam(Rate).Bind<float>(Policy.Info);
double mean = 0;
for (int update = 1; update <= MostUpdates && mean < 475; update++)
{
    var states = new List<float>();
    var actions = new List<int>();
    var returns = new List<double>();
    for (int episode = 0; episode < Episodes; episode++)
    {
        Play(states, actions, returns);
    }

    // The advantage of an action is its return beyond the usual one, in units of how much returns vary.
    mean = (double)actions.Count / Episodes;
    double baseline = returns.Average();
    double deviation = Math.Sqrt(returns.Average(value => (value - baseline) * (value - baseline)));
    TapeRows<float> logits = policy.Forward(CollectionsMarshal.AsSpan(states), tape);
    float[] gradient = new float[2 * actions.Count];
    for (int row = 0; row < actions.Count; row++)
    {
        // Of -log p(action) * advantage by the logits: (p - one-hot of the action) * advantage.
        double advantage = (returns[row] - baseline) / (deviation + 1e-8);
        double right = Right(logits[row]);
        double surplus = (right - actions[row]) * advantage / actions.Count;
        gradient[2 * row] = (float)-surplus;
        gradient[2 * row + 1] = (float)surplus;
    }

    adam.Step(policy, gradient, tape, Rate);
    if (update % 5 == 0 || mean >= 475)
    {
        Console.WriteLine($"update {update,3}: {Episodes} episodes of {mean,5:F1} steps on average");
    }
}

// Judged without chance in what is done, from starts that it has not seen.
double steps = Enumerable.Range(0, 100).Average(_ => Balance());
Console.WriteLine($"always the likelier push: {steps:F1} of {Cart.MostSteps} steps on average of 100 episodes");
return steps >= 475 ? 0 : 1;

// The probability of a push to the right: the softmax of two logits.
static double Right(ReadOnlySpan<float> logits) => 1 / (1 + Math.Exp(logits[0] - logits[1]));

void Play(List<float> states, List<int> actions, List<double> returns)
{
    var cart = new Cart(random);
    int first = actions.Count;
    while (!cart.HasFailed && actions.Count - first < Cart.MostSteps)
    {
        float[] state = cart.State;
        int action = random.NextDouble() < Right(policy.Predict(state)) ? 1 : 0;
        states.AddRange(state);
        actions.Add(action);
        cart.Push(toTheRight: action == 1);
    }

    // Each step is worth 1; what lies ahead counts less the further away it is.
    double[] ahead = new double[actions.Count - first];
    for (int step = ahead.Length - 1; step >= 0; step--)
    {
        ahead[step] = 1 + (step + 1 < ahead.Length ? Discount * ahead[step + 1] : 0);
    }

    returns.AddRange(ahead);
}

int Balance()
{
    var cart = new Cart(random);
    int step = 0;
    for (; step < Cart.MostSteps && !cart.HasFailed; step++)
    {
        cart.Push(toTheRight: policy.Classify(cart.State) == 1);
    }

    return step;
}
