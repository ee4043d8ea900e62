using System.Globalization;
using System.Text;

namespace Samples.Digits;

/// <summary>Writes images, the progress bar and tables as text. Nothing here knows of networks.</summary>
internal static class Terminal
{
    private const int Side = DrawnDigits.Side;
    private const string Shades = " ░▒▓█";
    private const int BarWidth = 24;

    /// <summary>Whether a line can be overwritten: false when the output goes to a file or a pipe.</summary>
    private static readonly bool s_overwrites = !Console.IsOutputRedirected;

    private static int s_lastTenth = -1;

    /// <summary>How many images stand beside each other.</summary>
    public static int ImagesAbreast => s_overwrites ? Math.Clamp((Console.WindowWidth + 2) / (Side + 2), 1, 4) : 3;

    /// <summary>Shows how far an epoch has come. In a file there is no line to overwrite and nothing is written.</summary>
    public static void Progress(string title, double done, string text)
    {
        int tenth = (int)(done * 10 * BarWidth);
        if (!s_overwrites || tenth == s_lastTenth)
        {
            return;
        }

        s_lastTenth = tenth;
        int full = (int)(done * BarWidth);
        Console.Write($"\r{title} [{new string('█', full)}{new string('·', BarWidth - full)}] {text}");
    }

    /// <summary>Goes to a line of its own, where a progress bar stands.</summary>
    public static void LeaveBar()
    {
        if (s_lastTenth >= 0)
        {
            Console.WriteLine();
        }
    }

    /// <summary>Writes a line in place of the progress bar.</summary>
    public static void Line(string text = "") => Console.WriteLine(s_overwrites ? $"\r{text}\u001b[K" : text);

    /// <summary>Draws images side by side; a character is one pixel wide and two high.</summary>
    public static void Images(IReadOnlyList<(float[] Pixels, string Title)> images)
    {
        Line(string.Join("  ", images.Select(image => image.Title.PadRight(Side))).TrimEnd());
        for (int y = 0; y < Side; y += 2)
        {
            var line = new StringBuilder();
            foreach ((float[] pixels, _) in images)
            {
                for (int x = 0; x < Side; x++)
                {
                    float grey = (pixels[(y * Side) + x] + pixels[((y + 1) * Side) + x]) / 2;
                    line.Append(Shades[(int)Math.Round(Math.Clamp(grey, 0, 1) * (Shades.Length - 1))]);
                }

                line.Append("  ");
            }

            Line(line.ToString().TrimEnd());
        }
    }

    /// <summary>A number with thousands separated, the same on every machine.</summary>
    public static string Number(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);
}
