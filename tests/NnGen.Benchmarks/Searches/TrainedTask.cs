using System.Numerics;
using System.Runtime.InteropServices;
using NnGen.InMemory;
using NnGen.Search;

namespace NnGen.Benchmarks.Searches;

/// <summary>A task of real data: every configuration of <see cref="NetworkFamily"/>, trained to the end from each seed on each share of the data.</summary>
internal sealed class TrainedTask : SearchTask
{
    private readonly Dictionary<Configuration, int> _numbers = [];
    private readonly float[] _curves;
    private readonly double[] _parameters;

    private TrainedTask(string name, int epochs, int seeds)
        : base(name, NetworkFamily.Space, epochs, seeds)
    {
        foreach (Configuration configuration in Space.Enumerate())
        {
            _numbers.Add(configuration, _numbers.Count);
        }

        _curves = new float[_numbers.Count * seeds * Shares.Length * epochs];
        _parameters = new double[_numbers.Count];
    }

    public override ReadOnlySpan<float> Curve(Configuration configuration, int seed, int share)
        => _curves.AsSpan(((((_numbers[configuration] * Seeds) + seed) * Shares.Length) + share) * Epochs, Epochs);

    public override double Parameters(Configuration configuration) => _parameters[_numbers[configuration]];

    /// <summary>Trains all of it, or reads what an earlier run kept.</summary>
    /// <param name="folder">Where curves are kept; null for nowhere.</param>
    public static TrainedTask Of(SearchData data, int epochs, int seeds, string? folder)
    {
        var task = new TrainedTask(data.Name, epochs, seeds);
        string? file = folder is null ? null : Path.Combine(folder, $"{data.Name}-{epochs}-{seeds}.curves");
        LoadedNetworks networks = NetworkFamily.Compile(data.Training.InputSize, data.Outputs);
        foreach ((Configuration configuration, int number) in task._numbers)
        {
            task._parameters[number] = networks.Visit(NetworkFamily.ClassName(configuration), new ParametersOf());
        }

        Span<byte> bytes = MemoryMarshal.AsBytes(task._curves.AsSpan());
        if (File.Exists(file) && new FileInfo(file).Length == bytes.Length)
        {
            File.ReadAllBytes(file).CopyTo(bytes);
            return task;
        }

        foreach (Configuration configuration in task._numbers.Keys)
        {
            networks.Visit(NetworkFamily.ClassName(configuration), new Training(task, data, configuration));
        }

        if (file is not null)
        {
            Directory.CreateDirectory(folder!);
            File.WriteAllBytes(file, bytes);
        }

        return task;
    }

    private sealed class ParametersOf : INetworkVisitor<double>
    {
        public double Visit<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TNetwork.Info.ParameterCount;
    }

    private sealed class Training(TrainedTask task, SearchData data, Configuration configuration) : INetworkVisitor<bool>
    {
        public bool Visit<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int seed = 0; seed < task.Seeds; seed++)
            {
                for (int share = 0; share < Shares.Length; share++)
                {
                    int start = ((((task._numbers[configuration] * task.Seeds) + seed) * Shares.Length) + share) * task.Epochs;
                    Train<TNetwork, T>((ulong)seed + 1, Shares[share], task._curves.AsSpan(start, task.Epochs));
                }
            }

            return true;
        }

        private void Train<TNetwork, T>(ulong seed, double share, Span<float> curve)
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var training = (Dataset<T>)(object)data.Training;
            var rows = training.Slice(0, Math.Max(1, (int)(share * training.Rows)));
            curve.Fill(float.NaN);
            IReadOnlyList<EpochReport> epochs;
            try
            {
                epochs = Trainer.Fit(TNetwork.Create(seed), rows, NetworkFamily.Training(configuration, task.Epochs, seed), (Dataset<T>)(object)data.Validation).Epochs;
            }
            catch (TrainingException exception)
            {
                epochs = exception.Report.Epochs;
            }

            double least = double.PositiveInfinity;
            for (int i = 0; i < epochs.Count && epochs[i].ValidationLoss is double loss && double.IsFinite(loss); i++)
            {
                least = Math.Min(least, loss);
                curve[i] = (float)least;
            }
        }
    }
}
