using System.Globalization;
using System.Text;

namespace Samples.Cars;

/// <summary>
/// Cars that never were, for a run without a file: a table with the columns of the Auto MPG data, from random numbers and a formula. The
/// same seed makes the same table.
/// </summary>
internal static class MadeUpCars
{
    public const int Count = 400;

    public const string Formula = "mpg = 76000 / (weight + 8 horsepower) + 0.6 (model_year - 70) + 1.5 if from japan + noise of deviation 1.5";

    private static readonly string[] s_origins = ["europe", "japan", "usa"];

    public static string Csv(int seed)
    {
        var random = new Random(seed);
        var csv = new StringBuilder("mpg,cylinders,displacement,horsepower,weight,acceleration,model_year,origin,name\n");
        for (int car = 0; car < Count; car++)
        {
            int cylinders = 4 + (2 * random.Next(3));
            double displacement = (48 * cylinders) - 80 + Noise(random, 15);
            double horsepower = 30 + (0.4 * displacement) + Noise(random, 12);
            double weight = 1500 + (7 * displacement) + Noise(random, 200);
            double acceleration = 23 - (0.06 * horsepower) + Noise(random, 1.5);
            int year = 70 + random.Next(13);
            string origin = cylinders == 8 ? "usa" : s_origins[random.Next(3)];
            double mpg = (76000 / (weight + (8 * horsepower))) + (0.6 * (year - 70)) + (origin == "japan" ? 1.5 : 0) + Noise(random, 1.5);

            // Now and then nobody knows the horsepower.
            string known = random.Next(60) == 0 ? "" : horsepower.ToString("F0", CultureInfo.InvariantCulture);
            csv.Append(CultureInfo.InvariantCulture, $"{mpg:F1},{cylinders},{displacement:F0},{known},{weight:F0},{acceleration:F1},{year},{origin},\"car {car}, {origin}\"\n");
        }

        return csv.ToString();
    }

    // The sum of four uniform numbers is nearly normal; its variance is 4 / 12.
    private static double Noise(Random random, double deviation) =>
        deviation * Math.Sqrt(3) * (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2);
}
