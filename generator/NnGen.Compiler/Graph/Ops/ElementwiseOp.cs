using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Ops;

/// <summary>An op that computes each element from the same element of its inputs. The compiler fuses it into whatever computes its input.</summary>
public abstract class ElementwiseOp(params Value[] inputs) : Op(inputs)
{
    /// <summary>The expression over the inputs.</summary>
    public abstract Element Expression { get; }

    /// <summary>The formula in a comment, with <c>{0}</c> for the first input: <c>relu({0})</c>.</summary>
    public abstract string Formula { get; }

    /// <summary>The formula with <c>{0}</c> for the input that is at hand in a register, which need not be the first.</summary>
    public virtual string FormulaOf(Func<Value, bool> isAtHand) => Formula;

    /// <summary>
    /// One where the row's own factor of the loss is taken, or something that each element has its own of; several where each step has such a factor, or
    /// where a parameter has fewer elements than a row and serves part after part of it.
    /// </summary>
    public override int? Positions
    {
        get
        {
            Value[] own = [.. Inputs.Where(input => input.IsPerBatch || input.Producer is ParameterOp { IsShared: false })];
            return Expression.UsesLossScale ? LossSteps : own.Length == 0 ? null : ResultShapes[0].Size / own[0].Shape.Size;
        }
    }

    /// <summary>Of how many steps a row consists that have a factor of the loss each.</summary>
    public int LossSteps { get; init; } = 1;

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];
}

/// <summary>An elementwise op of the backward pass.</summary>
public sealed class ElementwiseGradientOp(string mnemonic, string formula, Element expression, Shape shape, params Value[] inputs) : ElementwiseOp(inputs)
{
    public override string Mnemonic => mnemonic;

    public override string Formula => formula;

    public override Element Expression => expression;

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients) =>
        throw new InvalidOperationException($"{mnemonic} belongs to the backward pass, which is not differentiated again.");
}

/// <summary>An activation: one input, and a derivative that needs the input or the result.</summary>
public abstract class ActivationOp(Value x) : ElementwiseOp(x)
{
    protected static readonly Element X = new ElementInput(0);

    /// <summary>In the adjoint: the gradient of the result.</summary>
    protected static readonly Element Gradient = new ElementInput(0);

    /// <summary>In the adjoint: the value that was saved, the result or the input.</summary>
    protected static readonly Element Saved = new ElementInput(1);

    /// <summary>The gradient of the input from <see cref="Gradient"/> and <see cref="Saved"/>.</summary>
    protected abstract Element GradientExpression { get; }

    /// <summary>What formulas call it.</summary>
    protected virtual string FunctionName => Mnemonic;

    /// <summary>Whether the adjoint needs the result; else it needs the input.</summary>
    protected virtual bool SavesResult => true;

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(GradientOf(gradients[0]!), Inputs[0]));
        }
    }

    /// <summary>The op that computes the gradient of the input from that of the result.</summary>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="inOrder">What was saved, with its elements in the order of the gradient's; null where they are so already.</param>
    public ElementwiseGradientOp GradientOf(Value gradient, Value? inOrder = null)
    {
        Value saved = inOrder ?? (SavesResult ? Results[0] : Inputs[0]);
        string formula = $"{FunctionName}'({saved.Name}) * {{0}}";
        return new ElementwiseGradientOp(Mnemonic + "_gradient", formula, GradientExpression, saved.Shape, gradient, saved);
    }
}
