using BenchmarkDotNet.Attributes;

namespace NnGen.Benchmarks.Parts;

/// <summary>A step of training.</summary>
public class TrainStep : NetParts
{
    private Action _step = () => { };

    /// <summary>The network.</summary>
    [ParamsSource(nameof(TrainedNames))]
    public string Net { get; set; } = "";

    /// <summary>The rows of a batch.</summary>
    [Params(32, 128)]
    public int Rows { get; set; }

    /// <summary>The optimizer.</summary>
    [Params("SGD", "Adam")]
    public string Optimizer { get; set; } = "";

    /// <summary>Draws rows. The rate is so small that the parameters stay where they are.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        NetCase net = Find(Net);
        _step = net.Create().TrainingStep(new Samples(net, Rows), Optimizer == "SGD" ? new Sgd(1e-7) : new Adam(1e-7));
    }

    /// <summary>Forward, backward and update.</summary>
    [Benchmark]
    public void Step() => _step();
}
