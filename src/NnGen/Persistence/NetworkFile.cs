using System.Globalization;

namespace NnGen;

/// <summary>
/// Saves and loads the parameters of networks as safetensors files, with the names, shapes and row-major order that PyTorch uses
/// (<c>dense1.weight</c> is [out, in]), whatever layout the compiler chose.
/// </summary>
/// <remarks>
/// The element type of a file is that of the network, F32 or F64, and of weights that are kept as 16 bits (<see cref="WeightStorage"/>) BF16 or F16. Loading takes F64, F32, F16 and BF16 into either; narrowing rounds to
/// the nearest. NaN and infinities, and numbers beyond the range of the network's type, are refused: such a network could not predict.
/// The metadata carry <c>format</c> = <c>nngen</c>, the network's name, its layer table and its seed. Files of others, without these, are
/// judged by their tensors alone. A path that ends with <c>.index.json</c> is the index of a model in several files. A checkpoint of a run (<see cref="CheckpointOptions"/>) loads as the network that it holds.
/// </remarks>
public static class NetworkFile
{
    /// <summary>
    /// Saves a network: a temporary file in the same directory is written and flushed to the disk, then takes the name.
    /// Whatever fails, an existing file stays as it was.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="names">How the tensors are to be called; null where they have the names of the network's parameters.</param>
    /// <exception cref="ArgumentException"><paramref name="names"/> gives no names to save under, as <see cref="TensorNames.InOrder"/>, or is in another layout than PyTorch's.</exception>
    /// <exception cref="NetworkFileException">A parameter is NaN or infinite; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be written, or is marked read-only; the message names it.</exception>
    public static void Save<TNetwork, T>(TNetwork network, string path, TensorNames? names = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        List<SafetensorsTensor> tensors = Export<TNetwork, T>(network, names ?? TensorNames.Same);
        SafetensorsFile.Write(path, tensors, NetworkMetadata.Of(TNetwork.Info, network.Seed, network));
    }

    /// <summary>Writes a network to a stream.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">Takes the content. Left open.</param>
    /// <param name="names">How the tensors are to be called; null where they have the names of the network's parameters.</param>
    /// <exception cref="ArgumentException"><paramref name="names"/> gives no names to save under, as <see cref="TensorNames.InOrder"/>, or is in another layout than PyTorch's.</exception>
    /// <exception cref="NetworkFileException">A parameter is NaN or infinite; the message names it. Nothing is written.</exception>
    public static void Save<TNetwork, T>(TNetwork network, Stream stream, TensorNames? names = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        List<SafetensorsTensor> tensors = Export<TNetwork, T>(network, names ?? TensorNames.Same);
        SafetensorsFile.Write(stream, tensors, NetworkMetadata.Of(TNetwork.Info, network.Seed, network));
    }

    /// <summary>A network with the parameters of a file. Its seed is the one in the file; 0 where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">How the tensors are called in the file; null where they have the names of the network's parameters.</param>
    /// <exception cref="ArgumentException"><paramref name="names"/> is <see cref="TensorNames.Sequential"/>, and the network is no chain.</exception>
    /// <exception cref="NetworkFileException">The file holds another topology (the message shows both layer tables), a number that is not finite, or one other than 0 where the network has no connection.</exception>
    /// <exception cref="InvalidDataException">The file is no safetensors file, truncated or corrupt; the message names file, byte and reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TNetwork Load<TNetwork, T>(string path, TensorNames? names = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        Create<TNetwork, T>(SafetensorsFile.Read(path), path, names);

    /// <summary>A network with the parameters of a stream, which is read to its end. Its seed is the one in the stream; 0 where there is none.</summary>
    /// <param name="stream">The content. Left open.</param>
    /// <param name="names">How the tensors are called in the file; null where they have the names of the network's parameters.</param>
    /// <exception cref="ArgumentException"><paramref name="names"/> is <see cref="TensorNames.Sequential"/>, and the network is no chain.</exception>
    /// <exception cref="NetworkFileException">The stream holds another topology (the message shows both layer tables), a number that is not finite, or one other than 0 where the network has no connection.</exception>
    /// <exception cref="InvalidDataException">The content is no safetensors file, truncated or corrupt; the message names byte and reason.</exception>
    public static TNetwork Load<TNetwork, T>(Stream stream, TensorNames? names = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        const string Name = "the stream";
        return Create<TNetwork, T>(SafetensorsFile.Read(stream, Name), Name, names);
    }

    /// <summary>Gives an existing network the parameters of a file. Where anything is wrong with the file, the network stays as it was.</summary>
    /// <param name="network">The network; its seed does not change.</param>
    /// <param name="path">The file.</param>
    /// <param name="names">How the tensors are called in the file; null where they have the names of the network's parameters.</param>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    /// <exception cref="ArgumentException"><paramref name="names"/> is <see cref="TensorNames.Sequential"/>, and the network is no chain.</exception>
    /// <exception cref="NetworkFileException">The file holds another topology (the message shows both layer tables), a number that is not finite, or one other than 0 where the network has no connection.</exception>
    /// <exception cref="InvalidDataException">The file is no safetensors file, truncated or corrupt; the message names file, byte and reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void LoadInto<TNetwork, T>(TNetwork network, string path, TensorNames? names = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        (T[][] parameters, _, RecordEncoding? encoding) = Check<TNetwork, T>(SafetensorsFile.Read(path), path, names);
        ParameterAccess.CheckFree(network.Parameters, TNetwork.Info.Name, "loaded into");
        Import<TNetwork, T>(network, parameters, encoding);
    }

    private static TNetwork Create<TNetwork, T>(SafetensorsFile file, string fileName, TensorNames? names)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        (T[][] parameters, ulong seed, RecordEncoding? encoding) = Check<TNetwork, T>(file, fileName, names);
        TNetwork network = TNetwork.Create(seed);
        Import<TNetwork, T>(network, parameters, encoding);
        return network;
    }

    /// <summary>All that is asked of a file, whatever is then done with it.</summary>
    private static (T[][] Parameters, ulong Seed, RecordEncoding? Encoding) Check<TNetwork, T>(SafetensorsFile file, string fileName, TensorNames? names)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // A record that has changed has other columns, and so other shapes: what was changed is the record.
        RecordEncoding? encoding = RecordFile.Read(TNetwork.Info, file.Metadata, fileName);
        return (NetworkFileCheck.Parameters<T>(TNetwork.Info, file, fileName, names ?? TensorNames.Same), NetworkMetadata.Seed(file, fileName), encoding);
    }

    private static void Import<TNetwork, T>(TNetwork network, T[][] parameters, RecordEncoding? encoding)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterLayout.Import<T>(TNetwork.Info.SavedParameters[i], parameters[i], network.Parameters.Span);
        }

        if (network is IRecordNetwork ofRecords)
        {
            ofRecords.Encoding = encoding;
        }
    }

    private static List<SafetensorsTensor> Export<TNetwork, T>(TNetwork network, TensorNames names)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var tensors = new List<SafetensorsTensor>();
        foreach (ParameterInfo parameter in TNetwork.Info.SavedParameters)
        {
            T[] canonical = ParameterLayout.Export<T>(parameter, network.Parameters.Span);
            int bad = Array.FindIndex(canonical, element => !T.IsFinite(element));
            if (bad >= 0)
            {
                string value = canonical[bad].ToString(null, CultureInfo.InvariantCulture);
                throw new NetworkFileException($"{TNetwork.Info.Name} was not saved: element {bad} of {parameter.Name} is {value}. Train again with a smaller learning rate, or from the last good parameters.");
            }

            string name = names.NameOf(TNetwork.Info, parameter.Name);
            tensors.Add(parameter.Storage == WeightStorage.Full
                ? SafetensorsTensor.Create<T>(name, parameter.Shape, canonical)
                : SafetensorsTensor.Create<T>(name, parameter.Shape, canonical, ShortNumbers.TypeOf(parameter.Storage)));
        }

        return tensors;
    }
}
