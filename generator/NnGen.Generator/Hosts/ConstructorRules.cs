using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;

namespace NnGen.Generator.Hosts;

/// <summary>
/// Constructors of the user's own are welcome, but only the emitted ones make the parameters: each of the user's has to call another
/// of the same class, and so in the end an emitted one.
/// </summary>
internal static class ConstructorRules
{
    /// <summary>Reports the constructors that would leave the network without parameters.</summary>
    public static void Check(TypeDeclarationSyntax part, INamedTypeSymbol host, ProblemSink sink)
    {
        foreach (IMethodSymbol constructor in host.InstanceConstructors)
        {
            bool isUsers = !constructor.IsImplicitlyDeclared && !MemberRules.IsEmitted(constructor);
            if (isUsers && !MemberRules.IsEmittedSignature(constructor) && !CallsAnother(constructor))
            {
                string name = constructor.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
                string reason = $"declared with the constructor '{name}', which would leave it without parameters unless it begins with ': this()' or ': this(seed)'";
                sink.Report(ProblemKinds.UnsupportedHost, MemberRules.PlaceOf(constructor, part), host.Name, reason);
            }
        }
    }

    private static bool CallsAnother(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.All(
        reference => reference.GetSyntax() is not ConstructorDeclarationSyntax syntax || syntax.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer));
}
