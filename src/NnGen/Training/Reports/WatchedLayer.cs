namespace NnGen;

/// <summary>A layer with parameters: where they lie, and what the watched steps of an epoch add up to.</summary>
/// <param name="name">The layer's name: what its parameters' names begin with.</param>
/// <param name="all">All of its parameters.</param>
/// <param name="weights">Its weights; all parameters where none is named <c>weight</c>.</param>
internal sealed class WatchedLayer(string name, ParameterRange[] all, ParameterRange[] weights)
{
    private const string WeightEnd = ".weight";

    public string Name => name;

    public ReadOnlySpan<ParameterRange> All => all;

    public ReadOnlySpan<ParameterRange> Weights => weights;

    public double GradientSum { get; private set; }

    public double LargestGradient { get; private set; }

    public double UpdateSum { get; private set; }

    /// <summary>The layers of a network that have parameters, in declaration order.</summary>
    public static WatchedLayer[] Of(NetworkInfo info)
    {
        var layers = new List<WatchedLayer>();
        foreach (string name in info.Parameters.Select(NameOf).Distinct(StringComparer.Ordinal))
        {
            ParameterRange[] all = ParameterRanges.Of(info, parameter => NameOf(parameter) == name);

            // A layer may have nothing but buffers, such as running statistics.
            if (all.Length == 0)
            {
                continue;
            }

            ParameterRange[] weights = ParameterRanges.Of(info, parameter => NameOf(parameter) == name && parameter.Name.EndsWith(WeightEnd, StringComparison.Ordinal));
            layers.Add(new WatchedLayer(name, all, weights.Length == 0 ? all : weights));
        }

        return [.. layers];
    }

    /// <summary>The layer that a parameter belongs to: its name without the last part.</summary>
    public static string NameOf(ParameterInfo parameter)
    {
        int dot = parameter.Name.LastIndexOf('.');
        return dot < 0 ? parameter.Name : parameter.Name[..dot];
    }

    public void AddGradient(double norm)
    {
        GradientSum += norm;

        // Math.Max passes NaN on.
        LargestGradient = Math.Max(LargestGradient, norm);
    }

    public void AddUpdate(double norm) => UpdateSum += norm;

    public void Clear()
    {
        GradientSum = 0;
        LargestGradient = 0;
        UpdateSum = 0;
    }
}
