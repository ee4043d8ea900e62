namespace NnGen.Benchmarks;

/// <summary>Rows of inputs with labels, drawn from a fixed seed: the same for every contender.</summary>
internal sealed class Samples
{
    /// <summary>Rows for a network.</summary>
    public Samples(NetCase net, int rows)
    {
        var random = new Random(20_000 + rows);
        Rows = rows;
        InputSize = net.Inputs;
        OutputSize = net.Outputs;
        Inputs = new AlignedBuffer<float>(rows * net.Inputs);
        Targets = new AlignedBuffer<float>(rows * net.Outputs);
        Labels = new int[rows];
        foreach (ref float value in Inputs.Span)
        {
            float drawn = random.NextSingle();
            value = random.NextDouble() < net.ZeroShare ? 0 : drawn;
        }

        for (int row = 0; row < rows; row++)
        {
            Labels[row] = random.Next(net.Outputs);
            Targets.Span[row * net.Outputs + Labels[row]] = 1;
        }
    }

    public int Rows { get; }

    public int InputSize { get; }

    public int OutputSize { get; }

    /// <summary>Rows x inputs.</summary>
    public AlignedBuffer<float> Inputs { get; }

    /// <summary>The labels as one-hot rows.</summary>
    public AlignedBuffer<float> Targets { get; }

    /// <summary>One class a row.</summary>
    public int[] Labels { get; }
}
