using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>Judges what emitted files name outside themselves, and what they consist of.</summary>
internal static class EmittedSymbols
{
    private static readonly HashSet<string> s_members = [.. EntryPoints.RuntimeMembers];

    /// <summary>A member of the runtime that may be named brings its type.</summary>
    private static readonly HashSet<string> s_types =
    [
        .. EntryPoints.RuntimeTypes,
        .. EntryPoints.LibraryTypes,
        .. EntryPoints.RuntimeMembers.Select(TypeOf),
    ];

    private static readonly HashSet<string> s_library = [.. EntryPoints.LibraryTypes];

    private static readonly HashSet<SyntaxKind> s_forbidden =
    [
        SyntaxKind.SimpleLambdaExpression, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.AnonymousMethodExpression,
        SyntaxKind.DelegateDeclaration, SyntaxKind.EventDeclaration, SyntaxKind.EventFieldDeclaration, SyntaxKind.FunctionPointerType,
        SyntaxKind.QueryExpression, SyntaxKind.TypeOfExpression, SyntaxKind.AwaitExpression, SyntaxKind.LockStatement,
        SyntaxKind.YieldReturnStatement, SyntaxKind.ForEachStatement, SyntaxKind.FixedStatement, SyntaxKind.UnsafeStatement,
        SyntaxKind.PointerType, SyntaxKind.GotoStatement, SyntaxKind.TryStatement, SyntaxKind.LocalFunctionStatement,
    ];

    /// <summary>What is not allowed in a tree, each with the words at fault.</summary>
    public static IEnumerable<string> Faults(SyntaxTree tree, CSharpCompilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (s_forbidden.Contains(node.Kind()))
            {
                yield return $"{node.Kind()}: {node}";
            }

            ISymbol? symbol = node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or BinaryExpressionSyntax or ConstructorInitializerSyntax
                ? model.GetSymbolInfo(node).Symbol?.OriginalDefinition
                : null;
            if (symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } && !IsCalled(node))
            {
                yield return $"a method that is not called, so a delegate: {node.Parent}";
            }

            if (symbol is not null && !IsAllowed(symbol, compilation.Assembly))
            {
                yield return $"{symbol.ToDisplayString()}: {node.Parent}";
            }
        }

        foreach (VariableDeclaratorSyntax field in tree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>())
        {
            if (model.GetDeclaredSymbol(field) is IFieldSymbol { IsStatic: true, IsConst: false, IsReadOnly: false })
            {
                yield return $"a static field that can change: {field.Parent}";
            }
        }

        foreach (PropertyDeclarationSyntax property in tree.GetRoot().DescendantNodes().OfType<PropertyDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(property) is { IsStatic: true, SetMethod: not null })
            {
                yield return $"a static property that can change: {property}";
            }
        }
    }

    private static bool IsAllowed(ISymbol symbol, IAssemblySymbol own)
    {
        if (symbol is IMethodSymbol { MethodKind: MethodKind.BuiltinOperator })
        {
            return true;
        }

        if (symbol is INamedTypeSymbol type)
        {
            return IsOwn(type, own) || s_types.Contains(Name(type));
        }

        if (symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol && symbol.ContainingType is { } owner)
        {
            return IsOwn(owner, own) || s_library.Contains(Name(owner)) || s_members.Contains($"{Name(owner)}.{symbol.Name}");
        }

        return true;
    }

    private static bool IsOwn(ITypeSymbol type, IAssemblySymbol own) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, own);

    private static bool IsCalled(SyntaxNode name)
    {
        SyntaxNode whole = name;
        while (whole.Parent is MemberAccessExpressionSyntax access && access.Name == whole)
        {
            whole = access;
        }

        return whole.Parent is InvocationExpressionSyntax;
    }

    private static string TypeOf(string member) =>
        member.EndsWith("..ctor", StringComparison.Ordinal) ? member[..^"..ctor".Length] : member[..member.LastIndexOf('.')];

    private static string Name(ITypeSymbol type)
    {
        string around = type.ContainingType is { } outer ? Name(outer) : type.ContainingNamespace.ToDisplayString();
        return $"{around}.{type.MetadataName}";
    }
}
