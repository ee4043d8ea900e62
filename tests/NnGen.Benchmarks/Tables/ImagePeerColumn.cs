using System.Globalization;
using NnGen.Benchmarks.Peers;

namespace NnGen.Benchmarks.Tables;

/// <summary>The columns of a peer in a process of its own.</summary>
/// <param name="Name">As the tables print it.</param>
/// <param name="Peer">The peer; null where it is missing.</param>
/// <param name="IsManaged">Whether the bytes of a call are of interest.</param>
/// <param name="IsTrained">Whether it trains.</param>
/// <param name="IsComparable">Whether anything follows from its times.</param>
internal sealed record ImagePeerColumn(string Name, ImagePeer? Peer, bool IsManaged, bool IsTrained, bool IsComparable)
{
    /// <summary>The heads of its columns.</summary>
    public string[] Heads => IsManaged ? [Name, "bytes", "against it"] : [Name, "against it"];

    /// <summary>Its cells in a row: what it took as text, the bytes of its last call, and how many times faster NnGen is.</summary>
    public string[] Cells(string taken, Timing ours, Timing? theirs)
    {
        string faster = IsComparable || theirs is null ? Cell.Faster(ours, theirs) : Cell.NotComparable;
        string bytes = Peer is null ? Cell.Missing : Peer.Process.AllocatedBytes.ToString(CultureInfo.InvariantCulture);
        return IsManaged ? [taken, bytes, faster] : [taken, faster];
    }
}
