namespace NnGen.Compiler.Kernels.Rewrites;

/// <summary>
/// A call as the statements that it comes to, with the numbers that it hands over: loops that do not run are gone, those that run once are no loops, and
/// memories are parts of the caller's. For kernels whose rows are known to be one.
/// </summary>
public static class Inline
{
    private static readonly IReadOnlyList<Statement> s_none = [];

    /// <summary>Whether a kernel can be put in the place of its calls: it keeps no memory, updates nothing, and has no loop over what it finds.</summary>
    public static bool IsPossible(Kernel kernel) => kernel.Scalars.Count == 0 && kernel.Body.SelectMany(Walk.Statements).All(statement => statement switch
    {
        Update or Reserve or TransposeBlock or ForNonZero => false,
        Invoke invoke => invoke.Scalars.Count == 0 && IsPossible(invoke.Kernel),
        _ => true,
    });

    /// <summary>The statements of a call.</summary>
    /// <exception cref="ArgumentException">The kernel does what cannot be put in the place of a call.</exception>
    public static IReadOnlyList<Statement> Of(Invoke call)
    {
        if (!IsPossible(call.Kernel))
        {
            throw new ArgumentException($"{call.Kernel.Name} cannot be put in the place of its call.");
        }

        return new Scope(call).Statements(call.Kernel.Body);
    }

    /// <summary>Statements as a block, which has one pair of braces however many blocks they were.</summary>
    public static Block Together(IReadOnlyList<Statement> statements) => statements.Count == 1 && statements[0] is Block block ? block : new Block(statements);

    /// <summary>Whether blocks do the same: widths between which a tile over many rows makes a difference have none for one row.</summary>
    private static bool AreSame(IReadOnlyList<Statement> one, IReadOnlyList<Statement> other) => one.Count == other.Count && one.Zip(other, AreSame).All(same => same);

    private static bool AreSame(Statement one, Statement other) => (one, other) switch
    {
        (For x, For y) => x with { Body = s_none } == y with { Body = s_none } && AreSame(x.Body, y.Body),
        (Block x, Block y) => AreSame(x.Body, y.Body),
        (WidthSwitch x, WidthSwitch y) => x.Cases.Count == y.Cases.Count && x.Cases.Zip(y.Cases, (way, same) => way.Registers == same.Registers && AreSame(way.Body, same.Body)).All(same => same),
        _ => one == other,
    };

    /// <summary>What the names of a kernel stand for.</summary>
    private sealed class Scope
    {
        private readonly Dictionary<string, MemoryArgument> _memories = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Affine> _values = new(StringComparer.Ordinal);

        /// <summary>Where a loop over a variable ended, as far as that is known.</summary>
        private readonly Dictionary<string, Affine> _ends = new(StringComparer.Ordinal);

        public Scope(Invoke call)
        {
            foreach ((string memory, int i) in call.Kernel.Memories.Select((memory, i) => (memory, i)))
            {
                _memories.Add(memory, call.Memories[i]);
            }

            foreach ((string index, int i) in call.Kernel.Indices.Select((index, i) => (index, i)))
            {
                _values.Add(index, call.Indices[i]);
            }
        }

        public IReadOnlyList<Statement> Statements(IReadOnlyList<Statement> block) => [.. block.SelectMany(Of)];

        private IEnumerable<Statement> Of(Statement statement)
        {
            switch (statement)
            {
                case For loop:
                    return Of(loop);
                case WidthSwitch width:
                    WidthCase[] ways = [.. width.Cases.Select(way => way with { Body = Statements(way.Body) })];
                    return ways.All(way => AreSame(way.Body, ways[0].Body)) ? ways[0].Body : [new WidthSwitch(ways)];
                case Block block:
                    return [Together(Statements(block.Body))];
                case Finish finish:
                    return Statements(finish.Steps);
                case RowsOfSixes sixes when At(sixes.Rows) is { IsConstant: true } rows:
                    // Too few for two tiles of 4: all go by sixes.
                    return rows.Constant.Value < 8 ? Known(sixes.Name, rows) : throw new ArgumentException("Rows are put in the place of a call only where they are few.");
                case Invoke invoke:
                    return Inline.Of(invoke with
                    {
                        Memories = [.. invoke.Memories.Select(memory => new MemoryArgument(_memories[memory.Memory].Memory, _memories[memory.Memory].Offset + At(memory.Offset)))],
                        Indices = [.. invoke.Indices.Select(At)],
                    });
                case Store store:
                    MemoryArgument target = _memories[store.Memory];
                    return [((Store)Walk.Map(store, Moved, At, name => name)) with { Memory = target.Memory, Index = At(store.Index) + target.Offset }];
                default:
                    return [Walk.Map(statement, Moved, At, name => name)];
            }
        }

        private IEnumerable<Statement> Of(For loop)
        {
            Affine? from = loop.From is Affine first ? At(first) : _ends.TryGetValue(loop.Variable, out Affine? end) ? end : null;
            (Affine to, Affine step) = (At(loop.To), At(loop.Step));
            _ends.Remove(loop.Variable);
            if (from is not { IsConstant: true } || !to.IsConstant || !step.IsConstant)
            {
                return [new For(loop.Variable, from, to, step, Statements(loop.Body))];
            }

            long trips = Math.Max(0, (to.Constant.Value - from.Constant.Value) / step.Constant.Value);
            IReadOnlyList<Statement> statements = [];
            if (trips == 1)
            {
                _values[loop.Variable] = from;
                IReadOnlyList<Statement> once = Statements(loop.Body);
                _values.Remove(loop.Variable);
                statements = once.Any(Declares) ? [Together(once)] : once;
            }
            else if (trips > 1)
            {
                statements = [new For(loop.Variable, from, to, step, Statements(loop.Body))];
            }

            _ends[loop.Variable] = from + step * trips;
            return statements;
        }

        private static bool Declares(Statement statement) => statement is Let or LetSums or LetIndex or LetWhole or LetNumber or LetRange;

        private IEnumerable<Statement> Known(string name, Affine value)
        {
            _values[name] = value;
            return [];
        }

        private Affine At(Affine index) => _values.Aggregate(index, (sum, known) => sum.Substitute(known.Key, known.Value)).InNumbers();

        private Expression Moved(Expression expression) => expression is Load load
            ? load with { Memory = _memories[load.Memory].Memory, Index = load.Index + _memories[load.Memory].Offset }
            : expression;
    }
}
