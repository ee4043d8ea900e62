using System.Xml.Linq;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>The public surface of the library grows and shrinks on purpose only.</summary>
public class PublicApiTests
{
    [Fact]
    public void Library_HasTheAcceptedSurface() => Snapshot.Match(PublicApi.Of(typeof(NetworkAttribute).Assembly), "PublicApi", extension: "txt");

    [Fact]
    public void Library_DependsOnNothing()
    {
        XElement project = XDocument.Load(Path.Combine(Repository.Root, "src", "NnGen", "NnGen.csproj")).Root!;

        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("ProjectReference"));
        Assert.All(typeof(NetworkAttribute).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name));
    }
}
