using System.Globalization;

namespace NnGen;

/// <summary>What a network's file says beside its tensors.</summary>
internal static class NetworkMetadata
{
    /// <summary>The key that makes a file the checkpoint of a run; its value is the version of the format.</summary>
    internal const string CheckpointKey = "checkpoint";

    private const string FormatKey = "format";
    private const string Format = "nngen";
    private const string NameKey = "network";
    private const string LayersKey = "layers";
    private const string SeedKey = "seed";

    /// <summary>The metadata of a network.</summary>
    /// <param name="info">Its facts.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="network">The network itself, which may know scales of records.</param>
    internal static Dictionary<string, string> Of(NetworkInfo info, ulong seed, object? network)
    {
        var metadata = new Dictionary<string, string>
        {
            [FormatKey] = Format,
            [NameKey] = info.Name,
            [LayersKey] = info.LayerTable,
            [SeedKey] = seed.ToString(CultureInfo.InvariantCulture),
        };
        RecordFile.AddTo(metadata, info, network);
        return metadata;
    }

    /// <summary>The layer table; null in files of others.</summary>
    internal static string? LayerTable(SafetensorsFile file) => Get(file, LayersKey);

    /// <summary>Whether the file is the checkpoint of a run, which holds more than a network.</summary>
    internal static bool IsCheckpoint(SafetensorsFile file) => Get(file, CheckpointKey) is not null;

    /// <summary>The seed; 0 in files of others.</summary>
    /// <exception cref="NetworkFileException">It is no number.</exception>
    internal static ulong Seed(SafetensorsFile file, string fileName)
    {
        string? text = Get(file, SeedKey);
        if (text is null)
        {
            return 0;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new NetworkFileException($"{fileName}: the seed in the metadata is {MessageText.Quoted(text)}, but it should be a number from 0 to {ulong.MaxValue}.");
    }

    private static string? Get(SafetensorsFile file, string key) =>
        file.Metadata.GetValueOrDefault(FormatKey) == Format ? file.Metadata.GetValueOrDefault(key) : null;
}
