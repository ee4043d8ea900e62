using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Weights;

/// <summary>What the parameters of a network are called in a file.</summary>
internal sealed class WeightNames
{
    /// <summary>The numbers that PyTorch's <c>Sequential</c> gives.</summary>
    public const string Sequential = "Sequential";

    private readonly string _prefix;
    private readonly (string Tensor, string Parameter)[] _pairs;
    private readonly Dictionary<string, string>? _numbers;

    private WeightNames(string prefix, (string Tensor, string Parameter)[] pairs, Dictionary<string, string>? numbers) => (_prefix, _pairs, _numbers) = (prefix, pairs, numbers);

    /// <summary>Reads the names of a file; what is wrong with them is <paramref name="fault"/>.</summary>
    public static WeightNames? Of(WeightHeader weights, IReadOnlyList<NodeFacts> nodes, out string? fault)
    {
        fault = null;
        if (weights.Names == Sequential)
        {
            Dictionary<string, string>? numbers = Numbers(nodes, out fault);
            return numbers is null ? null : new WeightNames(weights.Prefix, [], numbers);
        }

        var pairs = new List<(string, string)>();
        foreach (string pair in weights.Names.Split([';'], StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = [.. pair.Split('=').Select(side => side.Trim())];
            if (sides.Length != 2 || sides.Any(side => side.Length == 0) || pairs.Any(other => other.Item1 == sides[0] || other.Item2 == sides[1]))
            {
                fault = $"Names of <NnGenWeights> are 'Sequential', or pairs of different names of the file and of the network such as '0=dense1;2=dense2', not '{Shown(pair)}'";
                return null;
            }

            pairs.Add((sides[0], sides[1]));
        }

        return new WeightNames(weights.Prefix, [.. pairs], numbers: null);
    }

    /// <summary>A text of a file or a project, cut to what fits a line.</summary>
    public static string Shown(string text) => Shown(text, most: 60);

    /// <summary>A text of a file or a project, cut to so many characters.</summary>
    public static string Shown(string text, int most)
    {
        string cut = text.Length <= most ? text : text.Substring(0, most) + "...";
        return new string([.. cut.Select(character => char.IsControl(character) ? '?' : character)]);
    }

    /// <summary>Whether a tensor is meant: with a prefix, those that begin with it.</summary>
    public bool Covers(string tensor) => tensor.StartsWith(_prefix, StringComparison.Ordinal);

    /// <summary>What a parameter is called in the file.</summary>
    public string InFile(string parameter)
    {
        if (_numbers is not null)
        {
            string node = _numbers.Keys.Where(name => BelongsTo(parameter, name)).OrderByDescending(name => name.Length).FirstOrDefault() ?? "";
            return node.Length == 0 ? _prefix + parameter : _prefix + _numbers[node] + parameter.Substring(node.Length);
        }

        (string Tensor, string Parameter) best = _pairs.Where(pair => parameter == pair.Parameter || BelongsTo(parameter, pair.Parameter)).OrderByDescending(pair => pair.Parameter.Length).FirstOrDefault();
        return _prefix + (best.Tensor is null ? parameter : best.Tensor + parameter.Substring(best.Parameter.Length));
    }

    private static bool BelongsTo(string parameter, string node) => parameter.Length > node.Length && parameter[node.Length] == '.' && parameter.StartsWith(node, StringComparison.Ordinal);

    private static Dictionary<string, string>? Numbers(IReadOnlyList<NodeFacts> nodes, out string? fault)
    {
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Inputs.Count == 0)
            {
                continue;
            }

            if (nodes[i].Inputs.Count > 1 || nodes[i].Inputs[0] != nodes[i - 1].Name)
            {
                fault = $"Names=\"{Sequential}\" numbers the layers of a chain, but {nodes[i].Name} takes {string.Join(", ", nodes[i].Inputs)}; write pairs such as '0=dense1;2=dense2'";
                return null;
            }

            numbers.Add(nodes[i].Name, numbers.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        fault = null;
        return numbers;
    }
}
