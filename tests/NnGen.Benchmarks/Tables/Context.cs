using NnGen.Benchmarks.Images;
using NnGen.Benchmarks.Peers;

namespace NnGen.Benchmarks.Tables;

/// <summary>What all tables share: the peers that are there, the way of timing, the filter.</summary>
internal sealed class Context : IDisposable
{
    private readonly string _only;
    private readonly List<string> _peers = [];

    /// <summary>Looks for the peers.</summary>
    public Context(Options options)
    {
        _only = options.Only;
        Rounds = new Rounds(options.IsQuick);
        IsQuick = options.IsQuick;
        Folder = Directory.CreateTempSubdirectory("nngen-benchmark-").FullName;
        C = CPeer.TryBuild(Folder, out string reason);
        Note("C", C, reason, CPeer.Command + ", no library");
        Onnx = OnnxPeer.TryLoad(Folder, out reason);
        Note("ONNX Runtime", Onnx, reason, Onnx is null ? null : $"{Onnx.Version}, products of matrices from its own MLAS");
        Torch = TorchPeer.TryFind(Folder, out reason);
        Note("PyTorch", Torch, reason, Torch is null ? null : $"{Torch.Version}, products of matrices from {Torch.Blas}{(Torch.IsComparable ? "" : ": the reference library, so its times are not comparable; build/bench.sh installs OpenBLAS")}");
        ImagePeers = Images(ImageRows.Name).Concat(Images(ImageTraining.Name)).Any() ? [.. StartImagePeers(options)] : [];
    }

    /// <summary>For files of this run; deleted at its end.</summary>
    public string Folder { get; }

    /// <summary>How contenders are timed.</summary>
    public Rounds Rounds { get; }

    /// <summary>Whether a rough result will do.</summary>
    public bool IsQuick { get; }

    /// <summary>The compiled C file.</summary>
    public CPeer? C { get; }

    /// <summary>ONNX Runtime.</summary>
    public OnnxPeer? Onnx { get; }

    /// <summary>PyTorch.</summary>
    public TorchPeer? Torch { get; }

    /// <summary>The peers of networks of images that have a process of their own, the missing ones among them.</summary>
    public IReadOnlyList<ImagePeerColumn> ImagePeers { get; }

    /// <summary>What the peers are, and why some are missing.</summary>
    public IReadOnlyList<string> Peers => _peers;

    /// <summary>The networks of a table that the filter leaves.</summary>
    public IEnumerable<NetCase> Nets(string table, Func<NetCase, bool>? where = null)
        => NetTable.All.Where(net => (where is null || where(net)) && Wants(table, net.Name));

    /// <summary>The networks of images of a table that the filter leaves.</summary>
    public IEnumerable<ImageCase> Images(string table) => ImageTable.All.Where(net => Wants(table, net.Name));

    /// <summary>Whether the filter leaves a row.</summary>
    public bool Wants(string table, string row = "")
        => _only.Length == 0
            || table.Contains(_only, StringComparison.OrdinalIgnoreCase)
            || (row.Length > 0 && row.Contains(_only, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ImagePeerColumn column in ImagePeers)
        {
            column.Peer?.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private IEnumerable<ImagePeerColumn> StartImagePeers(Options options)
    {
        ImagePeer? onnx = ImagePeer.TryManaged("ONNX Runtime, C#", "Onnx", "OnnxManaged", Folder, out string reason);
        Note("ONNX Runtime, C#", onnx, reason, onnx?.Process.Greeting);
        yield return new ImagePeerColumn("ONNX Runtime, C#", onnx, IsManaged: true, IsTrained: false, IsComparable: true);

        ImagePeer? torch = ImagePeer.TryTorch(Torch, Folder, out reason);
        Note("PyTorch for images", torch, reason, torch is null ? null : $"{torch.Process.Greeting}, in the same rounds");
        yield return new ImagePeerColumn("PyTorch", torch, IsManaged: false, IsTrained: true, Torch?.IsComparable ?? true);

        if (options.TorchSharp)
        {
            ImagePeer? sharp = ImagePeer.TryManaged("TorchSharp", "Torch", "TorchManaged", Folder, out reason);
            Note("TorchSharp", sharp, reason, sharp?.Process.Greeting);
            yield return new ImagePeerColumn("TorchSharp", sharp, IsManaged: true, IsTrained: true, IsComparable: true);
        }
    }

    private void Note(string name, object? peer, string reason, string? what)
        => _peers.Add(peer is null ? $"{name} is missing: {reason}." : $"{name}: {what}.");
}
