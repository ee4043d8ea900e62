using System.ComponentModel;

namespace NnGen;

/// <summary>A network that takes records, whatever they are: it has what was fitted to them beside its parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRecordNetwork
{
    /// <summary>Scales, and what stands for missing values; null until they are fitted or loaded.</summary>
    RecordEncoding? Encoding { get; set; }
}

/// <summary>A network that takes records of a type: the columns and the targets of one, without reflection.</summary>
/// <typeparam name="TSelf">The network.</typeparam>
/// <typeparam name="TRecord">The record.</typeparam>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRecordNetwork<TSelf, TRecord, T> : INetwork<TSelf, T>, IRecordNetwork
    where TSelf : class, IRecordNetwork<TSelf, TRecord, T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes the columns of a record. Allocates nothing.</summary>
    /// <param name="record">The record.</param>
    /// <param name="encoding">Scales, and what stands for missing values.</param>
    /// <param name="features">Exactly <see cref="NetworkInfo.InputSize"/> elements, overwritten.</param>
    static abstract void Encode(in TRecord record, RecordEncoding encoding, Span<T> features);

    /// <summary>Writes the targets of a record: numbers, or the number of the class.</summary>
    /// <param name="record">The record.</param>
    /// <param name="targets">One element for each of <see cref="RecordSchema.Targets"/>, overwritten.</param>
    static abstract void WriteTargets(in TRecord record, Span<double> targets);
}

/// <summary>A network whose records can be made of rows of text.</summary>
/// <typeparam name="TSelf">The network.</typeparam>
/// <typeparam name="TRecord">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRecordReader<TSelf, TRecord>
    where TSelf : class, IRecordReader<TSelf, TRecord>
{
    /// <summary>A record of the row that is being read.</summary>
    static abstract TRecord ReadRecord(RecordRow row);
}
