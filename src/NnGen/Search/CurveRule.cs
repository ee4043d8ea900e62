namespace NnGen.Search;

/// <summary>Says of a curve that is not at its end whether it is worth going on. Immutable.</summary>
internal abstract class CurveRule
{
    /// <summary>Whether to stop.</summary>
    /// <param name="curve">The objective after each epoch so far.</param>
    /// <param name="epochs">The epochs at the end.</param>
    internal abstract bool ShouldStop(IReadOnlyList<double> curve, int epochs);
}
