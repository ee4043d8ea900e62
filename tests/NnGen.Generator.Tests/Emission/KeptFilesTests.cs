using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>What is emitted for each of <see cref="SnapshotNets"/>, line by line.</summary>
public class KeptFilesTests
{
    public static TheoryData<string> Names => SnapshotNets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_IsTheAcceptedOne(string name) => Snapshot.Match(EmittedNet.Kept(name).Page, name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Members_AreTheAcceptedOnes(string name) => Snapshot.Match(EmittedNet.Kept(name).Members, name + ".Members");

    [Theory]
    [MemberData(nameof(Names))]
    public void Kernels_AreTheAcceptedOnes(string name)
    {
        if (EmittedNet.Kept(name).Kernels is { Length: > 0 } kernels)
        {
            Snapshot.Match(kernels, name + ".Kernels");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_IsTheAcceptedOne(string name)
    {
        if (EmittedNet.Kept(name).Record is { Length: > 0 } record)
        {
            Snapshot.Match(record, name + ".Record");
        }
    }

    /// <summary>Those of all kept networks together, as in one project.</summary>
    [Fact]
    public void SharedKernels_AreTheAcceptedOnes()
    {
        EmittedNet all = EmittedNet.Of([.. SnapshotNets.Sources.Values]);
        foreach (Microsoft.CodeAnalysis.GeneratedSourceResult file in all.Shared)
        {
            Snapshot.Match(file.SourceText.ToString(), file.HintName.Replace(".g.cs", "", StringComparison.Ordinal).Replace("NnGen.", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Folder_KeepsNoFilesOfOtherNetworks()
    {
        string folder = Path.Combine(Repository.Root, "tests", "NnGen.Generator.Tests", "Emission");
        IEnumerable<string> kept = Directory.GetFiles(folder, "*.verified.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
        IEnumerable<string> ofNetworks = SnapshotNets.Sources.Keys.SelectMany(name => new[] { name + ".verified.cs", name + ".Members.verified.cs" }.Concat(EmittedNet.Kept(name).Kernels.Length == 0 ? [] : [name + ".Kernels.verified.cs"]).Concat(EmittedNet.Kept(name).Record.Length == 0 ? [] : [name + ".Record.verified.cs"]));
        IEnumerable<string> shared = EmittedNet.Of([.. SnapshotNets.Sources.Values]).Shared.Select(file => file.HintName.Replace("NnGen.", "", StringComparison.Ordinal).Replace(".g.cs", ".verified.cs", StringComparison.Ordinal));
        IEnumerable<string> expected = ofNetworks.Concat(shared).Order(StringComparer.Ordinal);
        Assert.Equal(expected, kept);
    }
}
