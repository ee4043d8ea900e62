using System.Globalization;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>What can be told of a block without a network around it, and of the use of one.</summary>
internal static class BlockChecks
{
    /// <summary>Everything that is wrong with a block itself. The index of a problem is that of a node of the block.</summary>
    public static IReadOnlyList<Problem> Of(BlockDeclaration block, Func<string, BlockDeclaration?> find)
    {
        var problems = new List<Problem>();
        IReadOnlyList<IReadOnlyList<string>> names = BlockNames.Of(block.Nodes, find);
        var above = new Dictionary<string, string>(StringComparer.Ordinal);
        int[] inputs = [.. Enumerable.Range(0, block.Nodes.Count).Where(i => block.Nodes[i].Kind == "Input")];
        int firstLayer = Enumerable.Range(0, block.Nodes.Count).Where(i => block.Nodes[i].Kind != "Input" && names[i].Count > 0).DefaultIfEmpty(-1).First();
        if (firstLayer < 0)
        {
            problems.Add(new Problem(ProblemKinds.NoLayers, -1, new(block.Title)));
        }

        if (inputs.Length == 0)
        {
            above[BlockDeclaration.InputName] = "";
        }

        int outputs = 0;
        for (int i = 0; i < block.Nodes.Count; i++)
        {
            NodeDeclaration node = block.Nodes[i];
            if (LayerCatalog.Loss(node.Kind) is not null)
            {
                Misplaced($"[{node.Kind}]", "a loss belongs to a network");
            }
            else if (node.Kind == "Output")
            {
                if (++outputs > 1)
                {
                    Misplaced("A second [Output]", "a block has one output");
                }

                Takes(i, "Name", -1, "[Output]", node["Name"] as string ?? "");
            }
            else if (node.Kind == "Input")
            {
                if (i != inputs[0])
                {
                    Misplaced("A second [Input]", "a block has one input, which is what it stands on");
                }
                else if (firstLayer >= 0 && i > firstLayer)
                {
                    problems.Add(new Problem(ProblemKinds.InputAfterLayer, i, new(block.Nodes[firstLayer].Kind)));
                }
                else if (node["Shape"] is EquatableArray<int> { Count: > 0 })
                {
                    Misplaced("The shape of [Input]", "a block takes what it stands on, of any shape: write [Input(Name = \"x\")]", "Shape");
                }
                else if (node["Sparse"] is true)
                {
                    Misplaced("Sparse", "say so at the input of the network", "Sparse");
                }
            }
            else
            {
                string title = $"{node.Kind} ({names[i][0]})";
                if (node["From"] is string from)
                {
                    Takes(i, "From", -1, title, from);
                }

                if (node["Inputs"] is EquatableArray<string> joined)
                {
                    for (int element = 0; element < joined.Count; element++)
                    {
                        Takes(i, "Inputs", element, title, joined[element]);
                    }
                }
            }

            if (!block.IsInSource && node["Connections"] is "Mask" && node["Mask"] is null && node[NodeDeclaration.MaskBelow] is null)
            {
                const string fix = "define the constant NNGEN_KEEP_MASKS in the project that declares the block, which keeps its masks";
                problems.Add(new Problem(ProblemKinds.BadMask, i, new($"{node.Kind} ({names[i][0]}) of the block {block.Title}", "stands in a [ConnectionMask], which its assembly does not hold", fix)));
            }

            foreach (string option in FunctionDeclaration.Options)
            {
                if (node[FunctionDeclaration.FormulaOf(option)] is FunctionDeclaration function && function.Fault(isDouble: null) is (string what, string fix))
                {
                    problems.Add(new Problem(ProblemKinds.BadFunction, i, new($"{node.Kind} ({names[i][0]})", function.Name, what, fix)) { Option = option });
                }
            }

            if (block.IsCell && node.Kind is not ("Input" or "Output") && LayerCatalog.Loss(node.Kind) is null && !CellDeclaration.Kinds.Contains(node.Kind))
            {
                Misplaced($"{node.Kind} ({names[i][0]})", CellDeclaration.KindsInWords);
            }
            else if (node.Kind == StateLayer.Kind)
            {
                problems.AddRange(OfState(block, node, i, names));
            }

            if (BlockDeclaration.IsUse(node))
            {
                if (OfUse(node, i, names[i], find) is Problem own)
                {
                    problems.Add(own);
                }
                else if (PathTo(block, node, find) is string path)
                {
                    problems.Add(new Problem(ProblemKinds.BlockCycle, i, new(block.Title, path)) { Option = BlockDeclaration.Option });
                }
            }

            if (names[i].Count > 0)
            {
                if (node["Name"] is string name && IsMalformed(name))
                {
                    problems.Add(new Problem(ProblemKinds.BadName, i, new(name)) { Option = "Name" });
                }

                if (Taken(BlockNames.Taken(node, names[i]), above, i) is Problem taken)
                {
                    problems.Add(taken);
                }

                foreach (string each in BlockNames.Taken(node, names[i]))
                {
                    above[each] = "";
                }
            }

            void Misplaced(string what, string why, string? option = null) => problems.Add(new Problem(ProblemKinds.NotInBlock, i, new(what, block.IsCell ? "cell" : "block", block.Title, why)) { Option = option });
        }

        if (block.IsCell && firstLayer >= 0 && block.Nodes.All(node => node.Kind != StateLayer.Kind))
        {
            problems.Add(new Problem(ProblemKinds.BadState, -1, new($"The cell {block.Title}", "has no state, so nothing goes from step to step", "add [State(units, Next = \"node\")], or make it a block")));
        }

        return problems;

        void Takes(int index, string option, int element, string title, string name)
        {
            // A node of a block that is used here has a dotted name.
            if (above.ContainsKey(name) || above.Keys.Any(known => name.StartsWith(known + ".", StringComparison.Ordinal)))
            {
                return;
            }

            int below = Enumerable.Range(index, block.Nodes.Count - index).Where(i => names[i].Contains(name)).DefaultIfEmpty(-1).First();
            problems.Add(below < 0
                ? new Problem(ProblemKinds.UnknownName, index, new(title, name, string.Join(", ", above.Keys))) { Option = option, Element = element }
                : new Problem(ProblemKinds.Cycle, index, new(title, name, below == index ? "is itself" : "stands below it", below == index ? "name another node" : $"move it below '{name}', or name another node")) { Option = option, Element = element });
        }
    }

    /// <summary>What is wrong with a state.</summary>
    private static IEnumerable<Problem> OfState(BlockDeclaration block, NodeDeclaration node, int index, IReadOnlyList<IReadOnlyList<string>> names)
    {
        string title = $"{StateLayer.Kind} ({names[index][0]})";
        if (!block.IsCell)
        {
            yield return new Problem(ProblemKinds.BadState, index, new(title, "stands in no cell", $"mark {block.Title} with [Cell] in place of [Block]"));
        }
        else if (node[StateLayer.Next] is not string next)
        {
            yield return new Problem(ProblemKinds.BadState, index, new(title, "does not say what it is at the next step", "write Next = \"node\", a node of the cell"));
        }
        else if (!names.Any(own => own.Contains(next)) && next != BlockDeclaration.InputName)
        {
            string there = string.Join(", ", names.SelectMany(own => own));
            yield return new Problem(ProblemKinds.UnknownName, index, new(title, next, there)) { Option = StateLayer.Next };
        }
    }

    /// <summary>What is wrong with the use of a block.</summary>
    /// <param name="use">The node.</param>
    /// <param name="index">Its index.</param>
    /// <param name="names">The names of its turns.</param>
    /// <param name="find">The block of a full name.</param>
    public static Problem? OfUse(NodeDeclaration use, int index, IReadOnlyList<string> names, Func<string, BlockDeclaration?> find)
    {
        string title = $"{use.Kind} ({names[0]})";
        if (use[BlockDeclaration.Option] is string block && find(block)?.IsCell != (use.Kind == CellDeclaration.Recurrent))
        {
            return new Problem(ProblemKinds.NotABlock, index, new(BlockNames.Title(use, find), BlockDeclaration.ClassOf(use))) { Option = BlockDeclaration.Option };
        }

        if (use["Name"] is string name && IsMalformed(name))
        {
            return new Problem(ProblemKinds.BadName, index, new(name)) { Option = "Name" };
        }

        if (use["Repeat"] is int repeat and (< 1 or > BlockExpander.MaxNodes))
        {
            string most = BlockExpander.MaxNodes.ToString(CultureInfo.InvariantCulture);
            return new Problem(ProblemKinds.BadSize, index, new("Repeat", title, repeat.ToString(CultureInfo.InvariantCulture), $"between 1 and {most}")) { Option = "Repeat" };
        }

        if (use[CellDeclaration.InitialStates] is EquatableArray<string> initial && find((string)use[BlockDeclaration.Option]!) is BlockDeclaration cell)
        {
            IReadOnlyList<IReadOnlyList<string>> own = BlockNames.Of(cell.Nodes, find);
            string[] states = [.. Enumerable.Range(0, own.Count).Where(i => cell.Nodes[i].Kind == StateLayer.Kind).Select(i => own[i][0])];
            if (initial.Count > states.Length)
            {
                string expected = $"as many as the cell has states, or fewer: {string.Join(", ", states)}";
                return new Problem(ProblemKinds.BadSize, index, new("The number of initial states", title, initial.Count.ToString(CultureInfo.InvariantCulture), expected)) { Option = CellDeclaration.InitialStates };
            }
        }

        return use["Shared"] is true && names.Count < 2
            ? new Problem(ProblemKinds.BadSize, index, new("Shared", title, "set", "left out, or have a Repeat of 2 or more: its turns share their parameters")) { Option = "Shared" }
            : null;
    }

    /// <summary>The problem that some of the names are taken.</summary>
    public static Problem? Taken(IEnumerable<string> names, Dictionary<string, string> taken, int index) =>
        names.FirstOrDefault(taken.ContainsKey) is string name ? new Problem(ProblemKinds.DuplicateName, index, new(name)) { Option = "Name" } : null;

    private static bool IsMalformed(string name) => name.Length == 0 || !name.All(c => c is '_' or '.' || char.IsLetterOrDigit(c));

    /// <summary>How a block comes back to itself through one that it uses, in words; null where it does not.</summary>
    private static string? PathTo(BlockDeclaration block, NodeDeclaration use, Func<string, BlockDeclaration?> find)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Path(use);

        string? Path(NodeDeclaration node)
        {
            if (find((string)node[BlockDeclaration.Option]!) is not BlockDeclaration inner)
            {
                return null;
            }

            if (inner.Name == block.Name)
            {
                return block.Title;
            }

            string? further = seen.Add(inner.Name) ? inner.Nodes.Where(BlockDeclaration.IsUse).Select(Path).FirstOrDefault(path => path is not null) : null;
            return further is null ? null : $"{inner.Title}, and that {further}";
        }
    }
}
