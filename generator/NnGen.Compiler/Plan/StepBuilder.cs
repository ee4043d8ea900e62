using System.Globalization;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>Makes the step of one group: picks the kernel, names the operands, and says why.</summary>
internal sealed class StepBuilder(PlacementMap places, IReadOnlyDictionary<Parameter, ParameterPlace> parameters, bool oneRow, int lanes, Func<string, int, Place> reserve, bool hasSparseInput = false)
{
    private const string TileReason = "tiles of 6 rows by 2 registers: 12 sums in flight hide the latency of the multiply-adds, and 15 registers suffice";

    /// <summary>A long function of one row is computed on up to so many vectors of sums while they are in registers.</summary>
    private const int MaxLongVectors = 2;

    private static readonly char[] s_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray();

    public IEnumerable<Step> Build(Group group) => group.Anchor switch
    {
        LinearOp linear => Dense(group, linear),
        LinearInputGradientOp gradient => InputGradient(group, gradient),
        ElementwiseOp elementwise => [Elementwise(group, elementwise)],
        WeightGradientOp gradient => WeightGradient(gradient),
        BiasGradientOp gradient => [BiasGradient(gradient)],
        SharedGradientOp gradient => [SharedGradient(gradient)],
        ElementwiseLossOp loss => [RowLoss(loss)],
        _ => [RowOp(group.Anchor)],
    };

    /// <summary>Copies the caller's input to where vectors may be read.</summary>
    public Step CopyInput(Value input, Place from, Place to) => new(
        new CopySpec($"Copy{input.Shape.Size}", input.Shape.Size, from.Stride, to.Stride),
        new EquatableArray<Operand>(new Operand("x", from), new Operand("y", to)),
        default,
        $"{input.Name}: copied",
        "whole vectors are read from it, also past the end of a row");

    public Step LossSum(Value rowLoss, Place total) => new(
        new LossSumSpec("SumLoss"),
        new EquatableArray<Operand>(new Operand("loss", places[rowLoss]), new Operand("total", total)),
        default,
        "loss: the sum over the rows, in their order",
        "one order, so that the sum does not depend on threads");

    /// <summary>The weights by outputs, where they are not so already: rows for the gradient of the layer's input.</summary>
    public IEnumerable<Step> Transpose(Parameter weight, Place transposed)
    {
        ParameterPlace place = parameters[weight];
        int inputs = weight.Shape.Axes[1];
        foreach (WeightPiece piece in place.Pieces)
        {
            Place to = transposed with { Start = transposed.Start + piece.First * transposed.Stride, Name = PieceName(transposed.Name, place, piece) };
            KernelSpec spec = piece.IsByOutputs
                ? new CopyRowsSpec($"Copy{piece.Outputs}x{inputs}", piece.Outputs, inputs, piece.Stride, to.Stride)
                : new TransposeSpec($"Transpose{inputs}x{piece.Outputs}", inputs, piece.Outputs, piece.Stride, to.Stride);
            (string from, string into) = piece.IsByOutputs ? ("x", "y") : ("w", "t");
            yield return new(
                spec,
                new EquatableArray<Operand>(new Operand(from, PieceAt(place, piece)), new Operand(into, to)),
                default,
                $"{weight.Name} transposed to [{weight.Shape.Axes[0]}, {inputs}]{Range(place, piece)}",
                "the gradient of the layer's input then is a matrix product like the forward one");
        }
    }

    /// <summary>A dense layer: a step for each piece of its weights. What is fused follows on the sums of each.</summary>
    private IEnumerable<Step> Dense(Group group, LinearOp linear)
    {
        ParameterPlace weight = parameters[linear.Weight];
        Place x = places[linear.Inputs[0]];
        (Fusion fusion, List<Operand> operands) = Fuse(group, linear.Results[0], 1);
        string product = $"{linear.Inputs[0].Name}[{linear.In}] W" + (linear.Bias is null ? "" : " + b");
        bool isSparse = oneRow && hasSparseInput && x.Area == Area.Input;
        foreach (WeightPiece piece in weight.Pieces)
        {
            var inputs = new List<Operand> { new("x", x), new("w", PieceAt(weight, piece)) };
            if (linear.Bias is not null)
            {
                Place bias = ParameterAt(parameters[linear.Bias]);
                inputs.Add(new("b", weight.Pieces.Count == 1 ? bias : bias.Slice(piece.First, piece.Outputs)));
            }

            List<Operand> outputs = weight.Pieces.Count == 1 ? operands : [.. operands.Select(operand => operand with { Place = operand.Place.Slice(piece.First, piece.Outputs) })];
            string range = Range(weight, piece);
            string comment = Comment(group, linear.Out, product) + range;
            if (piece.IsByOutputs)
            {
                foreach (Step step in Dot(group, linear, piece, fusion, inputs, outputs, comment, product + range))
                {
                    yield return step;
                }

                continue;
            }

            string reason = oneRow
                ? $"{(isSparse ? "the inputs that are not zero, found 64 at a time" : "one pass over the weights")}{(piece.Panels > 1 ? $" panel by panel" : "")}, {Count(piece.Stride / lanes, "vector")} of sums in registers"
                : TileReason;
            if (IsLong(fusion) && (!oneRow || piece.Stride / lanes > MaxLongVectors))
            {
                Place sums = SumsOf(linear, piece.Outputs, outputs.Last().Place);
                yield return new(Product($"Dense{linear.In}x{piece.Outputs}", Plain(sums)), new([.. inputs, new Operand("y", sums)]), default, product + range, reason);
                yield return Finish(group, piece.Outputs, fusion, sums, outputs, comment);
                continue;
            }

            yield return new(Product($"Dense{linear.In}x{piece.Outputs}{ChainName(group)}", fusion), new([.. inputs, .. outputs]), default, comment, reason);

            KernelSpec Product(string name, Fusion fused) => oneRow
                ? new DenseRowSpec(name + (isSparse ? "SparseRow" : "Row"), linear.In, piece.Outputs, piece.Stride, linear.Bias is not null, isSparse, fused)
                : new DenseRowsSpec(name, linear.In, piece.Outputs, x.Stride, piece.Stride, linear.Bias is not null, fused);
        }
    }

    /// <summary>Outputs whose weights lie by rows: sums of products, then what is fused, on the vector that the sums make.</summary>
    private IEnumerable<Step> Dot(Group group, LinearOp linear, WeightPiece piece, Fusion fusion, List<Operand> inputs, List<Operand> outputs, string comment, string product)
    {
        bool isPlain = fusion.Steps.Count == 1 && fusion.Steps[0].Expression is ElementInput;
        Place sums = isPlain ? outputs.Last().Place : SumsOf(linear, piece.Outputs, outputs.Last().Place);
        string name = $"Dot{linear.In}x{piece.Outputs}";
        KernelSpec spec = oneRow
            ? new DotRowSpec(name + "Row", linear.In, piece.Outputs, piece.Stride, linear.Bias is not null)
            : new DotRowsSpec(name, linear.In, piece.Outputs, places[linear.Inputs[0]].Stride, piece.Stride, linear.Bias is not null, sums.Stride);
        yield return new(
            spec,
            new([.. inputs, new("y", sums)]),
            default,
            isPlain ? comment : product,
            "a sum of products for each output: inputs and weights side by side, so no number has to be repeated over a vector");
        if (!isPlain)
        {
            yield return Finish(group, piece.Outputs, fusion, sums, outputs, comment);
        }
    }

    /// <summary>Where sums lie until the rest of a group is computed: where its last result will be, if whole vectors may be written there.</summary>
    private Place SumsOf(Op op, int columns, Place last) => last.IsPadded ? last : reserve("sums of " + op.Results[0].Name, columns);

    /// <summary>The rest of a group, on sums in memory.</summary>
    private Step Finish(Group group, int columns, Fusion fusion, Place sums, IEnumerable<Operand> outputs, string comment) => new(
        new ElementwiseSpec($"{ChainName(group)}{columns}{(oneRow ? "Row" : "")}", columns, sums.Stride, oneRow, fusion),
        new([new Operand("x", sums), .. outputs]),
        default,
        comment,
        "on the sums, a vector of them at a time");

    /// <summary>Sums, stored as they are.</summary>
    private static Fusion Plain(Place sums) => new(default, new EquatableArray<FusedStep>(new FusedStep(new ElementInput(0), new FusedStore("y", sums.Stride, sums.IsPadded))));

    /// <summary>
    /// Whether a function is computed that the hardware has not: a dozen copies of it behind the sums of a tile are more than the JIT
    /// inlines, and the call that remains would keep the sums in memory.
    /// </summary>
    private static bool IsLong(Fusion fusion)
    {
        return fusion.Steps.Any(step => Calls(step.Expression));

        static bool Calls(Element element) => element switch
        {
            ElementCall call => call.Function is not (ElementFunction.Abs or ElementFunction.Sqrt) || Calls(call.X),
            ElementBinary binary => Calls(binary.X) || Calls(binary.Y),
            ElementSelect select => Calls(select.X) || Calls(select.Y) || Calls(select.WhenLess) || Calls(select.Otherwise),
            _ => false,
        };
    }

    private IEnumerable<Step> InputGradient(Group group, LinearInputGradientOp gradient)
    {
        Place dy = places[gradient.Inputs[0]];
        Place rows = RowsOf(gradient.Weight);
        (Fusion fusion, List<Operand> operands) = Fuse(group, gradient.Results[0], 1);
        string product = $"{gradient.Inputs[0].Name}[{gradient.Out}] W^T";
        string comment = Comment(group, gradient.In, product);
        if (IsLong(fusion))
        {
            Place sums = SumsOf(gradient, gradient.In, operands.Last().Place);
            yield return new(
                new DenseRowsSpec($"Dense{gradient.Out}x{gradient.In}NoBias", gradient.Out, gradient.In, dy.Stride, rows.Stride, HasBias: false, Plain(sums)),
                new EquatableArray<Operand>(new Operand("x", dy), new Operand("w", rows), new Operand("y", sums)),
                default,
                product,
                TileReason);
            yield return Finish(group, gradient.In, fusion, sums, operands, comment);
            yield break;
        }

        var spec = new DenseRowsSpec($"Dense{gradient.Out}x{gradient.In}{ChainName(group)}NoBias", gradient.Out, gradient.In, dy.Stride, rows.Stride, HasBias: false, fusion);
        yield return new(spec, new([new Operand("x", dy), new Operand("w", rows), .. operands]), default, comment, TileReason);
    }

    /// <summary>Whether a weight lies by outputs as a whole, so that its transpose is there already.</summary>
    public bool IsByOutputs(Parameter weight) => parameters[weight].Pieces.Count == 1 && parameters[weight].Pieces[0].IsByOutputs;

    private Place RowsOf(Parameter weight) => IsByOutputs(weight)
        ? PieceAt(parameters[weight], parameters[weight].Pieces[0]) with { Columns = weight.Shape.Axes[1] }
        : places.Transposed(weight);

    private Step Elementwise(Group group, ElementwiseOp first)
    {
        Value x = first.Inputs[0];
        Place place = places[x];
        int columns = first.Results[0].Shape.Size;
        (Fusion fusion, List<Operand> operands) = Fuse(group, x, 0);
        var all = new List<Operand> { new("x", place) };
        all.AddRange(operands);
        string name = $"{Pascal(first.Mnemonic)}{columns}{ChainName(group)}";
        return new(new ElementwiseSpec(oneRow ? name + "Row" : name, columns, place.Stride, oneRow, fusion), new(all), default, Comment(group, columns, null), "element by element, a register at a time");
    }

    /// <summary>By rows the two operands change places: an output's gradient is a row over the inputs.</summary>
    private IEnumerable<Step> WeightGradient(WeightGradientOp gradient)
    {
        ParameterPlace weight = parameters[gradient.Weight];
        Place x = places[gradient.Inputs[0]];
        Place dy = places[gradient.Inputs[1]];
        int inputs = gradient.Weight.Shape.Axes[1];
        foreach (WeightPiece piece in weight.Pieces)
        {
            Place range = weight.Pieces.Count == 1 ? dy : dy.Slice(piece.First, piece.Outputs);
            WeightGradientSpec spec = piece.IsByOutputs
                ? new($"WeightGradient{piece.Outputs}x{inputs}", piece.Outputs, inputs, dy.Stride, x.Stride, piece.Stride, 0)
                : new($"WeightGradient{inputs}x{piece.Outputs}", inputs, piece.Outputs, x.Stride, dy.Stride, piece.Stride, piece.Panels > 1 ? inputs : 0);
            yield return new(
                spec,
                new EquatableArray<Operand>(new Operand("x", piece.IsByOutputs ? range : x), new Operand("dy", piece.IsByOutputs ? x : range)),
                new EquatableArray<IndexOperand>(new IndexOperand("weight", piece.Offset)),
                $"{gradient.Weight.Name}[{inputs}, {gradient.Weight.Shape.Axes[0]}]: sum over rows of {gradient.Inputs[0].Name} {gradient.Inputs[1].Name}^T, then the update{Range(weight, piece)}",
                $"tiles of 6 {(piece.IsByOutputs ? "outputs" : "inputs")} by 2 registers; the update follows while the sums are in registers");
        }
    }

    private Step BiasGradient(BiasGradientOp gradient)
    {
        ParameterPlace bias = parameters[gradient.Weight];
        Place dy = places[gradient.Inputs[0]];
        int outputs = gradient.Weight.Shape.Size;
        return new(
            new BiasGradientSpec($"BiasGradient{outputs}", outputs, dy.Stride),
            new EquatableArray<Operand>(new Operand("dy", dy)),
            new EquatableArray<IndexOperand>(new IndexOperand("bias", bias.Offset)),
            $"{gradient.Weight.Name}[{outputs}]: sum over rows of {gradient.Inputs[0].Name}, then the update",
            "by columns, so that the rows are added in their order");
    }

    private Step SharedGradient(SharedGradientOp gradient)
    {
        Place dy = places[gradient.Inputs[0]];
        int columns = gradient.Inputs[0].Shape.Size;
        return new(
            new SharedGradientSpec($"SharedGradient{columns}", columns, dy.Stride),
            new EquatableArray<Operand>(new Operand("dy", dy)),
            new EquatableArray<IndexOperand>(new IndexOperand("shared", parameters[gradient.Weight].Offset)),
            $"{gradient.Weight.Name}[1]: sum over rows and {columns} columns of {gradient.Inputs[0].Name}, then the update",
            "row after row into one logical vector: the same order at every width");
    }

    private Step RowLoss(ElementwiseLossOp loss)
    {
        Place y = places[loss.Inputs[0]];
        Place t = places[loss.Inputs[1]];
        int columns = loss.Inputs[0].Shape.Size;
        return new(
            new RowLossSpec($"{Pascal(loss.Mnemonic)}{columns}", loss.Expression, columns, y.Stride, t.Stride),
            new EquatableArray<Operand>(new Operand("y", y), new Operand("t", t), new Operand("loss", places[loss.Results[0]])),
            default,
            $"loss[1] = sum over {columns} of {loss.Formula}, of {loss.Inputs[0].Name}",
            "a logical vector at a time: the order of additions is the same at every width");
    }

    private Step RowOp(Op op)
    {
        double margin = op switch
        {
            MultiMarginOp loss => loss.Margin,
            MultiMarginGradientOp gradient => gradient.Margin,
            _ => 0,
        };
        (RowKind kind, string[] memories) = op switch
        {
            MultiMarginOp => (RowKind.MultiMargin, new[] { "x", "t", "loss" }),
            MultiMarginGradientOp => (RowKind.MultiMarginGradient, ["x", "t", "dx"]),
            SoftmaxOp => (RowKind.Softmax, ["x", "y"]),
            LogSoftmaxOp => (RowKind.LogSoftmax, ["x", "y"]),
            SoftmaxGradientOp => (RowKind.SoftmaxGradient, ["y", "dy", "dx"]),
            LogSoftmaxGradientOp => (RowKind.LogSoftmaxGradient, ["y", "dy", "dx"]),
            SoftmaxCrossEntropyOp => (RowKind.SoftmaxCrossEntropy, ["x", "t", "loss", "p"]),
            SoftmaxCrossEntropyGradientOp => (RowKind.SoftmaxCrossEntropyGradient, ["p", "t", "dx"]),
            _ => throw new InvalidOperationException($"The planner knows no step for {op.Mnemonic}."),
        };
        Value[] values = [.. op.Inputs, .. op.Results];
        Operand[] operands = [.. values.Select((value, i) => (value, i)).Where(pair => places.IsStored(pair.value)).Select(pair => new Operand(memories[pair.i], places[pair.value]))];
        int columns = op.Inputs[0].Shape.Size;
        var spec = new RowSpec(
            $"{Pascal(op.Mnemonic)}{columns}",
            kind,
            columns,
            margin,
            new(operands.Where(operand => operand.Memory != "loss").Select(operand => new RowStride(operand.Memory, operand.Place.Stride, operand.Place.IsPadded))));
        string results = string.Join(", ", op.Results.Select(result => $"{result.Name}[{result.Shape.Size}]"));
        string inputs = string.Join(", ", op.Inputs.Select(input => input.Name));
        return new(spec, new(operands), default, $"{results} = {op.Mnemonic}({inputs})", "row by row; the maximum is subtracted first, so nothing overflows");
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
                ParameterOp => "slope",
                _ => "a",
            };
            memory = Unique(memory, operands);
            index[input] = index.Count;
            operands.Add(new(memory, places[input]));
            fusedInputs.Add(new(memory, places[input].Stride, input.Producer is ParameterOp { IsShared: true }));
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

        return (new Fusion(new(fusedInputs), new(steps)), operands);

        FusedStore StoreTo(Value value)
        {
            string memory = Unique("y", operands);
            operands.Add(new(memory, places[value]));
            return new(memory, places[value].Stride, places[value].IsPadded);
        }
    }

    private static string Unique(string name, List<Operand> operands)
    {
        // Letters, since numbers are what kernels append to the names of their locals.
        int count = operands.Count(operand => operand.Memory.TrimEnd(s_letters) == name);
        return count == 0 ? name : name + Literal(count);
    }

    private static string Literal(int number) => number == 0 ? "" : Literal((number - 1) / 26) + (char)('A' + ((number - 1) % 26));

    private static Place ParameterAt(ParameterPlace place) => new(Area.Parameters, place.Offset, place.Parameter.Shape.Axes[0], 0) { Name = place.Parameter.Name };

    private static Place PieceAt(ParameterPlace place, WeightPiece piece) =>
        new(Area.Parameters, piece.Offset, piece.Outputs, piece.Stride) { Name = PieceName(place.Parameter.Name, place, piece) };

    private static string PieceName(string name, ParameterPlace place, WeightPiece piece) => piece == place.Pieces[0] ? name : $"{name} from {Number(piece.First)}";

    /// <summary>Which outputs, where it is not all of them.</summary>
    private static string Range(ParameterPlace place, WeightPiece piece) => place.Pieces.Count == 1
        ? ""
        : piece.Outputs == 1 ? $", output {Number(piece.First)}" : $", outputs {Number(piece.First)} to {Number(piece.First + piece.Outputs - 1)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Comment(Group group, int columns, string? product)
    {
        string formula = product ?? places.Root(((ElementwiseOp)group.Anchor).Inputs[0]).Name;
        IEnumerable<ElementwiseOp> ops = product is null ? group.Chain.Prepend((ElementwiseOp)group.Anchor) : group.Chain;
        foreach (ElementwiseOp op in ops)
        {
            string operand = formula.Contains(' ') && !op.Formula.Contains("({0})") ? $"({formula})" : formula;
            formula = op.Formula.Replace("{0}", operand);
        }

        return $"{group.Values.Last().Name}[{columns}] = {formula}";
    }

    private static string ChainName(Group group) => string.Concat(group.Chain.Select(op => Pascal(op.Mnemonic)));

    private static string Pascal(string mnemonic) => string.Concat(mnemonic.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    private static string Count(int number, string noun) => Number(number) + " " + noun + (number == 1 ? "" : "s");
}
