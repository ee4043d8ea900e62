namespace NnGen.Numerics.Tests.Functions;

/// <summary>A test that takes minutes: skipped, with the reason, unless the environment variable NNGEN_EXHAUSTIVE is 1.</summary>
public sealed class ExhaustiveTheoryAttribute : TheoryAttribute
{
    private const string Variable = "NNGEN_EXHAUSTIVE";

    /// <summary>Looks for the variable.</summary>
    public ExhaustiveTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1")
        {
            Skip = $"Goes through all 2^32 floats, which takes minutes. The environment variable {Variable}=1 runs it.";
        }
    }
}
