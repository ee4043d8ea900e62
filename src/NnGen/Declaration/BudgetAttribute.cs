namespace NnGen;

/// <summary>
/// What a network may cost at most. Where it costs more, the build fails (NNG037) with the cost of each layer and the name of the largest; what is left
/// out has no limit. Changes nothing in the network.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>The most trained parameters; at least 0.</summary>
    public long Parameters { get; set; }

    /// <summary>The most multiply-adds of one prediction; at least 0.</summary>
    public long MultiplyAdds { get; set; }

    /// <summary>The most bytes of the parameter block of an instance, padding included; at least 0.</summary>
    public long WeightBytes { get; set; }

    /// <summary>
    /// The most bytes that one call of a prediction takes between the layers, on the stack or in a buffer that the network keeps: the most of <c>Predict</c>,
    /// <c>PredictBatch</c>, which takes many rows at a time, and the steps of a stream; at least 0.
    /// </summary>
    public long ScratchBytes { get; set; }
}
