using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Functions;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Cost;

/// <summary>
/// How long a kernel takes. Its operations are counted from its IR, loop by loop; it takes as long as the slowest of starting its arithmetic,
/// starting its loads, and waiting along its longest chain of dependent operations, and no less than its weights take to stream past.
/// </summary>
/// <param name="machine">The core.</param>
/// <param name="isDouble">Whether the elements are doubles.</param>
public sealed class KernelCost(MachineModel machine, bool isDouble) : IKernelCost
{
    /// <summary>The share of a row's inputs that a sparse kernel visits.</summary>
    private const double VisitedShare = 0.2;

    /// <summary>Calling a kernel and returning, in latencies of a multiply-add: saved registers, arguments, the change of vector width.</summary>
    private const double Call = 1.5;

    /// <summary>The multiply-adds that a division takes the place of.</summary>
    private const double Division = 5;

    /// <summary>The share of a stream's speed that is left where only some rows of the weights are read.</summary>
    private const double Scattered = 0.7;

    /// <summary>A branch that was guessed wrong, in latencies.</summary>
    private const double WrongGuess = 4;

    /// <summary>The operations that widen a register of numbers of 16 bits.</summary>
    private const double WideningBFloat16 = 2;
    private const double WideningHalf = 4;

    private static readonly Dictionary<string, double> s_noIndices = [];

    private readonly int _elementBytes = isDouble ? sizeof(double) : sizeof(float);
    private readonly KernelFactory _factory = new(64 / (isDouble ? sizeof(double) : sizeof(float)));

    private int Lanes => 64 / _elementBytes;

    private int RegistersOfLogical => Math.Max(1, Lanes * _elementBytes / machine.RegisterBytes);

    private int RegisterLanes => machine.RegisterBytes / _elementBytes;

    /// <inheritdoc/>
    public int NearCache => MachineModel.NearCache;

    /// <inheritdoc/>
    public double Nanoseconds(KernelSpec spec, int rows) => Nanoseconds(spec, rows, s_noIndices, 0);

    /// <inheritdoc/>
    public int? CallsOfPart(KernelSpec spec) => PartCalls.Of(_factory.Get(spec), Lanes);

    /// <summary>The nanoseconds of a call.</summary>
    /// <param name="spec">The kernel.</param>
    /// <param name="rows">The rows that it gets.</param>
    /// <param name="indices">Its other indices.</param>
    /// <param name="parameters">The elements of all parameters, which stream past between two calls; 0 where they are at hand.</param>
    /// <param name="share">The share of its weights that the call reads, where it takes a range of them.</param>
    public double Nanoseconds(KernelSpec spec, double rows, IReadOnlyDictionary<string, double> indices, long parameters, double share = 1)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal) { [Names.Rows] = rows };
        foreach (KeyValuePair<string, double> index in indices)
        {
            values[index.Key] = index.Value;
        }

        Work work = Count(_factory.Get(spec), values);
        return Call * machine.Latency + Math.Max(Math.Max(work.Operations / machine.Operations, work.Loads / machine.Loads), Math.Max(work.Wait * machine.Latency, share * Stream(spec, parameters)));
    }

    /// <summary>The bytes of weights that a step must fetch from beyond the first-level cache, as time.</summary>
    private double Stream(KernelSpec spec, long parameters)
    {
        double bytes = spec switch
        {
            DenseRowSpec { IsSparse: true } dense => VisitedShare / Scattered * dense.In * Layout.Pad(dense.Out, Lanes),
            DenseRowSpec dense => (double)dense.In * Layout.Pad(dense.Out, Lanes),
            DotRowSpec dot => (double)dot.Out * dot.WeightStride,
            ConnectedRowSpec connected => (double)connected.Blocks.Entries * Lanes,
            ConnectedGradientSpec connected => 2.0 * connected.Blocks.Entries * Lanes,
            ConnectedTransposeSpec connected => (1.0 + StoreTrips(connected.TransposedStride, Lanes)) * connected.Blocks.Entries * Lanes,
            WeightGradientSpec gradient => 2.0 * gradient.In * gradient.Out,
            TransposeSpec transpose => (1.0 + StoreTrips(transpose.TransposedStride, Math.Min(transpose.Out, transpose.WeightStride))) * transpose.In * transpose.Out,
            _ => 0,
        };
        bool isShort = spec is DenseRowSpec { Storage: not WeightStorage.Full } or DotRowSpec { Storage: not WeightStorage.Full };
        int weightBytes = isShort ? sizeof(ushort) : _elementBytes;
        long all = parameters * _elementBytes;
        return all <= MachineModel.NearestCache ? 0 : bytes * weightBytes / (all <= MachineModel.NearCache ? machine.NearBytes : machine.FarBytes);
    }

    /// <summary>
    /// How often a line leaves the first-level cache that is stored to in two halves, one after as many others: once, unless too many of them
    /// share a set. Rows of 512 floats lie in two sets of 64.
    /// </summary>
    /// <param name="stride">The elements from one line to the next.</param>
    /// <param name="lines">How many are begun before the first is full.</param>
    private int StoreTrips(int stride, int lines)
    {
        int step = Math.Max(1, stride * _elementBytes / MachineModel.Line);
        int sets = MachineModel.NearestSets;
        for (; sets > 1 && step % 2 == 0; step /= 2)
        {
            sets /= 2;
        }

        return lines <= sets * MachineModel.NearestWays ? 1 : 2;
    }

    /// <summary>What a kernel does, with its indices known.</summary>
    private Work Count(Kernel kernel, Dictionary<string, double> indices)
    {
        var depths = new Dictionary<string, double>(StringComparer.Ordinal);
        return Count(kernel.Body, indices, depths);
    }

    private Work Count(IReadOnlyList<Statement> block, Dictionary<string, double> indices, Dictionary<string, double> depths)
    {
        var work = new Work(0, 0, 0);
        foreach (Statement statement in block)
        {
            work = work.Then(Count(statement, indices, depths));
        }

        return work;
    }

    private Work Count(Statement statement, Dictionary<string, double> indices, Dictionary<string, double> depths)
    {
        switch (statement)
        {
            case Let let:
                return Named(let.Name, let.Value, depths);
            case LetSums sums:
                // A shuffle and half an addition for each halving of each vector.
                foreach ((string name, Expression value) in sums.Names.Zip(sums.Values, (name, value) => (name, value)))
                {
                    depths[name] = Depth(value, depths) + 8;
                }

                return new Work(16 + sums.Values.Sum(value => Registers(value.Kind)), 0, sums.Names.Max(name => depths[name]));
            case Assign assign:
                return Named(assign.Name, assign.Value, depths);
            case Accumulate accumulate:
                Work terms = Count(accumulate.X, depths).Then(Count(accumulate.Y, depths));
                depths.TryGetValue(accumulate.Name, out double before);
                depths[accumulate.Name] = Math.Max(before, Math.Max(Depth(accumulate.X, depths), Depth(accumulate.Y, depths))) + 1;
                return new Work(terms.Operations + Registers(accumulate.X.Kind), terms.Loads, depths[accumulate.Name]);
            case Store store:
                Work stored = Count(store.Value, depths);
                double end = Depth(store.Value, depths) + (store.Count is null ? 2 : 4);
                return new Work(stored.Operations + Registers(store.Value.Kind) * (store.Count is null ? 1 : 4), stored.Loads, end);
            case Update update:
                // Read, subtract the rate times the gradient, write.
                return new Work(3 * Registers(update.Gradient.Kind), 2 * Registers(update.Gradient.Kind), 0);
            case TransposeBlock transpose:
                // 64 numbers by shuffles of half-width registers, whatever the width.
                int blocks = transpose.Side * transpose.Side / 64;
                return new Work(48 * blocks, 16 * blocks, 0);
            case LetIndex let:
                indices[let.Name] = 0;
                return new Work(0, 0.5, 0);
            case LetWhole let:
                // Two comparisons and a conversion. A number that is 0 or 1 says whether a loop runs, and it is counted as if it did.
                indices[let.Name] = let.Count == 2 ? 1 : 0;
                return Count(let.Number, depths).Then(new Work(3, 0, 0));
            case LetNumber:
                return new Work(0, 1, 0);
            case LetRange let:
                // As many as there are on average.
                indices[let.From] = 0;
                indices[let.To] = (double)(let.Table[let.Table.Count - 1] - let.Table[0]) / (let.Table.Count - 1);
                return new Work(0, 1, 0);
            case RowsOfSixes sixes:
                double all = Value(sixes.Rows, indices);
                indices[sixes.Name] = all >= 8 && (all % 6 is 2 or 3) ? all - all % 6 - 6 : all;
                return default;
            case WidthSwitch width:
                return Count((width.Cases.FirstOrDefault(c => RegistersOfLogical <= c.Registers) ?? width.Cases[width.Cases.Count - 1]).Body, indices, depths);
            case ForNonZero sparse:
                return Sparse(sparse, indices, depths);
            case For loop:
                return Loop(loop, indices, depths);
            case Finish finish:
                return Count(finish.Steps, indices, depths);
            case Block block:
                return Count(block.Body, indices, depths);
            case Invoke invoke:
                var inner = new Dictionary<string, double>(StringComparer.Ordinal);
                for (int i = 0; i < invoke.Indices.Count; i++)
                {
                    inner[invoke.Kernel.Indices[i]] = Value(invoke.Indices[i], indices);
                }

                // The next tile begins while this one still waits for its last sums.
                return Count(invoke.Kernel, inner).Then(new Work(Call * machine.Latency * machine.Operations, 0, 0));
            default:
                return default;
        }
    }

    private Work Loop(For loop, Dictionary<string, double> indices, Dictionary<string, double> depths)
    {
        double from = loop.From is null ? indices[loop.Variable] : Value(loop.From, indices);
        double step = Value(loop.Step, indices);
        double trips = Math.Max(0, Math.Floor((Value(loop.To, indices) - from) / step));
        indices[loop.Variable] = from;
        var before = new Dictionary<string, double>(depths);
        Work once = trips > 0 ? Count(loop.Body, indices, depths) : default;
        indices[loop.Variable] = from + trips * step;

        // Sums that go on from one iteration to the next wait for each other; all else overlaps.
        double carried = 0;
        foreach (string name in loop.Body.SelectMany(Walk.Statements).Select(s => s is Accumulate a ? a.Name : s is Assign b ? b.Name : "").Where(before.ContainsKey).Distinct())
        {
            int links = loop.Body.Count(s => (s is Accumulate a && a.Name == name) || (s is Assign b && b.Name == name));
            carried = Math.Max(carried, links);
            depths[name] += (trips - 1) * links;
        }

        // Where there are too few sums, their waiting takes the place of operations that could have been started.
        double started = Math.Max(once.Operations, carried * machine.Latency * machine.Operations);
        return new Work(started * trips, once.Loads * trips, once.Wait + Math.Max(0, trips - 1) * carried);
    }

    private Work Sparse(ForNonZero loop, Dictionary<string, double> indices, Dictionary<string, double> depths)
    {
        double visited = loop.Count.Value * VisitedShare;
        double blocks = Math.Ceiling((double)loop.Count.Value / ForNonZero.Block);
        indices[loop.Variable] = 0;
        Work once = loop.Bodies.Select(body => Count(body, indices, depths)).First();
        double wait = visited / loop.Bodies.Count + blocks * WrongGuess;
        foreach (string name in loop.Bodies.SelectMany(body => body).OfType<Accumulate>().Select(a => a.Name).Distinct())
        {
            depths[name] = Math.Max(depths[name], wait);
        }

        // Finding the next bit and clearing it is arithmetic too.
        double guesses = blocks * WrongGuess * machine.Latency * machine.Operations;
        return new Work(visited * (once.Operations + 4) + guesses, visited * once.Loads + blocks * 4, wait);
    }

    private Work Named(string name, Expression value, Dictionary<string, double> depths)
    {
        depths[name] = Depth(value, depths);
        return Count(value, depths) with { Wait = depths[name] };
    }

    private Work Count(Expression expression, Dictionary<string, double> depths)
    {
        double operations = 0;
        double loads = 0;
        foreach (Expression part in expression.All())
        {
            double registers = Registers(part.Kind);
            (double ops, double reads) = part switch
            {
                Load { Kind: LaneKind.Scalar } => (0.0, 0.5),
                Load { Storage: WeightStorage.BFloat16 } => (registers * WideningBFloat16, registers),
                Load { Storage: WeightStorage.Half } => (registers * WideningHalf, registers),
                Load => (0.0, registers),
                Call call => (registers * Operations(call.Function), 0.0),
                Reduce reduce => (9 + Registers(reduce.X.Kind), 0.0),
                Binary { Operator: ElementOperator.Divide } => (registers * Division, 0.0),
                Constant or Local or Splat => (0.0, 0.0),
                _ => (registers, 0.0),
            };
            operations += ops;
            loads += reads;
        }

        return new Work(operations, loads, 0);
    }

    /// <summary>The longest chain of dependent operations, in latencies of a multiply-add.</summary>
    private double Depth(Expression expression, Dictionary<string, double> depths)
    {
        double parts = expression.Parts.Count == 0 ? 0 : expression.Parts.Max(part => Depth(part, depths));
        return expression switch
        {
            Local local => depths.TryGetValue(local.Name, out double depth) ? depth : 0,
            Load => 1.75,
            Constant => 0,
            Splat { X: Load } => parts,
            Reduce => parts + 6,
            Call call => parts + Chain(call.Function),
            Binary { Operator: ElementOperator.Divide } => parts + 3.25,
            MultiplyAdd => parts + 1,
            _ => parts + 0.75,
        };
    }

    /// <summary>The operations of a function of one register.</summary>
    private double Operations(ElementFunction function) => function switch
    {
        ElementFunction.Abs => 1,
        ElementFunction.Sqrt => 10,
        _ => Body(function).Locals.Select(local => local.Value).Append(Body(function).Result).SelectMany(value => value.All()).Sum(part => part switch
        {
            Call call => Operations(call.Function),
            Binary { Operator: ElementOperator.Divide } => Division,
            Constant or Local or Load or Splat => 0,
            _ => 1,
        }),
    };

    private double Chain(ElementFunction function)
    {
        if (function is ElementFunction.Abs or ElementFunction.Sqrt)
        {
            return function == ElementFunction.Abs ? 1 : 5;
        }

        var depths = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (Let local in Body(function).Locals)
        {
            depths[local.Name] = Depth(local.Value, depths);
        }

        return Depth(Body(function).Result, depths);
    }

    private FunctionBody Body(ElementFunction function) => FunctionLibrary.Get(function, isDouble);

    private double Registers(LaneKind kind) => kind == LaneKind.Logical ? RegistersOfLogical : 1;

    private double Value(Affine index, Dictionary<string, double> indices)
    {
        double value = index.Constant.Value + (double)index.Registers * RegisterLanes;
        foreach (KeyValuePair<string, Size> term in index.Terms)
        {
            indices.TryGetValue(term.Key, out double variable);
            value += variable * term.Value.Value;
        }

        return value;
    }

    /// <summary>What there is to do: operations and loads of registers, and the longest wait in latencies.</summary>
    private readonly record struct Work(double Operations, double Loads, double Wait)
    {
        /// <summary>Depths of a block are counted from its beginning, so the longest one is that of the block.</summary>
        public Work Then(Work next) => new(Operations + next.Operations, Loads + next.Loads, Math.Max(Wait, next.Wait));
    }
}
