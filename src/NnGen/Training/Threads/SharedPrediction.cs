using System.Numerics;

namespace NnGen;

/// <summary>Predictions of many rows: each thread some of them. Rows are computed on their own, so the bits do not depend on the sharing.</summary>
internal sealed unsafe class SharedPrediction<TNetwork, T> : SharedRows
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>So many rows are worth handing over: tiles have six, and weights are read once for all of them.</summary>
    private const int MinRows = 16;

    private INetwork<TNetwork, T> _network = null!;
    private T* _inputs;
    private T* _outputs;
    private T* _scores;

    /// <summary>Predicts.</summary>
    /// <param name="team">Who computes; null for the caller's thread alone.</param>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The rows.</param>
    /// <param name="outputs">Room for their outputs.</param>
    /// <param name="scores">Room for the values that the last activation computes them from; empty where nobody wants them.</param>
    /// <exception cref="ArgumentException">A length is no multiple of the row's size, or the numbers of rows differ.</exception>
    public static void Run(ThreadTeam? team, INetwork<TNetwork, T> network, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> scores)
    {
        int rows = NetworkArguments.CheckRows(TNetwork.Info.Name, inputs.Length, TNetwork.Info.InputSize, outputs.Length, TNetwork.Info.OutputSize);
        if (team is null || rows < 2 * MinRows)
        {
            Predict(network, inputs, outputs, scores);
            return;
        }

        // Threads cannot be given spans: the memory is held where it is, and each makes its own.
        fixed (T* first = inputs, firstOutput = outputs, firstScore = scores)
        {
            SharedPrediction<TNetwork, T> pass = team.PassOf<SharedPrediction<TNetwork, T>>();
            pass._network = network;
            pass._inputs = first;
            pass._outputs = firstOutput;
            pass._scores = firstScore;
            team.RunRows(pass, rows, MinRows);
        }
    }

    protected override void Run(int firstRow, int rows)
    {
        (int inputs, int outputs) = (TNetwork.Info.InputSize, TNetwork.Info.OutputSize);
        Predict(
            _network,
            new ReadOnlySpan<T>(_inputs + (nint)firstRow * inputs, rows * inputs),
            new Span<T>(_outputs + (nint)firstRow * outputs, rows * outputs),
            _scores is null ? default : new Span<T>(_scores + (nint)firstRow * outputs, rows * outputs));
    }

    private static void Predict(INetwork<TNetwork, T> network, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> scores)
    {
        if (scores.IsEmpty)
        {
            network.PredictBatch(inputs, outputs);
        }
        else
        {
            network.PredictScores(inputs, outputs, scores);
        }
    }
}
