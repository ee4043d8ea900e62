namespace NnGen.Compiler.Graph;

/// <summary>
/// An operation of the graph. Each op has a file of its own with its shape rule (the constructor), its adjoint rule, stated in this same
/// vocabulary, and thereby the values that the backward pass needs: those that the adjoint's ops take.
/// </summary>
public abstract class Op
{
    protected Op(params Value[] inputs) => Inputs = inputs;

    /// <summary>The values it takes.</summary>
    public IReadOnlyList<Value> Inputs { get; protected set; }

    /// <summary>The values it computes.</summary>
    public IReadOnlyList<Value> Results { get; private set; } = [];

    /// <summary>The parameter that it reads, if any.</summary>
    public virtual Parameter? Weight => null;

    /// <summary>Whether it computes a parameter's gradient, which is an effect and not a value.</summary>
    public virtual bool IsParameterGradient => false;

    /// <summary>Whether the gradient of its results reaches nothing that it takes.</summary>
    public virtual bool StopsGradients => false;

    /// <summary>Whether its results are one row for the whole batch.</summary>
    public virtual bool IsPerBatch => false;

    /// <summary>Whether it reads all rows of a batch at once, so that rows can be shared out only before it and after it.</summary>
    public virtual bool MixesRows => false;

    /// <summary>
    /// Of how many equal parts a row consists that it treats alike, each as a row of its own: a dense layer over the last axis of a
    /// sequence has as many as the sequence has steps. Null where it does not matter, since each element is computed from those beside it alone.
    /// </summary>
    public virtual int? Positions => 1;

    /// <summary>What it is called in dumps.</summary>
    public abstract string Mnemonic { get; }

    /// <summary>The shapes of the results.</summary>
    protected internal abstract IReadOnlyList<Shape> ResultShapes { get; }

    /// <summary>
    /// Adds to <paramref name="builder"/> the ops that compute the gradient of each input from the gradients of the results
    /// (null where nothing depends on that result), and hands each to <see cref="AdjointBuilder.Contribute"/>.
    /// </summary>
    public abstract void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients);

    internal void SetResults(IReadOnlyList<Value> results)
    {
        Results = results;
        foreach (Value result in results)
        {
            result.Producer = this;
            result.IsPerBatch = IsPerBatch;
        }
    }

    public override string ToString()
    {
        string results = Results.Count == 0 ? "" : string.Join(", ", Results) + " = ";
        return $"{results}{Mnemonic}({string.Join(", ", Inputs.Select(input => "%" + input.Id))})";
    }
}
