namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x * scale + offset</c> with numbers of the data that are saved and not trained: a scaler that is part of the network.</summary>
public sealed class ScalerOp(Value x, Value scale, Value offset) : ElementwiseOp(x, scale, offset)
{
    /// <summary>Whether it gives the targets' own units to an output: a loss of values then is computed before it.</summary>
    public bool IsOutput { get; init; }

    public override string Mnemonic => "scaler";

    public override string Formula => "{0} * scale + offset";

    public override Element Expression => new ElementInput(0) * new ElementInput(1) + new ElementInput(2);

    /// <summary>The numbers of the data have no gradient.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(GradientOf(gradients[0]!), Inputs[0]));
        }
    }

    /// <summary>dx = dy scale.</summary>
    public ElementwiseGradientOp GradientOf(Value gradient) =>
        new("scaler_gradient", "{0} * scale", new ElementInput(0) * new ElementInput(1), Inputs[0].Shape, gradient, Inputs[1]);

    /// <summary>The op that brings targets to what <see cref="ScalerOp"/> takes: <c>(t - offset) / scale</c>.</summary>
    public ScaledTargetOp Scaled(Value target) => new(target, Inputs[1], Inputs[2]);
}

/// <summary><c>(t - offset) / scale</c>: targets in the units that a network learns in. Nothing that learns lies upstream.</summary>
public sealed class ScaledTargetOp(Value target, Value scale, Value offset) : ElementwiseOp(target, scale, offset)
{
    public override string Mnemonic => "scaled_target";

    public override string Formula => "({0} - offset) / scale";

    public override Element Expression => (new ElementInput(0) - new ElementInput(2)) / new ElementInput(1);

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        // Targets are given, not computed.
    }
}
