namespace NnGen.Generator.Tests.Support;

public sealed class SnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nngen-snapshot-").FullName;
    private readonly bool _diffWasDisabled = DiffEngine.DiffRunner.Disabled;

    public SnapshotTests() => DiffEngine.DiffRunner.Disabled = true;

    private string TestFile => Path.Combine(_folder, "SomeTests.cs");

    private string Verified => Path.Combine(_folder, "SomeTests.Test.verified.cs");

    private string Received => Path.Combine(_folder, "SomeTests.Test.received.cs");

    public void Dispose()
    {
        DiffEngine.DiffRunner.Disabled = _diffWasDisabled;
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void NoAcceptedText_WritesTheReceivedFileAndNamesBoth()
    {
        string message = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Snapshot.Match("text", null, TestFile, "Test", accept: false)).Message;

        Assert.Contains(Verified, message);
        Assert.Contains(Received, message);
        Assert.Equal("text\n", File.ReadAllText(Received));
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void OtherText_Fails()
    {
        File.WriteAllText(Verified, "old\n");

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Snapshot.Match("new\n", null, TestFile, "Test", accept: false));
        Assert.Equal("new\n", File.ReadAllText(Received));
        Assert.Equal("old\n", File.ReadAllText(Verified));
    }

    [Fact]
    public void OtherTextThatIsAccepted_ReplacesTheVerifiedFile()
    {
        File.WriteAllText(Verified, "old\n");
        File.WriteAllText(Received, "stale");

        Snapshot.Match("new\n", null, TestFile, "Test", accept: true);

        Assert.Equal("new\n", File.ReadAllText(Verified));
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void OtherExtension_NamesTheFile()
    {
        File.WriteAllText(Path.ChangeExtension(Verified, "txt"), "x\n");

        Snapshot.Match("x\n", null, TestFile, "Test", extension: "txt", accept: false);
    }

    [Fact]
    public void SameTextWithOtherLineEnds_PassesAndRemovesAStaleReceivedFile()
    {
        File.WriteAllText(Verified, "a\r\nb\r\n");
        File.WriteAllText(Received, "stale");

        Snapshot.Match("a\nb", null, TestFile, "Test");

        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void OwnName_NamesTheFile()
    {
        File.WriteAllText(Path.Combine(_folder, "DigitNet.verified.cs"), "x\n");

        Snapshot.Match("x\n", "DigitNet", TestFile, "Test");
    }
}
