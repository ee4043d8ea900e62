using Xunit;

namespace NnGen.Tests.Persistence;

public class FailingSaveTests
{
    private static readonly byte[] OldContent = [1, 2, 3];

    [Fact]
    public void MissingDirectory_IsNamed()
    {
        using var directory = new TemporaryDirectory();
        string path = Path.Combine(directory.Path, "missing", "net.safetensors");

        Assert.Contains($"'{path}' could not be written", SaveError(path).Message, StringComparison.Ordinal);
        Assert.Empty(directory.Names());
    }

    [Fact]
    public void DirectoryInPlaceOfTheFile_StaysAsItWas()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("net.safetensors");
        Directory.CreateDirectory(Path.Combine(path, "inner"));

        Assert.Contains($"'{path}' could not be written; whatever stood there is unchanged. The reason: it is a directory.", SaveError(path).Message, StringComparison.Ordinal);
        Assert.Equal(["net.safetensors"], directory.Names());
        Assert.True(Directory.Exists(Path.Combine(path, "inner")));
    }

    [Fact]
    public void PipeInPlaceOfTheFile_StaysOne()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var directory = new TemporaryDirectory();
        string path = directory.File("net.safetensors");
        using (System.Diagnostics.Process maker = System.Diagnostics.Process.Start("mkfifo", [path]))
        {
            maker.WaitForExit();
        }

        string link = directory.File("link");
        File.CreateSymbolicLink(link, path);
        Assert.Contains("The reason: it is no regular file but a pipe, a socket or a device; open it and save to the stream.", SaveError(path).Message, StringComparison.Ordinal);
        Assert.Contains("it is no regular file", SaveError(link).Message, StringComparison.Ordinal);
        Assert.False(FileKind.IsRegularOrAbsent(path));
        Assert.Equal(["link", "net.safetensors"], directory.Names());
    }

    [Fact]
    public void KindsOfFiles_AreTold()
    {
        using var directory = new TemporaryDirectory();
        Assert.True(FileKind.IsRegularOrAbsent(directory.Write("file", OldContent)));
        Assert.True(FileKind.IsRegularOrAbsent(directory.File("absent")));
        Assert.True(FileKind.IsRegularOrAbsent(directory.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.False(FileKind.IsRegularOrAbsent("/dev/null"));
        }
    }

    [Fact]
    public void FileInPlaceOfTheDirectory_IsReported()
    {
        using var directory = new TemporaryDirectory();
        string path = Path.Combine(directory.Write("file", OldContent), "net.safetensors");

        Assert.Contains(path, SaveError(path).Message, StringComparison.Ordinal);
        Assert.Equal(["file"], directory.Names());
    }

    [Fact]
    public void ReadOnlyFile_StaysAsItWas()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("net.safetensors", OldContent);
        File.SetAttributes(path, FileAttributes.ReadOnly);

        IOException error = SaveError(path);

        File.SetAttributes(path, FileAttributes.Normal);
        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
        Assert.Equal(OldContent, File.ReadAllBytes(path));
        Assert.Equal(["net.safetensors"], directory.Names());
    }

    [Fact]
    public void WriterThatFailsMidway_LeavesTheOldFileAndNothingElse()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("net.safetensors", OldContent);

        var error = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device.");
        }));

        Assert.Contains($"'{path}' could not be written; whatever stood there is unchanged. The reason: No space left on device.", error.Message, StringComparison.Ordinal);
        Assert.Equal(OldContent, File.ReadAllBytes(path));
        Assert.Equal(["net.safetensors"], directory.Names());
    }

    [Fact]
    public void WriterWithAnotherError_LeavesTheOldFileAndPassesItOn()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("net.safetensors", OldContent);
        SafetensorsTensor tensor = SafetensorsTensor.Create<float>("a", [1], [1]);

        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(path, [tensor, tensor]));

        Assert.Equal(OldContent, File.ReadAllBytes(path));
        Assert.Equal(["net.safetensors"], directory.Names());
    }

    [Fact]
    public void ParameterThatIsNaN_IsNamedAndLeavesTheOldFile()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("net.safetensors", OldContent);
        var network = new FakeNetwork<float>(seed: 1);
        network.Parameters.Span[ParameterLayout.StorageIndex(FakeNetwork<float>.Info.Parameters[0], 4)] = float.NaN;

        var error = Assert.Throws<NetworkFileException>(() => NetworkFile.Save<FakeNetwork<float>, float>(network, path));

        Assert.Contains("FakeNetwork was not saved: element 4 of dense1.weight is NaN", error.Message, StringComparison.Ordinal);
        Assert.Equal(OldContent, File.ReadAllBytes(path));
        Assert.Equal(["net.safetensors"], directory.Names());
    }

    [Fact]
    public void ExistingFile_IsReplaced()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("net.safetensors", new byte[10_000]);

        NetworkFile.Save<FakeNetwork<float>, float>(new FakeNetwork<float>(seed: 1), path);

        Assert.Equal(1ul, NetworkFile.Load<FakeNetwork<float>, float>(path).Seed);
        Assert.Equal(["net.safetensors"], directory.Names());
    }

    [Fact]
    public void PathWithoutDirectory_IsInTheCurrentOne()
    {
        string name = $"nngen-test-{Guid.NewGuid():N}.safetensors";
        try
        {
            NetworkFile.Save<FakeNetwork<float>, float>(new FakeNetwork<float>(seed: 1), name);

            Assert.True(File.Exists(Path.Combine(Environment.CurrentDirectory, name)));
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Fact]
    public void SymbolicLink_StaysAndItsTargetIsReplaced()
    {
        using var directory = new TemporaryDirectory();
        string target = directory.Write("target.safetensors", OldContent);
        string link = directory.File("link.safetensors");
        try
        {
            File.CreateSymbolicLink(link, target);
        }
        catch (IOException) when (OperatingSystem.IsWindows())
        {
            // Windows lets only some users make links; without one, saving to the target itself is what remains to test.
            link = target;
        }

        NetworkFile.Save<FakeNetwork<float>, float>(new FakeNetwork<float>(seed: 1), link);

        Assert.Equal(link == target ? null : target, File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName);
        Assert.Equal(1ul, NetworkFile.Load<FakeNetwork<float>, float>(target).Seed);
    }

    [Fact]
    public void PermissionsOfTheOldFile_AreKept()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("net.safetensors", OldContent);
        UnixFileMode? before = null;
        if (!OperatingSystem.IsWindows())
        {
            before = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.SetUnixFileMode(path, before.Value);
        }

        NetworkFile.Save<FakeNetwork<float>, float>(new FakeNetwork<float>(seed: 1), path);

        Assert.Equal(before, OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(100)]
    public void StreamThatFails_PassesTheErrorOn(int capacity)
    {
        var stream = new FullStream(capacity);

        var error = Assert.Throws<IOException>(() => NetworkFile.Save<FakeNetwork<float>, float>(new FakeNetwork<float>(seed: 1), stream));

        Assert.Equal("No space left on device.", error.Message);
    }

    private static IOException SaveError(string path) =>
        Assert.Throws<IOException>(() => NetworkFile.Save<FakeNetwork<float>, float>(new FakeNetwork<float>(seed: 1), path));
}
