using System.Globalization;

namespace NnGen.Benchmarks.Searches;

/// <summary>What the command line says of the verb <c>search</c>.</summary>
/// <param name="Data">The folder with iris.csv, penguins.csv, mpg.csv and mnist.</param>
/// <param name="Searches">How many searches of each method.</param>
/// <param name="Trainings">The cost of a search, in whole trainings.</param>
/// <param name="Keep">A folder in which the curves stay for the next time; null for none.</param>
internal sealed record SearchComparisonOptions(string Data, int Searches = 10, int Trainings = 40, string? Keep = null)
{
    public const string Variable = "NNGEN_DATA";

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">One of them is unknown or lacks its value, or there is no folder with data.</exception>
    public static SearchComparisonOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new SearchComparisonOptions(Environment.GetEnvironmentVariable(Variable) ?? "");
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--data" when i + 1 < arguments.Length => options with { Data = arguments[++i] },
                "--searches" when i + 1 < arguments.Length => options with { Searches = Count(arguments[++i]) },
                "--trainings" when i + 1 < arguments.Length => options with { Trainings = Count(arguments[++i]) },
                "--keep" when i + 1 < arguments.Length => options with { Keep = arguments[++i] },
                _ => throw new ArgumentException($"'{arguments[i]}' is not understood, or its value is missing."),
            };
        }

        return Directory.Exists(options.Data) ? options
            : throw new ArgumentException($"'{options.Data}' is no folder; name the one with iris.csv, penguins.csv, mpg.csv and mnist by --data or by the variable {Variable}.");
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 10_000 ? count
        : throw new ArgumentException($"'{text}' is no whole number from 1 to 10000.");
}
