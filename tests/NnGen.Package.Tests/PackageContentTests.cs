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
    [InlineData("build/net9.0/NnGen.targets")]
    [InlineData("buildTransitive/net9.0/NnGen.targets")]
    [InlineData("buildTransitive/net9.0/NnGen.Build.dll")]
    [InlineData("README.md")]
    [InlineData("docs/data.md")]
    [InlineData("docs/training.md")]
    public void Package_HasTheFile(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);

        Assert.Contains(path, archive.Entries.Select(entry => entry.FullName));
    }

    /// <summary>Else a project for an older framework is restored, and told of an unknown attribute instead.</summary>
    [Fact]
    public void Package_HasNothingForEveryFramework()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        string[] folders = ["lib/", "ref/", "build/", "buildTransitive/", "buildMultiTargeting/", "content/", "contentFiles/", "tools/", "runtimes/"];
        string[] assets = [.. archive.Entries.Select(entry => entry.FullName).Where(name => folders.Any(folder => name.StartsWith(folder, StringComparison.OrdinalIgnoreCase)))];

        Assert.NotEmpty(assets);
        Assert.All(assets, name => Assert.Contains(name.Split('/')[1], (string[])["net9.0", "net10.0"]));
    }

    [Fact]
    public void PackedReadme_LinksNowhereInTheRepository()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        using var reader = new StreamReader(archive.GetEntry("README.md")!.Open());
        string text = reader.ReadToEnd();

        Assert.InRange(text.Length, 500, 5000);
        Assert.All(System.Text.RegularExpressions.Regex.Matches(text, @"\]\(([^)]*)\)").Select(match => match.Groups[1].Value), link => Assert.StartsWith("https://", link, StringComparison.Ordinal));
    }

    [Fact]
    public void Package_HasNoOtherLibraries()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        string[] libraries = [.. archive.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

        Assert.Equal(
            ["analyzers/dotnet/cs/NnGen.CodeFixes.dll", "analyzers/dotnet/cs/NnGen.Compiler.dll", "analyzers/dotnet/cs/NnGen.Generator.dll", "buildTransitive/net9.0/NnGen.Build.dll", "lib/net10.0/NnGen.dll", "lib/net9.0/NnGen.dll"],
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

    [Theory]
    [InlineData("NnGen.Data.Parquet", "Parquet.Net")]
    [InlineData("NnGen.Data.Arrow", "Apache.Arrow", "Apache.Arrow.Compression")]
    public void PackageForFiles_DependsOnTheLibraryOfItsVersion(string name, params string[] others)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(package.Feed, $"{name}.{package.Version}.nupkg"));
        using Stream stream = archive.GetEntry($"{name}.nuspec")!.Open();
        (string Id, string Version)[] dependencies = [.. XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value)).Distinct()];

        Assert.Contains(("NnGen", package.Version), dependencies);
        Assert.Equal(["NnGen", .. others], dependencies.Select(dependency => dependency.Id).Order(StringComparer.Ordinal).OrderBy(id => id != "NnGen"));
        Assert.Equal([$"lib/net10.0/{name}.dll", $"lib/net9.0/{name}.dll"], archive.Entries.Select(entry => entry.FullName).Where(entry => entry.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Packing_WarnsOfNothing() => Assert.DoesNotContain("warning", package.PackOutput, StringComparison.OrdinalIgnoreCase);
}
