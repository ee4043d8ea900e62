using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>Says in a short text which data a run was given, in their order: sizes and a hash of every number.</summary>
internal struct DataFingerprint
{
    private ContentHash _hash = new();

    public DataFingerprint()
    {
    }

    /// <summary>Such as <c>60000 rows of 784 inputs with labels, hash 0123456789abcdef</c>. Reads the data once.</summary>
    public static string Of<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fingerprint = new DataFingerprint();
        T[] room = data.IsOfBytes ? new T[data.InputSize] : [];
        for (int row = 0; row < data.Rows; row++)
        {
            if (data.HasLabels)
            {
                fingerprint.Add(data.InputRow(row, room), data.LabelRow(row));
            }
            else
            {
                fingerprint.Add(data.InputRow(row, room), data.TargetRow(row));
            }

            if (data.HasWeights)
            {
                fingerprint.AddWeight(data.Weight(row));
            }
        }

        return fingerprint.Text(data.Rows, data.InputSize, data.TargetSize, data.HasWeights);
    }

    /// <summary>Adds a row with its labels.</summary>
    public void Add<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels)
        where T : unmanaged
    {
        _hash.Add(MemoryMarshal.AsBytes(inputs));
        foreach (int label in labels)
        {
            _hash.Add((ulong)label);
        }
    }

    /// <summary>Adds a row with targets.</summary>
    public void Add<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets)
        where T : unmanaged
    {
        _hash.Add(MemoryMarshal.AsBytes(inputs));
        _hash.Add(MemoryMarshal.AsBytes(targets));
    }

    /// <summary>Adds the weight of the row that was added last.</summary>
    public void AddWeight<T>(T weight)
        where T : unmanaged, INumberBase<T> => _hash.Add(BitConverter.DoubleToUInt64Bits(double.CreateTruncating(weight)));

    /// <summary>The text of all that was added.</summary>
    public readonly string Text(int rows, int inputSize, int targetSize, bool hasWeights)
    {
        string kind = targetSize == 0 ? "labels" : $"{targetSize} targets";
        string weights = hasWeights ? " and weights" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{rows} rows of {inputSize} inputs with {kind}{weights}, hash {_hash.Value:x16}");
    }
}
