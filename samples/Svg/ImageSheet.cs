using System.Text;

namespace Samples.Svg;

/// <summary>A page of small grey images: each number a square, light where it is large.</summary>
internal static class ImageSheet
{
    private const int Gap = 2;

    /// <summary>A line of pictures for each group, each with its own range from black to white.</summary>
    public static string Draw(IReadOnlyList<(string Name, int Side, float[][] Pictures)> lines, int pixel)
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
