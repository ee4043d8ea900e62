using System.Globalization;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>Puts the nodes of blocks where a network uses them, under dotted names: what follows knows no blocks.</summary>
internal sealed class BlockExpander
{
    /// <summary>The most nodes of a network with blocks: repeats within repeats are many soon.</summary>
    public const int MaxNodes = 10_000;

    private readonly Func<string, BlockDeclaration?> _find;
    private readonly Dictionary<string, bool> _sound = new(StringComparer.Ordinal);
    private readonly List<NodeDeclaration> _nodes = [];
    private readonly List<NodeOrigin> _origins = [];
    private readonly List<Problem> _problems = [];

    /// <summary>For each layer whose weight is another one's, that one.</summary>
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>What the states of layers of cells are after the last step, by the names under which others may take it; each is put in its place where somebody does.</summary>
    private readonly Dictionary<string, (NodeDeclaration Node, NodeOrigin Origin)> _finals = new(StringComparer.Ordinal);

    private string? _last;
    private bool _isTooLarge;

    private BlockExpander(Func<string, BlockDeclaration?> find) => _find = find;

    /// <summary>The nodes of a network without blocks.</summary>
    /// <param name="network">What the network is called.</param>
    /// <param name="nodes">Its nodes as declared.</param>
    /// <param name="find">The block of a full name; null where that class is none.</param>
    public static ExpandedNodes Expand(string network, IReadOnlyList<NodeDeclaration> nodes, Func<string, BlockDeclaration?> find)
    {
        if (!nodes.Any(BlockDeclaration.IsUse))
        {
            return new ExpandedNodes(nodes, [.. nodes.Select((_, i) => new NodeOrigin(i, null, i))], []);
        }

        var expander = new BlockExpander(find);
        expander.Network(network, nodes);
        return new ExpandedNodes(expander._nodes, expander._origins, expander._problems);
    }

    private void Network(string network, IReadOnlyList<NodeDeclaration> nodes)
    {
        string? output = Level(nodes, "", null, null, null);
        if (output is not null && output != _last && nodes.All(node => node.Kind != "Output"))
        {
            // The last block's output is none of its last node.
            Emit(new NodeDeclaration("Output", new EquatableArray<OptionDeclaration>(new OptionDeclaration("Name", output))), _origins[_origins.Count - 1]);
        }

        if (_isTooLarge)
        {
            // As declared: what was put in so far says nothing.
            _nodes.Clear();
            _origins.Clear();
            _nodes.AddRange(nodes);
            _origins.AddRange(nodes.Select((_, i) => new NodeOrigin(i, null, i)));
            string limit = MaxNodes.ToString(CultureInfo.InvariantCulture);
            _problems.Clear();
            _problems.Add(new Problem(ProblemKinds.TooLarge, nodes.ToList().FindIndex(BlockDeclaration.IsUse), new("The number of nodes", network, "larger, as often as its blocks are repeated", limit)) { Option = "Repeat" });
        }
    }

    /// <summary>The nodes of a network or of a block.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="prefix">What stands before their names; empty for the network.</param>
    /// <param name="input">What a block's input is; null where nothing is above it.</param>
    /// <param name="shared">What stands before the names of those whose parameters they share; null where they have their own.</param>
    /// <param name="use">Where the block is used; null for the network.</param>
    /// <param name="cell">How the layer goes over the steps of which the nodes are those of one; null for what is no cell.</param>
    /// <returns>The output.</returns>
    private string? Level(IReadOnlyList<NodeDeclaration> nodes, string prefix, string? input, string? shared, (int Attribute, BlockDeclaration Block)? use, CellDirection? cell = null)
    {
        IReadOnlyList<IReadOnlyList<string>> names = BlockNames.Of(nodes, _find);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string? above = input;
        string? output = null;
        if (use is not null && nodes.All(node => node.Kind != "Input") && input is not null)
        {
            values[BlockDeclaration.InputName] = input;
        }

        // A name that the block has not is looked for in it, so that the problem says which.
        string Value(string name) => values.TryGetValue(name, out string? value) ? value : prefix + name;
        for (int i = 0; i < nodes.Count && !_isTooLarge; i++)
        {
            NodeDeclaration node = nodes[i];
            Finals(node, Value);
            NodeOrigin origin = use is null ? new NodeOrigin(i, null, i) : new NodeOrigin(use.Value.Attribute, use.Value.Block.Name, i);
            string name = names[i].Count == 0 ? "" : prefix + names[i][names[i].Count - 1];
            if (node.Kind == "Output")
            {
                output = Value(node["Name"] as string ?? "");
                if (use is null)
                {
                    Emit(With(node, ("Name", output)), origin);
                }
            }
            else if (names[i].Count == 0)
            {
                Emit(node, origin);
            }
            else if (node.Kind == "Input" && use is not null)
            {
                values[names[i][0]] = above = input ?? name;
            }
            else if (BlockDeclaration.IsUse(node))
            {
                string? from = node["From"] is string declared ? Value(declared) : above;
                above = Use(node, origin, use, names[i], prefix, from, shared, values);
            }
            else
            {
                bool joins = node["Inputs"] is EquatableArray<string>;
                if (use is { Block.IsCell: true })
                {
                    node = OfCell(node, nodes.Count, prefix, values);
                }

                string? from = node.Kind == StateLayer.Kind && cell is not null ? input : node["From"] is string declared ? Value(declared) : joins || above == _last || node.Kind == "Input" ? null : above;
                NodeDeclaration layer = Layer(node, name, from, Value, shared is null ? null : shared + names[i][0]);
                Emit(cell is not null && node.Kind == StateLayer.Kind ? With(layer, [.. cell.OptionsOfState(name, (string)layer[StateLayer.Next]!)]) : layer, origin);
                if (use is null && values.TryGetValue(name, out string? taken) && taken != name)
                {
                    Report(ProblemKinds.DuplicateName, "Name", name);
                }

                values[names[i][0]] = above = _last = name;
            }
        }

        return output ?? above;
    }

    /// <summary>A used block, in all its turns.</summary>
    private string? Use(NodeDeclaration node, NodeOrigin origin, (int Attribute, BlockDeclaration Block)? within, IReadOnlyList<string> names, string prefix, string? from, string? shared, Dictionary<string, string> values)
    {
        BlockDeclaration? block = node[BlockDeclaration.Option] is string full ? _find(full) : null;
        Problem? problem = within is null ? BlockChecks.OfUse(node, _nodes.Count, names, _find) ?? BlockChecks.Taken(BlockNames.Taken(node, names), values, _nodes.Count) : null;
        if (block is null || problem is not null || !IsSound(block))
        {
            // It stays as it is, so that what stands beside it is checked; what is wrong in a block of this compilation is said there.
            string broken = _last = problem?.Kind == ProblemKinds.BadName ? $"use{_nodes.Count.ToString(CultureInfo.InvariantCulture)}" : prefix + names[names.Count - 1];
            Emit(With(node, ("Name", broken)), origin);
            if (problem is not null)
            {
                _problems.Add(problem);
            }
            else if (block is { IsInSource: false })
            {
                // In another assembly nobody says it.
                Problem? own = BlockChecks.Of(block, _find).FirstOrDefault();
                if (own is not null)
                {
                    Report(own.Kind, BlockDeclaration.Option, [.. own.Arguments]);
                }
            }

            names.ToList().ForEach(name => values[name] = broken);
            return broken;
        }

        if (block.IsCell)
        {
            string name = prefix + names[0];
            return values[names[0]] = Cell(node, block, origin, name, from, shared is null ? null : $"{shared}{names[0]}.", taken => values.TryGetValue(taken, out string? value) ? value : prefix + taken) ?? name;
        }

        bool shares = node["Shared"] is true;
        for (int turn = 0; turn < names.Count && !_isTooLarge; turn++)
        {
            string? owner = shared is not null ? shared + names[shares ? 0 : turn] + "." : shares && turn > 0 ? prefix + names[0] + "." : null;
            from = Level(block.Nodes, prefix + names[turn] + ".", from, owner, (origin.Attribute, block));
            values[names[turn]] = from ?? prefix + names[turn];
        }

        if (node["Name"] is string whole && from is not null)
        {
            values[whole] = from;
        }

        return from;
    }

    /// <summary>A layer of a cell: its nodes, in each direction.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="block">The cell.</param>
    /// <param name="origin">Where the layer stands.</param>
    /// <param name="name">Its full name.</param>
    /// <param name="from">What it takes; null where nothing is above it.</param>
    /// <param name="shared">What stands before the names of those whose parameters its nodes share; null where they have their own.</param>
    /// <param name="value">The full name of what it names.</param>
    /// <returns>What it gives.</returns>
    private string? Cell(NodeDeclaration node, BlockDeclaration block, NodeOrigin origin, string name, string? from, string? shared, Func<string, string> value)
    {
        string?[] initial = [.. (node[CellDeclaration.InitialStates] is EquatableArray<string> first ? first : default).Select(taken => string.IsNullOrEmpty(taken) ? null : value(taken))];
        string? lengths = node[CellDeclaration.Lengths] is string declared ? value(declared) : null;
        bool isBidirectional = node[CellDeclaration.Bidirectional] is true;
        bool givesAll = node["ReturnSequence"] is true;
        if (node["Time"] is int || lengths is not null || isBidirectional || initial.Any(taken => taken is not null))
        {
            // The cell's input has a node of its own, under the name that the cell has for it.
            string steps = $"{name}.{block.Nodes.FirstOrDefault(own => own.Kind == "Input")?["Name"] as string ?? BlockDeclaration.InputName}";
            bool begins = initial.Any(taken => taken is not null);
            Emit(new NodeDeclaration(CellInputLayer.Kind, new(OptionsOf(("Name", steps), ("Time", node["Time"]), ("From", from), (CellDeclaration.Lengths, lengths), (CellDeclaration.Bidirectional, isBidirectional ? true : null), (CellDeclaration.InitialStates, begins ? true : null)))), origin);
            from = _last = steps;
        }

        // A name that nothing has is told of once, of the layer's input.
        string? known = lengths is not null && _nodes.Any(other => other["Name"] as string == lengths) ? lengths : null;
        var use = (origin.Attribute, block);
        var forward = new CellDirection(initial, known, 0, isBidirectional ? 2 : 1);
        string? given = Level(block.Nodes, name + ".", from, shared, use, forward);
        CellDirection? backward = isBidirectional ? new CellDirection(initial, known, 1, 2) : null;
        string? reverse = backward is null ? null : Level(block.Nodes, name + "." + CellDeclaration.Reverse, from, shared is null ? null : shared + CellDeclaration.Reverse, use, backward);
        for (int state = 0; state < forward.States.Count; state++)
        {
            (string left, string next) = (forward.States[state].Name + CellDeclaration.Final, forward.States[state].Next);
            bool isOfInput = initial.Length > state && initial[state] is string taken && _nodes.Any(other => other.Kind == "Input" && other["Name"] as string == taken);
            bool isPlain = backward is null && known is null && !isOfInput;
            NodeDeclaration final = isPlain
                ? new NodeDeclaration("Select", new(OptionsOf(("Name", left), ("Index", -1), ("From", next))))
                : new NodeDeclaration(CellOutputLayer.Kind, new(OptionsOf(("Name", left), ("From", next), (CellOutputLayer.Backward, backward?.States[state].Next), (CellDeclaration.Lengths, known), (CellOutputLayer.IsState, true), (CellOutputLayer.IsKept, isOfInput ? true : null))));
            _finals[left] = (final, origin);
            if (isOfInput)
            {
                Final(left);
            }
        }

        if (given is null || (givesAll && backward is null && known is null))
        {
            return given;
        }

        Emit(backward is null && known is null
            ? new NodeDeclaration("Select", new(OptionsOf(("Name", name), ("Index", -1), ("From", given))))
            : new NodeDeclaration(CellOutputLayer.Kind, new(OptionsOf(("Name", name), ("From", given), (CellOutputLayer.Backward, reverse), (CellDeclaration.Lengths, known), ("ReturnSequence", givesAll ? true : null)))), origin);
        return _last = name;
    }

    /// <summary>Puts what a node takes of the states after a last step in its place, above it.</summary>
    private void Finals(NodeDeclaration node, Func<string, string> value)
    {
        if (_finals.Count == 0)
        {
            return;
        }

        // Names stand in arguments that are texts, or arrays of them; whatever is no name is none of a state either.
        foreach (string taken in node.Options.SelectMany(IEnumerable<string> (option) => option.Value is EquatableArray<string> texts ? texts : option.Value is string text ? [text] : []).Where(text => !string.IsNullOrEmpty(text)))
        {
            Final(value(taken));
        }
    }

    private void Final(string name)
    {
        if (_finals.TryGetValue(name, out (NodeDeclaration Node, NodeOrigin Origin) final))
        {
            _finals.Remove(name);
            Emit(final.Node, final.Origin);
            _last = name;
        }
    }

    /// <summary>A layer under its full name, with the full names of what it takes.</summary>
    private NodeDeclaration Layer(NodeDeclaration node, string name, string? from, Func<string, string> value, string? shared)
    {
        var options = new List<(string, object)> { ("Name", name) };
        if (from is not null)
        {
            options.Add(("From", from));
        }

        if (node["Inputs"] is EquatableArray<string> inputs)
        {
            options.Add(("Inputs", new EquatableArray<string>([.. inputs.Select(value)])));
        }

        foreach (string further in LayerCatalog.Layer(node.Kind)?.FurtherInputs ?? [])
        {
            if (node[further] is string taken)
            {
                options.Add((further, value(taken)));
            }
        }

        string? owner = node["Tied"] is string tied ? OwnerOf(value(tied)) : null;
        bool ties = owner is null && shared is not null && LayerCatalog.Layer(node.Kind) is { CanTie: true };
        if (ties)
        {
            // What is said of the weight is said where it is.
            owner = OwnerOf(shared!);
            node = node with { Options = new([.. node.Options.Where(option => !DenseTies.IsOfParameters(option.Name))]) };
        }
        else if (shared is not null)
        {
            options.Add((BlockDeclaration.SharedWith, shared));
        }

        if (owner is not null)
        {
            options.Add(("Tied", owner));
            _owners[name] = owner;
        }

        return With(node, [.. options]);
    }

    /// <summary>A node of a cell, which is declared for one step, as one for all steps: features are an axis further on, and a state says what it waits for by its full name.</summary>
    private static NodeDeclaration OfCell(NodeDeclaration node, int count, string prefix, Dictionary<string, string> values)
    {
        if (node.Kind == "Concat")
        {
            return With(node, ("Axis", node["Axis"] is int axis ? axis < 0 ? axis : axis + 1 : 1));
        }

        string next = node[StateLayer.Next] as string ?? "";
        return node.Kind != StateLayer.Kind ? node : With(node, (CellDeclaration.Nodes, count), (StateLayer.Next, values.TryGetValue(next, out string? known) ? known : prefix + next));
    }

    /// <summary>Options, those left out that are null.</summary>
    private static IEnumerable<OptionDeclaration> OptionsOf(params (string Name, object? Value)[] options) => options.Where(option => option.Value is not null).Select(option => new OptionDeclaration(option.Name, option.Value!));

    private string OwnerOf(string name) => _owners.TryGetValue(name, out string? owner) ? owner : name;

    private bool IsSound(BlockDeclaration block)
    {
        if (!_sound.TryGetValue(block.Name, out bool isSound))
        {
            // Meanwhile, for one that uses itself.
            _sound[block.Name] = false;
            isSound = BlockChecks.Of(block, _find).Count == 0 && block.Nodes.Where(BlockDeclaration.IsUse).All(use => _find((string)use[BlockDeclaration.Option]!) is BlockDeclaration inner && IsSound(inner));
            _sound[block.Name] = isSound;
        }

        return isSound;
    }

    private void Emit(NodeDeclaration node, NodeOrigin origin)
    {
        _isTooLarge |= _nodes.Count >= MaxNodes;
        _nodes.Add(node);
        _origins.Add(origin);
    }

    /// <summary>Reports a problem of the node that was added last.</summary>
    private void Report(ProblemKind kind, string option, params string[] arguments) => _problems.Add(new Problem(kind, _nodes.Count - 1, arguments) { Option = option });

    private static NodeDeclaration With(NodeDeclaration node, params (string Name, object Value)[] options) => node with
    {
        Options = new([.. node.Options.Where(option => options.All(other => other.Name != option.Name)), .. options.Select(option => new OptionDeclaration(option.Name, option.Value))]),
    };
}

/// <summary>One direction of a layer of a cell.</summary>
/// <param name="initial">The nodes that the states begin with, in the order of the cell; null for 0.</param>
/// <param name="lengths">The input that says how many steps each row has; null where all have as many as were declared.</param>
/// <param name="direction">0 from the first step on, 1 from the last.</param>
/// <param name="directions">In how many directions the layer runs.</param>
internal sealed class CellDirection(IReadOnlyList<string?> initial, string? lengths, int direction, int directions)
{
    private readonly List<(string Name, string Next)> _states = [];

    /// <summary>The states so far: their full names, and those of what they wait for.</summary>
    public IReadOnlyList<(string Name, string Next)> States => _states;

    /// <summary>What the next state has beside what the cell says of it.</summary>
    public IEnumerable<(string Name, object Value)> OptionsOfState(string name, string next)
    {
        string? first = initial.Count > _states.Count ? initial[_states.Count] : null;
        _states.Add((name, next));
        return new (string Name, object? Value)[]
        {
            (StateLayer.Initial, first),
            (CellDeclaration.Lengths, lengths),
            (CellDeclaration.IsReversed, direction == 1 ? true : null),
            (CellDeclaration.Directions, first is null ? null : directions),
            (CellDeclaration.Direction, first is null ? null : direction),
        }.Where(option => option.Value is not null).Select(option => (option.Name, option.Value!));
    }
}

/// <summary>The nodes of a network without blocks.</summary>
/// <param name="Nodes">The nodes in order. A used block that is broken stays among them.</param>
/// <param name="Origins">Where each comes from.</param>
/// <param name="Problems">What is wrong with the uses of blocks, by the index among these nodes.</param>
public sealed record ExpandedNodes(IReadOnlyList<NodeDeclaration> Nodes, IReadOnlyList<NodeOrigin> Origins, IReadOnlyList<Problem> Problems);

/// <summary>Where a node of a network comes from.</summary>
/// <param name="Attribute">The attribute of the network: a node's own, or the use of a block.</param>
/// <param name="Block">The full name of the block whose node it is; null for one of the network.</param>
/// <param name="Node">The index among the nodes of the block, or of the network.</param>
public readonly record struct NodeOrigin(int Attribute, string? Block, int Node);
