using NnGen.Search;
using NnGen.Tool.Commands;
using NnGen.Tool.Spaces;
using NnGen.Tool.Training;

namespace NnGen.Tool.Tests;

/// <summary>Spaces of projects, which the command builds, and of assemblies.</summary>
public class ProjectTests
{
    private const string Space = """
        using NnGen;

        namespace Shop;

        record Point(float X, float Y, [property: Target] Side Side);

        enum Side { In, Out }

        [SearchSpace]
        [Input<Point>]
        [Dense(Choices = [2, 4]), Tanh]
        [Dense(2), Softmax]
        class PointSpace;
        """;

    /// <summary>
    /// The project's records are internal, its frameworks are a list, and its folder has a search of before. The assembly that came of it is a source as well, and one with a mistake is told with the line.
    /// </summary>
    [Fact]
    public async Task Project_IsBuiltAndSearched()
    {
        using var folder = new SearchFolder(Space);
        string project = folder.Write("Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net{Environment.Version.Major}.0</TargetFrameworks>
                <ImplicitUsings>disable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(NetworkAttribute).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
        SearchSettings settings = folder.Settings("a", trials: 2) with { Source = folder.Root, Target = null };
        Directory.CreateDirectory(settings.Output);
        File.WriteAllText(settings.BestPath, "[Network] [Input(2)] [Dense(1)] public partial class PointNet;");
        (SearchSession session, SearchOutcome outcome) = await SearchFolder.SearchAsync(settings);
        using (session)
        {
            Assert.Equal("Shop.PointSpace", session.Space.Name);
            Assert.All(outcome.History.Trials, trial => Assert.Equal(TrialOutcome.Completed, trial.Result.Outcome));
        }

        string assembly = Path.Combine(folder.Root, "bin", "Release", $"net{Environment.Version.Major}.0", "Shop.dll");
        using (SpaceSource source = await SpaceSource.OpenAsync(assembly, CancellationToken.None))
        {
            Assert.Equal(2, source.Find("PointSpace", assembly).Count);
        }

        File.AppendAllText(folder.Source, "class Broken { int F() => missing; }");
        ToolException exception = await Assert.ThrowsAsync<ToolException>(() => SpaceSource.OpenAsync(project, CancellationToken.None));
        Assert.Contains("CS0103", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>This assembly declares none; a file that is no assembly is told apart from one.</summary>
    [Fact]
    public async Task OtherAssemblies_AreExplained()
    {
        string own = typeof(ProjectTests).Assembly.Location;
        using (SpaceSource source = await SpaceSource.OpenAsync(own, CancellationToken.None))
        {
            Assert.Contains("declares no search space", Assert.Throws<ToolException>(() => source.Find(null, own)).Message, StringComparison.Ordinal);
        }

        using var folder = new SearchFolder();
        string text = folder.Write("Text.dll", "no assembly");
        Assert.Contains("is no assembly of .NET", (await Assert.ThrowsAsync<ToolException>(() => SpaceSource.OpenAsync(text, CancellationToken.None))).Message, StringComparison.Ordinal);
    }
}
