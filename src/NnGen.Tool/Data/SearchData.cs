using System.Numerics;

namespace NnGen.Tool.Data;

/// <summary>The rows that candidates are trained on and judged by: the same for all of them. May be used by many threads at once.</summary>
internal abstract class SearchData
{
    /// <summary>What was read, in a few words.</summary>
    public abstract string Description { get; }

    /// <summary>The rows as a network takes them, and what is fitted to the training rows written into it.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">Its numbers.</typeparam>
    /// <param name="network">A fresh network.</param>
    /// <exception cref="ToolException">The data do not fit the network.</exception>
    public abstract (Dataset<T> Training, Dataset<T> Validation) For<TNetwork, T>(TNetwork network)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The first rows of a share of the training rows, which stand in a random order: those of a smaller share are among those of a larger one.</summary>
    public static Dataset<T> Share<T>(Dataset<T> training, double share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        share >= 1 ? training : training.Slice(0, Math.Max(1, (int)Math.Ceiling(training.Rows * share)));

    /// <summary>Parts rows into those to train on and those to judge by, with equal shares of each class where there are classes.</summary>
    protected static (Dataset<T> Training, Dataset<T> Validation) Split<T>(Dataset<T> all, double validation, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            (Dataset<T> training, Dataset<T> held) = all.HasLabels && all.LabelsPerRow == 1 ? all.SplitStratified(validation, seed) : all.Split(validation, seed);
            return (training.Shuffle(seed), held);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"The {all.Rows} rows cannot be parted with --validation {validation}: {exception.Message}");
        }
    }

    /// <summary>Says that rows do not fit a network.</summary>
    protected static ToolException Misfit(string what) => new(what);
}
