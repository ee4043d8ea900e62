namespace NnGen.Compiler.Graph.Ops;

/// <summary>Rows of a table: the values at which they were looked up, and the gradients of what came of it.</summary>
/// <param name="Numbers">The number of a row for each position.</param>
/// <param name="Dy">The gradient of the row at each position.</param>
/// <param name="Padding">The row that is never changed by being looked up; -1 where there is none.</param>
public sealed record Lookup(Value Numbers, Value Dy, int Padding);

/// <summary><c>y[position] = table[x[position]]</c>: the rows of a table that class numbers say.</summary>
/// <param name="numbers">The class numbers.</param>
/// <param name="table">The table, of shape [classes, features].</param>
/// <param name="shape">The shape of the result.</param>
/// <param name="padding">The class whose row is read as it stands and never trained; -1 where there is none.</param>
public sealed class EmbeddingOp(Value numbers, Value table, Shape shape, int padding) : Op(numbers, table)
{
    public Value Numbers => Inputs[0];

    public override Parameter Weight => Inputs[1].Producer.Weight!;

    /// <summary>The class that is padding; -1 where there is none.</summary>
    public int Padding => padding;

    /// <summary>The rows of the table.</summary>
    public int Count => Weight.Shape.Axes[0];

    /// <summary>The elements of a row.</summary>
    public int Features => Weight.Shape.Axes[1];

    public override int? Positions => Inputs[0].Shape.Size;

    public override string Mnemonic => $"embedding {Weight.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    /// <summary>The rows that were looked up get what came back; class numbers have no gradient.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (gradients[0] is Value dy)
        {
            builder.ContributeLookup(Inputs[1], new Lookup(Numbers, dy, padding));
        }
    }
}

/// <summary>For each position a row of zeros with a 1 at its class number; of the padding, a row of zeros.</summary>
public sealed class OneHotOp(Value numbers, int count, int padding) : BackwardOp(numbers)
{
    public int Count => count;

    public int Padding => padding;

    public override int? Positions => Inputs[0].Shape.Size;

    public override string Mnemonic => "one_hot";

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape(Inputs[0].Shape.Size, count)];
}

/// <summary>
/// The gradient of a table that is only looked up: each row is the sum of what came back to it, in the order of rows and positions, and 0 where
/// nobody looked. Then the update; of a sparse table, that of the rows that were looked up.
/// </summary>
public sealed class EmbeddingGradientOp(Parameter table, IReadOnlyList<Lookup> lookups) : BackwardOp([.. lookups.SelectMany(lookup => new[] { lookup.Numbers, lookup.Dy })])
{
    public override Parameter Weight => table;

    /// <summary>What is summed, in the order of the inputs.</summary>
    public IReadOnlyList<Lookup> Lookups => lookups;

    public override int? Positions => lookups.Max(lookup => lookup.Numbers.Shape.Size);

    public override bool IsParameterGradient => true;

    public override string Mnemonic => $"embedding_gradient {table.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [];
}
