using System.Globalization;

namespace NnGen;

/// <summary>
/// The file of a checkpoint: the parameters under their own names, every slot under <c>optimizer.mean/dense1.weight</c>, the best
/// parameters under <c>best/dense1.weight</c>, all in the canonical order; the state of the run, its identity and a checksum as metadata.
/// </summary>
internal static class CheckpointFile
{
    private const string Version = "1";
    private const string StateKey = "state";
    private const string ChecksumKey = "checksum";

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="stream">Takes the content.</param>
    /// <param name="info">The network.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="identity">The run.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="tensors">All tensors, in the order of the file.</param>
    /// <param name="network">The network itself, which may know scales of records; null where only its parameters matter.</param>
    public static void Write(Stream stream, NetworkInfo info, ulong seed, CheckpointIdentity identity, CheckpointState state, IReadOnlyList<SafetensorsTensor> tensors, object? network = null)
    {
        Dictionary<string, string> metadata = NetworkMetadata.Of(info, seed, network);
        metadata.Add(NetworkMetadata.CheckpointKey, Version);
        identity.AddTo(metadata);
        metadata.Add(StateKey, CheckpointStateText.Write(state));
        metadata.Add(ChecksumKey, Checksum(metadata, tensors));
        SafetensorsFile.Write(stream, tensors, metadata);
    }

    /// <summary>Reads a checkpoint of a run.</summary>
    /// <exception cref="NetworkFileException">It belongs to another run, or to another version of the format, or is no checkpoint.</exception>
    /// <exception cref="InvalidDataException">It is truncated or corrupt.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (SafetensorsFile File, CheckpointState State) Read(string path, CheckpointIdentity identity)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        string version = file.Metadata.GetValueOrDefault(NetworkMetadata.CheckpointKey)
            ?? throw new NetworkFileException($"{path} is no checkpoint of a run: its metadata have no '{NetworkMetadata.CheckpointKey}'. Choose another path, or load it with NetworkFile and start without Resume.");
        if (version != Version)
        {
            throw new NetworkFileException($"{path} is a checkpoint of format {MessageText.Start(version)}, but this version of NnGen reads format {Version}. Resume with the version of NnGen that wrote it, or choose another path to start afresh.");
        }

        string found = file.Metadata.GetValueOrDefault(ChecksumKey) ?? "missing";
        string computed = Checksum(file.Metadata, file.Tensors);
        if (found != computed)
        {
            throw new InvalidDataException($"{path} is corrupt: its checksum is {MessageText.Start(found)}, but its content gives {computed}. Restore the file from a copy, or choose another path to start afresh.");
        }

        identity.Check(file.Metadata, path);
        string state = file.Metadata.GetValueOrDefault(StateKey) ?? throw new InvalidDataException($"{path}: the metadata have no '{StateKey}'.");
        return (file, CheckpointStateText.Read(state, path));
    }

    private static string Checksum(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafetensorsTensor> tensors)
    {
        var hash = new ContentHash();
        foreach (string key in metadata.Keys.Where(key => key != ChecksumKey).Order(StringComparer.Ordinal))
        {
            hash.Add(key);
            hash.Add(metadata[key]);
        }

        foreach (SafetensorsTensor tensor in tensors)
        {
            hash.Add(tensor.ToString());
            hash.Add(tensor.Data.Span);
        }

        return hash.Value.ToString("x16", CultureInfo.InvariantCulture);
    }
}
