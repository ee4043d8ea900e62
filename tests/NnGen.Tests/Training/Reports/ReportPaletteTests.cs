using System.Globalization;
using Xunit;

namespace NnGen.Tests.Training.Reports;

public class ReportPaletteTests
{
    /// <summary>The contrast that WCAG 2 asks of text (level AA).</summary>
    private const double ForText = 4.5;

    [Fact]
    public void TextAndLines_StandOutInLightAndDark()
    {
        ReportPalette.Colour[] inks = [ReportPalette.Ink, ReportPalette.Soft, ReportPalette.Warning, ReportPalette.Good, .. ReportPalette.Series];
        foreach (ReportPalette.Colour ink in inks)
        {
            foreach (ReportPalette.Colour ground in (ReportPalette.Colour[])[ReportPalette.Card, ReportPalette.Page])
            {
                AssertContrast(ink.Name, ink.Light, ground.Light);
                AssertContrast(ink.Name, ink.Dark, ground.Dark);
            }
        }
    }

    [Fact]
    public void DeepestCellsOfTheConfusionMatrix_KeepTheirNumbersReadable()
    {
        foreach (ReportPalette.Colour tint in (ReportPalette.Colour[])[ReportPalette.Series[0], ReportPalette.Series[1]])
        {
            AssertContrast(tint.Name, ReportPalette.Ink.Light, Mix(tint.Light, ReportPalette.Card.Light));
            AssertContrast(tint.Name, ReportPalette.Ink.Dark, Mix(tint.Dark, ReportPalette.Card.Dark));
        }

        Assert.Contains("*42%", ReportStyle.Text);
    }

    [Fact]
    public void Series_DifferInDashesToo()
    {
        Assert.Equal(ReportPalette.Series.Count, ReportPalette.Dashes.Distinct().Count());
        Assert.Equal(ReportPalette.Series.Count, ReportPalette.Dashes.Count);
    }

    private static void AssertContrast(string name, string ink, string ground)
    {
        (double light, double dark) = (Luminance(ink), Luminance(ground));
        double contrast = (Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05);
        Assert.True(contrast >= ForText, $"{name}: {ink} on {ground} has a contrast of {contrast:F2}.");
    }

    private static double Luminance(string colour) => 0.2126 * Linear(colour, 0) + 0.7152 * Linear(colour, 1) + 0.0722 * Linear(colour, 2);

    private static double Linear(string colour, int channel)
    {
        double part = Channel(colour, channel) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }

    private static string Mix(string tint, string ground)
        => "#" + string.Concat(Enumerable.Range(0, 3).Select(i => ((int)Math.Round(0.42 * Channel(tint, i) + 0.58 * Channel(ground, i))).ToString("x2", CultureInfo.InvariantCulture)));

    private static int Channel(string colour, int channel) => int.Parse(colour.AsSpan(1 + 2 * channel, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
