using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>
/// The nodes that look classes of a record up: a slice of the input for each class number, the rows of a table that it names, and all of it joined with the other columns. In
/// the declaration they stand as if they had been written, so the graph knows no records here either.
/// </summary>
internal sealed class RecordEmbeddings
{
    /// <summary>The kinds of the nodes that are put in. Layers of the user's of these kinds are called as if there were none beside them.</summary>
    private static readonly string[] s_kinds = ["Slice", "Embedding", "Concat"];

    private readonly List<NodeDeclaration> _nodes = [];
    private readonly List<string> _parts = [];
    private readonly string _input;
    private readonly HashSet<string> _names;

    private RecordEmbeddings(string input, HashSet<string> names)
    {
        _input = input;
        _names = names;
    }

    /// <summary>Puts them behind the input of a record, and gives them to all who took it.</summary>
    /// <param name="all">The nodes, the input's shape among them.</param>
    /// <param name="record">What the input takes.</param>
    /// <param name="input">The index of the input, the only one.</param>
    /// <returns>How many nodes stand behind the input that did not before.</returns>
    public static int Insert(List<NodeDeclaration> all, RecordDeclaration record, int input)
    {
        if (record.Features.All(member => member.EmbeddingFeatures == 0))
        {
            return 0;
        }

        string[] names = [.. Names(all)];
        for (int i = 0; i < all.Count; i++)
        {
            if (s_kinds.Contains(all[i].Kind) && all[i]["Name"] is null)
            {
                all[i] = all[i] with { Options = new([.. all[i].Options, new OptionDeclaration("Name", names[i])]) };
            }
        }

        var embeddings = new RecordEmbeddings(names[input], new HashSet<string>(names, StringComparer.Ordinal));
        string joined = embeddings.Build(record);
        for (int i = 0; i < all.Count; i++)
        {
            all[i] = Renamed(all[i], names[input], joined);
        }

        all.InsertRange(input + 1, embeddings._nodes);
        return embeddings._nodes.Count;
    }

    /// <summary>The names that nodes have or will be given; none of losses and outputs, which count for nothing.</summary>
    private static IEnumerable<string> Names(IEnumerable<NodeDeclaration> nodes)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (NodeDeclaration node in nodes)
        {
            counts.TryGetValue(node.Kind, out int count);
            counts[node.Kind] = ++count;
            yield return node["Name"] as string ?? node.Kind.ToLowerInvariant() + Number(count);
        }
    }

    /// <summary>The node with another's name in the place of the input's, wherever it takes it.</summary>
    private static NodeDeclaration Renamed(NodeDeclaration node, string input, string joined)
    {
        string[] further = [.. Layers.LayerCatalog.Layer(node.Kind)?.FurtherInputs ?? []];
        return node with
        {
            Options = new(node.Options.Select(option => option switch
            {
                { Name: "Inputs", Value: EquatableArray<string> inputs } => option with { Value = new EquatableArray<string>([.. inputs.Select(name => name == input ? joined : name)]) },
                { Value: string name } when name == input && (option.Name == "From" || further.Contains(option.Name)) => option with { Value = joined },
                _ => option,
            })),
        };
    }

    /// <summary>The nodes of all columns; the name of the one that has all of them.</summary>
    private string Build(RecordDeclaration record)
    {
        int begin = 0;
        int column = 0;
        foreach (RecordMember member in record.Features)
        {
            if (member.EmbeddingFeatures > 0)
            {
                Numbers(begin, column);
                LookUp(member, column);
                begin = column + 1;
            }

            column += member.Columns;
        }

        Numbers(begin, column);
        if (_parts.Count == 1)
        {
            return _parts[0];
        }

        string joined = Name("columns");
        Add("Concat", joined, ("Inputs", new EquatableArray<string>([.. _parts])));
        return joined;
    }

    /// <summary>Columns that are taken as they are.</summary>
    private void Numbers(int begin, int end)
    {
        if (begin < end)
        {
            string name = Name("numbers" + Number(_parts.Count + 1));
            Slice(name, begin, end);
            _parts.Add(name);
        }
    }

    private void LookUp(RecordMember member, int column)
    {
        string name = Name(Identifiers.Small(member.Name));
        string number = Name(name + ".number");
        Slice(number, column, column + 1);
        var count = ("Count", (object)(member.MissingClass + (member.IsOptional ? 1 : 0)));
        var features = ("Features", (object)member.EmbeddingFeatures);
        (string, object)[] padding = member.IsOptional ? [("PaddingIndex", member.MissingClass)] : [];
        Add("Embedding", name, [("From", number), count, features, .. padding]);
        _parts.Add(name);
    }

    private void Slice(string name, int begin, int end) => Add("Slice", name, ("From", _input), ("Start", begin), ("Stop", end));

    private void Add(string kind, string name, params (string Name, object Value)[] options) =>
        _nodes.Add(new NodeDeclaration(kind, new([new OptionDeclaration("Name", name), .. options.Select(option => new OptionDeclaration(option.Name, option.Value))])));

    private string Name(string name) => Identifiers.Unique(name, _names);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
