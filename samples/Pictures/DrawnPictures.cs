using SkiaSharp;

namespace Samples.Pictures;

/// <summary>Circles, squares and triangles of any colour and place, as files.</summary>
internal static class DrawnPictures
{
    private static readonly string[] s_shapes = ["circle", "square", "triangle"];

    /// <summary>Draws so many of each, every other one as JPEG.</summary>
    public static void Write(string folder, int ofEach, int seed)
    {
        var random = new Random(seed);
        foreach (string shape in s_shapes)
        {
            string into = Directory.CreateDirectory(Path.Combine(folder, shape)).FullName;
            for (int i = 0; i < ofEach; i++)
            {
                (SKEncodedImageFormat format, string ending) = i % 2 == 0 ? (SKEncodedImageFormat.Png, "png") : (SKEncodedImageFormat.Jpeg, "jpg");
                using SKSurface surface = SKSurface.Create(new SKImageInfo(48, 48));
                Draw(surface.Canvas, shape, random);
                using SKImage image = surface.Snapshot();
                using SKData data = image.Encode(format, 90);
                using FileStream file = File.Create(Path.Combine(into, $"{i:000}.{ending}"));
                data.SaveTo(file);
            }
        }
    }

    private static void Draw(SKCanvas canvas, string shape, Random random)
    {
        float hue = (float)random.NextDouble() * 360;
        canvas.Clear(SKColor.FromHsl(hue, 40, 20 + 20 * (float)random.NextDouble()));
        using var paint = new SKPaint { IsAntialias = true, Color = SKColor.FromHsl((hue + 90 + 180 * (float)random.NextDouble()) % 360, 70, 70) };
        float size = 10 + 8 * (float)random.NextDouble();
        canvas.Translate(size + (48 - 2 * size) * (float)random.NextDouble(), size + (48 - 2 * size) * (float)random.NextDouble());
        canvas.RotateDegrees(40 * ((float)random.NextDouble() - 0.5f));
        switch (shape)
        {
            case "circle":
                canvas.DrawCircle(0, 0, size, paint);
                break;
            case "square":
                canvas.DrawRect(-0.8f * size, -0.8f * size, 1.6f * size, 1.6f * size, paint);
                break;
            default:
                using (var path = new SKPath())
                {
                    path.AddPoly([new SKPoint(0, -size), new SKPoint(0.9f * size, 0.7f * size), new SKPoint(-0.9f * size, 0.7f * size)]);
                    canvas.DrawPath(path, paint);
                }

                break;
        }
    }
}
