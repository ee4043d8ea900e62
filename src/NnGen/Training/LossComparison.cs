namespace NnGen;

/// <summary>Compares losses by parts of them. Losses may be negative, as likelihoods of densities are: a part is always one of the distance to 0.</summary>
internal static class LossComparison
{
    /// <summary>Whether a loss is lower than another by more than a part of that one: <c>loss &lt; other - part |other|</c>. Anything is lower than infinity.</summary>
    public static bool IsBelow(double loss, double other, double part) => loss < (double.IsInfinity(other) ? other : other - part * Math.Abs(other));

    /// <summary>Whether a loss is higher than another by more than a part of that one: <c>loss &gt; other + part |other|</c>.</summary>
    public static bool IsAbove(double loss, double other, double part) => loss > (double.IsInfinity(other) ? other : other + part * Math.Abs(other));
}
