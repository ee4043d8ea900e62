using System.Text;
using NnGen;

namespace Samples.LeNet;

/// <summary>Filters and feature maps as pictures: each number a square, light where it is large.</summary>
internal static class Drawings
{
    private const int Gap = 2;

    /// <summary>The six filters of the first convolution.</summary>
    public static string Filters(LeNet5 net)
    {
        ParameterInfo weight = LeNet5.Info.Parameter("conv2d1.weight");
        float[] values = ParameterLayout.Export<float>(weight, net.Parameters.Span);
        int side = weight.Shape[^1];
        return Sheet([("filters", side, [.. values.Chunk(side * side)])], 14);
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

        return Sheet([("image", 28, [image]), Of("relu1"), Of("maxpool2d1"), Of("relu2"), Of("maxpool2d2")], 3);
    }

    public static void Save(string path, string svg) => File.WriteAllText(path, svg);

    /// <summary>A line of pictures for each group, each with its own range from black to white.</summary>
    private static string Sheet(IReadOnlyList<(string Name, int Side, float[][] Pictures)> lines, int pixel)
    {
        var text = new StringBuilder();
        int y = Gap;
        int width = 0;
        foreach ((string name, int side, float[][] pictures) in lines)
        {
            text.Append($"<text x=\"{Gap}\" y=\"{y + 12}\">{name}</text>\n");
            y += 16;
            for (int i = 0; i < pictures.Length; i++)
            {
                Picture(text, pictures[i], side, Gap + (i * ((side * pixel) + Gap)), y, pixel);
            }

            width = Math.Max(width, Gap + (pictures.Length * ((side * pixel) + Gap)));
            y += (side * pixel) + Gap;
        }

        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {y}\" width=\"{width}\" height=\"{y}\" font-family=\"sans-serif\" font-size=\"11\" shape-rendering=\"crispEdges\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{text}</svg>\n";
    }

    private static void Picture(StringBuilder text, float[] values, int side, int left, int top, int pixel)
    {
        float low = values.Min();
        float range = Math.Max(values.Max() - low, 1e-6f);
        for (int i = 0; i < values.Length; i++)
        {
            int grey = (int)(255 * (values[i] - low) / range);
            text.Append($"<rect x=\"{left + (i % side * pixel)}\" y=\"{top + (i / side * pixel)}\" width=\"{pixel}\" height=\"{pixel}\" fill=\"rgb({grey},{grey},{grey})\"/>\n");
        }
    }
}
