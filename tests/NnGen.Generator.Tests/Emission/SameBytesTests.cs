using System.Globalization;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>The same declaration gives the same bytes, whoever compiles it, wherever and when.</summary>
public class SameBytesTests
{
    /// <summary>Finnish has another minus sign and a decimal comma, Turkish another capital i.</summary>
    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    public void OtherCulture_GivesTheSameBytes(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.All(SnapshotNets.Sources, net =>
            {
                EmittedNet again = EmittedNet.Of(net.Value);
                Assert.Equal(EmittedNet.Kept(net.Key).Page, again.Page);
                Assert.Equal(EmittedNet.Kept(net.Key).Members, again.Members);
                Assert.Equal(EmittedNet.Kept(net.Key).Kernels, again.Kernels);
            });
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void OtherOrderOfClassesInOneFile_GivesTheSameBytes()
    {
        string[] classes = [.. SnapshotNets.Sources.Values.Where(source => source.Contains("namespace Samples;")).Select(source => source[(source.IndexOf("namespace Samples;", StringComparison.Ordinal) + "namespace Samples;".Length)..])];
        const string Head = "using NnGen;\n\nnamespace Samples;\n";
        Assert.True(classes.Length > 10);

        EmittedNet forwards = EmittedNet.Of(Head + string.Concat(classes));
        EmittedNet backwards = EmittedNet.Of(Head + string.Concat(classes.Reverse()));

        Assert.Equal(Texts(forwards), Texts(backwards));
        Assert.Equal(EmittedNet.Kept("Xor").Page, Texts(forwards)["Samples.Xor.g.cs"]);
    }

    [Fact]
    public void LineEndsOfTheSource_ChangeNothing()
    {
        string windows = Nets.Digits.ReplaceLineEndings("\r\n");

        Assert.Equal(EmittedNet.Kept("DigitNet").Page, EmittedNet.Of(windows).Page);
    }

    [Fact]
    public void EmittedLines_EndAlikeAndInNoSpace()
    {
        foreach (string name in SnapshotNets.Sources.Keys)
        {
            foreach (string text in (string[])[EmittedNet.Kept(name).Page, EmittedNet.Kept(name).Members, EmittedNet.Kept(name).AllKernels])
            {
                Assert.DoesNotContain('\r', text);
                Assert.EndsWith("}\n", text);
                Assert.DoesNotContain(text.Split('\n'), line => line.EndsWith(' '));
                Assert.DoesNotContain("\n\n\n", text);
            }
        }
    }

    private static Dictionary<string, string> Texts(EmittedNet net) => net.Files.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
}
