using Xunit;
using static NnGen.Tests.Data.Images.ImageBytesOf;

namespace NnGen.Tests.Data.Images;

/// <summary>Folders of pictures, a subfolder for each class.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private void Write(string folder, string file, byte[] content)
    {
        Directory.CreateDirectory(_directory.File(folder));
        File.WriteAllBytes(Path.Combine(_directory.File(folder), file), content);
    }

    [Fact]
    public void ClassesAndFiles_ComeInOrdinalOrder()
    {
        Write("dog", "b.PPM", Binary("P6 2 1 255\n", 1, 2, 3, 4, 5, 6));
        Write("dog", "a.bmp", Bmp(2, 1, 24, [], [9, 8, 7, 6, 5, 4, 0, 0]));
        Write("Cat", "x.pgm", Binary("P5 2 1 255\n", 50, 60));
        Write("Cat", "notes.txt", [1, 2]);
        Directory.CreateDirectory(Path.Combine(_directory.File("Cat"), "deeper.pgm"));
        File.WriteAllBytes(_directory.File("readme.pgm"), [1]);

        LabelledImages images = ImageFolder.Read(_directory.Path, new ImageFolderOptions { Channels = 3 });

        Assert.Equal(["Cat", "dog"], images.Classes.Names);
        Assert.Equal([0, 1, 1], images.Classes.Labels);
        Assert.Equal(["x.pgm", "a.bmp", "b.PPM"], images.Files.Select(file => Path.GetFileName(file)));
        Assert.Equal([3, 1, 2], images.Shape);
        Assert.Equal([50, 60, 50, 60, 50, 60, 7, 4, 8, 5, 9, 6, 1, 4, 2, 5, 3, 6], images.Pixels.ToArray());
        Dataset<float> data = images.ToDataset();
        Assert.Equal((3, 6, true, 1), (data.Rows, data.InputSize, data.IsOfBytes, data.Label(2)));
        Assert.Equal([1f, 4, 2, 5, 3, 6], data.InputRow(2).ToArray());

        LabelledImages last = ImageFolder.Read(_directory.Path, new ImageFolderOptions { Channels = 3, Layout = ImageLayout.ChannelsLast });
        Assert.Equal([1, 2, 3, 4, 5, 6], last.Pixels.ToArray()[^6..]);
        Assert.Equal(ImageLayout.ChannelsLast, last.Layout);
        Assert.Equal([1, 1, 2], ImageFolder.Read(_directory.Path).Shape);
    }

    [Fact]
    public void OtherSizes_AreRefusedUnlessStretched()
    {
        Write("a", "1.pgm", Binary("P5 2 1 255\n", 0, 200));
        Write("a", "2.pgm", Binary("P5 1 1 255\n", 7));
        string message = Assert.Throws<InvalidDataException>(() => ImageFolder.Read(_directory.Path)).Message;
        Assert.Contains("2.pgm has 1 lines of 1 pixels, but 1 of 2 were expected as ", message, StringComparison.Ordinal);
        Assert.Contains("1.pgm has; set Resize = ImageResize.Stretch", message, StringComparison.Ordinal);
        LabelledImages images = ImageFolder.Read(_directory.Path, new ImageFolderOptions { Height = 1, Width = 4, Resize = ImageResize.Stretch });
        Assert.Equal([0, 50, 150, 200, 7, 7, 7, 7], images.Pixels.ToArray());
    }

    [Fact]
    public void WrongFolders_AreRefused()
    {
        Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Read(_directory.File("none")));
        Assert.Contains("has no subfolders", Assert.Throws<InvalidDataException>(() => ImageFolder.Read(_directory.Path)).Message, StringComparison.Ordinal);
        Write("a", "1.png", [1]);
        Assert.Contains("has no picture", Assert.Throws<InvalidDataException>(() => ImageFolder.Read(_directory.Path)).Message, StringComparison.Ordinal);
        Write("a", "1.pgm", Text("P5 1"));
        Assert.Contains("1.pgm, byte 4: ", Assert.Throws<InvalidDataException>(() => ImageFolder.Read(_directory.Path)).Message, StringComparison.Ordinal);
        Write("a", "1.pgm", Binary("P5 1 1 255\n", 1));
        Assert.Contains("more than the 2147483591", Assert.Throws<InvalidDataException>(() => ImageFolder.Read(_directory.Path, new ImageFolderOptions { Height = int.MaxValue, Width = int.MaxValue, Resize = ImageResize.Stretch })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ImageFolder.Read(_directory.Path, new ImageFolderOptions { Channels = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFolder.Read(_directory.Path, new ImageFolderOptions { Width = -1 }));
        Assert.Throws<ArgumentException>(() => ImageFolder.Read(_directory.Path, new ImageFolderOptions { Resize = (ImageResize)9 }));
    }
}
