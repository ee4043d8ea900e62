namespace NnGen.Compiler.Kernels.Rewrites;

/// <summary>
/// Moves a block into a kernel of its own. The JIT compiles each method well up to a number of operations, so tiles become methods.
/// Memories are passed from where the block begins, so the indices inside depend on the block's own variables only.
/// </summary>
public static class Outline
{
    /// <summary>The variables that a kernel is given, which are the block's by the same names and in this order, before what else it is given.</summary>
    private static readonly string[] s_parameters = [Lowering.Names.Rows, Lowering.Names.From, Lowering.Names.To];

    /// <param name="name">The name of the new kernel.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="block">The block.</param>
    /// <param name="order">The memories of the kernel around it, in whose order the block's are passed.</param>
    /// <param name="isInlined">Whether it is outlined for the text's sake only.</param>
    public static (Kernel Kernel, Invoke Call) Block(string name, string summary, IReadOnlyList<Statement> block, IReadOnlyList<string> order, bool isInlined = false)
    {
        Statement[] all = [.. block.SelectMany(Walk.Statements)];
        var own = new HashSet<string>(all.OfType<For>().Select(loop => loop.Variable).Concat(all.OfType<LetIndex>().Select(let => let.Name)).Concat(all.OfType<RowsOfSixes>().Select(sixes => sixes.Name)), StringComparer.Ordinal);
        bool IsOuter(string variable) => !own.Contains(variable);

        // Where each memory begins: the part of its indices that the block's own variables do not change.
        var offsets = new SortedDictionary<string, Affine>(StringComparer.Ordinal);
        foreach ((string memory, Affine index) in all.SelectMany(Walk.Accesses))
        {
            Affine outer = index.Over(IsOuter);
            if (!offsets.TryGetValue(memory, out Affine? known))
            {
                offsets.Add(memory, outer);
            }
            else if (!known.Equals(outer))
            {
                throw new ArgumentException($"{memory} is used from {known} and from {outer}: the block cannot be outlined.");
            }
        }

        // What else depends on the outside becomes a parameter: the position of an update, the number of lanes left, a loop's end.
        var indices = new List<(string Name, Affine Value)>();
        Affine Parameter(string parameter, Affine index)
        {
            Affine outer = index.Over(IsOuter);
            if (outer.Terms.Count == 0)
            {
                return index;
            }

            if (outer.Terms.Count == 1 && outer.Terms.First() is var term && IsParameter(term.Key))
            {
                if (!indices.Any(i => i.Name == term.Key))
                {
                    indices.Add((term.Key, Affine.Variable(term.Key)));
                }

                return index;
            }

            (string Name, Affine Value) entry = indices.FirstOrDefault(i => i.Name == parameter);
            if (entry.Name is null)
            {
                // The first such index gives the parameter its value; the others differ by what the block knows.
                entry = (parameter, outer + (index.Terms.Count == outer.Terms.Count ? index.Constant : 0));
                indices.Add(entry);
            }

            return Affine.Variable(parameter) + (index - entry.Value);
        }

        IReadOnlyList<Statement> body = [.. block.Select(Rebase)];
        string[] memories = [.. order.Where(offsets.ContainsKey)];
        indices = [.. indices.OrderBy(index => Array.IndexOf(s_parameters, index.Name) is >= 0 and var known ? known : s_parameters.Length)];
        string[] scalars = [.. FreeScalars(block)];
        bool updates = block.Any(Walk.Updates);
        if (updates && !memories.Contains(Lowering.Names.Parameters))
        {
            memories = [.. memories, Lowering.Names.Parameters];
            offsets.Add(Lowering.Names.Parameters, 0);
        }

        var kernel = new Kernel(name, summary, memories, [.. indices.Select(i => i.Name)], scalars, body) { IsInlined = isInlined };
        var call = new Invoke(kernel, [.. memories.Select(memory => new MemoryArgument(memory, offsets[memory]))], [.. indices.Select(i => i.Value)], [.. scalars.Select(s => new Local(s, LaneKind.Scalar))]);
        return (kernel, call);

        Statement Rebase(Statement statement) => statement switch
        {
            For loop => loop with { From = loop.From is null ? null : Parameter("from", loop.From), To = Parameter("to", loop.To), Body = [.. loop.Body.Select(Rebase)] },
            LetIndex let => let with { Index = Parameter("entry", let.Index) },
            LetNumber let => let with { Index = Parameter("entry", let.Index) },
            Finish finish => finish with
            {
                Row = Parameter("row", finish.Row),
                Place = finish.Place is null ? null : Parameter("place", finish.Place),
                Column = Parameter("column", finish.Column),
                Count = finish.Count is null ? null : Parameter("count", finish.Count),
                Steps = [.. finish.Steps.Select(Rebase)],
            },
            RowsOfSixes sixes => sixes with { Rows = Parameter("rows", sixes.Rows) },
            Invoke invoke => invoke with
            {
                Memories = [.. invoke.Memories.Select(memory => memory with { Offset = memory.Offset - offsets[memory.Memory] })],
                Indices = [.. invoke.Indices.Select((index, i) => Parameter(invoke.Kernel.Indices[i], index))],
            },
            Store store => ((Store)Loads(store)) with { Index = store.Index - offsets[store.Memory], Count = store.Count is null ? null : Parameter("columns", store.Count) },
            Update update => ((Update)Loads(update)) with { Index = Parameter("parameter", update.Index), Count = update.Count is null ? null : Parameter("columns", update.Count) },
            _ => Loads(statement),
        };

        Statement Loads(Statement statement) => Walk.Map(statement, e => e is Load load ? load with { Index = load.Index - offsets[load.Memory] } : e, i => i, n => n);
    }

    private static bool IsParameter(string variable) => Array.IndexOf(s_parameters, variable) >= 0;

    private static IEnumerable<string> FreeScalars(IReadOnlyList<Statement> block)
    {
        Statement[] all = [.. block.SelectMany(Walk.Statements)];
        var declared = new HashSet<string>(all.OfType<Let>().Select(let => let.Name).Concat(all.OfType<LetNumber>().Select(let => let.Name)).Concat(all.OfType<LetSums>().SelectMany(sums => sums.Names)), StringComparer.Ordinal);
        return all.SelectMany(Walk.Expressions).SelectMany(e => e.All()).OfType<Local>().Where(local => !declared.Contains(local.Name)).Select(local => local.Name).Distinct().OrderBy(name => name, StringComparer.Ordinal);
    }
}
