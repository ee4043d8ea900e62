namespace NnGen.InMemory;

/// <summary>What is known of a network of a space before it is compiled.</summary>
public sealed record CandidateFacts
{
    /// <summary>Why it is no network, or one that costs too much, with the id of the diagnostic; null where nothing is wrong.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it is a network that costs more than the space allows.</summary>
    public bool IsOverBudget { get; init; }

    /// <summary>The trained parameters.</summary>
    public long Parameters { get; init; }

    /// <summary>The multiply-adds of one prediction.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The bytes of all parameters, padding included.</summary>
    public long WeightBytes { get; init; }

    /// <summary>How long the compiler's cost model expects one prediction to take, in nanoseconds, on a nominal core.</summary>
    public double PredictedNanoseconds { get; init; }
}
