namespace NnGen.Compiler.Graph.Ops;

/// <summary>A part of the gradient of a weight of shape [out, in]: <c>dy x^T</c>, summed over the rows.</summary>
/// <param name="X">A value of as many elements as the weight has inputs.</param>
/// <param name="Dy">A value of as many elements as the weight has outputs.</param>
public sealed record Product(Value X, Value Dy)
{
    /// <summary>Where X is an image, the windows of which each gave a row of Dy: each is a row of as many elements as the weight has inputs. Else null.</summary>
    public ImageWindows? Windows { get; init; }

    /// <summary>Of how many groups of channels and outputs the weight consists, where there are windows.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether the windows are those of an overlap-add: over the lines of X, and over the pixels of a line of Dy.</summary>
    public bool IsOfSegments { get; init; }
}

/// <summary>
/// <c>dW = sum over the uses of the weight, and over rows, of dy x^T</c>, handed to the update: however often a weight is used, it has one
/// gradient and one update.
/// </summary>
public sealed class WeightGradientOp(Parameter weight, IReadOnlyList<Product> products) : BackwardOp([.. products.SelectMany(product => new[] { product.X, product.Dy })])
{
    public override Parameter Weight => weight;

    /// <summary>Of how many positions the rows of a product consist, which are summed over as rows are.</summary>
    public int PositionsOf(Product product) => product.Windows is ImageWindows windows ? windows.Count : product.X.Shape.Size / weight.InputsOfOutput;

    /// <summary>The windows over images whose gradient it is; null where rows are multiplied.</summary>
    public ImageWindows? Windows => products[0].Windows;

    /// <summary>What is summed, in the order of the inputs.</summary>
    public IReadOnlyList<Product> Products => products;

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

    public override int? Positions => Inputs[0].Shape.Size / bias.Shape.Size;

    public override bool IsParameterGradient => true;

    public override string Mnemonic => $"bias_gradient {bias.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [];
}
