using System.Diagnostics;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.InMemory;

namespace NnGen.Tool.Spaces;

/// <summary>Where spaces are declared: an assembly and those beside it that its attributes may name.</summary>
internal sealed class SpaceSource : IDisposable
{
    private const string TemporaryName = "NnGen.SpaceSource";

    private readonly string? _temporary;

    private SpaceSource(string assembly, string? temporary)
    {
        _temporary = temporary;
        Project = new NetworkProject([assembly, .. Beside(assembly)]);
    }

    /// <summary>A project in memory that refers to the assembly.</summary>
    public NetworkProject Project { get; }

    /// <summary>Opens a file of C#, a project, a folder with a project, or an assembly.</summary>
    /// <exception cref="ToolException">There is no such file, or it does not build.</exception>
    public static async Task<SpaceSource> OpenAsync(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            path = ProjectIn(path);
        }
        else if (!File.Exists(path))
        {
            throw new ToolException($"There is no '{path}': name a file of C#, a project, a folder with one, or an assembly that declares a class with [SearchSpace].");
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".cs" => await CompileAsync(path, cancellation).ConfigureAwait(false),
            ".csproj" => new SpaceSource(await BuildAsync(path, cancellation).ConfigureAwait(false), null),
            ".dll" or ".exe" => IsManaged(path) ? new SpaceSource(Path.GetFullPath(path), null) : throw new ToolException($"'{path}' is no assembly of .NET."),
            _ => throw new ToolException($"'{path}' is neither a file of C# (.cs), a project (.csproj) nor an assembly (.dll)."),
        };
    }

    /// <summary>The space of a name, or the only one.</summary>
    /// <param name="name">The class's name, with or without its namespace; null for the only one.</param>
    /// <param name="path">What the user named, for messages.</param>
    /// <exception cref="ToolException">There is none, or several, or it makes no sense.</exception>
    public NetworkSpace Find(string? name, string path)
    {
        NetworkSpace[] all;
        try
        {
            all = [.. Project.FindSpaces()];
        }
        catch (InvalidDataException exception)
        {
            throw new ToolException(exception.Message);
        }

        string names = string.Join(", ", all.Select(space => space.Name));
        NetworkSpace[] found = name is null ? all : [.. all.Where(space => space.Name == name || space.Name.EndsWith("." + name, StringComparison.Ordinal))];
        return found.Length switch
        {
            1 => found[0],
            0 when all.Length == 0 => throw new ToolException($"'{path}' declares no search space: mark a class with [SearchSpace] and give it [Input(...)], layers with choices such as [Dense(Choices = [8, 16, 32])], and a last layer."),
            0 => throw new ToolException($"'{path}' declares no search space '{name}'; there {(all.Length == 1 ? "is" : "are")} {names}."),
            _ => throw new ToolException($"'{path}' declares several search spaces: {names}. Say which with --space."),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_temporary is not null)
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private static string ProjectIn(string folder)
    {
        string[] projects = Directory.GetFiles(folder, "*.csproj");
        if (projects.Length > 1)
        {
            throw new ToolException($"'{folder}' has several projects: {string.Join(", ", projects.Select(Path.GetFileName))}. Name one.");
        }

        if (projects.Length == 1)
        {
            return projects[0];
        }

        string[] sources = Directory.GetFiles(folder, "*.cs");
        return sources.Length == 1 ? sources[0] : throw new ToolException($"'{folder}' has no project{(sources.Length == 0 ? " and no file of C#" : $", and {sources.Length} files of C#")}. Name the file, the project or the assembly that declares the space.");
    }

    private static async Task<SpaceSource> CompileAsync(string path, CancellationToken cancellation)
    {
        string source = VisibleToNetworks(await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false));
        var project = new NetworkProject { AssemblyName = TemporaryName };
        NetworkBuild build = await project.BuildAsync(source, cancellation).ConfigureAwait(false);
        if (!build.Succeeded)
        {
            throw new ToolException($"'{path}' has errors:\n{string.Join('\n', build.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"  line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}: {diagnostic.GetMessage()}"))}");
        }

        string folder = Directory.CreateTempSubdirectory("nngen-").FullName;
        string assembly = Path.Combine(folder, TemporaryName + ".dll");
        await File.WriteAllBytesAsync(assembly, build.Image, cancellation).ConfigureAwait(false);
        return new SpaceSource(assembly, folder);
    }

    /// <summary>The source with its internals visible to candidates, each line where it was.</summary>
    private static string VisibleToNetworks(string source)
    {
        CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(source);
        int place = unit.Members.Count == 0 ? source.Length : unit.Members[0].SpanStart;
        return source.Insert(place, $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{NetworkProject.DefaultAssemblyName}\")] ");
    }

    private static async Task<string> BuildAsync(string project, CancellationToken cancellation)
    {
        // Candidates are assemblies of their own, and take the project's records and blocks even where they are internal.
        string targets = Path.Combine(Path.GetTempPath(), $"nngen-{Environment.ProcessId}.targets");
        await File.WriteAllTextAsync(targets, $"<Project><ItemGroup><InternalsVisibleTo Include=\"{NetworkProject.DefaultAssemblyName}\" /></ItemGroup></Project>", cancellation).ConfigureAwait(false);
        try
        {
            // Of a project for several runtimes the one that the candidates run on.
            string frameworks = await RunAsync(cancellation, "msbuild", project, "-nologo", "-getProperty:TargetFrameworks").ConfigureAwait(false);
            string[] framework = frameworks.Trim().Length == 0 ? [] : ["-f", FrameworkOf(frameworks)];
            string output = await RunAsync(cancellation, ["build", project, "-t:Build", "-c", "Release", .. framework, "-nologo", "-v", "q", $"-p:CustomAfterMicrosoftCommonTargets={targets}", "-getProperty:TargetPath"]).ConfigureAwait(false);
            string path = output.Trim().Split('\n')[^1].Trim();
            return File.Exists(path) ? path : throw new ToolException($"Building '{project}' gave no assembly:\n{output.Trim()}");
        }
        finally
        {
            File.Delete(targets);
        }
    }

    /// <summary>The framework of this process where the project has it, or else the last one that it names.</summary>
    private static string FrameworkOf(string frameworks)
    {
        string[] all = frameworks.Trim().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string own = $"net{Environment.Version.Major}.{Environment.Version.Minor}";
        return all.FirstOrDefault(framework => string.Equals(framework, own, StringComparison.OrdinalIgnoreCase)) ?? all[^1];
    }

    private static async Task<string> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var process = new Process { StartInfo = new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new ToolException($"'{host}' cannot be started, which builds the project: {exception.Message}. Build it yourself and name the assembly.");
        }

        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return process.ExitCode == 0 ? output : throw new ToolException($"The project does not build:\n{(output + await errors.ConfigureAwait(false)).Trim()}");
    }

    private static IEnumerable<string> Beside(string assembly) => Directory.GetFiles(Path.GetDirectoryName(assembly)!, "*.dll")
        .Where(path => path != assembly && Path.GetFileName(path) != "NnGen.dll" && IsManaged(path));

    private static bool IsManaged(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using var reader = new PEReader(stream);
            return reader.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
