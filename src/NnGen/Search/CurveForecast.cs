namespace NnGen.Search;

/// <summary>
/// Where a curve of losses will end, told from its first epochs: the lecture-room rule "predict from the trend", with its uncertainty. Immutable.
/// </summary>
/// <remarks>
/// Two of the families of curves of Domhan, Springenberg and Hutter (2015) are averaged, each with a grid of shapes: <c>c + a t^-k</c> and <c>c + a e^(-k t)</c>, in
/// which c and a are found by least squares for each shape. Shapes count as much as they are likely, given normal errors of unknown size and no opinion of c, a and
/// the logarithm of that size; the end of each is then Student's t distributed with 2 degrees of freedom fewer than there are epochs. The paper samples
/// its posterior instead of a grid and has more families.
/// </remarks>
public sealed class CurveForecast
{
    /// <summary>The fewest epochs that a forecast can be made from.</summary>
    public const int FewestEpochs = 4;

    // From nearly straight in the logarithm of time to steep; of exponentials by how many times e the distance shrinks until the end.
    private static readonly double[] s_powers = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3];
    private static readonly double[] s_decays = [0.5, 1, 2, 3, 5, 8, 12, 20];

    private readonly (double Weight, double Mean, double Scale)[] _ends;
    private readonly int _freedom;

    private CurveForecast((double Weight, double Mean, double Scale)[] ends, int freedom)
    {
        _ends = ends;
        _freedom = freedom;
    }

    /// <summary>The expected end.</summary>
    public double Mean => _ends.Sum(end => end.Weight * end.Mean);

    /// <summary>A forecast.</summary>
    /// <param name="curve">The number after each epoch so far, at least <see cref="FewestEpochs"/>. One that is not finite makes an end that is never below anything.</param>
    /// <param name="epochs">The epochs at the end, not fewer than there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few epochs, or more than at the end.</exception>
    public static CurveForecast Of(IReadOnlyList<double> curve, int epochs)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentOutOfRangeException.ThrowIfLessThan(curve.Count, FewestEpochs, nameof(curve));
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, curve.Count);
        if (!curve.All(double.IsFinite))
        {
            return new CurveForecast([(1, double.PositiveInfinity, 0)], 1);
        }

        var fits = new List<(double LogLikelihood, double Mean, double Scale)>();
        foreach (double power in s_powers)
        {
            fits.Add(Fit(curve, epochs, epoch => Math.Pow(epoch, -power)));
        }

        foreach (double decay in s_decays)
        {
            fits.Add(Fit(curve, epochs, epoch => Math.Exp(-decay * epoch / epochs)));
        }

        double most = fits.Max(fit => fit.LogLikelihood);
        double sum = fits.Sum(fit => Math.Exp(fit.LogLikelihood - most));
        return new CurveForecast([.. fits.Select(fit => (Math.Exp(fit.LogLikelihood - most) / sum, fit.Mean, fit.Scale))], curve.Count - 2);
    }

    /// <summary>The probability that the curve ends below a number.</summary>
    /// <param name="target">The number.</param>
    public double ProbabilityBelow(double target)
    {
        double probability = 0;
        foreach ((double weight, double mean, double scale) in _ends)
        {
            probability += weight * (scale > 0 ? StudentT.Below((target - mean) / scale, _freedom) : mean < target ? 1 : 0);
        }

        return probability;
    }

    // Least squares of c + a s(t), where the shape s is moved and scaled so that it goes from 1 in the first epoch to 0 in the last: then c is the end and a the
    // way down to it, for all shapes alike.
    private static (double LogLikelihood, double Mean, double Scale) Fit(IReadOnlyList<double> curve, int epochs, Func<int, double> shape)
    {
        double first = shape(1);
        double last = shape(epochs);
        int count = curve.Count;
        double sumX = 0, sumXX = 0, sumY = 0, sumXY = 0;
        for (int i = 0; i < count; i++)
        {
            double x = (shape(i + 1) - last) / (first - last);
            sumX += x;
            sumXX += x * x;
            sumY += curve[i];
            sumXY += x * curve[i];
        }

        // A steep shape is flat where its tail is all there is; its determinant stays above 0, since x is 1 in the first epoch and smaller later.
        double determinant = (count * sumXX) - (sumX * sumX);
        double way = ((count * sumXY) - (sumX * sumY)) / determinant;
        double end = (sumY - (way * sumX)) / count;
        double squares = 0;
        double size = 0;
        for (int i = 0; i < count; i++)
        {
            double x = (shape(i + 1) - last) / (first - last);
            double error = curve[i] - end - (way * x);
            squares += error * error;
            size = Math.Max(size, Math.Abs(curve[i]));
        }

        // A curve that follows a shape to the last bit leaves no error to divide by.
        squares = Math.Max(squares, count * Math.Pow(1e-9 * size, 2) + double.Epsilon);
        int freedom = count - 2;
        double variance = squares / freedom;
        double scale = Math.Sqrt(variance * (1 + (sumXX / determinant)));
        double logLikelihood = (-0.5 * Math.Log(determinant)) - (0.5 * freedom * Math.Log(squares));
        return (logLikelihood, end, scale);
    }
}
