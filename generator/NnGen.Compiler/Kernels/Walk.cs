namespace NnGen.Compiler.Kernels;

/// <summary>Ways through statements: what is in them, and the same statements with something changed.</summary>
public static class Walk
{
    /// <summary>A statement and everything nested in it.</summary>
    public static IReadOnlyList<Statement> Statements(Statement statement)
    {
        if (statement is not (For or ForNonZero or WidthSwitch or Finish or Block))
        {
            return [statement];
        }

        var all = new List<Statement>();
        Collect(statement, all);
        return all;
    }

    private static void Collect(Statement statement, List<Statement> all)
    {
        all.Add(statement);
        switch (statement)
        {
            case For loop:
                CollectAll(loop.Body);
                break;
            case ForNonZero loop:
                loop.Bodies.ToList().ForEach(CollectAll);
                break;
            case Finish finish:
                CollectAll(finish.Steps);
                break;
            case Block block:
                CollectAll(block.Body);
                break;
            case WidthSwitch width:
                width.Cases.ToList().ForEach(c => CollectAll(c.Body));
                break;
        }

        void CollectAll(IReadOnlyList<Statement> block)
        {
            foreach (Statement nested in block)
            {
                Collect(nested, all);
            }
        }
    }

    /// <summary>The expressions that stand in a statement itself.</summary>
    public static IEnumerable<Expression> Expressions(Statement statement) => statement switch
    {
        Let let => [let.Value],
        LetSums sums => sums.Values,
        Assign assign => [assign.Value],
        Accumulate accumulate => [accumulate.X, accumulate.Y],
        Store store => [store.Value],
        Update update => [update.Gradient],
        LetWhole let => [let.Number],
        Invoke invoke => invoke.Scalars,
        _ => [],
    };

    /// <summary>The indices that stand in a statement itself, those of loads included.</summary>
    public static IEnumerable<Affine> Indices(Statement statement)
    {
        IEnumerable<Affine> loads = Expressions(statement).SelectMany(e => e.All()).OfType<Load>().Select(load => load.Index);
        Affine?[] own = statement switch
        {
            Store store => [store.Index, store.Count],
            Update update => [update.Index, update.Count],
            For loop => [loop.From, loop.To, loop.Step],
            Invoke invoke => [.. invoke.Memories.Select(memory => memory.Offset), .. invoke.Indices],
            TransposeBlock block => [block.FromIndex, block.ToIndex],
            RowsOfSixes sixes => [sixes.Rows],
            LetIndex let => [let.Index],
            LetNumber let => [let.Index],
            LetRange let => [let.Index],
            Finish finish => [finish.Row, finish.Place, finish.Column, finish.Count],
            _ => [],
        };
        return loads.Concat(own.OfType<Affine>());
    }

    /// <summary>The memories that a statement itself reads or writes, or passes on, and where.</summary>
    public static IEnumerable<(string Memory, Affine Index)> Accesses(Statement statement)
    {
        foreach (Load load in Expressions(statement).SelectMany(e => e.All()).OfType<Load>())
        {
            yield return (load.Memory, load.Index);
        }

        if (statement is Store store)
        {
            yield return (store.Memory, store.Index);
        }

        if (statement is Invoke invoke)
        {
            foreach (MemoryArgument memory in invoke.Memories)
            {
                yield return (memory.Memory, memory.Offset);
            }
        }
    }

    public static bool Updates(Statement statement) => Statements(statement).Any(s => s is Update || (s is Invoke invoke && invoke.Kernel.Updates));

    /// <summary>The same statement with other expressions, indices and names of locals, nested ones included.</summary>
    public static Statement Map(Statement statement, Func<Expression, Expression> expression, Func<Affine, Affine> index, Func<string, string> local)
    {
        Expression Change(Expression e) => e.Rewrite(part => expression(part switch
        {
            Load load => Moved(load),
            Local name => Renamed(name),
            _ => part,
        }));
        Load Moved(Load load) => index(load.Index) is var moved && ReferenceEquals(moved, load.Index) ? load : load with { Index = moved };
        Local Renamed(Local name) => local(name.Name) is var renamed && ReferenceEquals(renamed, name.Name) ? name : name with { Name = renamed };
        Affine? Move(Affine? i) => i is null ? null : index(i);

        return statement switch
        {
            Let let => new Let(local(let.Name), Change(let.Value)),
            LetSums sums => new LetSums([.. sums.Names.Select(local)], [.. sums.Values.Select(Change)]),
            Assign assign => new Assign(local(assign.Name), Change(assign.Value)),
            Accumulate a => new Accumulate(local(a.Name), Change(a.X), Change(a.Y)),
            Store store => store with { Index = index(store.Index), Value = Change(store.Value), Count = Move(store.Count) },
            Update update => new Update(index(update.Index), Change(update.Gradient), Move(update.Count)),
            For loop => loop with { From = Move(loop.From), To = index(loop.To), Step = index(loop.Step), Body = [.. loop.Body.Select(s => Map(s, expression, index, local))] },
            ForNonZero loop => loop with { Bodies = [.. loop.Bodies.Select(body => (IReadOnlyList<Statement>)[.. body.Select(s => Map(s, expression, index, local))])] },
            WidthSwitch width => new WidthSwitch([.. width.Cases.Select(c => c with { Body = [.. c.Body.Select(s => Map(s, expression, index, local))] })]),
            Block block => new Block([.. block.Body.Select(s => Map(s, expression, index, local))]),
            RowsOfSixes sixes => sixes with { Rows = index(sixes.Rows) },
            LetIndex let => let with { Index = index(let.Index) },
            LetWhole let => let with { Number = Change(let.Number) },
            LetNumber let => let with { Name = local(let.Name), Index = index(let.Index) },
            LetRange let => let with { Index = index(let.Index) },
            Finish finish => finish with
            {
                Sum = (Local)Change(finish.Sum),
                Row = index(finish.Row),
                Place = Move(finish.Place),
                Column = index(finish.Column),
                Count = Move(finish.Count),
                Steps = [.. finish.Steps.Select(s => Map(s, expression, index, local))],
            },
            TransposeBlock block => block with { FromIndex = index(block.FromIndex), ToIndex = index(block.ToIndex) },
            Invoke invoke => invoke with
            {
                Memories = [.. invoke.Memories.Select(m => m with { Offset = index(m.Offset) })],
                Indices = [.. invoke.Indices.Select(index)],
                Scalars = [.. invoke.Scalars.Select(Change)],
            },
            _ => statement,
        };
    }

    /// <summary>The same statement with each of its whole expressions replaced; nested statements stay.</summary>
    public static Statement Replace(Statement statement, Func<Expression, Expression> expression) => statement switch
    {
        Let let => let with { Value = expression(let.Value) },
        LetSums sums => sums with { Values = [.. sums.Values.Select(expression)] },
        Assign assign => assign with { Value = expression(assign.Value) },
        Accumulate a => a with { X = expression(a.X), Y = expression(a.Y) },
        Store store => store with { Value = expression(store.Value) },
        Update update => update with { Gradient = expression(update.Gradient) },
        LetWhole let => let with { Number = expression(let.Number) },
        Invoke invoke => invoke with { Scalars = [.. invoke.Scalars.Select(expression)] },
        _ => statement,
    };

    /// <summary>The same statement with an index in place of a variable.</summary>
    public static Statement Substitute(Statement statement, string variable, Affine value) =>
        Map(statement, e => e, i => i.Substitute(variable, value), name => name);
}
