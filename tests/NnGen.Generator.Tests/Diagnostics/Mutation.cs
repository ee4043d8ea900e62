namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>Makes a declaration over the whole vocabulary and spoils it in ways that a seed chooses.</summary>
internal sealed class Mutation
{
    private static readonly string[] SoundSizes = ["1", "2", "3", "5", "8", "10", "16", "33"];

    private static readonly string[] WildSizes = ["0", "-1", "int.MaxValue", "int.MinValue", "1_000_000", "65536", "99999999999", "1 << 14", "0x7F", "'a'"];

    private static readonly string[] SoundNumbers = ["0.5", "0.25", "0.1", "1", "2"];

    private static readonly string[] WildNumbers = ["double.NaN", "double.PositiveInfinity", "-0.0", "1e300", "-1", "0", "double.Epsilon", "0.999", "1 - 1e-17", "-2.5", "1f", "int.MinValue", "1e-40"];

    private static readonly string[] SoundNames = ["x", "stem", "a.b_c", "left", "right", "out"];

    private static readonly string[] WildNames = ["dense1", "relu1", "input1", "nothing", "", " ", "a b", "ä", ".", "1", "class", "\\\"", "\\n", "\\u2028", "dense1.weight", "{0}", "dense01", "loss", "target", "Tape"];

    /// <summary>What takes an image or a series, and one of several axes only.</summary>
    private static readonly string[] ImageLayers = [.. Vocabulary.Layers.Where(kind => kind.Contains("1D", StringComparison.Ordinal) || kind.Contains("2D", StringComparison.Ordinal) || kind is "Upsample" or "Pad" or "PixelShuffle" or "PixelUnshuffle")];

    /// <summary>What takes a sequence, of numbers or of classes.</summary>
    private static readonly string[] SequenceLayers = [.. Vocabulary.Layers.Where(kind => kind is "RNN" or "GRU" or "LSTM" or "Embedding" or "MultiHeadAttention" or "Attention" or "PositionalEncoding" or "RotaryEncoding")];
    private static readonly string[] LossesAtSteps = ["CrossEntropyLoss", "FocalLoss", "MultiMarginLoss", "HuberLoss"];

    private static readonly string[] OtherLayers = [.. Vocabulary.Layers.Except(ImageLayers).Except(SequenceLayers)];

    /// <summary>Every fifth declaration has an argument in turn, so that none is left to chance.</summary>
    private const int InTurn = 5;

    /// <summary>The named arguments of all attributes, one attribute for each name.</summary>
    private static readonly (string Kind, string Name, Type Type)[] Arguments =
        [.. Vocabulary.Kinds.SelectMany(kind => Vocabulary.Named(kind).Select(argument => (kind, argument.Name, argument.Type))).DistinctBy(argument => argument.Name)];

    private readonly Random _random;
    private readonly List<Node> _nodes = [];

    private Mutation(int seed)
    {
        _random = new Random(seed);
        if (seed % InTurn == 0)
        {
            ComposeInTurn(Arguments[seed / InTurn % Arguments.Length]);
            return;
        }

        Compose();
        int changes = 1 + _random.Next(3);
        for (int i = 0; i < changes; i++)
        {
            Change();
        }
    }

    /// <summary>The class declaration that a seed gives; the class bears the seed in its name.</summary>
    public static string Of(int seed)
    {
        string attributes = string.Concat(new Mutation(seed)._nodes.Select(node => $"[{node.Text}]\n"));
        return $"using NnGen;\nnamespace Samples;\n{attributes}public partial class Net{seed};\n";
    }

    /// <summary>A declaration that is sound but for losses that do not fit: what mutations start from.</summary>
    private void Compose()
    {
        _nodes.Add(Make("Network", arguments: Chance(3) ? 1 : 0));

        // Layers of images want axes, which others hardly meet.
        bool isImage = Chance(4);
        if (!isImage && Chance(5))
        {
            ComposeSequence();
            return;
        }

        _nodes.Add(isImage ? new Node("Input", [Pick(SoundSizes), "16", "13"], Chance(3) ? [("Layout", "ImageLayout.ChannelsLast")] : []) : Make("Input", arguments: 0));
        int layers = 1 + _random.Next(isImage ? 2 : 4);
        for (int i = 0; i < layers; i++)
        {
            string kind = isImage ? Pick(ImageLayers) : Chance(2) ? "Dense" : Pick(OtherLayers);
            if (kind is "Add" or "Multiply" or "Concat")
            {
                // A join takes the two nodes above by their names.
                _nodes.Add(new Node("Dense", ["4"], [("Name", $"\"l{i}\"")]));
                _nodes.Add(new Node("Dense", ["4"], [("Name", $"\"r{i}\"")]));
                _nodes.Add(new Node(kind, [$"\"l{i}\"", $"\"r{i}\""], []));
            }
            else
            {
                _nodes.Add(Make(kind, arguments: isImage ? _random.Next(3) : Chance(4) ? 1 + _random.Next(3) : 0));
            }
        }

        if (isImage)
        {
            _nodes.Add(new Node("GlobalAvgPool", [], []));
        }

        if (Chance(2))
        {
            _nodes.Add(Make("Dense", arguments: 0));
            _nodes.Add(new Node("Identity", [], []));
        }

        if (Chance(2))
        {
            _nodes.Add(Make(Pick(Vocabulary.Losses), arguments: Chance(3) ? 1 : 0));
        }
    }

    /// <summary>A small network with one argument of one attribute, which need not fit it.</summary>
    private void ComposeInTurn((string Kind, string Name, Type Type) argument)
    {
        bool isLoss = Vocabulary.Losses.Contains(argument.Kind);
        Node node = Make(argument.Kind, arguments: 0);
        node = node with { Named = [(argument.Name, argument.Name == "From" ? "\"input1\"" : Value(argument.Type, isWild: false))] };
        Node input = new("Input", ImageLayers.Contains(argument.Kind) ? [Pick(SoundSizes), "16", "13"] : SequenceLayers.Contains(argument.Kind) || isLoss ? ["6", "4"] : ["4"], []);
        Node[] tail = [Make("Dense", arguments: 0), new Node("Identity", [], [])];
        _nodes.Add(Make("Network", arguments: 0));
        _nodes.AddRange(argument.Kind == "Input" ? [node, .. tail] : isLoss ? [input, .. tail, node] : [input, node, new Node("Flatten", [], []), .. tail]);
    }

    /// <summary>A sequence, one layer over it, and what makes a row of it, or a loss at each step.</summary>
    private void ComposeSequence()
    {
        string kind = Pick(SequenceLayers);
        _nodes.Add(new Node("Input", kind == "Embedding" ? ["6"] : ["6", "4"], []));
        _nodes.Add(Make(kind, arguments: Chance(2) ? 1 + _random.Next(5) : 0));
        if (Chance(3))
        {
            _nodes.Add(Make("Dense", arguments: 0));
            _nodes.Add(Make(Pick(LossesAtSteps), arguments: _random.Next(3)));
            return;
        }

        _nodes.Add(new Node("Flatten", [], []));
        _nodes.Add(Make("Dense", arguments: 0));
        _nodes.Add(new Node("Identity", [], []));
    }

    private void Change()
    {
        if (_nodes.Count < 2)
        {
            _nodes.Add(Make(Pick(Vocabulary.Kinds), arguments: 1));
            return;
        }

        int at = _random.Next(_nodes.Count);
        Node node = _nodes[at];
        switch (_random.Next(11))
        {
            case 0:
                _nodes.RemoveAt(at);
                break;
            case 1:
                _nodes.Insert(_random.Next(_nodes.Count + 1), node);
                break;
            case 2:
                int other = _random.Next(_nodes.Count);
                (_nodes[at], _nodes[other]) = (_nodes[other], _nodes[at]);
                break;
            case 3 or 4:
                _nodes[at] = WithPositional(node);
                break;
            case 5 or 6:
                _nodes[at] = WithNamed(node, isWild: Chance(2));
                break;
            case 7 or 8:
                _nodes.Insert(1 + _random.Next(_nodes.Count), Make(Pick(Vocabulary.Kinds), arguments: _random.Next(3)));
                break;
            case 9:
                _nodes[at] = Make(Pick(Vocabulary.Kinds), arguments: _random.Next(2));
                break;
            default:
                _nodes[at] = Misspell(node);
                break;
        }
    }

    /// <summary>An attribute with sound positional arguments and some named ones.</summary>
    private Node Make(string kind, int arguments)
    {
        Type[] types = Vocabulary.Positional(kind);
        int count = _random.Next(Vocabulary.Required(kind), types.Length + 1);
        var positional = new List<string>();
        foreach (Type type in types.Take(count))
        {
            if (type.IsArray)
            {
                // An array that takes any number; of axes there is mostly one.
                int length = type == typeof(int[]) ? (Chance(4) ? 2 : 1) : 2;
                positional.AddRange(Enumerable.Range(0, length).Select(_ => Value(type.GetElementType()!, isWild: false)));
            }
            else
            {
                positional.Add(Value(type, isWild: false));
            }
        }

        if (kind == "Input" && positional.Count == 0)
        {
            positional.Add(Pick(SoundSizes));
        }

        var node = new Node(kind, [.. positional], []);
        for (int i = 0; i < arguments; i++)
        {
            node = WithNamed(node, isWild: false);
        }

        return node;
    }

    private Node WithPositional(Node node)
    {
        string[] arguments = node.Positional;
        Type[] types = Vocabulary.Positional(node.Kind);
        if (types.Length == 0)
        {
            return node with { Positional = [] };
        }

        if (arguments.Length == 0)
        {
            return node with { Positional = [Value(types[0], isWild: true)] };
        }

        int at = _random.Next(arguments.Length);
        Type type = types[Math.Min(at, types.Length - 1)];
        string value = Value(type.IsArray && !Chance(4) ? type.GetElementType()! : type, isWild: true);
        return node with { Positional = [.. arguments.Select((old, i) => i == at ? value : old)] };
    }

    private Node WithNamed(Node node, bool isWild)
    {
        (string Name, Type Type)[] all = Vocabulary.Named(node.Kind);
        if (all.Length == 0)
        {
            return node;
        }

        (string name, Type type) = Pick(all);
        string value = name == "From" && !isWild ? "\"input1\"" : Value(type, isWild);
        return node with { Named = [.. node.Named.Where(argument => argument.Name != name), (name, value)] };
    }

    /// <summary>A misspelling, an option of another attribute, an argument less or one more.</summary>
    private Node Misspell(Node node) => _random.Next(5) switch
    {
        0 => node with { Spelling = node.Kind + "x" },
        1 => node with { Named = [.. node.Named, ("Units", "2")] },
        2 => node with { Positional = [.. node.Positional.Skip(1)] },
        3 => node with { Positional = [.. node.Positional, "null"] },
        _ => node with { Spelling = "global::NnGen." + node.Kind + "Attribute" },
    };

    /// <summary>An argument of that type: one that makes sense, or one that hardly does.</summary>
    private string Value(Type type, bool isWild)
    {
        if (type.IsEnum)
        {
            string[] wild = [$"({type.Name})77", $"({type.Name})(-1)", "default", $"{type.Name}.Nonsense"];
            return isWild ? Pick(wild) : $"{type.Name}.{Pick(Enum.GetNames(type))}";
        }

        if (type.IsArray)
        {
            Type element = type.GetElementType()!;
            string name = element == typeof(string) ? "string" : element == typeof(int) ? "int" : element == typeof(object) ? "object" : "double";
            string elements = string.Join(", ", Enumerable.Range(0, _random.Next(4)).Select(_ => Value(element, isWild && Chance(2))));
            return isWild && Chance(5) ? "null" : $"new {name}[] {{ {elements} }}";
        }

        return type switch
        {
            _ when type == typeof(int) || type == typeof(long) => Pick(isWild ? WildSizes : SoundSizes),
            _ when type == typeof(double) => Pick(isWild ? WildNumbers : SoundNumbers),
            _ when type == typeof(bool) => Pick(["true", "false"]),
            _ when type == typeof(string) => isWild && Chance(8) ? "null" : $"\"{Pick(isWild ? WildNames : SoundNames)}\"",
            _ when type == typeof(object) => Value(Pick([typeof(int), typeof(double), typeof(bool), typeof(string)]), isWild),
            _ => throw new NotSupportedException($"No declaration can hold an argument of type {type}."),
        };
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];

    private sealed record Node(string Kind, string[] Positional, (string Name, string Value)[] Named)
    {
        public string Spelling { get; init; } = Kind;

        public string Text
        {
            get
            {
                string arguments = string.Join(", ", Positional.Concat(Named.Select(argument => $"{argument.Name} = {argument.Value}")));
                return arguments.Length == 0 ? Spelling : $"{Spelling}({arguments})";
            }
        }
    }
}
