namespace NnGen;

/// <summary>
/// What the names in training options mean: a parameter such as <c>dense1.weight</c>, or a layer such as <c>dense1</c>, which stands for
/// its parameters. Buffers are not trained, so no name stands for them.
/// </summary>
internal static class ParameterSelection
{
    /// <summary>The layer that a parameter belongs to: <c>dense1</c> of <c>dense1.weight</c>.</summary>
    public static string Layer(ParameterInfo parameter) => parameter.Name[..Math.Max(0, parameter.Name.LastIndexOf('.'))];

    /// <summary>Whether a name is that of the parameter or of its layer.</summary>
    public static bool IsNamed(ParameterInfo parameter, string name) => name == parameter.Name || name == Layer(parameter);

    /// <summary>The trained parameters that a name stands for.</summary>
    public static IEnumerable<ParameterInfo> Of(NetworkInfo info, string name) => Trained(info).Where(parameter => IsNamed(parameter, name));

    /// <summary>The trained parameters.</summary>
    public static IEnumerable<ParameterInfo> Trained(NetworkInfo info) => info.Parameters.Where(parameter => !parameter.IsBuffer);

    /// <summary>The layers that have trained parameters, in their order.</summary>
    public static string[] Layers(NetworkInfo info) => [.. Trained(info).Select(Layer).Distinct()];

    /// <summary>Adds a sentence for each name that stands for nothing.</summary>
    /// <param name="info">The network's facts.</param>
    /// <param name="option">The option that has the names, as the user wrote it.</param>
    /// <param name="names">The names.</param>
    /// <param name="problems">The sentences.</param>
    public static void AddProblems(NetworkInfo info, string option, IEnumerable<string> names, List<string> problems)
    {
        foreach (string name in names)
        {
            if (Of(info, name).Any())
            {
                continue;
            }

            string what = info.Parameters.Any(parameter => IsNamed(parameter, name))
                ? $"but {info.Name} does not train it by gradients; it trains"
                : $"but {info.Name} has no trained parameter and no layer of that name; it has";
            problems.Add($"{option} names '{name}', {what}: {string.Join(", ", Trained(info).Select(parameter => parameter.Name))}.");
        }
    }

    /// <summary>Adds a sentence for each parameter that two names stand for, where each name brings a number of its own.</summary>
    public static void AddDoubleProblems(NetworkInfo info, string option, IEnumerable<string> names, List<string> problems)
    {
        string[] all = [.. names];
        foreach (ParameterInfo parameter in Trained(info))
        {
            string[] meant = [.. all.Where(name => IsNamed(parameter, name))];
            if (meant.Length > 1)
            {
                problems.Add($"{option} names {parameter.Name} twice, as {string.Join(" and as ", meant.Select(name => $"'{name}'"))}; keep one of them.");
            }
        }
    }

    /// <summary>Throws where there are problems.</summary>
    public static void Throw(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems));
        }
    }
}
