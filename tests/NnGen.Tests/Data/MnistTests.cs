using Xunit;

namespace NnGen.Tests.Data;

public class MnistTests
{
    private static readonly byte[] Images = IdxBytes.File(0x08, [2, 1, 3], [0, 51, 255, 1, 2, 3]);
    private static readonly byte[] Labels = IdxBytes.File(0x08, [2], [7, 9]);

    [Theory]
    [InlineData("-idx", "-ubyte")]
    [InlineData("-idx", "-ubyte.gz")]
    [InlineData(".idx", "-ubyte")]
    [InlineData(".idx", "-ubyte.gz")]
    public void StandardNames_AreFound(string middle, string end)
    {
        using var directory = new TemporaryDirectory();
        WriteAll(directory, middle, end);

        (Dataset<float> training, Dataset<float> test) = Mnist.Load(directory.Path);

        Assert.Equal(2, training.Rows);
        Assert.Equal(3, training.InputSize);
        Assert.Equal([0f, 0.2f, 1f], training.InputRow(0).ToArray());
        Assert.Equal(9, training.Label(1));
        Assert.Equal(7, test.Label(0));
    }

    [Fact]
    public void MissingFile_ListsWhatWasLookedFor()
    {
        using var directory = new TemporaryDirectory();
        WriteAll(directory, "-idx", "-ubyte");
        File.Delete(directory.File("t10k-labels-idx1-ubyte"));

        var error = Assert.Throws<FileNotFoundException>(() => Mnist.Load(directory.Path));

        Assert.Contains(directory.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("t10k-labels-idx1-ubyte, t10k-labels-idx1-ubyte.gz, t10k-labels.idx1-ubyte, t10k-labels.idx1-ubyte.gz", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingDirectory_IsNamed()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => Mnist.Load("/no/such/directory"));

        Assert.Contains("/no/such/directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsInPlaceOfImages_TellWhatWasExpected() =>
        AssertBroken(Labels, Labels, "images, byte 2: expected unsigned bytes with 3 axes (magic number 2051), but found UnsignedByte with 1 axes");

    [Fact]
    public void LabelsOfAnotherType_AreRefused() =>
        AssertBroken(Images, IdxBytes.File(0x09, [2], [7, 9]), "labels, byte 2: expected unsigned bytes with 1 axes (magic number 2049), but found SignedByte");

    [Fact]
    public void LabelThatIsNoDigit_NamesItsByte() =>
        AssertBroken(Images, IdxBytes.File(0x08, [2], [7, 10]), "labels, byte 9: label 10 of item 1 is no digit");

    [Fact]
    public void MissingLabel_TellsBothNumbers() =>
        AssertBroken(Images, IdxBytes.File(0x08, [1], [7]), "has 2 images, but");

    [Fact]
    public void ImagesWithoutPixels_AreRefused() =>
        AssertBroken(IdxBytes.File(0x08, [0, 28, 28], []), IdxBytes.File(0x08, [0], []), "holds no pixels: its shape is [0, 28, 28]");

    private static void AssertBroken(byte[] images, byte[] labels, string reason)
    {
        using var directory = new TemporaryDirectory();
        string imagesPath = directory.Write("images", images);
        string labelsPath = directory.Write("labels", labels);

        var error = Assert.Throws<InvalidDataException>(() => Mnist.Read(imagesPath, labelsPath));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static void WriteAll(TemporaryDirectory directory, string middle, string end)
    {
        foreach (string part in new[] { "train", "t10k" })
        {
            directory.Write($"{part}-images{middle}3{end}", Pack(Images, end));
            directory.Write($"{part}-labels{middle}1{end}", Pack(Labels, end));
        }
    }

    private static byte[] Pack(byte[] content, string end) =>
        end.EndsWith(".gz", StringComparison.Ordinal) ? IdxBytes.Gzip(content) : content;
}
