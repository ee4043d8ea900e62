using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Persistence;

/// <summary>Files whose tensors are not called as the network's parameters are.</summary>
public class TensorNamesTests
{
    private static readonly float[] s_weight = [1, 2, 3, 4, 5, 6];
    private static readonly float[] s_bias = [7, 8];

    [Fact]
    public void Map_OfTensors()
    {
        FakeNetwork<float> net = Load(TensorNames.Map(("fc.kernel", "dense1.weight"), ("fc.offset", "dense1.bias")), ("fc.kernel", [2, 3], s_weight), ("fc.offset", [2], s_bias));
        Assert.Equal(s_weight, net.Parameter("dense1.weight"));
        Assert.Equal(s_bias, net.Parameter("dense1.bias"));
    }

    [Fact]
    public void Map_OfALayerTakesAllThatItHas()
    {
        FakeNetwork<float> net = Load(TensorNames.Map(("0", "dense1")), ("0.bias", [2], s_bias), ("0.weight", [2, 3], s_weight));
        Assert.Equal(s_weight, net.Parameter("dense1.weight"));
        Assert.Equal(s_bias, net.Parameter("dense1.bias"));
    }

    [Fact]
    public void Map_PrefersTheTensorsOwnPair()
    {
        FakeNetwork<float> net = Load(TensorNames.Map(("0", "dense1"), ("shift", "dense1.bias")), ("0.weight", [2, 3], s_weight), ("shift", [2], s_bias));
        Assert.Equal(s_bias, net.Parameter("dense1.bias"));
    }

    [Fact]
    public void Prefix_LeavesOutWhatLacksIt()
    {
        FakeNetwork<float> net = Load(TensorNames.Prefix("model."), ("model.dense1.bias", [2], s_bias), ("model.dense1.weight", [2, 3], s_weight), ("criterion.weight", [1], [9]));
        Assert.Equal(s_weight, net.Parameter("dense1.weight"));
    }

    [Fact]
    public void InOrder_MatchesPartsOfLayers()
    {
        FakeNetwork<float> net = Load(TensorNames.InOrder, ("out.bias", [2], s_bias), ("out.weight", [2, 3], s_weight));
        Assert.Equal(s_weight, net.Parameter("dense1.weight"));
    }

    /// <summary>A file that is sorted by name has 10 before 2; the layers are meant in the order of their numbers.</summary>
    [Fact]
    public void InOrder_CountsNumbersByTheirValue()
    {
        using var stream = Stream(("10.bias", [1], [4]), ("10.weight", [1, 3], [1, 2, 3]), ("2.bias", [1], [8]), ("2.weight", [1, 3], [5, 6, 7]));
        IReadOnlyList<TensorLayer> layers = TensorLayer.Of(TensorOrder.ByLayers(SafetensorsFile.Read(stream), _ => true, name => name), _ => true);
        Assert.Equal(["2", "10"], layers.Select(layer => layer.Name));
        using var unsorted = Stream(("b.weight", [1], [1]), ("a.weight", [1], [1]));
        Assert.Equal(["b", "a"], TensorLayer.Of(TensorOrder.ByLayers(SafetensorsFile.Read(unsorted), _ => true, name => name), _ => true).Select(layer => layer.Name));
    }

    [Fact]
    public void Save_UnderOtherNamesAndBack()
    {
        var net = new FakeNetwork<float>(3);
        net.SetParameter("dense1.weight", s_weight);
        TensorNames names = TensorNames.Map(("4", "dense1"));
        using var stream = new MemoryStream();
        NetworkFile.Save<FakeNetwork<float>, float>(net, stream, names);
        stream.Position = 0;
        Assert.Equal(["4.weight", "4.bias"], SafetensorsFile.Read(stream).Tensors.Select(tensor => tensor.Name));
        stream.Position = 0;
        Assert.Equal(s_weight, NetworkFile.Load<FakeNetwork<float>, float>(stream, names).Parameter("dense1.weight"));
        Assert.Throws<ArgumentException>(() => NetworkFile.Save<FakeNetwork<float>, float>(net, new MemoryStream(), TensorNames.InOrder));
    }

    [Theory]
    [InlineData("0", "TensorNames.Map((\"0\", \"dense1\"))")]
    [InlineData("model.dense1", "TensorNames.Prefix(\"model.\")")]
    public void FailedLoad_SuggestsTheNamesThatFit(string layer, string expected)
    {
        NetworkFileException refused = Assert.Throws<NetworkFileException>(() => Load(null, (layer + ".bias", [2], s_bias), (layer + ".weight", [2, 3], s_weight)));
        Assert.Contains($"Its shapes fit under other names: load it with {expected}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FailedLoad_SuggestsNothingWhereShapesDiffer()
    {
        NetworkFileException refused = Assert.Throws<NetworkFileException>(() => Load(null, ("0.bias", [3], [1, 2, 3]), ("0.weight", [3, 2], s_weight)));
        Assert.DoesNotContain("TensorNames", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingTensor_IsNamedAsTheFileShouldHaveIt()
    {
        NetworkFileException refused = Assert.Throws<NetworkFileException>(() => Load(TensorNames.Map(("0", "dense1")), ("0.weight", [2, 3], s_weight)));
        Assert.Contains("0.bias, which is to be dense1.bias, is missing from the file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatMeanNothing_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => TensorNames.Map());
        Assert.Throws<ArgumentException>(() => TensorNames.Map(("", "dense1")));
        Assert.Contains("'0' of the file twice", Assert.Throws<ArgumentException>(() => TensorNames.Map(("0", "a"), ("0", "b"))).Message, StringComparison.Ordinal);
        Assert.Contains("'a' of the network twice", Assert.Throws<ArgumentException>(() => TensorNames.Map(("0", "a"), ("1", "a"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TensorNames.Prefix(""));
    }

    [Theory]
    [InlineData("2", "10", -1)]
    [InlineData("layer.2.fc", "layer.10.fc", -1)]
    [InlineData("a", "b", -1)]
    [InlineData("a1", "a", 1)]
    [InlineData("007", "7", 0)]
    public void NumbersInNames_CountByTheirValue(string x, string y, int expected) => Assert.Equal(expected, Math.Sign(NumbersByValue.Comparer.Compare(x, y)));

    private static FakeNetwork<float> Load(TensorNames? names, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        using MemoryStream stream = Stream(tensors);
        return NetworkFile.Load<FakeNetwork<float>, float>(stream, names);
    }

    private static MemoryStream Stream(params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var stream = new MemoryStream();
        SafetensorsFile.Write(stream, [.. tensors.Select(tensor => SafetensorsTensor.Create<float>(tensor.Name, tensor.Shape, tensor.Values))]);
        stream.Position = 0;
        return stream;
    }
}
