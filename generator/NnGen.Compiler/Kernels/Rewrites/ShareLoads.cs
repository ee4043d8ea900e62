namespace NnGen.Compiler.Kernels.Rewrites;

/// <summary>
/// Gives a name to each load and each splat that a block uses more than once. One that is used once stays where it is: there it becomes
/// a memory operand of the instruction, and occupies no register.
/// </summary>
public static class ShareLoads
{
    public static IReadOnlyList<Statement> Apply(IReadOnlyList<Statement> block)
    {
        var written = new HashSet<string>(block.SelectMany(Walk.Statements).OfType<Store>().Select(store => store.Memory), StringComparer.Ordinal);
        var counts = new Dictionary<Expression, int>();
        foreach (Expression expression in block.Where(s => s is not For).SelectMany(Walk.Expressions).SelectMany(e => e.All()))
        {
            if (IsShareable(expression, written))
            {
                counts.TryGetValue(expression, out int count);
                counts[expression] = count + 1;
            }
        }

        var names = new Dictionary<Expression, Local>();
        var result = new List<Statement>();
        var perMemory = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Statement statement in block)
        {
            if (statement is For loop)
            {
                result.Add(loop with { Body = Apply(loop.Body) });
                continue;
            }

            foreach (Expression expression in Walk.Expressions(statement).SelectMany(e => e.All()).ToArray())
            {
                if (counts.TryGetValue(expression, out int count) && count > 1 && !names.ContainsKey(expression))
                {
                    string memory = MemoryOf(expression);
                    perMemory.TryGetValue(memory, out int number);
                    perMemory[memory] = number + 1;
                    var local = new Local(memory + number.ToString(System.Globalization.CultureInfo.InvariantCulture), expression.Kind);
                    names.Add(expression, local);
                    result.Add(new Let(local.Name, expression));
                }
            }

            result.Add(names.Count == 0 ? statement : Walk.Map(statement, e => names.TryGetValue(e, out Local? local) ? local : e, i => i, name => name));
        }

        return result;
    }

    private static bool IsShareable(Expression expression, HashSet<string> written) => expression switch
    {
        Load { Kind: not LaneKind.Scalar } load => !written.Contains(load.Memory),
        Splat { X: Load load } => !written.Contains(load.Memory),
        _ => false,
    };

    private static string MemoryOf(Expression expression) => expression is Splat splat ? ((Load)splat.X).Memory : ((Load)expression).Memory;
}
