using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Hosts;

namespace NnGen.Generator.Parsing;

/// <summary>Attributes and their class to <see cref="NetworkDeclaration"/>. The generator and the analyzer both call it.</summary>
internal static class NetworkParser
{
    // Without escapes: '@' is a matter of spelling, and the printer does the spelling.
    private static readonly SymbolDisplayFormat PlainNames = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>Reads the declaration on <paramref name="part"/> and checks the class; problems go to <paramref name="sink"/>.</summary>
    public static ParsedNetwork Parse(
        TypeDeclarationSyntax part,
        INamedTypeSymbol host,
        DeclaredAttributes attributes,
        SemanticModel model,
        ProblemSink sink,
        CancellationToken cancellation)
    {
        HostRules.Check(part, host, model.Compilation, sink);
        ConstructorRules.Check(part, host, sink);

        bool understood = !attributes.HasUnknown;
        var options = new List<OptionDeclaration>();
        var budget = new List<OptionDeclaration>();
        var nodes = new List<NodeDeclaration>();
        foreach (DeclaredAttribute attribute in attributes.All)
        {
            cancellation.ThrowIfCancellationRequested();
            HiddenNameRules.Check(attribute.Syntax, host, model, sink, cancellation);
            if (attribute.IsChoosing)
            {
                sink.Report(ProblemKinds.ChoiceOutsideSpace, attribute.Syntax, $"[{attribute.Kind}]", host.Name, "write one value, or mark the class with [SearchSpace] instead of [Network]");
            }

            if (attribute.IsMask || attribute.IsChoosing)
            {
                continue;
            }

            ReadArguments arguments = ArgumentReader.Read(attribute);
            understood &= arguments.AreComplete;
            if (attribute.IsNetwork)
            {
                sink.Place(attribute);
                options.AddRange(arguments.Options);
            }
            else if (attribute.IsBudget)
            {
                sink.Place(attribute);
                budget.AddRange(arguments.Options);
            }
            else
            {
                nodes.Add(new NodeDeclaration(attribute.Kind, new EquatableArray<OptionDeclaration>(FunctionReader.WithFunctions(attribute.Kind, arguments.Options, host, model.Compilation))));
            }
        }

        var blocks = new BlockReader(model.Compilation);
        ExpandedNodes expanded = NetworkCompiler.Expand(host.Name, nodes, blocks.In(attributes.All.Select(attribute => attribute.Data)));
        DeclaredAttribute[] ofNodes = [.. attributes.Nodes];
        (RecordDeclaration? record, Problem[] ofRecord, bool recordIsUnderstood) = ReadRecord(ofNodes, host, model.Compilation, ref expanded);
        understood &= recordIsUnderstood;
        foreach (NodeOrigin origin in expanded.Origins)
        {
            if (origin.Block is null)
            {
                sink.Place(ofNodes[origin.Attribute]);
            }
            else
            {
                sink.PlaceInBlock(ofNodes[origin.Attribute], $"{origin.Block} {origin.Node}", blocks.PlaceOf(origin));
            }
        }

        Problem[] open = [.. OpenChoices.Of(expanded.Nodes, host.Name)];
        ConnectionMasks.ReportStray(attributes, sink);
        if (attributes.Block is { } block)
        {
            sink.Report(ProblemKinds.NotInBlock, block, "[Network]", attributes.IsCell ? "cell" : "block", host.Name, "a class is a network or a part of networks: remove one of the two attributes");
        }

        var declaration = new NetworkDeclaration
        {
            Host = ReadHost(host),
            Options = new EquatableArray<OptionDeclaration>(options),
            Budget = new EquatableArray<OptionDeclaration>(budget),
            Nodes = new EquatableArray<NodeDeclaration>(open.Length == 0 ? expanded.Nodes : OpenChoices.Closed(expanded.Nodes)),
            Problems = new EquatableArray<Problem>([.. expanded.Problems, .. ofRecord, .. open]),
            Record = record,
            Text = DeclarationText.Of(part, attributes),
        };
        MemberRules.Check(part, host, declaration, model.Compilation, sink);
        bool wholeNetworkIsHere = !attributes.OtherPartsBearNodes;
        bool canBeEmitted = !sink.HasErrors && wholeNetworkIsHere;
        declaration = declaration with { HasSignaturesOnly = !HostRules.CheckCode(part, host, model.Compilation, sink) };
        return new ParsedNetwork(declaration, canBeEmitted, IsComplete: understood && blocks.AreComplete && wholeNetworkIsHere);
    }

    /// <summary>The record that an input takes, with the nodes that follow from it, and what is wrong with it.</summary>
    private static (RecordDeclaration? Record, Problem[] Problems, bool IsUnderstood) ReadRecord(DeclaredAttribute[] ofNodes, INamedTypeSymbol host, Compilation compilation, ref ExpandedNodes expanded)
    {
        ITypeSymbol?[] types = [.. expanded.Origins.Select(origin => origin.Block is null ? RecordReader.RecordOf(ofNodes[origin.Attribute].Data) : null)];
        int input = Array.FindIndex(types, type => type is not null);
        if (input < 0)
        {
            return (null, [], true);
        }

        ReadRecord read = RecordReader.Read(types[input]!, host, compilation);
        IEnumerable<Problem> beside = NetworkCompiler.CheckBesideRecord(expanded.Nodes, types[input]!.Name, host.Name, input);
        Problem[] problems = [.. read.Problems.Select(problem => new Problem(problem.Kind, input, problem.Arguments)), .. beside];
        expanded = NetworkCompiler.Complete(expanded, read.Record ?? new RecordDeclaration("", "", IsReference: false, IsPublic: false, default), input);
        return (read.Record, problems, read.IsComplete);
    }

    /// <summary>Where a class stands and what it is called.</summary>
    public static HostDeclaration ReadHost(INamedTypeSymbol host)
    {
        var containing = new List<ContainingType>();
        for (INamedTypeSymbol? type = host.ContainingType; type is not null; type = type.ContainingType)
        {
            containing.Insert(0, new ContainingType(TypeWords.Keyword(type), type.Name));
        }

        string space = host.ContainingNamespace.IsGlobalNamespace ? "" : host.ContainingNamespace.ToDisplayString(PlainNames);
        return new HostDeclaration(space, new EquatableArray<ContainingType>(containing), host.Name);
    }
}

/// <summary>What the parser understood.</summary>
/// <param name="Declaration">The declaration; what C# itself rejects is missing from it.</param>
/// <param name="CanBeEmitted">Whether another part of the class can be written at all.</param>
/// <param name="IsComplete">Whether all of it was understood, so that the compiler's complaints would be about what the user wrote.</param>
internal readonly record struct ParsedNetwork(NetworkDeclaration Declaration, bool CanBeEmitted, bool IsComplete);
