namespace NnGen.Benchmarks;

/// <summary>Rows of inputs with labels, drawn from a fixed seed: the same for every contender.</summary>
internal sealed class Samples
{
    /// <summary>Rows for a network.</summary>
    public Samples(NetCase net, int rows)
        : this(net.Inputs, net.Outputs, rows, net.ZeroShare)
    {
    }

    /// <summary>Rows of so many inputs, some of them zero, with a class for each.</summary>
    public Samples(int inputs, int outputs, int rows, double zeroShare = 0)
    {
        var random = new Random(20_000 + rows);
        Rows = rows;
        InputSize = inputs;
        OutputSize = outputs;
        Inputs = new AlignedBuffer<float>(rows * inputs);
        Targets = new AlignedBuffer<float>(rows * outputs);
        Labels = new int[rows];
        foreach (ref float value in Inputs.Span)
        {
            float drawn = random.NextSingle();
            value = random.NextDouble() < zeroShare ? 0 : drawn;
        }

        for (int row = 0; row < rows; row++)
        {
            Labels[row] = random.Next(outputs);
            Targets.Span[row * outputs + Labels[row]] = 1;
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
