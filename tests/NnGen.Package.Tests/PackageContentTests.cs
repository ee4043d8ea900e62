using System.IO.Compression;
using System.Xml.Linq;

namespace NnGen.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackedPackage package)
{
    [Theory]
    [InlineData("lib/net9.0/NnGen.dll")]
    [InlineData("lib/net9.0/NnGen.xml")]
    [InlineData("lib/net10.0/NnGen.dll")]
    [InlineData("lib/net10.0/NnGen.xml")]
    [InlineData("analyzers/dotnet/cs/NnGen.Generator.dll")]
    [InlineData("analyzers/dotnet/cs/NnGen.Compiler.dll")]
    [InlineData("analyzers/dotnet/cs/NnGen.CodeFixes.dll")]
    [InlineData("buildTransitive/NnGen.targets")]
    [InlineData("README.md")]
    [InlineData("docs/data.md")]
    [InlineData("docs/training.md")]
    public void Package_HasTheFile(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);

        Assert.Contains(path, archive.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public void Package_HasNoOtherLibraries()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        string[] libraries = [.. archive.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

        Assert.Equal(
            ["analyzers/dotnet/cs/NnGen.CodeFixes.dll", "analyzers/dotnet/cs/NnGen.Compiler.dll", "analyzers/dotnet/cs/NnGen.Generator.dll", "lib/net10.0/NnGen.dll", "lib/net9.0/NnGen.dll"],
            libraries);
    }

    [Fact]
    public void Package_DependsOnNothing()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        using Stream stream = archive.GetEntry("NnGen.nuspec")!.Open();
        XDocument nuspec = XDocument.Load(stream);

        Assert.Equal("NnGen", nuspec.Descendants().Single(element => element.Name.LocalName == "id").Value);
        Assert.DoesNotContain(nuspec.Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void Packing_WarnsOfNothing() => Assert.DoesNotContain("warning", package.PackOutput, StringComparison.OrdinalIgnoreCase);
}
