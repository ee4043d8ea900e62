namespace NnGen.Search;

/// <summary>The number below which a share of a normal distribution of mean 0 and standard deviation 1 lies.</summary>
internal static class NormalQuantile
{
    /// <summary>Abramowitz and Stegun, "Handbook of mathematical functions", 1964, 26.2.23; off by less than 4.5e-4, which is plenty for ranks.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    internal static double Of(double share)
    {
        double tail = Math.Min(share, 1 - share);
        double t = Math.Sqrt(-2 * Math.Log(tail));
        double size = t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
        return share < 0.5 ? -size : size;
    }
}
