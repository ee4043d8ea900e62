using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Samples.Playground.Declarations;

/// <summary>
/// Something that a text makes: <c>new Sgd(0.03) { Momentum = 0.9 }</c> or <c>GradientClipping.ByNorm(1)</c>, as a name with numbers, words and further such
/// things. Any other expression is refused.
/// </summary>
internal sealed class Made
{
    private readonly SyntaxNode _node;
    private readonly List<double> _arguments = [];
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private int _argumentsRead;

    private Made(string name, SyntaxNode node) => (Name, _node) = (name, node);

    /// <summary>The name of the class, or of the class and its method.</summary>
    public string Name { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FaultException">It makes nothing of that kind.</exception>
    public static Made Of(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax type } creation:
                var made = new Made(type.Identifier.ValueText, expression);
                made.TakeArguments(creation.ArgumentList);
                made.TakeValues(creation.Initializer);
                return made;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner, Name: IdentifierNameSyntax method } } call:
                var called = new Made($"{owner.Identifier.ValueText}.{method.Identifier.ValueText}", expression);
                called.TakeArguments(call.ArgumentList);
                return called;
            default:
                throw Fault(expression, "Expected something new, such as 'new Adam(0.01)'");
        }
    }

    /// <summary>An argument by its place.</summary>
    public double Number(int index, double otherwise)
    {
        _argumentsRead = Math.Max(_argumentsRead, index + 1);
        return index < _arguments.Count ? _arguments[index] : otherwise;
    }

    /// <summary>An argument that is a whole number above 0.</summary>
    public int Whole(int index, int otherwise) => Whole(Number(index, otherwise));

    /// <summary>A property by its name.</summary>
    public double Number(string name, double otherwise) => Value(name) switch
    {
        null => otherwise,
        double number => number,
        _ => throw Wrong($"{name} is a number"),
    };

    /// <summary>A property that is a whole number above 0.</summary>
    public int Whole(string name, int otherwise) => Whole(Number(name, otherwise));

    /// <summary>A property that is true or false.</summary>
    public bool Flag(string name) => Value(name) switch
    {
        null => false,
        bool flag => flag,
        _ => throw Wrong($"{name} is true or false"),
    };

    /// <summary>A property that is made in turn; null where it is left out.</summary>
    public Made? Part(string name) => Value(name) switch
    {
        null => null,
        Made made => made,
        _ => throw Wrong($"{name} is something new, such as 'new Adam(0.01)'"),
    };

    /// <summary>Refuses properties of other names.</summary>
    public void AllowOnly(params string[] names)
    {
        if (_values.Keys.FirstOrDefault(name => !names.Contains(name)) is string other)
        {
            throw Wrong($"{Name} has no '{other}' here; it has {string.Join(", ", names)}");
        }
    }

    /// <summary>Refuses what nobody has asked for.</summary>
    public void AllowOnlyRead()
    {
        AllowOnly([.. _read]);
        if (_arguments.Count > _argumentsRead)
        {
            throw Wrong($"{Name} takes {_argumentsRead} numbers here, not {_arguments.Count}");
        }
    }

    /// <summary>A fault at the place of this.</summary>
    public FaultException Wrong(string message) => Fault(_node, message);

    private static FaultException Fault(SyntaxNode node, string message) => new(new(message + ".", node.SpanStart, Math.Max(1, node.Span.Length)));

    private static object Literal(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } => true,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } => false,
        LiteralExpressionSyntax { Token.Value: int number } => (double)number,
        LiteralExpressionSyntax { Token.Value: float number } => (double)number,
        LiteralExpressionSyntax { Token.Value: double number } => number,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax of } when Literal(of) is double number => -number,
        _ => Made.Of(value),
    };

    private object? Value(string name)
    {
        _read.Add(name);
        return _values.GetValueOrDefault(name);
    }

    private int Whole(double number) =>
        number is >= 1 and <= 1_000_000 && number == Math.Floor(number) ? (int)number : throw Wrong($"Expected a whole number from 1 to 1000000, but found {number}");

    private void TakeArguments(ArgumentListSyntax? arguments)
    {
        foreach (ArgumentSyntax argument in arguments?.Arguments ?? [])
        {
            if (argument.NameColon is not null || Literal(argument.Expression) is not double number)
            {
                throw Fault(argument, "Expected a number");
            }

            _arguments.Add(number);
        }
    }

    private void TakeValues(InitializerExpressionSyntax? initializer)
    {
        foreach (ExpressionSyntax expression in initializer?.Expressions ?? [])
        {
            if (expression is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment)
            {
                throw Fault(expression, "Expected a property and its value, such as 'BatchSize = 10'");
            }

            if (!_values.TryAdd(name.Identifier.ValueText, Literal(assignment.Right)))
            {
                throw Fault(expression, $"'{name.Identifier.ValueText}' stands there twice");
            }
        }
    }
}
