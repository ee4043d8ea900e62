using System.Globalization;

namespace NnGen;

/// <summary>Layers that learn at rates of their own: what <see cref="TrainingOptions.LayerRates"/> means for a network.</summary>
internal static class RateGroups
{
    /// <summary>The parameters by their factors; frozen ones are in no group.</summary>
    public static RateGroup[] Of(NetworkInfo info, IReadOnlyDictionary<string, double> rates)
    {
        double Factor(ParameterInfo parameter) => rates.TryGetValue(ParameterSelection.Layer(parameter), out double factor) ? factor : 1;
        return
        [
            .. ParameterSelection.Trained(info).Select(Factor).Distinct().Where(factor => factor > 0)
                .Select(factor => new RateGroup(factor, ParameterSet.Of(info, parameter => Factor(parameter) == factor))),
        ];
    }

    /// <summary>Adds a sentence for each name and each factor that makes no sense for a network.</summary>
    public static void AddProblems(NetworkInfo info, IReadOnlyDictionary<string, double> rates, List<string> problems)
    {
        string[] layers = ParameterSelection.Layers(info);
        foreach ((string name, double factor) in rates)
        {
            if (!layers.Contains(name))
            {
                problems.Add($"LayerRates names '{name}', but {info.Name} has no layer of that name with parameters; it has: {string.Join(", ", layers)}.");
            }

            if (!double.IsFinite(factor) || factor < 0)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"LayerRates['{name}'] must be a finite number of 0 or more, but it is {factor}; 0 freezes the layer."));
            }
        }

        if (layers.Length > 0 && layers.All(layer => rates.TryGetValue(layer, out double factor) && factor == 0))
        {
            problems.Add("LayerRates freezes every layer, so there is nothing to train; leave one out.");
        }
    }

    /// <summary>Whether a parameter changes at all.</summary>
    public static bool IsTrained(ParameterInfo parameter, IReadOnlyDictionary<string, double>? rates)
        => rates is null || !rates.TryGetValue(ParameterSelection.Layer(parameter), out double factor) || factor > 0;

    /// <summary>The factors by name, in the same order whatever that of the dictionary is.</summary>
    public static string InWords(IReadOnlyDictionary<string, double> rates)
        => string.Join(", ", rates.OrderBy(rate => rate.Key, StringComparer.Ordinal).Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Key} {rate.Value}")));
}
