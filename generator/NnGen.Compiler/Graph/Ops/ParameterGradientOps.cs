namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>dW = sum over rows of dy x^T</c>, handed to the update.</summary>
public sealed class WeightGradientOp(Parameter weight, Value x, Value dy) : BackwardOp(x, dy)
{
    public override Parameter Weight => weight;

    public override bool IsParameterGradient => true;

    public override string Mnemonic => $"weight_gradient {weight.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [];
}

/// <summary><c>dp = sum over rows and columns of dy</c>, handed to the update.</summary>
public sealed class SharedGradientOp(Parameter parameter, Value dy) : BackwardOp(dy)
{
    public override Parameter Weight => parameter;

    public override bool IsParameterGradient => true;

    public override string Mnemonic => $"shared_gradient {parameter.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [];
}

/// <summary><c>db = sum over rows of dy</c>, handed to the update.</summary>
public sealed class BiasGradientOp(Parameter bias, Value dy) : BackwardOp(dy)
{
    public override Parameter Weight => bias;

    public override bool IsParameterGradient => true;

    public override string Mnemonic => $"bias_gradient {bias.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [];
}
