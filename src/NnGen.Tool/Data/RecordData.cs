using System.Numerics;
using System.Reflection;

namespace NnGen.Tool.Data;

/// <summary>Records of a CSV file, for networks with <c>[Input&lt;T&gt;]</c>: the network itself reads them.</summary>
/// <param name="path">The file.</param>
/// <param name="options">How it is read.</param>
/// <param name="validation">The share of the rows that is judged by.</param>
/// <param name="seed">The seed of the parting.</param>
internal sealed class RecordData(string path, CsvOptions options, double validation, ulong seed) : SearchData
{
    private int _rows;

    /// <inheritdoc/>
    public override string Description => _rows == 0 ? Path.GetFileName(path) : $"{Path.GetFileName(path)}: {_rows} records";

    /// <inheritdoc/>
    public override (Dataset<T> Training, Dataset<T> Validation) For<TNetwork, T>(TNetwork network)
    {
        Type record = typeof(TNetwork).GetInterfaces().First(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IRecordNetwork<,,>)).GenericTypeArguments[1];
        return ((Dataset<T>, Dataset<T>))GetType().GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(typeof(TNetwork), record, typeof(T))
            .Invoke(this, BindingFlags.DoNotWrapExceptions, null, [network], null)!;
    }

    private (Dataset<T> Training, Dataset<T> Validation) Read<TNetwork, TRecord, T>(TNetwork network)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>, IRecordNetwork<TNetwork, TRecord, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RecordDataset<TRecord> all;
        try
        {
            all = RecordCsv.Read<TNetwork, TRecord, T>(path, options);
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            throw Misfit(exception.Message);
        }

        _rows = all.Count;
        RecordDataset<TRecord> training;
        RecordDataset<TRecord> held;
        try
        {
            (training, held) = all.Split(validation, seed);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw Misfit($"The {all.Count} records cannot be parted with --validation {validation}: {exception.Message}");
        }

        RecordTraining.Adapt<TNetwork, TRecord, T>(network, training);
        return (RecordTraining.ToDataset<TNetwork, TRecord, T>(network, training), RecordTraining.ToDataset<TNetwork, TRecord, T>(network, held));
    }
}
