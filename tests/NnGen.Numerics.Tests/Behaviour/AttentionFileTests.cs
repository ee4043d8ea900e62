using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Weights of attention as PyTorch's <c>MultiheadAttention</c> saves them.</summary>
public sealed class AttentionFileTests
{
    private static readonly string[] s_parts = ["q", "k", "v"];

    [Theory]
    [InlineData(SafetensorsType.F32)]
    [InlineData(SafetensorsType.F64)]
    public void QueriesKeysAndValuesBelowOneAnother_AreRead(SafetensorsType type)
    {
        var net = new StreamingTransformer(3);
        StreamingTransformer loaded = Load(net, tensors =>
        [
            .. tensors.Where(tensor => !s_parts.Any(part => tensor.Name.StartsWith($"a.{part}_proj", StringComparison.Ordinal))),
            Together(tensors, "weight", [36, 12], type),
            Together(tensors, "bias", [36], type),
        ]);
        Assert.Equal(net.Parameters.Span, loaded.Parameters.Span);
    }

    /// <summary>As they are called where keys or values have other features than queries.</summary>
    [Fact]
    public void WeightsWithAnUnderscore_AreRead()
    {
        var net = new StreamingTransformer(4);
        StreamingTransformer loaded = Load(net, tensors =>
        [
            .. tensors.Select(tensor => s_parts.Any(part => tensor.Name == $"a.{part}_proj.weight")
                ? new SafetensorsTensor(tensor.Name.Replace("_proj.weight", "_proj_weight", StringComparison.Ordinal), tensor.Type, tensor.Shape, tensor.Data)
                : tensor),
        ]);
        Assert.Equal(net.Parameters.Span, loaded.Parameters.Span);
    }

    /// <summary>Rows that are no multiple of three, and parts that are there already, are told of by their names.</summary>
    [Fact]
    public void WhatHasNoThreeParts_IsRefused()
    {
        var net = new StreamingTransformer(5);
        string Message(Func<IReadOnlyList<SafetensorsTensor>, IEnumerable<SafetensorsTensor>> change) => Assert.Throws<NetworkFileException>(() => Load(net, change)).Message;

        Assert.Contains("the network has no parameter a.in_proj_bias", Message(tensors => [.. tensors, SafetensorsTensor.Create<float>("a.in_proj_bias", [4], new float[4])]), StringComparison.Ordinal);
        Assert.Contains("the network has no parameter a.in_proj_bias", Message(tensors => [.. tensors, SafetensorsTensor.Create<float>("a.in_proj_bias", [36], new float[36])]), StringComparison.Ordinal);
    }

    private static SafetensorsTensor Together(IReadOnlyList<SafetensorsTensor> tensors, string kind, int[] shape, SafetensorsType type) => SafetensorsTensor.Create<double>(
        "a.in_proj_" + kind,
        shape,
        [.. s_parts.SelectMany(part => tensors.Single(tensor => tensor.Name == $"a.{part}_proj.{kind}").ToArray<double>())],
        type);

    private static StreamingTransformer Load(StreamingTransformer net, Func<IReadOnlyList<SafetensorsTensor>, IEnumerable<SafetensorsTensor>> change)
    {
        var saved = new MemoryStream();
        net.Save(saved);
        saved.Position = 0;
        var file = SafetensorsFile.Read(saved, "saved");
        var changed = new MemoryStream();
        SafetensorsFile.Write(changed, [.. change(file.Tensors)], file.Metadata);
        changed.Position = 0;
        return StreamingTransformer.Load(changed);
    }
}
