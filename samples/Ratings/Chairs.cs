using NnGen;

namespace Samples.Ratings;

/// <summary>Chairs with random features, and the ratings that a formula gives them. The same seed makes the same chairs.</summary>
internal static class Chairs
{
    public const string Formulas = """
          comfort   = 1.5 + 3 p / (p + 3) - 0.1 (w - 8)^2 / 8
          sturdy    = 1 + 0.25 w + 1.2 exp(-((s - 12) / 6)^2)
          value     = 1 + 0.4 comfort + 0.4 sturdy - 0.8 (e - 60) / 60
          with p padding in cm, w weight in kg, s screws, e price in euros; each kept from 1 to 5, plus noise of up to 0.2
        """;

    public static readonly string[] Ratings = ["comfort", "sturdy", "value"];

    /// <summary>Rows of price, weight, padding and screws, with the three ratings.</summary>
    public static Dataset<float> Make(int count, int seed)
    {
        var random = new Random(seed);
        var features = new List<float>();
        var ratings = new List<float>();
        for (int chair = 0; chair < count; chair++)
        {
            double price = Between(random, 20, 160);
            double weight = Between(random, 3, 13);
            double padding = Between(random, 0, 10);
            int screws = random.Next(4, 25);
            features.AddRange([(float)price, (float)weight, (float)padding, screws]);

            double comfort = 1.5 + (3 * padding / (padding + 3)) - (0.1 * (weight - 8) * (weight - 8) / 8);
            double sturdy = 1 + (0.25 * weight) + (1.2 * Math.Exp(-Math.Pow((screws - 12) / 6.0, 2)));
            double value = 1 + (0.4 * comfort) + (0.4 * sturdy) - (0.8 * (price - 60) / 60);
            foreach (double rating in (double[])[comfort, sturdy, value])
            {
                ratings.Add((float)(Math.Clamp(rating, 1, 5) + Between(random, -0.2, 0.2)));
            }
        }

        return Dataset.FromTargets(features.ToArray(), RatingNet.InputSize, ratings.ToArray(), RatingNet.OutputSize);
    }

    private static double Between(Random random, double least, double most) => least + ((most - least) * random.NextDouble());
}
