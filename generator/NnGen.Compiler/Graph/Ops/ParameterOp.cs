namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// A parameter as a value, which any number of ops may take. It enters the graph once, so it has one gradient, the sum of what all of them
/// contribute. Elementwise ops see the same elements for each row, one for each unit or one for all; linear ops see a matrix.
/// </summary>
/// <param name="parameter">The parameter.</param>
/// <param name="shape">The shape of the value.</param>
/// <param name="role">What kernels call it: <c>slope</c>, <c>gain</c>.</param>
public sealed class ParameterOp(Parameter parameter, Shape shape, string role) : Op
{
    public override Parameter Weight => parameter;

    public string Role => role;

    /// <summary>Whether one element serves all units.</summary>
    public bool IsShared => parameter.Shape.Size == 1 && shape.Size != 1;

    /// <summary>That of the parameter of a name, where it is a value of its own shape; null where there is none.</summary>
    public static ParameterOp? Find(NetworkGraph graph, string parameter) =>
        graph.Ops.OfType<ParameterOp>().FirstOrDefault(op => op.Weight.Name == parameter && op.Results[0].Shape == op.Weight.Shape);

    public override string Mnemonic => $"parameter {parameter.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    /// <summary>The sum over the rows, and where one element serves all units the sum over them too; of a matrix, the sum of products.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        IReadOnlyList<Lookup> lookups = builder.Lookups(Results[0]);
        if (builder.Products(Results[0]) is { Count: > 0 } products)
        {
            // What is multiplied too has a sum of products: a row that was looked up is one of them, times 1 where it was and 0 elsewhere.
            foreach (Lookup lookup in lookups)
            {
                Value oneHot = builder.AddAll(new OneHotOp(lookup.Numbers, parameter.Shape.Axes[0], lookup.Padding), lookup.Numbers, "by class")[0];
                builder.ContributeProduct(Results[0], new Product(lookup.Dy, oneHot));
            }


            builder.AddParameterGradient(new WeightGradientOp(parameter, products));
            return;
        }

        if (lookups.Count > 0)
        {
            builder.AddParameterGradient(new EmbeddingGradientOp(parameter, lookups));
            return;
        }

        Value gradient = gradients[0]!;
        builder.AddParameterGradient(IsShared ? new SharedGradientOp(parameter, gradient) : new BiasGradientOp(parameter, gradient));
    }
}
