using NnGen;
using Samples.Playground.Data;
using Samples.Playground.Declarations;

namespace Samples.Playground.Training;

/// <summary>A network in training, whatever its class. Serves one thread at a time.</summary>
internal interface INetworkRun
{
    /// <summary>The facts of the network.</summary>
    NetworkInfo Info { get; }

    /// <summary>Its layers of neurons.</summary>
    IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The steps done.</summary>
    long Steps { get; }

    /// <summary>The examples seen.</summary>
    long Samples { get; }

    /// <summary>The epochs done, and the part of the one that has begun.</summary>
    double Epochs { get; }

    /// <summary>The rate of the next step.</summary>
    double Rate { get; }

    /// <summary>The training point that a step of one row would take next.</summary>
    LabeledPoint Next { get; }

    /// <summary>Begins anew, with the weights that a seed draws and those that are given by name in their place.</summary>
    /// <exception cref="ArgumentException">A parameter does not fit; the message says why.</exception>
    void Begin(ulong seed, IReadOnlyDictionary<string, double[]> parameters);

    /// <summary>Goes on with other options; what the optimizer has kept is lost.</summary>
    void Use(TrainingSettings settings);

    /// <summary>One step over the next batch.</summary>
    /// <param name="rows">The rows of the batch, or 0 for as many as the options say.</param>
    void Step(int rows = 0);

    /// <summary>Losses, accuracies, norms and dead units of now.</summary>
    RunScores Score();

    /// <summary>All weights and biases, layer by layer, a row for each neuron: its weights and then its bias.</summary>
    float[] Weights();

    /// <summary>Sets one number of such a row by hand.</summary>
    /// <exception cref="ArgumentException">There is no such number.</exception>
    void SetWeight(int layer, int unit, int index, double value);

    /// <summary>The parameters by name, for a link to this state.</summary>
    Dictionary<string, double[]> Parameters();

    /// <summary>The planes that <see cref="DrawOutput"/> writes: one for a number, two for classes, the class and how sure it is.</summary>
    int OutputPlanes { get; }

    /// <summary>Draws what the network says of the whole square into bytes, as <see cref="PlaneMaps"/> has them.</summary>
    void DrawOutput(Span<byte> planes, int side);

    /// <summary>Draws what each neuron says of the whole square, one map after the other.</summary>
    void DrawNeurons(Span<byte> maps, int side);

    /// <summary>The passes over one point, number by number.</summary>
    /// <param name="x">Its place.</param>
    /// <param name="y">Its place.</param>
    /// <param name="target">What is to be told of it.</param>
    PointPasses Explain(double x, double y, double target);
}
