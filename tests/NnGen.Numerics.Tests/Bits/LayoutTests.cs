using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>A network that is given images with channels last computes the bits of its twin that is given them, transposed by hand, with channels first.</summary>
public sealed class LayoutTests
{
    private const int Rows = 13;

    [Fact]
    public void CameraImages_AreTheTwins() => Check<CameraImages, CameraImagesByChannels>();

    [Fact]
    public void CameraAndSeries_AreTheTwins() => Check<CameraAndSeries, CameraAndSeriesByChannels>();

    [Fact]
    public void FlatCamera_IsTheTwin() => Check<FlatCamera, FlatCameraByChannels>();

    [Fact]
    public void GreyCamera_IsTheTwin() => Check<GreyCamera, GreyCameraByChannels>();

    [Fact]
    public void Info_TellsTheLayoutAndTheDeclaredShape()
    {
        Assert.Equal([3, 9, 8], NetworkFacts.Of<CameraImages, float>().InputShape);
        Assert.Equal([("input", ImageLayout.ChannelsLast)], NetworkFacts.Of<CameraImages, float>().Inputs.Select(input => (input.Name, input.Layout)));
        Assert.Equal([("image", ImageLayout.ChannelsLast), ("series", ImageLayout.ChannelsLast)], NetworkFacts.Of<CameraAndSeries, float>().Inputs.Select(input => (input.Name, input.Layout)));
        Assert.Equal(ImageLayout.ChannelsFirst, NetworkFacts.Of<CameraImagesByChannels, float>().Inputs[0].Layout);
    }

    /// <summary>What the node is has the order of the shape; what was given and its gradient have the caller's.</summary>
    [Fact]
    public void Tape_HasTheInputAsGivenAndTheNodeByChannels()
    {
        float[] image = [.. Enumerable.Range(0, 3 * 9 * 8).Select(i => (float)i)];
        float[] byChannels = [.. Enumerable.Range(0, 3).SelectMany(channel => image.Where((_, i) => i % 3 == channel))];
        var camera = new CameraImages.Tape(1);
        new CameraImages(1).Forward(image, [0], camera);
        Assert.Equal(image, camera.Input.ToArray());
        Assert.Equal(byChannels, camera.Value("input1").ToArray());

        var flat = new FlatCamera.Tape(1);
        new FlatCamera(1).Forward(image.AsSpan(0, 60), [0, 1], flat);
        Assert.Equal(image[..60], flat.Input.ToArray());
        Assert.Equal([.. Enumerable.Range(0, 3).SelectMany(channel => image[..60].Where((_, i) => i % 3 == channel))], flat.Value("input1").ToArray());
    }

    private static void Check<TNetwork, TTwin>()
        where TNetwork : class, ITrainableNetwork<TNetwork, float>
        where TTwin : class, ITrainableNetwork<TTwin, float>
    {
        NetworkInfo info = TNetwork.Info;
        TNetwork network = Networks.WithBiases<TNetwork, float>(3);
        TTwin twin = Networks.WithBiases<TTwin, float>(3);
        Batch<float> batch = Batch<float>.Draw(info, Rows, seed: 4);
        float[] byChannels = [.. batch.Inputs.Chunk(info.InputSize).SelectMany(row => ChannelsFirst(info, row))];
        foreach (Width<float> width in Width<float>.All)
        {
            Compare.SameBits<float>(width.PredictBatch(twin, byChannels), width.PredictBatch(network, batch.Inputs), $"PredictBatch at {width.Bits} bits");
            Compare.SameBits<float>(width.Predict(twin, byChannels[..info.InputSize]), width.Predict(network, batch.Inputs[..info.InputSize]), $"Predict at {width.Bits} bits");
        }

        NetworkTape<float> tape = TNetwork.CreateTape(Rows);
        NetworkTape<float> twins = TTwin.CreateTape(Rows);
        float loss = batch.Forward(network, tape);
        Assert.Equal(batch.Labels is null ? twin.Forward(byChannels, batch.Targets, twins) : twin.Forward(byChannels, batch.Labels, twins), loss);
        NetworkGradients<float> gradients = TNetwork.CreateGradients();
        NetworkGradients<float> gradientsOfTwin = TTwin.CreateGradients();
        network.Backward(tape, gradients);
        twin.Backward(twins, gradientsOfTwin);
        foreach (ParameterInfo parameter in info.Parameters)
        {
            Compare.SameBits<float>(gradientsOfTwin.Parameter(parameter.Name), gradients.Parameter(parameter.Name), parameter.Name);
        }

        float[] inputGradients = PackedRows.Gradients(tape, info);
        Compare.SameBits<float>(PackedRows.Gradients(twins, TTwin.Info), [.. inputGradients.Chunk(info.InputSize).SelectMany(row => ChannelsFirst(info, row))], "gradients of the inputs");
        Assert.Equal(network.Trace(batch.Inputs.AsSpan(0, info.InputSize)).Nodes.SelectMany(node => node.Values), twin.Trace(byChannels.AsSpan(0, info.InputSize)).Nodes.SelectMany(node => node.Values));
    }

    /// <summary>A packed row with each image's channels first.</summary>
    private static IEnumerable<float> ChannelsFirst(NetworkInfo info, float[] row) =>
        from input in info.Inputs
        let own = row[input.FirstColumn..(input.FirstColumn + input.Size)]
        from channel in Enumerable.Range(0, input.Shape[0])
        from value in own.Where((_, i) => i % input.Shape[0] == channel)
        select value;
}
