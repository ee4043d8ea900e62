using System.Globalization;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>Makes the step of one group: picks the kernel, names the operands, and says why.</summary>
internal sealed partial class StepBuilder(PlacementMap places, IReadOnlyDictionary<Parameter, ParameterPlace> parameters, bool oneRow, int lanes, Func<string, int, int, Place> reserve, IKernelCost cost, IReadOnlyCollection<Value>? sparseInputs = null)
{
    private const string TileReason = "tiles of 6 rows by 4 of the widest registers or 2 others: so many sums in flight hide the latency of the multiply-adds";

    /// <summary>The longest name of a chain that is written out, in characters.</summary>
    private const int MaxChainName = 96;

    /// <summary>The ops of a longer chain that its name says.</summary>
    private const int FirstOfChain = 3;

    private static readonly char[] s_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray();

    /// <summary>The images that are computed in the margins of others; null for a program that has none.</summary>
    public InsetValues? Insets { get; set; }

    /// <summary>The pools that the kernels of the convolutions before them do too.</summary>
    public FusedPools FusedPools { get; set; } = FusedPools.None;

    /// <summary>The steps of a group, behind those that write the margins around what it computes.</summary>
    public IEnumerable<Step> Build(Group group) =>
        [.. group.Values.Select(value => Insets?.Around(value)).OfType<ScatterOp>().Distinct().SelectMany(Margins), .. BuildAlone(group)];

    private IEnumerable<Step> BuildAlone(Group group) => group.Anchor switch
    {
        LinearOp { IsTransposed: false } linear => Dense(group, linear),
        LinearOp linear => Transposed(group, linear),
        ConvolutionOp convolution => Convolution(group, convolution),
        DepthwiseOp depthwise => Depthwise(group, depthwise),
        OverlapAddOp overlap => [OverlapAdd(overlap)],
        PoolOp pool when FusedPools.Contains(pool) => [],
        PoolOp pool => [Pool(pool)],
        PoolGradientOp gradient => [PoolGradient(group, gradient)],
        ResizeOp resize => [Resize(resize)],
        ResizeGradientOp gradient => [ResizeGradient(gradient)],
        ElementwiseOp elementwise => [Elementwise(group, elementwise)],
        WeightGradientOp { Windows: ImageWindows windows } gradient => ConvolutionGradient(gradient, windows),
        WeightGradientOp gradient => WeightGradient(gradient),
        BiasGradientOp gradient => [BiasGradient(gradient)],
        SharedGradientOp gradient => [SharedGradient(gradient)],
        ElementwiseLossOp loss => [RowLoss(loss)],
        BatchStatisticsOp statistics => [BatchStatistics(statistics)],
        BatchNormGradientOp gradient => [BatchNormGradient(gradient)],
        MaskedSoftmaxOp softmax => [MaskedSoftmax(softmax)],
        CtcOp ctc => [Ctc(ctc)],
        CtcGradientOp gradient => [CtcGradient(gradient)],
        EmbeddingOp embedding => [Embedding(embedding)],
        OneHotOp oneHot => [OneHot(oneHot)],
        CacheOp cache => [Cache(cache)],
        HistoryOp history => [History(history)],
        EmbeddingGradientOp gradient => [EmbeddingGradient(gradient)],
        StatisticGradientOp gradient => [StatisticGradient(gradient)],
        NormalizeOp normalize => [Normalize(group, normalize)],
        NormalizeGradientOp gradient => [NormalizeGradient(gradient)],
        ViewOp view => View(view),
        ScatterOp scatter => Scatter(scatter),
        ReduceOp reduce => [Reduce(reduce)],
        MatMulOp product => [MatMul(group, product)],
        ConcatOp join => Concat(join),
        SplitOp split => Split(split),
        _ => [RowOp(group.Anchor)],
    };

    /// <summary>Copies the caller's input to where vectors may be read.</summary>
    public Step CopyInput(Value input, Place from, Place to) => new(
        new CopySpec($"Copy{input.Shape.Size}", new(Merged([new CopyAxis(input.Shape.Size, 1, 1)])), from.RowStride, to.RowStride),
        new EquatableArray<Operand>(new Operand("x", from), new Operand("y", to)),
        default,
        $"{input.Name}: copied",
        "whole vectors are read from it, also past the end of a row");

    /// <summary>Elementwise ops that no matrix product feeds.</summary>
    /// <param name="group">The ops.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="incoming">The value that comes in the register; left out, the first op's first input.</param>
    public Step Elementwise(Group group, ElementwiseOp first, Value? incoming = null)
    {
        Value x = incoming ?? first.Inputs[0];
        (Fusion fusion, List<Operand> operands) = Fuse(group, x, 0);
        int positions = PositionsOf(group, fusion.Inset);
        bool isOneRow = oneRow && positions == 1 && fusion.Inset is null;
        Place place = places.At(x, positions);
        int columns = first.Results[0].Shape.Size / positions;
        var all = new List<Operand> { new("x", place) };
        all.AddRange(operands);
        if (fusion.Steps.Any(step => step.Expression.UsesLossScale))
        {
            all.Add(new("lossScale", places.ScaleOf(group.Ops.OfType<ElementwiseOp>().First(op => op.Expression.UsesLossScale)).At(positions)));
        }

        string name = $"{Pascal(first.Mnemonic)}{columns}{ChainName(group)}";
        return new(new ElementwiseSpec(isOneRow ? name + "Row" : name, columns, place.Stride, isOneRow, fusion) { XIsInset = place.Inset is not null }, new(all), default, Comment(group, columns, null), "element by element, a register at a time") { Positions = fusion.Inset is null ? positions : 1 };
    }

    /// <summary>By rows the two operands change places: an output's gradient is a row over the inputs.</summary>
    private IEnumerable<Step> WeightGradient(WeightGradientOp gradient)
    {
        ParameterPlace weight = parameters[gradient.Weight];
        (Place X, Place Dy)[] products = [.. gradient.Products.Select(product => (places.At(product.X, gradient.PositionsOf(product)), places.At(product.Dy, gradient.PositionsOf(product))))];
        (Place x, Place dy) = products[0];
        int positions = x.Positions;
        int inputs = gradient.Weight.InputsOfOutput;
        string words = string.Join(" + ", gradient.Products.Select(product => $"{NameOf(product.Dy)} {NameOf(product.X)}^T"));
        if (weight.Pieces[0].Blocks is ConnectionBlocks blocks)
        {
            yield return ConnectedGradient(gradient, weight, blocks);
            yield break;
        }

        foreach (WeightPiece piece in weight.Pieces)
        {
            WeightGradientSpec spec = piece.IsByOutputs
                ? new($"WeightGradient{piece.Outputs}x{inputs}", piece.Outputs, inputs, dy.Stride, x.Stride, piece.Stride, 0)
                : new($"WeightGradient{inputs}x{piece.Outputs}", inputs, piece.Outputs, x.Stride, dy.Stride, piece.Stride, piece.Panels > 1 ? inputs : 0);
            var operands = new List<Operand>();
            foreach ((Place X, Place Dy) product in products)
            {
                Place range = weight.Pieces.Count == 1 ? product.Dy : product.Dy.Slice(piece.First, piece.Outputs);
                operands.Add(new(Unique("x", operands), piece.IsByOutputs ? range : product.X));
                operands.Add(new(Unique("dy", operands), piece.IsByOutputs ? product.X : range));
            }

            if (positions > 1)
            {
                spec = spec with { Positions = positions };
            }

            if (products.Length > 1)
            {
                spec = spec with
                {
                    Name = $"Tied{Number(products.Length)}{spec.Name}",
                    Further = new([.. products.Skip(1).Select(product => piece.IsByOutputs ? new ProductStrides(product.Dy.Stride, product.X.Stride, product.X.Positions) : new ProductStrides(product.X.Stride, product.Dy.Stride, product.X.Positions))]),
                };
            }

            if (GoesBySequences(gradient))
            {
                Place sums = places.SumsOf(gradient.Weight);
                operands.Add(new("gradient", sums with { Start = sums.Start + piece.Offset - weight.Offset, Name = PieceName(sums.Name, weight, piece) }));
                spec = spec with { Name = "SequenceGradient" + spec.Name.Substring("WeightGradient".Length), GoesBySequences = true };
            }

            bool isMasked = gradient.Weight.Mask is not null;
            if (isMasked)
            {
                operands.Add(new("mask", MaskAt(weight, piece)));
                spec = spec with { Name = "Masked" + spec.Name, IsMasked = true };
            }

            yield return new(
                spec,
                new(operands),
                new EquatableArray<IndexOperand>(new IndexOperand("weight", piece.Offset)),
                $"{gradient.Weight.Name}{gradient.Weight.Shape}: sum over {RowsOf(positions)} of {words}, then the update{Range(weight, piece)}",
                spec.GoesBySequences ? "sequence after sequence: one stays in the cache while all tiles go over it, and the sums so far wait in memory"
                    : $"tiles of up to 6 {(piece.IsByOutputs ? "outputs" : "inputs")} by 4 of the widest registers or 2 others; the update follows on the sums{(isMasked ? ", and gets 0 for weights that are absent" : "")}");
        }
    }

    /// <summary>Sequences of so many steps are worth it: each begins and ends with loading and storing the sums, which is the work of two steps.</summary>
    private const int MinSteps = 32;

    /// <summary>
    /// Whether the gradient of a weight is summed up sequence by sequence: all sequences of a batch are more than the caches hold, and each tile goes over all of
    /// them. A GRU of 128 units, 100 steps, 32 rows: its weights' gradients took 14 ms so, of a step's 31.
    /// </summary>
    public static bool GoesBySequences(WeightGradientOp gradient) => gradient.Windows is null && gradient.Products.Count == 1 && gradient.Weight.Mask is null && gradient.PositionsOf(gradient.Products[0]) >= MinSteps;

    private Step BiasGradient(BiasGradientOp gradient)
    {
        ParameterPlace bias = parameters[gradient.Weight];
        int positions = gradient.Positions ?? 1;
        Place dy = WithMargins(gradient.Inputs[0], ref positions);
        int outputs = gradient.Weight.Shape.Size;
        return new(
            new BiasGradientSpec($"BiasGradient{outputs}", outputs, dy.Stride),
            new EquatableArray<Operand>(new Operand("dy", dy)),
            new EquatableArray<IndexOperand>(new IndexOperand("bias", bias.Offset)),
            $"{gradient.Weight.Name}[{outputs}]: sum over {RowsOf(positions)} of {NameOf(gradient.Inputs[0])}, then the update",
            "by columns, the rows in the same order at every width") { Positions = positions };
    }

    private static string RowsOf(int positions) => positions == 1 ? "rows" : $"rows and {Number(positions)} positions";

    private Step SharedGradient(SharedGradientOp gradient)
    {
        Place dy = places[gradient.Inputs[0]];
        int columns = gradient.Inputs[0].Shape.Size;
        return new(
            new SharedGradientSpec($"SharedGradient{columns}", columns, dy.Stride),
            new EquatableArray<Operand>(new Operand("dy", dy)),
            new EquatableArray<IndexOperand>(new IndexOperand("shared", parameters[gradient.Weight].Offset)),
            $"{gradient.Weight.Name}[1]: sum over rows and {columns} columns of {NameOf(gradient.Inputs[0])}, then the update",
            "row after row into one logical vector: the same order at every width");
    }

    private Step RowLoss(ElementwiseLossOp loss)
    {
        int steps = loss.Steps;
        Place y = places.At(loss.Inputs[0], steps);
        Place t = places.At(loss.Inputs[1], steps);
        int columns = loss.Inputs[0].Shape.Size / steps;
        return new(
            new RowLossSpec($"{Pascal(loss.Mnemonic)}{columns}", loss.Expression, columns, y.Stride, t.Stride),
            new EquatableArray<Operand>(new Operand("y", y), new Operand("t", t), new Operand("loss", places.At(loss.Results[0], steps))),
            default,
            $"{loss.Results[0].Name}[{Number(steps)}] = sum over {columns} of {loss.Formula}, of {NameOf(loss.Inputs[0])}{(steps > 1 ? $", at {Number(steps)} positions" : "")}",
            "a logical vector at a time: the order of additions is the same at every width") { Positions = steps };
    }

    private Step RowOp(Op op)
    {
        double option = op switch
        {
            SoftmaxFocalOp loss => loss.Gamma,
            SoftmaxFocalGradientOp gradient => gradient.Gamma,
            MultiMarginOp loss => loss.Margin,
            MultiMarginGradientOp gradient => gradient.Margin,
            _ => 0,
        };
        (RowKind kind, string[] memories) = op switch
        {
            MultiMarginOp => (RowKind.MultiMargin, new[] { "x", "t", "loss" }),
            MultiMarginGradientOp => (RowKind.MultiMarginGradient, ["x", "t", "dx"]),
            SoftmaxFocalOp => (RowKind.SoftmaxFocal, ["x", "t", "loss", "p"]),
            SoftmaxFocalGradientOp => (RowKind.SoftmaxFocalGradient, ["x", "t", "dx"]),
            SoftmaxOp => (RowKind.Softmax, ["x", "y"]),
            LogSoftmaxOp => (RowKind.LogSoftmax, ["x", "y"]),
            SoftmaxGradientOp => (RowKind.SoftmaxGradient, ["y", "dy", "dx"]),
            LogSoftmaxGradientOp => (RowKind.LogSoftmaxGradient, ["y", "dy", "dx"]),
            SoftmaxCrossEntropyOp => (RowKind.SoftmaxCrossEntropy, ["x", "t", "loss", "p"]),
            SoftmaxCrossEntropyGradientOp => (RowKind.SoftmaxCrossEntropyGradient, ["p", "t", "dx"]),
            _ => throw new InvalidOperationException($"The planner knows no step for {op.Mnemonic}."),
        };
        Value[] values = [.. op.Inputs, .. op.Results];
        int positions = op.Positions ?? 1;
        IEnumerable<Operand> stored = values.Select((value, i) => (value, i)).Where(pair => places.IsStored(pair.value)).Select(pair => new Operand(memories[pair.i], places.At(pair.value, positions)));
        Operand[] operands = [.. stored, .. op is SoftmaxCrossEntropyGradientOp or SoftmaxFocalGradientOp or MultiMarginGradientOp ? [new("lossScale", places.ScaleOf(op).At(positions))] : Array.Empty<Operand>()];
        int columns = op.Inputs[0].Shape.Size / positions;
        var spec = new RowSpec(
            $"{Pascal(op.Mnemonic)}{columns}",
            kind,
            columns,
            option,
            new(operands.Where(operand => operand.Memory is not ("loss" or "lossScale")).Select(operand => new RowStride(operand.Memory, operand.Place.Stride, operand.Place.IsPadded))));
        string results = string.Join(", ", op.Results.Select(result => $"{result.Name}[{result.Shape.Size / positions}]"));
        string inputs = string.Join(", ", op.Inputs.Select(NameOf));
        return new(spec, new(operands), default, $"{results} = {op.Mnemonic}({inputs})", "row by row" + (kind is RowKind.Softmax or RowKind.LogSoftmax or RowKind.SoftmaxCrossEntropy or RowKind.SoftmaxFocal or RowKind.SoftmaxFocalGradient ? "; the maximum is subtracted first, so nothing overflows" : "")) { Positions = positions };
    }

    /// <summary>The chain of a group as expressions, with the memories it reads and writes.</summary>
    /// <param name="group">The group.</param>
    /// <param name="incoming">The value that comes in the register.</param>
    /// <param name="ownSteps">1 where the anchor's own result may be stored, 0 where the anchor is itself the first elementwise op.</param>
    private (Fusion Fusion, List<Operand> Operands) Fuse(Group group, Value incoming, int ownSteps)
    {
        var ops = new List<ElementwiseOp>(group.Chain);
        if (ownSteps == 0)
        {
            ops.Insert(0, (ElementwiseOp)group.Anchor);
        }

        Inset? inset = InsetOf(group, incoming);
        int positions = PositionsOf(group, inset);
        inset = inset?.Height == positions && inset.Count != positions ? inset.ByLines() : inset;

        // What is not at hand in a register is read from memory.
        var inside = new HashSet<Value>(ops.SelectMany(op => op.Results)) { places.Root(incoming) };
        var inputs = new List<Value>();
        foreach (Value input in ops.SelectMany(op => op.Inputs).Select(places.Root))
        {
            if (!inside.Contains(input) && !inputs.Contains(input))
            {
                inputs.Add(input);
            }
        }

        var index = new Dictionary<Value, int> { [places.Root(incoming)] = 0 };
        var operands = new List<Operand>();
        var fusedInputs = new List<FusedInput>();
        foreach (Value input in inputs)
        {
            string memory = input.Producer switch
            {
                MaskOp => "mask",
                ParameterOp parameter => parameter.Role,
                _ => input.IsPerBatch ? input.Name.Substring(input.Name.LastIndexOf(' ') + 1) : "a",
            };
            memory = Unique(memory, operands);
            index[input] = index.Count;
            Place place = places.At(input, positions);
            operands.Add(new(memory, place));
            fusedInputs.Add(new(memory, place.Stride, input.Producer is ParameterOp { IsShared: true }) { IsInset = place.Inset is not null });
        }

        var steps = new List<FusedStep>();
        if (ownSteps == 1 && places.IsStored(incoming))
        {
            steps.Add(new(new ElementInput(0), StoreTo(incoming)));
        }

        foreach (ElementwiseOp op in ops)
        {
            Element[] arguments = [.. op.Inputs.Select(input => (Element)new ElementInput(index[places.Root(input)]))];
            steps.Add(new(op.Expression.Substitute(arguments), places.IsStored(op.Results[0]) ? StoreTo(op.Results[0]) : null));
            index[op.Results[0]] = fusedInputs.Count + steps.Count;
        }

        return (new Fusion(new(fusedInputs), new(steps)) { Name = ChainName(group), Inset = inset }, operands);

        FusedStore StoreTo(Value value)
        {
            string memory = Unique("y", operands);
            Place place = places.At(value, positions);
            operands.Add(new(memory, place));
            return new(memory, place.Stride, place.IsPadded) { IsInset = place.Inset is not null };
        }
    }

    /// <summary>The margins in which some image lies that a group takes or gives; null where none does.</summary>
    private Inset? InsetOf(Group group, Value incoming) =>
        group.Chain.Prepend(group.Anchor).OfType<ElementwiseOp>().SelectMany(op => op.Inputs.Concat(op.Results)).Append(incoming)
            .Where(places.IsStored).Select(value => places[value].Inset).FirstOrDefault(inset => inset is not null);

    /// <summary>The positions of a group: where nothing says what they are and some image lies in margins, its lines.</summary>
    private static int PositionsOf(Group group, Inset? inset) => group.Positions ?? inset?.Height ?? 1;

    /// <summary>A value as rows of so many positions; one that lies in margins with these, which are 0 and add nothing to sums.</summary>
    private Place WithMargins(Value value, ref int positions)
    {
        Place place = places[value].At(positions);
        positions = place.Inset?.OuterCount ?? positions;
        return place.Inset is null ? place : place with { Column = 0, Inset = null, Name = Insets!.Around(value)!.Results[0].Name };
    }

    private static string Unique(string name, List<Operand> operands)
    {
        int count = operands.Count(operand => operand.Memory.TrimEnd(s_letters) == name);
        return Operand.Numbered(name, count);
    }

    private static Place ParameterAt(ParameterPlace place) => new(Area.Parameters, place.Offset, place.Parameter.Shape.Size, 0) { Name = place.Parameter.Name };

    private static Place PieceAt(ParameterPlace place, WeightPiece piece) =>
        new(Area.Parameters, piece.Offset, piece.Outputs, piece.Stride) { Name = PieceName(place.Parameter.Name, place, piece) };

    private static Place MaskAt(ParameterPlace place, WeightPiece piece) => PieceAt(place, piece) with { Area = Area.Masks, Name = PieceName("mask of " + place.Parameter.Name, place, piece) };

    private static string PieceName(string name, ParameterPlace place, WeightPiece piece) => place.Pieces.Count == 0 || piece == place.Pieces[0] ? name : $"{name} from {Number(piece.First)}";

    /// <summary>Which outputs, where it is not all of them.</summary>
    private static string Range(ParameterPlace place, WeightPiece piece) => place.Pieces.Count == 1
        ? ""
        : piece.Outputs == 1 ? $", output {Number(piece.First)}" : $", outputs {Number(piece.First)} to {Number(piece.First + piece.Outputs - 1)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Comment(Group group, int columns, string? product)
    {
        string formula = product ?? places.Root(((ElementwiseOp)group.Anchor).Inputs[0]).Name;
        IEnumerable<ElementwiseOp> ops = product is null ? group.Chain.Prepend((ElementwiseOp)group.Anchor) : group.Chain;
        Value atHand = product is null ? places.Root(group.Anchor.Inputs[0]) : group.Anchor.Results[0];
        string at = places.Loop is not null ? ", at each step" : group.Positions is > 1 and int positions ? $", at {Number(positions)} positions" : "";
        if (IsSeveral(group, atHand))
        {
            // No chain but the equations of a cell.
            return string.Join("; ", ops.Select(op => $"{op.Results[0].Name} = {op.Formula.Replace("{0}", NameOf(op.Inputs[0]))}")) + at;
        }

        foreach (ElementwiseOp op in ops)
        {
            string words = op.FormulaOf(input => places.Root(input) == atHand);
            string operand = formula.Contains(' ') && !words.Contains("({0})") ? $"({formula})" : formula;
            formula = words.Replace("{0}", operand);
            atHand = op.Results[0];
        }

        return $"{group.Values.Last().Name}[{columns}] = {formula}{at}";
    }

    /// <summary>Whether some op of a group takes nothing of the one before it.</summary>
    private bool IsSeveral(Group group, Value atHand)
    {
        foreach (ElementwiseOp op in group.Ops.OfType<ElementwiseOp>())
        {
            if (!op.Inputs.Any(input => places.Root(input) == places.Root(atHand)))
            {
                return true;
            }

            atHand = op.Results[0];
        }

        return false;
    }

    /// <summary>The name of what lies in memory: a node that only renames another has none of its own there.</summary>
    private string NameOf(Value value) => places.Root(value).Name;

    /// <summary>The ops of a chain, of a long one the first few with the number of the others.</summary>
    private static string ChainName(Group group)
    {
        string[] words = [.. group.Chain.Select(op => Pascal(op.Mnemonic))];
        string all = string.Concat(words);
        return all.Length <= MaxChainName ? all : $"{string.Concat(words.Take(FirstOfChain))}And{Number(words.Length - FirstOfChain)}More_{BoundedName.Hash(all)}";
    }

    private static string Pascal(string mnemonic) => string.Concat(mnemonic.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    private static string Count(int number, string noun) => Number(number) + " " + noun + (number == 1 ? "" : "s");
}
