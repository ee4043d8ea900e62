using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace NnGen.Compiler.Tests.Architecture;

/// <summary>The arrows between projects.</summary>
public class ReferenceTests
{
    private static readonly string s_root = FindRoot();

    [Fact]
    public void Compiler_NeedsNoPackageAndNoProject()
    {
        Assert.Empty(References("generator/NnGen.Compiler/NnGen.Compiler.csproj"));

        // Not by way of a file for all projects either: the assembly itself refers to nothing but the runtime.
        Assert.All(CompilerAssembly.Assembly.GetReferencedAssemblies(), reference => Assert.True(reference.Name!.StartsWith("System.", StringComparison.Ordinal) || reference.Name == "netstandard", reference.Name));
    }

    [Fact]
    public void Compiler_IsBuiltForTheGeneratorAndForTools() =>
        Assert.Equal("netstandard2.0;net10.0", Project("generator/NnGen.Compiler/NnGen.Compiler.csproj").Descendants("TargetFrameworks").Single().Value);

    [Fact]
    public void Library_NeedsNoPackageAndNoProject() => Assert.Empty(References("src/NnGen/NnGen.csproj"));

    [Theory]
    [InlineData("generator/NnGen.Generator/NnGen.Generator.csproj", "NnGen.Compiler")]
    [InlineData("generator/NnGen.CodeFixes/NnGen.CodeFixes.csproj", "NnGen.Compiler NnGen.Generator")]
    public void Generator_RefersToTheCompilerAndRoslynOnly(string project, string projects)
    {
        foreach (string reference in References(project))
        {
            bool isOwn = reference.EndsWith(".csproj", StringComparison.Ordinal) && projects.Split(' ').Contains(Path.GetFileNameWithoutExtension(reference));
            Assert.True(isOwn || reference.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal), $"{project} refers to {reference}");
        }
    }

    /// <summary>A reference could hide in a file that all projects import.</summary>
    [Fact]
    public void FilesForAllProjects_AddNoReference()
    {
        Assert.Empty(Project("Directory.Build.props").Descendants("PackageReference"));
        Assert.Empty(Project("Directory.Packages.props").Descendants("GlobalPackageReference"));
    }

    [Fact]
    public void ThisProject_RefersToTheCompilerOnly() =>
        Assert.Equal(
            ["../../generator/NnGen.Compiler/NnGen.Compiler.csproj", "Microsoft.NET.Test.Sdk", "xunit", "xunit.runner.visualstudio"],
            References("tests/NnGen.Compiler.Tests/NnGen.Compiler.Tests.csproj").Order(StringComparer.Ordinal));

    private static IEnumerable<string> References(string project) => Project(project).Descendants()
        .Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "Reference" or "FrameworkReference")
        .Select(element => element.Attribute("Include")!.Value);

    private static XElement Project(string path) => XDocument.Load(Path.Combine(s_root, path)).Root!;

    private static string FindRoot([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
