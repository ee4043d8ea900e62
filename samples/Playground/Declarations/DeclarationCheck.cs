using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Samples.Playground.Declarations;

/// <summary>
/// Lets only declarations through to the compiler: one partial class with attributes of the <see cref="Vocabulary"/>, whose arguments are literals, and
/// nothing in it. It is a list of what is allowed, walked over the whole syntax tree, so whatever is not thought of here is refused. Mistakes that only
/// the compiler knows (sizes that do not fit, unknown members) are none of its business.
/// </summary>
internal sealed class DeclarationCheck
{
    private readonly List<TextFault> _faults = [];
    private readonly List<double> _dropoutRates = [];
    private int _layers;

    private DeclarationCheck()
    {
    }

    /// <summary>Checks a text.</summary>
    /// <returns>The declaration; null where it is not let through, and then <paramref name="faults"/> say why.</returns>
    public static Declaration? Of(string text, out IReadOnlyList<TextFault> faults)
    {
        if (text.Length > DeclarationLimits.Characters)
        {
            faults = [new($"A declaration has at most {DeclarationLimits.Characters} characters here; this one has {text.Length}.", 0, 1)];
            return null;
        }

        if (TooDeep(text) is int place)
        {
            faults = [new($"Brackets stand at most {DeclarationLimits.Nesting} deep here.", place, 1)];
            return null;
        }

        var check = new DeclarationCheck();
        string className = "";
        try
        {
            SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(text));
            className = check.Unit(tree.GetCompilationUnitRoot()) ?? "";
            if (check._faults.Count == 0)
            {
                check.Syntax(tree);
            }
        }
        catch (InsufficientExecutionStackException)
        {
            check._faults.Add(new("The text is nested too deep.", 0, 1));
        }

        faults = check._faults;
        return faults.Count == 0 ? new Declaration(text, className, check._dropoutRates) : null;
    }

    /// <summary>Where brackets are nested too deep, whatever they stand in: looked at before anything is parsed.</summary>
    public static int? TooDeep(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth = text[i] is '(' or '[' or '{' or '<' ? depth + 1 : text[i] is ')' or ']' or '}' or '>' ? Math.Max(0, depth - 1) : depth;
            if (depth > DeclarationLimits.Nesting)
            {
                return i;
            }
        }

        return null;
    }

    private string? Unit(CompilationUnitSyntax unit)
    {
        Directives(unit);
        foreach (UsingDirectiveSyntax directive in unit.Usings)
        {
            if (directive is not { Alias: null, NamespaceOrType: IdentifierNameSyntax { Identifier.ValueText: "NnGen" } } || !directive.StaticKeyword.IsKind(SyntaxKind.None)
                || !directive.UnsafeKeyword.IsKind(SyntaxKind.None) || !directive.GlobalKeyword.IsKind(SyntaxKind.None))
            {
                Refuse(directive, "Only 'using NnGen;' is allowed here.");
            }
        }

        foreach (SyntaxNode node in unit.Externs.Cast<SyntaxNode>().Concat(unit.AttributeLists))
        {
            Refuse(node, "Only the attributes of one partial class are allowed here.");
        }

        if (unit.Members is [ClassDeclarationSyntax type])
        {
            Type(type);
            return type.Identifier.ValueText;
        }

        Refuse(unit.Members.Count > 1 ? unit.Members[1] : unit, "The playground takes one partial class with its attributes, and nothing else: [Network] [Input(2)] ... public partial class Net;");
        return null;
    }

    private void Type(ClassDeclarationSyntax type)
    {
        foreach (SyntaxToken modifier in type.Modifiers)
        {
            if (!modifier.IsKind(SyntaxKind.PartialKeyword) && !modifier.IsKind(SyntaxKind.PublicKeyword) && !modifier.IsKind(SyntaxKind.InternalKeyword) && !modifier.IsKind(SyntaxKind.SealedKeyword))
            {
                Refuse(modifier.Span, $"The class is 'public partial class'; '{modifier.Text}' is not allowed here.");
            }
        }

        foreach (SyntaxNode? node in (SyntaxNode?[])[type.TypeParameterList, type.ParameterList, type.BaseList, .. type.ConstraintClauses, .. type.Members])
        {
            if (node is not null)
            {
                Refuse(node, "The class has a name and attributes only: no parameters, no base, and nothing in its body.");
            }
        }

        AttributeSyntax[] attributes = [.. type.AttributeLists.SelectMany(list => list.Attributes)];
        foreach (AttributeListSyntax list in type.AttributeLists.Where(list => list.Target is not null))
        {
            Refuse(list.Target!, "Attributes stand without a target here.");
        }

        if (attributes.Length > DeclarationLimits.Attributes)
        {
            Refuse(attributes[DeclarationLimits.Attributes], $"A class has at most {DeclarationLimits.Attributes} attributes here.");
            return;
        }

        foreach (AttributeSyntax attribute in attributes)
        {
            Attribute(attribute);
        }
    }

    private void Attribute(AttributeSyntax attribute)
    {
        NameSyntax written = attribute.Name is QualifiedNameSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "NnGen" }, Right: IdentifierNameSyntax right } ? right : attribute.Name;
        string name = written is IdentifierNameSyntax identifier ? WithoutSuffix(identifier.Identifier.ValueText) : "";
        if (Vocabulary.ArgumentsOf(name) is not { } named)
        {
            string? nearest = Vocabulary.Nearest(name);
            string advice = nearest is null ? $" It has {string.Join(", ", Vocabulary.Layers)}, activations and losses." : $" Did you mean [{nearest}]?";
            _faults.Add(new($"[{attribute.Name}] is not one of the playground's attributes.{advice}", attribute.Name.SpanStart, Math.Max(1, attribute.Name.Span.Length), nearest));
            return;
        }

        foreach (AttributeArgumentSyntax argument in attribute.ArgumentList?.Arguments ?? [])
        {
            if (argument.NameEquals is { } equals && !named.Contains(equals.Name.Identifier.ValueText))
            {
                Refuse(equals, $"[{name}] takes no {equals.Name.Identifier.ValueText} here{(named.Count == 0 ? "." : $"; it takes {string.Join(", ", named)}.")}");
            }

            Value(argument.Expression);
        }

        Sizes(name, attribute);
    }

    /// <summary>A literal, a negative one, a member of a known enumeration, or a list of literals.</summary>
    private void Value(ExpressionSyntax value, bool isInList = false)
    {
        switch (value)
        {
            case LiteralExpressionSyntax:
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } }:
                break;
            case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax type, Name: IdentifierNameSyntax } when Vocabulary.IsEnumeration(type.Identifier.ValueText):
                break;
            case CollectionExpressionSyntax list when !isInList:
                foreach (CollectionElementSyntax element in list.Elements)
                {
                    if (element is ExpressionElementSyntax item)
                    {
                        Value(item.Expression, isInList: true);
                    }
                    else
                    {
                        Refuse(element, "A list has literals only here.");
                    }
                }

                break;
            case { IsMissing: true }:
                break;
            default:
                Refuse(value, "Arguments are literals here, such as 8, 0.5, \"name\", true or Init.HeNormal.");
                break;
        }
    }

    private void Sizes(string name, AttributeSyntax attribute)
    {
        if (name == "Dropout" && attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: IConvertible rate and not string })
        {
            _dropoutRates.Add(rate.ToDouble(CultureInfo.InvariantCulture));
        }

        int[] sizes = [.. (attribute.ArgumentList?.Arguments ?? []).Where(argument => argument.NameEquals is null)
            .Select(argument => (argument.Expression as LiteralExpressionSyntax)?.Token.Value).OfType<int>()];
        if (name == "Dense" && ++_layers > DeclarationLimits.Layers)
        {
            Refuse(attribute, $"The playground draws at most {DeclarationLimits.Layers} dense layers.");
        }
        else if (name == "Dense" && sizes is [> DeclarationLimits.Units, ..])
        {
            Refuse(attribute, $"The playground draws at most {DeclarationLimits.Units} units a layer; this one has {sizes[0]}.");
        }
        else if (name == "Input" && (sizes.Length > 1 || sizes is [> DeclarationLimits.Inputs]))
        {
            Refuse(attribute, $"Points have features here, at most {DeclarationLimits.Inputs}, in one axis: [Input(2)].");
        }
    }

    /// <summary>Only advice may be switched off; #if, #line, #error, #load and the like say nothing about a network.</summary>
    private void Directives(CompilationUnitSyntax unit)
    {
        foreach (SyntaxTrivia trivia in unit.DescendantTrivia(descendIntoTrivia: false))
        {
            if (trivia.IsDirective && !(trivia.GetStructure() is PragmaWarningDirectiveTriviaSyntax pragma
                && pragma.ErrorCodes.Count > 0 && pragma.ErrorCodes.All(code => code is IdentifierNameSyntax { Identifier.ValueText: ['N', 'N', 'G', ..] })))
            {
                Refuse(trivia.Span, "The only directive that is allowed here is '#pragma warning disable NNG202' and the like.");
            }
            else if (trivia.IsKind(SyntaxKind.SkippedTokensTrivia) || trivia.IsKind(SyntaxKind.DisabledTextTrivia))
            {
                Refuse(trivia.Span, "This does not belong to the declaration of a class.");
            }
        }
    }

    private void Syntax(SyntaxTree tree)
    {
        foreach (Diagnostic diagnostic in tree.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            Refuse(diagnostic.Location.SourceSpan, diagnostic.GetMessage(CultureInfo.InvariantCulture) + ".");
        }
    }

    private static string WithoutSuffix(string name) => name.Length > 9 && name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^9] : name;

    private void Refuse(SyntaxNode node, string message) => Refuse(node.Span, message);

    private void Refuse(TextSpan span, string message) => _faults.Add(new(message, span.Start, Math.Max(1, span.Length)));
}
