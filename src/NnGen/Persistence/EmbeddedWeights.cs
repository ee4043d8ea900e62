using System.ComponentModel;
using System.Reflection;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>Weights that were compiled in, brought to the compiler's layout: for emitted code, whose build has checked the file.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EmbeddedWeights
{
    /// <summary>The parameters of a network from a file that is a resource of its assembly. The resource is read where it lies.</summary>
    /// <param name="info">The network.</param>
    /// <param name="assembly">The assembly.</param>
    /// <param name="resource">The resource's name.</param>
    /// <param name="length">The bytes of the file.</param>
    /// <param name="dataStart">Where in it the tensors' data begin.</param>
    /// <param name="begins">Where each parameter begins in the data.</param>
    /// <param name="types">The type of each parameter's elements.</param>
    /// <exception cref="InvalidOperationException">The resource is missing, or is another file than the one that was compiled.</exception>
    public static AlignedBuffer<T> ReadResource<T>(NetworkInfo info, Assembly assembly, string resource, long length, long dataStart, ReadOnlySpan<long> begins, ReadOnlySpan<byte> types)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(assembly);
        using Stream? stream = assembly.GetManifestResourceStream(resource);
        if (stream is null || stream.Length != length)
        {
            string found = stream is null ? "none of that name" : $"one of {stream.Length} bytes";
            throw new InvalidOperationException($"The weights of {info.Name} are to be the resource '{resource}' of {length} bytes, but {assembly.GetName().Name} has {found}. Build the project anew.");
        }

        stream.Position = dataStart;
        int count = checked((int)(length - dataStart));
        if (stream is UnmanagedMemoryStream memory)
        {
            unsafe
            {
                return Read<T>(info, new ReadOnlySpan<byte>(memory.PositionPointer, count), begins, types);
            }
        }

        var data = new byte[count];
        stream.ReadExactly(data);
        return Read<T>(info, data, begins, types);
    }

    /// <summary>What was fitted to the records of a network, from the text that the file of its weights has. The build has compared the records.</summary>
    /// <param name="info">The network.</param>
    /// <param name="encoding">The text.</param>
    /// <param name="fileName">The file's name.</param>
    /// <exception cref="ArgumentException">The network takes no records.</exception>
    /// <exception cref="NetworkFileException">The text is none that the library has written for such a record.</exception>
    public static RecordEncoding ReadEncoding(NetworkInfo info, string encoding, string fileName)
    {
        ArgumentNullException.ThrowIfNull(info);
        return RecordFile.Read(info.Record ?? throw new ArgumentException($"{info.Name} takes no records.", nameof(info)), encoding, fileName);
    }

    /// <summary>The parameters of a network from the data of a file.</summary>
    /// <param name="info">The network.</param>
    /// <param name="data">The tensors' data.</param>
    /// <param name="begins">Where each parameter begins in the data.</param>
    /// <param name="types">The type of each parameter's elements.</param>
    /// <exception cref="ArgumentException">There are more or fewer begins than parameters, or an element that the network has no connection for is not 0.</exception>
    public static AlignedBuffer<T> Read<T>(NetworkInfo info, ReadOnlySpan<byte> data, ReadOnlySpan<long> begins, ReadOnlySpan<byte> types)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        if (begins.Length != info.SavedParameters.Count || types.Length != begins.Length)
        {
            throw new ArgumentException($"{info.Name} has {info.SavedParameters.Count} parameters in files, but {begins.Length} begins and {types.Length} types were given.", nameof(begins));
        }

        var parameters = new AlignedBuffer<T>(info.StorageLength);
        for (int i = 0; i < begins.Length; i++)
        {
            ParameterInfo parameter = info.SavedParameters[i];
            var type = (SafetensorsType)types[i];
            ReadOnlySpan<byte> bytes = data.Slice(checked((int)begins[i]), checked(ParameterLayout.Count(parameter) * SafetensorsTypes.Bytes(type)));
            ReadOnlySpan<T> elements = BitConverter.IsLittleEndian && type == SafetensorsElements.TypeOf<T>()
                ? MemoryMarshal.Cast<byte, T>(bytes)
                : SafetensorsElements.Read<T>(type, bytes, parameter.Name);
            ParameterLayout.Import(parameter, elements, parameters.Span);
        }

        foreach (ParameterInfo parameter in info.Parameters)
        {
            parameter.Table?.Fill(parameter, parameters.Span);
        }

        return parameters;
    }
}
