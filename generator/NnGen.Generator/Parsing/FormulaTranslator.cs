using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Graph;

namespace NnGen.Generator.Parsing;

/// <summary>Reads a static method of numbers as the expression that it computes. What it cannot read is a fault with the text that it stumbled over.</summary>
internal sealed class FormulaTranslator
{
    /// <summary>The most operations of a formula, locals and methods put in their places: more than a kernel can hold in registers by far.</summary>
    private const int MaxSize = 500;

    /// <summary>How deep methods may call others.</summary>
    private const int MaxDepth = 16;

    private const string Parts =
        "a formula has numbers and constants, + - * /, '?:' and 'if' with < > <= >=, locals, Abs, Sqrt, Exp, ExpM1, Log, LogP1, Tanh, Max, Min, Clamp, and other such methods of the class or of a static one in the project";

    private readonly Compilation _compilation;
    private int _depth;
    private int _size;
    private FunctionFormula? _fault;

    private FormulaTranslator(Compilation compilation) => _compilation = compilation;

    /// <summary>The formula of a method of one number.</summary>
    public static FunctionFormula Translate(IMethodSymbol method, Compilation compilation)
    {
        var translator = new FormulaTranslator(compilation);
        Element? element = translator.Body(method, [new ElementInput(0)]);
        return translator._fault ?? new FunctionFormula(element);
    }

    private Element? Body(IMethodSymbol method, IReadOnlyList<Element> arguments)
    {
        MethodDeclarationSyntax? syntax = method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(declared => declared.Body is not null || declared.ExpressionBody is not null);
        if (syntax is null || !(FunctionReader.MayBeFormula(syntax) && syntax.Parent is TypeDeclarationSyntax type && FunctionReader.MayHoldFormulas(type)))
        {
            return Fault($"'{method.Name}' has no body that can be read", "write it as a static method with a body, in the class itself or in a static class of this project");
        }

        if (++_depth > MaxDepth)
        {
            return Fault($"'{method.Name}' calls methods {MaxDepth} deep, or itself", "write it without");
        }

        var values = new Dictionary<ISymbol, Element>(SymbolEqualityComparer.Default);
        for (int i = 0; i < arguments.Count; i++)
        {
            values[method.Parameters[i]] = arguments[i];
        }

        var scope = new Scope(_compilation.GetSemanticModel(syntax.SyntaxTree), values);
        Element? result = syntax.ExpressionBody is { } arrow ? Expression(arrow.Expression, scope) : Block(syntax.Body!.Statements, 0, scope);
        _depth--;
        return result;
    }

    /// <summary>What statements return, from one of them on.</summary>
    private Element? Block(IReadOnlyList<StatementSyntax> statements, int first, Scope scope)
    {
        for (int i = first; i < statements.Count; i++)
        {
            switch (statements[i])
            {
                case ReturnStatementSyntax { Expression: { } result }:
                    return Expression(result, scope);
                case BlockSyntax block when i == statements.Count - 1:
                    return Block(block.Statements, 0, scope);
                case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } locals:
                    foreach (VariableDeclaratorSyntax local in locals.Declaration.Variables)
                    {
                        if (local.Initializer is null || scope.Model.GetDeclaredSymbol(local) is not ILocalSymbol { RefKind: RefKind.None } symbol)
                        {
                            return Unknown(local);
                        }

                        if (Expression(local.Initializer.Value, scope) is not { } value)
                        {
                            return null;
                        }

                        scope.Values[symbol] = value;
                    }

                    break;
                case IfStatementSyntax choice:
                    Element? whenTrue = Block([choice.Statement], 0, scope);
                    Element? whenFalse = whenTrue is null ? null : choice.Else is { } otherwise ? Block([otherwise.Statement], 0, scope) : Block(statements, i + 1, scope);
                    return whenFalse is null ? null : Choose(choice.Condition, whenTrue!, whenFalse, scope);
                default:
                    return Unknown(statements[i]);
            }
        }

        return Fault("a branch ends without 'return'", "let every 'if' and 'else' end with one");
    }

    private Element? Expression(ExpressionSyntax expression, Scope scope)
    {
        if (IsTooLong(1))
        {
            return null;
        }

        if (scope.Model.GetConstantValue(expression) is { HasValue: true, Value: float or double or int or long or uint or short or ushort or byte or sbyte } constant)
        {
            double number = Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture);
            return double.IsNaN(number) || double.IsInfinity(number) ? Unknown(expression) : (Element)number;
        }

        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Expression(inner.Expression, scope);
            case IdentifierNameSyntax name:
                return scope.Model.GetSymbolInfo(name).Symbol is not { } symbol || !scope.Values.TryGetValue(symbol, out Element? value) ? Unknown(name)
                    : IsTooLong(value.Size) ? null
                    : value;
            case PrefixUnaryExpressionSyntax sign when sign.IsKind(SyntaxKind.UnaryMinusExpression):
                return Expression(sign.Operand, scope) is { } negated ? negated * -1.0 : null;
            case PrefixUnaryExpressionSyntax sign when sign.IsKind(SyntaxKind.UnaryPlusExpression):
                return Expression(sign.Operand, scope);
            case CastExpressionSyntax cast when IsNumber(scope.Model.GetTypeInfo(cast).Type):
                return Expression(cast.Expression, scope);
            case BinaryExpressionSyntax binary when OperatorOf(binary) is ElementOperator sign && IsNumber(scope.Model.GetTypeInfo(binary).Type):
                return Expression(binary.Left, scope) is { } left && Expression(binary.Right, scope) is { } right ? new ElementBinary(sign, left, right) : null;
            case ConditionalExpressionSyntax choice:
                return Expression(choice.WhenTrue, scope) is { } whenTrue && Expression(choice.WhenFalse, scope) is { } whenFalse ? Choose(choice.Condition, whenTrue, whenFalse, scope) : null;
            case InvocationExpressionSyntax call:
                return Call(call, scope);
            default:
                return Unknown(expression);
        }
    }

    /// <summary>Whether it is, with so many operations more: a local stands wherever it is used.</summary>
    private bool IsTooLong(int more)
    {
        _size += more;
        if (_size > MaxSize)
        {
            Fault($"more than {MaxSize} operations stand, with what it calls", "write a shorter one, or several nodes");
        }

        return _size > MaxSize;
    }

    /// <summary>One of two values by a condition. Of numbers that cannot be compared, neither is the larger one.</summary>
    private Element? Choose(ExpressionSyntax condition, Element whenTrue, Element whenFalse, Scope scope)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return Choose(inner.Expression, whenTrue, whenFalse, scope);
            case PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression):
                return Choose(negation.Operand, whenFalse, whenTrue, scope);
            case BinaryExpressionSyntax two when two.IsKind(SyntaxKind.LogicalAndExpression):
                return !IsTooLong(whenFalse.Size) && Choose(two.Right, whenTrue, whenFalse, scope) is { } both ? Choose(two.Left, both, whenFalse, scope) : null;
            case BinaryExpressionSyntax two when two.IsKind(SyntaxKind.LogicalOrExpression):
                return !IsTooLong(whenTrue.Size) && Choose(two.Right, whenTrue, whenFalse, scope) is { } one ? Choose(two.Left, whenTrue, one, scope) : null;
            case BinaryExpressionSyntax comparison when comparison.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanOrEqualExpression:
                return Expression(comparison.Left, scope) is not { } x || Expression(comparison.Right, scope) is not { } y ? null : comparison.Kind() switch
                {
                    SyntaxKind.LessThanExpression => Element.WhereLess(x, y, whenTrue, whenFalse),
                    SyntaxKind.GreaterThanExpression => Element.WhereLess(y, x, whenTrue, whenFalse),
                    SyntaxKind.LessThanOrEqualExpression => Element.WhereLess(y, x, whenFalse, whenTrue),
                    _ => Element.WhereLess(x, y, whenFalse, whenTrue),
                };
            default:
                return Unknown(condition);
        }
    }

    private Element? Call(InvocationExpressionSyntax call, Scope scope)
    {
        if (scope.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { IsStatic: true, IsGenericMethod: false } method || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null || argument.RefKindKeyword.RawKind != 0))
        {
            return Unknown(call);
        }

        bool isKnown = IsMathematics(method.ContainingType);
        if (!IsNumber(method.ReturnType) || method.Parameters.Length != call.ArgumentList.Arguments.Count || method.Parameters.Any(parameter => !IsNumber(parameter.Type) || parameter.IsParams))
        {
            return Unknown(call);
        }

        var arguments = new List<Element>();
        foreach (ArgumentSyntax argument in call.ArgumentList.Arguments)
        {
            if (Expression(argument.Expression, scope) is not { } value)
            {
                return null;
            }

            arguments.Add(value);
        }

        return isKnown ? Known(method.Name, arguments) ?? Unknown(call) : Body(method, arguments);
    }

    /// <summary>A function of C#'s libraries; null where formulas have none such.</summary>
    private static Element? Known(string name, IReadOnlyList<Element> arguments) => (name, arguments.Count) switch
    {
        ("Abs", 1) => Element.Call(ElementFunction.Abs, arguments[0]),
        ("Sqrt", 1) => Element.Call(ElementFunction.Sqrt, arguments[0]),
        ("Exp", 1) => Element.Call(ElementFunction.Exp, arguments[0]),
        ("ExpM1", 1) => Element.Call(ElementFunction.ExpMinusOne, arguments[0]),
        ("Log", 1) => Element.Call(ElementFunction.Log, arguments[0]),
        ("LogP1", 1) => Element.Call(ElementFunction.LogOnePlus, arguments[0]),
        ("Tanh", 1) => Element.Call(ElementFunction.Tanh, arguments[0]),
        ("Max", 2) => Larger(arguments[0], arguments[1]),
        ("Min", 2) => Smaller(arguments[0], arguments[1]),
        ("Clamp", 3) => Element.Min(arguments[2], Element.Max(arguments[1], arguments[0])),
        _ => null,
    };

    /// <summary>What is under test comes second, so that what is no number stays none.</summary>
    private static Element Larger(Element x, Element y) => y is ElementConstant ? Element.Max(y, x) : Element.Max(x, y);

    private static Element Smaller(Element x, Element y) => y is ElementConstant ? Element.Min(y, x) : Element.Min(x, y);

    private static ElementOperator? OperatorOf(BinaryExpressionSyntax binary) => binary.Kind() switch
    {
        SyntaxKind.AddExpression => ElementOperator.Add,
        SyntaxKind.SubtractExpression => ElementOperator.Subtract,
        SyntaxKind.MultiplyExpression => ElementOperator.Multiply,
        SyntaxKind.DivideExpression => ElementOperator.Divide,
        _ => null,
    };

    private static bool IsMathematics(INamedTypeSymbol type) =>
        type.SpecialType is SpecialType.System_Single or SpecialType.System_Double
        || (type is { Name: "Math" or "MathF", ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    private Element? Unknown(SyntaxNode node) => Fault($"'{Shortened(node)}' stands", Parts);

    private Element? Fault(string what, string fix)
    {
        _fault ??= new FunctionFormula(null, what, fix);
        return null;
    }

    /// <summary>On one line, and not longer than a message can take.</summary>
    private static string Shortened(SyntaxNode node)
    {
        const int Most = 60;
        string text = string.Join(" ", node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Most ? text : text.Substring(0, Most) + "...";
    }

    /// <summary>What names mean in a method.</summary>
    private sealed record Scope(SemanticModel Model, Dictionary<ISymbol, Element> Values);
}
