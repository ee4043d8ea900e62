using BenchmarkDotNet.Attributes;

namespace NnGen.Benchmarks.Parts;

/// <summary>A network of the table by its name.</summary>
public abstract class NetParts
{
    /// <summary>The networks.</summary>
    public static IEnumerable<string> Names => NetTable.All.Select(net => net.Name);

    /// <summary>The networks that are trained.</summary>
    public static IEnumerable<string> TrainedNames => NetTable.All.Where(net => net.IsTrained).Select(net => net.Name);

    private protected static NetCase Find(string name) => NetTable.All.Single(net => net.Name == name);
}

/// <summary>One row, of which each waits for the one before.</summary>
public class Predict : NetParts
{
    private const int Calls = 1024;
    private Contender _chain = null!;

    /// <summary>The network.</summary>
    [ParamsSource(nameof(Names))]
    public string Net { get; set; } = "";

    /// <summary>Draws inputs.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        NetCase net = Find(Net);
        _chain = net.RowChain(net.Create(), new Samples(net, Benchmarks.RowChain.Inputs));
    }

    /// <summary>The chain.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void RowChain() => _chain.Run(Calls);
}

/// <summary>Many rows.</summary>
public class PredictBatch : NetParts
{
    private NetUnderTest _net = null!;
    private Samples _data = null!;
    private float[] _outputs = [];

    /// <summary>The network.</summary>
    [ParamsSource(nameof(Names))]
    public string Net { get; set; } = "";

    /// <summary>The rows.</summary>
    [Params(32, 256)]
    public int Rows { get; set; }

    /// <summary>Draws inputs.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        NetCase net = Find(Net);
        _net = net.Create();
        _data = new Samples(net, Rows);
        _outputs = new float[Rows * net.Outputs];
    }

    /// <summary>The batch.</summary>
    [Benchmark]
    public void Batch() => _net.PredictBatch(_data.Inputs.Span, _outputs);
}
