using Xunit;

namespace NnGen.Tests.Data;

public class ScalerFileTests
{
    private static readonly double[] Matrix = [1, -10, 5, 3, 30, 5, 2.1, 1.0 / 3, 5];

    [Fact]
    public void StandardScaler_ComesBackWithTheSameBits()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("scaler.safetensors");
        StandardScaler<double> saved = StandardScaler.Fit(Matrix, 3);
        saved.Save(path);
        StandardScaler<double> loaded = StandardScaler.Load<double>(path);
        Assert.Equal(saved.Means.ToArray(), loaded.Means.ToArray());
        Assert.Equal(saved.Deviations.ToArray(), loaded.Deviations.ToArray());
        Assert.Equal(["scaler.safetensors"], directory.Names());
    }

    [Fact]
    public void MinMaxScaler_ComesBackWithTheSameBits_AlsoForTheOtherElementType()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("scaler.safetensors");
        MinMaxScaler<double> saved = MinMaxScaler.Fit(Matrix, 3, 0.1, 0.9);
        saved.Save(path);
        MinMaxScaler<float> loaded = MinMaxScaler.Load<float>(path);
        Assert.Equal(saved.Minima.ToArray(), loaded.Minima.ToArray());
        Assert.Equal(saved.Maxima.ToArray(), loaded.Maxima.ToArray());
        Assert.Equal((0.1, 0.9), (loaded.Low, loaded.High));
        double[] rows = [.. Matrix];
        MinMaxScaler.Load<double>(path).Transform(rows);
        MinMaxScaler.Load<double>(path).Inverse(rows);
        Assert.Equal(2.1, rows[6], 1e-14);
    }

    [Fact]
    public void ScalerOfAnotherKind_NamesTheLoadThatReadsIt()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("scaler");
        MinMaxScaler.Fit(Matrix, 3).Save(path);
        Assert.Contains("load it with MinMaxScaler.Load", Assert.Throws<InvalidDataException>(() => StandardScaler.Load<float>(path)).Message, StringComparison.Ordinal);
        StandardScaler.Fit(Matrix, 3).Save(path);
        Assert.Contains("load it with StandardScaler.Load", Assert.Throws<InvalidDataException>(() => MinMaxScaler.Load<float>(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NetworkFile_IsNoScaler()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("net");
        NetworkFile.Save<FakeNetwork<float>, float>(new FakeNetwork<float>(1), path);
        Assert.Contains("holds no scaler", Assert.Throws<InvalidDataException>(() => StandardScaler.Load<float>(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTruncation_IsRefusedWithTheFilesName()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("scaler");
        StandardScaler.Fit(Matrix, 3).Save(path);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => StandardScaler.Load<double>(path)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new double[] { 1, 2 }, new double[] { 1 }, "[1], but [2] was expected")]
    [InlineData(new double[] { 1 }, new double[] { -1 }, "deviation of column 0 is -1")]
    [InlineData(new double[] { double.NaN }, new double[] { 1 }, "element 0 of 'mean' is NaN")]
    [InlineData(new double[] { 1 }, new double[] { 5e-324 }, "column 0 is scaled by x * ")]
    [InlineData(new double[] { 1e300 }, new double[] { 1e-10 }, "column 0 is scaled by x * 10000000000 + -")]
    public void ImpossibleNumbers_AreNamed(double[] means, double[] deviations, string expected)
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("scaler");
        SafetensorsTensor[] tensors =
        [
            SafetensorsTensor.Create<double>("mean", [means.Length], means),
            SafetensorsTensor.Create<double>("deviation", [deviations.Length], deviations),
        ];
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string> { ["scaler"] = "standard" });
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => StandardScaler.Load<double>(path)).Message, StringComparison.Ordinal);
        SafetensorsFile.Write(path, tensors[..1], new Dictionary<string, string> { ["scaler"] = "standard" });
        Assert.Throws<InvalidDataException>(() => StandardScaler.Load<double>(path));
    }

    [Fact]
    public void DeviationThatSinglePrecisionCannotDivideBy_IsRefusedThereAlone()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("scaler");
        StandardScaler.Fit(new[] { 0.0, 2e-40 }, 1).Save(path);
        Assert.Equal([1e-40], StandardScaler.Load<double>(path).Deviations.ToArray());
        Assert.Contains("beyond the range of Single", Assert.Throws<InvalidDataException>(() => StandardScaler.Load<float>(path)).Message, StringComparison.Ordinal);

        // Squares of such distances are 0, so the column counts as constant; its span is not.
        Assert.Equal([0.0], StandardScaler.Fit(new[] { 0.0, 1e-320 }, 1).Deviations.ToArray());
        Assert.Contains("beyond the range of Double", Assert.Throws<ArgumentException>(() => MinMaxScaler.Fit(new[] { 0.0, 1e-320 }, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderThatDoesNotExist_FailsAndLeavesNothing()
    {
        using var directory = new TemporaryDirectory();
        Assert.ThrowsAny<IOException>(() => StandardScaler.Fit(Matrix, 3).Save(directory.File("none/scaler")));
        Assert.Empty(directory.Names());
    }

    [Fact]
    public void NetworkWithoutTheLayer_IsToldToDeclareIt()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => StandardScaler.Fit(Matrix, 3).WriteTo(new FakeNetwork<double>(1)));
        Assert.Contains("declare [InputScaler]", refused.Message, StringComparison.Ordinal);
    }
}
