using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Hosts;
using NnGen.Generator.Parsing;
using NnGen.Generator.Spaces;

namespace NnGen.Generator;

/// <summary>Reports every problem of every network, each at its attribute.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Declarations may stand in generated files: importers write them. Those of the generator beside this analyzer are left out below:
        // an action for nodes would be led through every statement of every kernel.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSemanticModelAction(AnalyzeFile);
        context.RegisterCompilationAction(AnalyzeProject);
    }

    private static void AnalyzeProject(CompilationAnalysisContext context)
    {
        foreach (Diagnostic stray in StrayWeights.Of(context.Compilation, context.Options.AdditionalFiles, context.CancellationToken))
        {
            context.ReportDiagnostic(stray);
        }
    }

    private static void AnalyzeFile(SemanticModelAnalysisContext context) =>
        AnalyzeFile(context.SemanticModel, context.Options.AdditionalFiles, context.ReportDiagnostic, context.CancellationToken);

    /// <summary>Reports every problem of the networks of one file.</summary>
    /// <param name="model">What C# knows of the file.</param>
    /// <param name="files">The project's texts about files of weights.</param>
    /// <param name="report">Takes the problems.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    internal static void AnalyzeFile(SemanticModel model, ImmutableArray<AdditionalText> files, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (EmittedFiles.Has(model.SyntaxTree))
        {
            return;
        }

        foreach (TypeDeclarationSyntax part in TypeDeclarations.Of(model.SyntaxTree, cancellation))
        {
            // By the names alone: of other types nothing is asked. An alias is found by the attributes beside it.
            if (AttributeNames.BearsKnown(part))
            {
                AnalyzeType(part, model, files, report, cancellation);
            }
        }
    }

    private static void AnalyzeType(TypeDeclarationSyntax part, SemanticModel model, ImmutableArray<AdditionalText> files, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(part, cancellation) is not { } host)
        {
            return;
        }

        var sink = new DiagnosticSink(part.Identifier, report);
        try
        {
            Analyze(part, host, model, files, sink, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            sink.Report(ProblemKinds.InternalError, part.Identifier, host.Name, InternalErrors.Describe(exception));
        }
    }

    private static void Analyze(TypeDeclarationSyntax part, INamedTypeSymbol host, SemanticModel model, IEnumerable<AdditionalText> files, DiagnosticSink sink, CancellationToken cancellation)
    {
        DeclaredAttributes attributes = DeclaredAttributes.Of(host, part);
        if (attributes.Family is { } family && attributes.Space is null && family.Parent?.Parent == part)
        {
            FamilyCheck.OfStray(host, attributes, sink);
        }

        if (host.TypeKind != TypeKind.Class)
        {
            // C# itself refuses the attributes; a reason is missing only where a network was meant.
            if (attributes.BearsNetwork)
            {
                HostRules.CheckKind(part, host, sink);
            }
        }
        else if (attributes.BearsNetwork)
        {
            ParsedNetwork parsed = NetworkParser.Parse(part, host, attributes, model, sink, cancellation);
            if (parsed.IsComplete)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (Problem problem in NetworkCompiler.Check(WeightTexts.Give(parsed.Declaration, files, cancellation)))
                {
                    sink.Report(problem);
                }

                // Who has an error to mend needs no advice yet.
                if (!sink.HasErrors)
                {
                    foreach (Problem advice in NetworkCompiler.Advise(parsed.Declaration))
                    {
                        sink.Report(advice);
                    }
                }
            }
        }
        else if (attributes.Space is { } space)
        {
            if (space.Parent?.Parent == part)
            {
                SpaceCheck.OfSpace(host, attributes, model.Compilation, sink, cancellation);
            }
        }
        else if (attributes.IsBlock && SpaceAttribute.AreChoosing(host))
        {
            if (attributes.Block is not null)
            {
                SpaceCheck.OfBlock(host, sink);
            }
        }
        else if (attributes.IsBlock)
        {
            AnalyzeBlock(part, host, attributes, model.Compilation, sink);
        }
        else if (attributes.All.Count > 0)
        {
            // A part without [Network]: either the network is declared on another part, or there is none. One report a part is enough.
            AttributeSyntax first = attributes.All[0].Syntax;
            if (attributes.OtherPartBearsNetwork)
            {
                sink.Report(ProblemKinds.SeveralParts, first, host.Name, "Network");
            }
            else if (!Misspellings.MeanNetwork(Misspellings.Of(part, attributes)))
            {
                sink.Report(ProblemKinds.MissingNetwork, first, host.Name, attributes.All[0].Kind);
            }
        }
    }

    /// <summary>A block by itself; the rest can be told of the networks that use it.</summary>
    private static void AnalyzeBlock(TypeDeclarationSyntax part, INamedTypeSymbol host, DeclaredAttributes attributes, Compilation compilation, DiagnosticSink sink)
    {
        if (attributes.OtherPartsBearNodes)
        {
            if (attributes.Block is null && attributes.All.Count > 0)
            {
                sink.Report(ProblemKinds.SeveralParts, attributes.All[0].Syntax, host.Name, attributes.IsCell ? "Cell" : "Block");
            }

            return;
        }

        if (attributes.Block is null && attributes.All.Count == 0)
        {
            return;
        }

        var blocks = new BlockReader(compilation);
        BlockDeclaration block = blocks.Read(host)!;
        attributes.Nodes.ToList().ForEach(sink.Place);
        ConnectionMasks.ReportStray(attributes, sink);
        foreach (DeclaredAttribute budget in attributes.All.Where(attribute => attribute.IsBudget))
        {
            sink.Report(ProblemKinds.NotInBlock, budget.Syntax, "[Budget]", attributes.IsCell ? "cell" : "block", host.Name, "what a network may cost is said at the network");
        }

        foreach (Problem problem in blocks.AreComplete && !attributes.HasUnknown ? NetworkCompiler.Check(block, blocks.Find) : [])
        {
            sink.Report(problem);
        }
    }
}
