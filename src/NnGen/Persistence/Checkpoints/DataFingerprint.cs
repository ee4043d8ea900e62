using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>Says in a short text which data a run was given, in their order: sizes and a hash of every number.</summary>
internal static class DataFingerprint
{
    /// <summary>Such as <c>60000 rows of 784 inputs with labels, hash 0123456789abcdef</c>. Reads the data once.</summary>
    public static string Of<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var hash = new ContentHash();
        for (int row = 0; row < data.Rows; row++)
        {
            hash.Add(MemoryMarshal.AsBytes(data.InputRow(row)));
            if (data.HasLabels)
            {
                hash.Add((ulong)data.Label(row));
            }
            else
            {
                hash.Add(MemoryMarshal.AsBytes(data.TargetRow(row)));
            }
        }

        string kind = data.HasLabels ? "labels" : $"{data.TargetSize} targets";
        return string.Create(CultureInfo.InvariantCulture, $"{data.Rows} rows of {data.InputSize} inputs with {kind}, hash {hash.Value:x16}");
    }
}
