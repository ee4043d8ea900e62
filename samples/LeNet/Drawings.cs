using NnGen;
using Samples.Svg;

namespace Samples.LeNet;

/// <summary>Filters and feature maps as pictures.</summary>
internal static class Drawings
{
    /// <summary>The six filters of the first convolution.</summary>
    public static string Filters(LeNet5 net)
    {
        ParameterInfo weight = LeNet5.Info.Parameter("conv2d1.weight");
        float[] values = ParameterLayout.Export<float>(weight, net.Parameters.Span);
        int side = weight.Shape[^1];
        return ImageSheet.Draw([("filters", side, [.. values.Chunk(side * side)])], 14);
    }

    /// <summary>An image, and what is left of it behind both convolutions and pools.</summary>
    public static string Maps(LeNet5 net, float[] image)
    {
        NetworkTrace<float> trace = net.Trace<LeNet5, float>(image);
        (string, int, float[][]) Of(string name)
        {
            NodeTrace<float> node = trace[name];
            int side = node.Node.Shape[^1];
            return (name, side, [.. node.Values.Chunk(side * side)]);
        }

        return ImageSheet.Draw([("image", 28, [image]), Of("relu1"), Of("maxpool2d1"), Of("relu2"), Of("maxpool2d2")], 3);
    }
}
