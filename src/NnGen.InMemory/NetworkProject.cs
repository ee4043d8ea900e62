using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using NnGen.Generator;

namespace NnGen.InMemory;

/// <summary>
/// A C# project in memory: one source with declarations of networks, the library and the runtime. It is built by the generator and the C# compiler of
/// any project, and looked at by the same analyzer and the same fixes. May be used by many threads at once; what one build has learnt about the
/// references serves the next. The source is trusted as one's own project is: whoever takes text from others checks before that it holds declarations and nothing else.
/// </summary>
public sealed class NetworkProject
{
    /// <summary>What the assemblies are called whose name nobody says: internals that are visible to it are visible to the networks.</summary>
    public const string DefaultAssemblyName = "Networks";

    private const string FileName = "Network.cs";

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp13, DocumentationMode.None);

    private static readonly CSharpCompilationOptions s_options = new(
        Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: false,
        nullableContextOptions: NullableContextOptions.Enable,
        // A search builds on several threads as it is, and a network is one file.
        concurrentBuild: false);

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_platform = new(Platform);
    private static readonly Lazy<ImmutableArray<CodeFixProvider>> s_fixes = new(Fixes);

    private readonly ImmutableArray<string> _paths;
    private readonly CSharpCompilation _empty;
    private GeneratorDriver _driver;

    /// <summary>A project.</summary>
    /// <param name="references">Paths of further assemblies that the source refers to: of blocks, cells or records of an application.</param>
    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    public NetworkProject(params IEnumerable<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        _paths = [.. references.Select(Path.GetFullPath)];
        if (_paths.FirstOrDefault(path => !File.Exists(path)) is { } missing)
        {
            throw new FileNotFoundException($"There is no assembly '{missing}'.", missing);
        }

        _empty = CSharpCompilation.Create(DefaultAssemblyName, [], [.. s_platform.Value, .. _paths.Select(path => MetadataReference.CreateFromFile(path))], s_options);
        _driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: s_parseOptions);
    }

    /// <summary>What the assemblies are called; <see cref="DefaultAssemblyName"/> unless set.</summary>
    public string AssemblyName
    {
        get => _empty.AssemblyName!;
        init => _empty = _empty.WithAssemblyName(value);
    }

    /// <summary>Emits the networks of a source and compiles it. What NnGen's analyzer calls an error is an error, as in any build.</summary>
    /// <param name="source">C#: classes with <c>[Network]</c> and attributes. <c>using NnGen;</c> and the usings of any new project are there already.</param>
    /// <param name="cancellationToken">Ends the build with an <see cref="OperationCanceledException"/>.</param>
    public Task<NetworkBuild> BuildAsync(string source, CancellationToken cancellationToken = default) => Task.Run(() => Build(source, cancellationToken), cancellationToken);

    private NetworkBuild Build(string source, CancellationToken cancellationToken)
    {
        (Compilation completed, GeneratorRunResult run) = Complete(Parse(source, cancellationToken), cancellationToken);
        ImmutableArray<EmittedFile> files = run.GeneratedSources.IsDefault ? [] : [.. run.GeneratedSources.Select(file => new EmittedFile(file.HintName, file.SourceText.ToString()))];
        ImmutableArray<Diagnostic> found = [.. run.Diagnostics, .. OfAnalyzer(completed, cancellationToken)];
        if (found.Any(IsError))
        {
            return new NetworkBuild(Sorted([.. found, .. completed.GetDiagnostics(cancellationToken)]), files, _paths, null, null);
        }

        var image = new MemoryStream();
        var symbols = new MemoryStream();
        EmitResult result = completed.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellationToken);
        return new NetworkBuild(Sorted([.. found, .. result.Diagnostics]), files, _paths, result.Success ? image.ToArray() : null, result.Success ? symbols.ToArray() : null);
    }

    /// <summary>The classes with <c>[SearchSpace]</c> of the references.</summary>
    /// <exception cref="InvalidDataException">A space makes no sense; the message says what of it.</exception>
    public ImmutableArray<NetworkSpace> FindSpaces()
    {
        CSharpCompilation project = _empty.AddSyntaxTrees(Tree(Usings, UsingsFile, CancellationToken.None));
        return [.. _paths.SelectMany(path => NetworkSpace.In(project, path))];
    }

    /// <summary>What an editor shows for a source: the errors, warnings and advice of NnGen, and the errors of C#, by their place.</summary>
    /// <param name="source">C#, as for <see cref="BuildAsync"/>.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source, CancellationToken cancellationToken = default) =>
        Task.Run(() => Analyze(Parse(source, cancellationToken), cancellationToken), cancellationToken);

    /// <summary>What an editor offers for a source: for each diagnostic its fixes, the likeliest first.</summary>
    /// <param name="source">C#, as for <see cref="BuildAsync"/>.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public async Task<ImmutableArray<NetworkFix>> FixesAsync(string source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var workspace = new AdhocWorkspace();
        var info = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Networks", "Networks", LanguageNames.CSharp,
            compilationOptions: s_options, parseOptions: s_parseOptions, metadataReferences: _empty.References);
        Solution solution = workspace.AddProject(info).Solution;
        solution = solution.AddDocument(DocumentId.CreateNewId(info.Id), UsingsFile, SourceText.From(Usings), filePath: UsingsFile);
        var id = DocumentId.CreateNewId(info.Id);
        solution = solution.AddDocument(id, FileName, SourceText.From(source), filePath: FileName);
        Document document = solution.GetDocument(id)!;
        var compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;

        var fixes = ImmutableArray.CreateBuilder<NetworkFix>();
        foreach (Diagnostic diagnostic in Analyze(compilation, cancellationToken))
        {
            foreach (CodeFixProvider provider in s_fixes.Value.Where(provider => diagnostic.Location.IsInSource && provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                var actions = new List<CodeAction>();
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken)).ConfigureAwait(false);
                foreach (CodeAction action in actions)
                {
                    fixes.Add(new NetworkFix(diagnostic, action.Title, await TextAfterAsync(action, id, cancellationToken).ConfigureAwait(false)));
                }
            }
        }

        return fixes.ToImmutable();
    }

    private static async Task<string> TextAfterAsync(CodeAction action, DocumentId id, CancellationToken cancellationToken)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        Document changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(id)!;
        return (await changed.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
    }

    private ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        (Compilation completed, GeneratorRunResult run) = Complete(compilation, cancellationToken);
        SyntaxTree tree = completed.SyntaxTrees.Single(candidate => candidate.FilePath == FileName);
        ImmutableArray<Diagnostic> analyzed = OfAnalyzer(completed, cancellationToken);
        return Sorted([.. run.Diagnostics, .. analyzed, .. completed.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellationToken)]);
    }

    /// <summary>The project with what the generator emits for it. The state of a driver is immutable; whichever run ends last leaves its own to the next.</summary>
    private (Compilation Completed, GeneratorRunResult Run) Complete(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        GeneratorDriver driver = Volatile.Read(ref _driver).RunGeneratorsAndUpdateCompilation(compilation, out Compilation completed, out _, cancellationToken);
        Volatile.Write(ref _driver, driver);
        return (completed, driver.GetRunResult().Results.Single());
    }

    /// <summary>
    /// What the analyzer says of the source. It is asked for this file alone and without Roslyn's driver, which would bind all bodies of the emitted files for an analyzer that passes these over, before the compiler
    /// binds them once more.
    /// </summary>
    private static ImmutableArray<Diagnostic> OfAnalyzer(Compilation completed, CancellationToken cancellationToken)
    {
        SemanticModel source = completed.GetSemanticModel(completed.SyntaxTrees.Single(tree => tree.FilePath == FileName));
        var found = new List<Diagnostic>();
        NetworkAnalyzer.AnalyzeFile(source, [], found.Add, cancellationToken);
        return [.. CompilationWithAnalyzers.GetEffectiveDiagnostics(found, completed)];
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    /// <summary>The usings that a new project has by itself, and the library's.</summary>
    private static string Usings => "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using NnGen;";

    private static string UsingsFile => "Usings.cs";

    private CSharpCompilation Parse(string source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _empty.AddSyntaxTrees(
            Tree(Usings, UsingsFile, cancellationToken),
            Tree(source, FileName, cancellationToken));
    }

    /// <summary>A file; symbols want to know its encoding.</summary>
    private static SyntaxTree Tree(string text, string path, CancellationToken cancellationToken) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), s_parseOptions, path, cancellationToken);

    private static ImmutableArray<Diagnostic> Sorted(ImmutableArray<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)
            .Distinct()
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath != FileName)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>The assemblies of the runtime that runs this, and the library, as a project of their own would reference them.</summary>
    private static ImmutableArray<MetadataReference> Platform()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return
        [
            .. trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Where(path => Path.GetDirectoryName(path) == runtime)
                .Append(typeof(NetworkAttribute).Assembly.Location)
                .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
        ];
    }

    private static ImmutableArray<CodeFixProvider> Fixes() =>
    [
        .. typeof(CodeFixes.NetworkFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];
}
