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
    public void Kernels_AreTheAcceptedOnes(string name) => Snapshot.Match(EmittedNet.Kept(name).Kernels, name + ".Kernels");

    [Fact]
    public void Folder_KeepsNoFilesOfOtherNetworks()
    {
        string folder = Path.Combine(Repository.Root, "tests", "NnGen.Generator.Tests", "Emission");
        IEnumerable<string> kept = Directory.GetFiles(folder, "*.verified.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
        IEnumerable<string> expected = SnapshotNets.Sources.Keys.SelectMany(name => new[] { name + ".verified.cs", name + ".Members.verified.cs", name + ".Kernels.verified.cs" }).Order(StringComparer.Ordinal);
        Assert.Equal(expected, kept);
    }
}
