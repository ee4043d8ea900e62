namespace NnGen.Search;

/// <summary>Student's t distribution with a whole number of degrees of freedom.</summary>
internal static class StudentT
{
    /// <summary>
    /// The probability of a number below <paramref name="t"/>: the finite series of Abramowitz and Stegun, "Handbook of mathematical functions", 1964, 26.7.3 and 26.7.4.
    /// </summary>
    /// <param name="t">The number.</param>
    /// <param name="freedom">The degrees of freedom, at least 1.</param>
    internal static double Below(double t, int freedom)
    {
        double angle = Math.Atan(t / Math.Sqrt(freedom));
        double sine = Math.Sin(angle);
        double cosine = Math.Cos(angle);
        bool isOdd = freedom % 2 == 1;

        // The terms are powers of the cosine, odd or even ones, each the one before times a quotient.
        double term = isOdd ? cosine : 1;
        double sum = 0;
        for (int power = isOdd ? 1 : 0; power <= freedom - 2; power += 2)
        {
            sum += term;
            term *= cosine * cosine * (power + 1) / (power + 2);
        }

        double between = isOdd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
        return 0.5 * (1 + between);
    }
}
