using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Compiler.Print;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Parsing;
using NnGen.Generator.Spaces;

namespace NnGen.Generator;

/// <summary>Writes the other part of every class that bears <c>[Network]</c>.</summary>
/// <remarks>
/// Problems are the business of <see cref="NetworkAnalyzer"/>, which runs the same parser: nothing that has a position in a file flows
/// through this pipeline, so a comment or a moved line emits nothing anew. Roslyn's <c>ForAttributeWithMetadataName</c> would ask C# for all
/// attributes of every network at every keystroke; here a keystroke in a method asks for none (<see cref="DeclarationComparer"/>).
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Places come from the text alone. What stands there is asked only where a declaration has changed, here or elsewhere.
        IncrementalValueProvider<Compilation> project = context.CompilationProvider.WithComparer(DeclarationComparer.Instance);

        IncrementalValuesProvider<NetworkDeclaration> declarations = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => NetworkPlace.IsLikely(node), NetworkPlace.Of)
            .WithTrackingName(StepNames.Place)
            .Combine(project)
            .Select(static (found, cancellation) => Parse(found.Left, found.Right, cancellation))
            .WithTrackingName(StepNames.Declaration)
            .Where(static declaration => declaration is not null)!;

        IncrementalValueProvider<EquatableArray<WeightHeader>> weights = context.AdditionalTextsProvider
            .Where(static text => WeightTexts.IsOne(text.Path))
            .Select(static (text, cancellation) => WeightTexts.Read(text, cancellation))
            .Where(static read => read is not null)
            .Collect()
            .Select(static (all, _) => new EquatableArray<WeightHeader>(all!))
            .WithTrackingName(StepNames.Weights);

        IncrementalValuesProvider<Emission> emissions = declarations
            .Combine(weights)
            .Select(static (pair, _) => WeightTexts.Give(pair.Left, pair.Right))
            .Select(static (declaration, cancellation) => Emission.Of(declaration, cancellation))
            .WithTrackingName(StepNames.Emission);

        context.RegisterSourceOutput(emissions, AddFiles);

        // The members of families are networks that no file of the user declares: their declarations are read here, and from there on they are as any other.
        IncrementalValuesProvider<EmittedFamily> families = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => NetworkPlace.IsLikelyFamily(node), NetworkPlace.OfFamily)
            .Combine(project)
            .Select(static (found, cancellation) => ReadFamily(found.Left, found.Right, cancellation))
            .WithTrackingName(StepNames.Family)
            .Where(static family => family is not null)
            .Select(static (family, cancellation) => EmitFamily(family!, cancellation))
            .WithTrackingName(StepNames.FamilyMembers)
            .Where(static family => family is not null)!;

        context.RegisterSourceOutput(families, static (output, family) => output.AddSource(family.File.HintName, SourceText.From(family.File.Text, Encoding.UTF8)));

        IncrementalValuesProvider<Emission> members = families
            .SelectMany(static (family, _) => family.Members)
            .Select(static (declaration, cancellation) => Emission.Of(declaration, cancellation))
            .WithTrackingName(StepNames.MemberEmission);

        context.RegisterSourceOutput(members, AddFiles);

        // What networks share stands once in the assembly. Equal sets are equal here, whichever network was edited.
        IncrementalValueProvider<EquatableArray<EmittedFile>> shared = emissions
            .Select(static (emission, _) => emission.Kernels)
            .WithTrackingName(StepNames.Kernels)
            .Collect()
            .Combine(members.Select(static (emission, _) => emission.Kernels).Collect())
            .Select(static (kernels, _) => SharedKernelsPrinter.Print(kernels.Left.Concat(kernels.Right).SelectMany(static ofNetwork => ofNetwork)))
            .WithTrackingName(StepNames.SharedFiles);

        context.RegisterSourceOutput(shared, AddSharedFiles);

        // Only where an attribute is misspelt does anything come out of this one.
        IncrementalValuesProvider<MisspeltDeclaration> misspelt = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => Misspellings.AreLikely(node), FindMisspellings)
            .Where(static declaration => declaration is not null)!;

        context.RegisterSourceOutput(misspelt.Combine(context.CompilationProvider), ReportMisspellings);
    }

    /// <summary>The declaration, or null where there is none or the class cannot be completed; the analyzer says why.</summary>
    private static NetworkDeclaration? Parse(NetworkPlace place, Compilation compilation, CancellationToken cancellation)
    {
        try
        {
            ClassDeclarationSyntax part = place.Find(compilation, cancellation);
            SemanticModel model = compilation.GetSemanticModel(part.SyntaxTree);
            if (model.GetDeclaredSymbol(part, cancellation) is not { } host)
            {
                return null;
            }

            // With two [Network] (an error of C#), the first part is the network, so that no file is added twice.
            DeclaredAttributes attributes = DeclaredAttributes.Of(host, part);
            if (!attributes.BearsNetwork || Misspellings.Of(part, attributes).Count > 0)
            {
                return null;
            }

            ParsedNetwork parsed = NetworkParser.Parse(part, host, attributes, model, new ProblemSink(), cancellation);
            return parsed.CanBeEmitted ? parsed.Declaration : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The analyzer runs the same code, fails at the same place and reports NNG099 there.
            return null;
        }
    }

    /// <summary>The family, or null where there is none or its class cannot be completed; the analyzer says why.</summary>
    private static FamilyDeclaration? ReadFamily(NetworkPlace place, Compilation compilation, CancellationToken cancellation)
    {
        try
        {
            return FamilyReader.Read(place.FindFamily(compilation, cancellation), compilation, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // As for networks: the analyzer fails at the same place, and reports it.
            return null;
        }
    }

    private static EmittedFamily? EmitFamily(FamilyDeclaration family, CancellationToken cancellation)
    {
        try
        {
            return FamilyCompiler.Emit(family, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }

    private static MisspeltDeclaration? FindMisspellings(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        try
        {
            return Misspellings.Read((ClassDeclarationSyntax)context.Node, context.SemanticModel, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // C# has reported the attribute. Help that fails is no help, and no reason to stop the other networks.
            return null;
        }
    }

    /// <summary>The place is made anew from the compilation at hand: what the pipeline keeps has none.</summary>
    private static void ReportMisspellings(SourceProductionContext context, (MisspeltDeclaration Declaration, Compilation Compilation) misspelt)
    {
        SyntaxTree? tree = misspelt.Compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == misspelt.Declaration.Path);
        foreach (Misspelling name in misspelt.Declaration.Names)
        {
            Location place = tree is null ? Location.None : Location.Create(tree, new TextSpan(name.Start, name.Length));
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(ProblemKinds.MisspeltAttribute), place, name.Written, name.Meant));
        }

        if (misspelt.Declaration.Skeleton is { } skeleton)
        {
            EmittedFile file = SkeletonPrinter.Print(skeleton);
            context.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
        }
    }

    private static void AddSharedFiles(SourceProductionContext context, EquatableArray<EmittedFile> files)
    {
        foreach (EmittedFile file in files)
        {
            context.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
        }
    }

    private static void AddFiles(SourceProductionContext context, Emission emission)
    {
        foreach (EmittedFile file in emission.Files)
        {
            context.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
        }

        if (emission.Failure is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(ProblemKinds.InternalError), Location.None, emission.Host, emission.Failure));
        }
    }
}
