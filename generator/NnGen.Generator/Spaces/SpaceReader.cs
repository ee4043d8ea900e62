using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Generator.Hosts;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Spaces;

/// <summary>Reads a class with <c>[SearchSpace]</c>, from source or from another assembly.</summary>
/// <param name="host">The class.</param>
/// <param name="report">Takes what makes no sense: of which attribute, and what fills the message.</param>
internal sealed partial class SpaceReader(INamedTypeSymbol host, Action<AttributeData, ProblemKind, string[]> report)
{
    /// <summary>More choices are surely a mistake: repeats within repeats are many soon.</summary>
    private const int MostChoices = 1_000;

    private const int MostTurns = 64;

    private readonly List<SpaceChoice> _choices = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);

    /// <summary>Problems that were told of already: each turn of a repeated node would tell them again.</summary>
    private readonly HashSet<(AttributeData, string)> _reported = [];

    private bool _isTooLarge;

    /// <summary>Whether all was understood.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>What the class declares.</summary>
    public SpaceDeclaration Read()
    {
        AttributeData[] all = SpaceAttribute.AllOf(host);
        AttributeData space = all.First(attribute => AttributeKinds.IsSpace(attribute.AttributeClass!));
        foreach (AttributeData other in host.GetAttributes().Where(attribute => attribute.AttributeClass is { } type && (AttributeKinds.IsNetwork(type) || AttributeKinds.IsBlock(type))))
        {
            Report(other, "[SearchSpace]", $"stands beside [{AttributeKinds.KindOf(other.AttributeClass!)}] on {host.Name}", "a class is one network, a part of networks or a space of them: remove one of the two attributes");
        }

        var nodes = new EquatableArray<SpaceNode>(ReadNodes(all, new Place("", -1, 0, [host])));
        EquatableArray<TrainingChoice> training = ReadTraining(all.FirstOrDefault(attribute => AttributeKinds.KindOf(attribute.AttributeClass!) == AttributeNames.TrainingChoices));
        if (IsSound && _choices.Count == 0)
        {
            Report(space, "[SearchSpace]", $"has nothing to choose on {host.Name}", "add choices, such as [Dense(Choices = [8, 16, 32])], or mark the class with [Network]");
        }

        AttributeData? budget = all.FirstOrDefault(attribute => AttributeKinds.IsBudget(attribute.AttributeClass!));
        double nanoseconds = space.NamedArguments.FirstOrDefault(argument => argument.Key == "PredictedNanoseconds").Value.Value is double most ? most : 0;
        if (!(nanoseconds >= 0))
        {
            Report(space, "PredictedNanoseconds of [SearchSpace]", $"is {ConstantText.Of(nanoseconds)}", "write the most nanoseconds of a prediction, above 0, or leave it out");
        }

        return new SpaceDeclaration
        {
            Host = NetworkParser.ReadHost(host),
            Keyword = TypeWords.Keyword(host),
            Network = new(space.NamedArguments.Where(argument => argument.Key != "PredictedNanoseconds").Select(Named)),
            Budget = new(budget is null ? [] : budget.NamedArguments.Select(Named)),
            MostNanoseconds = nanoseconds,
            Nodes = nodes,
            Choices = new(_choices),
            Training = training,
        };
    }

    /// <summary>Checks a block that leaves something open.</summary>
    public void CheckBlock() => ReadNodes(SpaceAttribute.AllOf(host), new Place("", -1, 0, [host]));

    private IEnumerable<SpaceNode> ReadNodes(AttributeData[] all, Place place)
    {
        var entries = new List<SpaceAttribute>();
        foreach (AttributeData attribute in all)
        {
            string kind = AttributeKinds.KindOf(attribute.AttributeClass!);
            if (kind is AttributeNames.Choices or AttributeNames.Repeat)
            {
                if (entries.Count == 0)
                {
                    Report(attribute, $"[{kind}]", "has no node above it", "put it below the node that it is about");
                }
                else if (kind == AttributeNames.Choices)
                {
                    entries[entries.Count - 1].Choices.Add(attribute);
                }
                else if (entries[entries.Count - 1].Repeat is not null)
                {
                    Report(attribute, "[Repeat]", $"is the second one of [{entries[entries.Count - 1].Kind}]", "write one for each node");
                }
                else
                {
                    entries[entries.Count - 1].Repeat = attribute;
                }
            }
            else if (AttributeKinds.IsNode(attribute.AttributeClass!) || AttributeKinds.IsMask(attribute.AttributeClass!))
            {
                entries.Add(new SpaceAttribute(attribute));
            }
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var nodes = new List<SpaceNode>();
        foreach (SpaceAttribute entry in entries)
        {
            string label = NameOf(entry) ?? (BlockReader.BlockOf(entry.Node)?.Name ?? entry.Kind).ToLowerInvariant();
            counts[label] = counts.TryGetValue(label, out int count) ? count + 1 : 1;
            string name = NameOf(entry) is null ? $"{place.Prefix}{label}{counts[label]}" : place.Prefix + label;
            nodes.AddRange(ReadRepeated(entry, name, place));
        }

        return nodes;
    }

    private IEnumerable<SpaceNode> ReadRepeated(SpaceAttribute entry, string name, Place place)
    {
        if (entry.Repeat is null)
        {
            return ReadNode(entry, name, place);
        }

        int least = entry.Repeat.ConstructorArguments.Length == 2 && entry.Repeat.ConstructorArguments[0].Value is int from ? from : 0;
        int most = entry.Repeat.ConstructorArguments.Length == 2 && entry.Repeat.ConstructorArguments[1].Value is int to ? to : 0;
        if (least < 0 || most <= least || most > MostTurns)
        {
            Report(entry.Repeat, "[Repeat]", $"says {least} to {most} turns", $"write the fewest, at least 0, and the most, more than that and at most {MostTurns}");
            return ReadNode(entry, name, place);
        }

        if (entry.Kind is "Input" or "Output" || entry.Kind.EndsWith("Loss", StringComparison.Ordinal) || AttributeKinds.IsMask(entry.Type))
        {
            Report(entry.Repeat, "[Repeat]", $"stands below [{entry.Kind}]", "only layers, choices and blocks can be repeated");
            return ReadNode(entry, name, place);
        }

        if (most > 1 && NameOf(entry) is { } shared)
        {
            Report(entry.Repeat, "[Repeat]", $"makes up to {most} nodes named '{shared}'", "remove the Name");
        }

        int turns = Choose($"{name}.Turns", [.. Enumerable.Range(least, most - least + 1).Select(turn => ConstantText.Of(turn))], isOrdered: true, place);
        var all = new List<EquatableArray<SpaceNode>>();
        for (int turn = 1; turn <= most && !_isTooLarge; turn++)
        {
            Place inTurn = place with { Parent = turns, ParentFrom = Math.Max(0, turn - least) };
            all.Add(new(ReadNode(entry, $"{name}[{ConstantText.Of(turn)}]", inTurn)));
        }

        return [new RepeatedNode(turns, new(all))];
    }

    private IEnumerable<SpaceNode> ReadNode(SpaceAttribute entry, string name, Place place)
    {
        if (entry.Kind == AttributeNames.Choice)
        {
            return ReadAlternative(entry, name, place);
        }

        if (BlockReader.BlockOf(entry.Node) is { } block && entry.Kind == BlockDeclaration.Use && SpaceAttribute.IsOpenBlock(block))
        {
            return ReadBlock(entry, block, name, place);
        }

        return [new AttributeNode(KindText(entry), new(place.Rename(ReadArguments(entry, name, place))))];
    }

    private IEnumerable<SpaceNode> ReadAlternative(SpaceAttribute entry, string name, Place place)
    {
        TypedConstant texts = entry.Node.ConstructorArguments.FirstOrDefault();
        var options = new List<string>();
        foreach (TypedConstant text in texts.Kind == TypedConstantKind.Array && !texts.IsNull ? texts.Values : [])
        {
            string written = text.Value as string ?? "";
            (string? nodes, string? fault) = AlternativeText.Read(written);
            if (fault is not null)
            {
                Report(entry.Node, $"The alternative '{written}' of [Choice]", fault, "write the name of a node, a node with its arguments, or an empty text for none");
            }
            else if (options.Contains(nodes!))
            {
                Report(entry.Node, "[Choice]", $"names '{written}' twice", "remove one of the two");
            }
            else
            {
                options.Add(nodes!);
            }
        }

        if (options.Count < 2 && IsSound)
        {
            Report(entry.Node, "[Choice]", $"has {options.Count} alternatives", "write at least two, such as [Choice(\"ReLU\", \"Tanh\")], or the node itself");
        }

        foreach (AttributeData misplaced in entry.Choices)
        {
            Report(misplaced, "[Choices]", "stands below [Choice]", "write the arguments into its alternatives, such as \"LeakyReLU(0.1)\", \"LeakyReLU(0.2)\"");
        }

        if (options.Count < 2)
        {
            return [];
        }

        int choice = Choose(name, options, isOrdered: false, place, KeyOf(entry.Node), entry.Node);
        SpaceArgument[] named = [.. place.Rename(entry.Node.NamedArguments.Where(argument => argument.Key != "Key").Select(Named))];
        return [new AlternativeNode(choice, new(named.Where(argument => argument.Name == "From")), new(named.Where(argument => argument.Name != "From")))];
    }

    private static string? NameOf(SpaceAttribute entry) => entry.Node.NamedArguments.FirstOrDefault(argument => argument.Key == "Name").Value.Value as string;

    private static string? KeyOf(AttributeData attribute) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Key").Value.Value as string;

    private string KindText(SpaceAttribute entry) => entry.Type.IsGenericType
        ? $"{entry.Kind}<{string.Join(", ", entry.Type.TypeArguments.Select(type => ConstantText.OfType(type, host)))}>"
        : entry.Kind;

    private SpaceArgument Named(KeyValuePair<string, TypedConstant> argument) => new(argument.Key, argument.Value.IsNull ? "null" : ConstantText.Of(argument.Value, host));

    /// <summary>Makes a choice, or finds the one of the same key.</summary>
    private int Choose(string name, IReadOnlyList<string> options, bool isOrdered, Place place, string? key = null, AttributeData? attribute = null)
    {
        if (key is not null && _keys.TryGetValue(key, out int known))
        {
            if (_choices[known].Options.Count != options.Count)
            {
                Report(attribute!, $"The choice '{key}'", $"has {options.Count} options here and {_choices[known].Options.Count} above", "choices of one Key are made alike: give them as many options each");
            }
            else if (!_choices[known].Options.SequenceEqual(options))
            {
                Report(attribute!, $"The choice '{key}'", "has other options here than above", "choices of one Key have the same options: write the same ones, or another Key");
            }

            return known;
        }

        if (_choices.Count >= MostChoices)
        {
            if (!_isTooLarge && attribute is not null)
            {
                Report(attribute, "The space", $"has more than {MostChoices} choices", "repeat less");
            }

            IsSound = false;
            _isTooLarge = true;
            return 0;
        }

        string unique = key ?? name;
        for (int i = 2; !_names.Add(unique); i++)
        {
            unique = $"{key ?? name}~{ConstantText.Of(i)}";
        }

        // What has a key may be met where other choices lead nowhere, and is chosen once for all: it depends on nothing.
        _choices.Add(new SpaceChoice(unique, new(options), isOrdered) { Parent = key is null ? place.Parent : -1, ParentFrom = key is null ? place.ParentFrom : 0 });
        if (key is not null)
        {
            _keys[key] = _choices.Count - 1;
        }

        return _choices.Count - 1;
    }

    private void Report(AttributeData attribute, params string[] arguments)
    {
        IsSound = false;
        if (_reported.Add((attribute, arguments[0] + arguments[1])))
        {
            report(attribute, ProblemKinds.BadChoice, arguments);
        }
    }
}
