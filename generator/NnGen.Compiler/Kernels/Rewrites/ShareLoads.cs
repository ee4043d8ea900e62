namespace NnGen.Compiler.Kernels.Rewrites;

/// <summary>
/// Gives a name to each load, in part too, each splat and each function value that a block uses more than once. A load that is used once stays where
/// it is: there it becomes a memory operand of the instruction, and occupies no register.
/// </summary>
public static class ShareLoads
{
    public static IReadOnlyList<Statement> Apply(IReadOnlyList<Statement> block)
    {
        var written = new HashSet<string>(block.SelectMany(Walk.Statements).OfType<Store>().Select(store => store.Memory), StringComparer.Ordinal);
        var changed = new HashSet<string>(block.SelectMany(Walk.Statements).Select(statement => statement switch
        {
            Assign assign => assign.Name,
            Accumulate accumulate => accumulate.Name,
            _ => "",
        }), StringComparer.Ordinal);
        var counts = new Dictionary<Expression, int>();
        foreach (Expression expression in block.Where(s => s is not For).SelectMany(Walk.Expressions).SelectMany(Shared))
        {
            if (IsShareable(expression, written, changed))
            {
                counts.TryGetValue(expression, out int count);
                counts[expression] = count + 1;
            }
        }

        // Loops inside get their names first: C# lets no block declare a name that a block inside it, or around it, declares too.
        block = [.. block.Select(statement => statement is For loop ? loop with { Body = Apply(loop.Body) } : statement)];
        var taken = new HashSet<string>(block.SelectMany(Walk.Statements).OfType<Let>().Select(let => let.Name), StringComparer.Ordinal);
        var names = new Dictionary<Expression, Local>();
        var result = new List<Statement>();
        foreach (Statement statement in block)
        {
            if (statement is For)
            {
                result.Add(statement);
                continue;
            }

            foreach (Expression expression in Walk.Expressions(statement).SelectMany(e => e.All()).ToArray())
            {
                if (counts.TryGetValue(expression, out int count) && count > 1 && !names.ContainsKey(expression))
                {
                    var local = new Local(FreeName(Stem(expression), taken), expression.Kind);
                    result.Add(new Let(local.Name, Named(expression)));
                    names.Add(expression, local);
                }
            }

            result.Add(Walk.Replace(statement, Named));
        }

        return result;

        Expression Named(Expression expression) => names.TryGetValue(expression, out Local? local)
            ? local
            : expression.Parts.Count == 0 ? expression : expression.With([.. expression.Parts.Select(Named)]);
    }

    /// <summary>An expression and its parts; of what is loaded in part, that is the whole.</summary>
    private static IEnumerable<Expression> Shared(Expression expression) => expression is KeepFirst { X: Load } ? [expression] : expression.Parts.SelectMany(Shared).Prepend(expression);

    private static bool IsShareable(Expression expression, HashSet<string> written, HashSet<string> changed) => expression switch
    {
        Call { Kind: not LaneKind.Scalar } => !expression.All().Any(part =>
            (part is Local local && changed.Contains(local.Name)) || (part is Load load && written.Contains(load.Memory))),
        Load { Kind: not LaneKind.Scalar } load => !written.Contains(load.Memory),
        KeepFirst { X: Load load } => !written.Contains(load.Memory),
        Splat { X: Load load } => !written.Contains(load.Memory),
        _ => false,
    };

    private static string FreeName(string memory, HashSet<string> taken)
    {
        string name;
        int number = 0;
        do
        {
            name = memory + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            number++;
        }
        while (!taken.Add(name));
        return name;
    }

    private static string Stem(Expression expression) => expression switch
    {
        Splat splat => ((Load)splat.X).Memory,
        Load load => load.Memory,
        KeepFirst keep => ((Load)keep.X).Memory,
        _ => char.ToLowerInvariant(((Call)expression).Function.ToString()[0]) + ((Call)expression).Function.ToString().Substring(1),
    };
}
