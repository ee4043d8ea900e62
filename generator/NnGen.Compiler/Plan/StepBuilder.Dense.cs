using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of matrix products: of a layer, a step for each piece of its weights, and of the gradient of its input.</summary>
internal sealed partial class StepBuilder
{
    /// <summary>A long function of one row is computed on up to so many vectors of sums while they are in registers.</summary>
    private const int MaxLongVectors = 2;

    /// <summary>The most vectors of outputs, each in two sums, that go over the inputs at once; a single one has four sums.</summary>
    private const int MaxVectorsInTwoSums = 6;

    /// <summary>The weights by outputs, where they are not so already: rows for the gradient of the layer's input.</summary>
    public IEnumerable<Step> Transpose(Parameter weight, Place transposed)
    {
        ParameterPlace place = parameters[weight];
        int inputs = weight.InputsOfOutput;
        if (place.Pieces[0].Blocks is ConnectionBlocks blocks)
        {
            foreach (Step step in ConnectedTranspose(place, blocks, transposed))
            {
                yield return step;
            }

            yield break;
        }

        int outputs = weight.Outputs;
        foreach ((int first, int columns, Place panels) in TransposedPieces(weight))
        {
            foreach (WeightPiece piece in place.Pieces)
            {
                Place to = panels with { Start = panels.Start + piece.First * panels.Stride, Name = PieceName(panels.Name, place, piece) };
                Place source = PieceAt(place, piece);
                int panel = columns > to.Stride ? outputs * to.Stride : 0;
                KernelSpec spec = piece.IsByOutputs
                    ? new CopyRowsSpec($"Copy{piece.Outputs}x{columns}", piece.Outputs, columns, piece.Stride, to.Stride, panel)
                    : new TransposeSpec($"Transpose{columns}x{piece.Outputs}", columns, piece.Outputs, piece.Stride, piece.Panels > 1 ? inputs * piece.Stride : 0, to.Stride, panel);
                yield return new(
                    spec,
                    new EquatableArray<Operand>(
                        new Operand(piece.IsByOutputs ? "x" : "w", source with { Column = piece.IsByOutputs ? first : first * piece.Stride }),
                        new Operand(piece.IsByOutputs ? "y" : "t", to)),
                    default,
                    $"{weight.Name}{weight.Shape}, output by output{(panel > 0 ? $" in panels of {Number(to.Stride)} inputs" : "")}{Range(place, piece)}",
                    "the gradient of the layer's input then is a matrix product like the forward one");
            }
        }
    }

    /// <summary>
    /// The transposed weight in pieces, each a range of inputs: panels as in <see cref="Layout"/>, so that both sides of a transposed block lie
    /// together. A weight that lies by outputs is its own transpose; where only connections are multiplied, all inputs of an output lie side by side.
    /// </summary>
    private IEnumerable<(int First, int Columns, Place Place)> TransposedPieces(Parameter weight)
    {
        ParameterPlace place = parameters[weight];
        (int outputs, int inputs) = (weight.Outputs, weight.InputsOfOutput);
        if (IsByOutputs(weight))
        {
            return [(0, inputs, PieceAt(place, place.Pieces[0]) with { Columns = inputs })];
        }

        Place transposed = places.Transposed(weight);
        return place.Pieces[0].Blocks is not null || BlocksOfInputs(weight) is not null
            ? [(0, inputs, transposed)]
            : Layout.Panels(inputs, lanes).Select(piece => (
                piece.First,
                piece.Columns,
                transposed with { Start = transposed.Start + outputs * piece.First, Columns = piece.Columns, Stride = piece.Panel, Name = piece.First == 0 ? transposed.Name : $"{transposed.Name} for inputs from {Number(piece.First)}" }));
    }

    /// <summary>A dense layer: a step for each piece of its weights. What is fused follows on the sums of each.</summary>
    private IEnumerable<Step> Dense(Group group, LinearOp linear)
    {
        ParameterPlace weight = parameters[linear.Weight];
        int positions = linear.Positions ?? 1;
        bool isOneRow = oneRow && positions == 1;
        Place x = places.At(linear.Inputs[0], positions);
        (Fusion fusion, List<Operand> operands) = Fuse(group, linear.Results[0], 1);
        string product = $"{NameOf(linear.Inputs[0])}[{linear.In}] W^T" + (linear.Bias is null ? "" : " + b");
        if (weight.Pieces[0].Blocks is ConnectionBlocks blocks)
        {
            foreach (Step step in Connected(group, linear, weight, blocks, fusion, operands, product))
            {
                yield return step;
            }

            yield break;
        }

        bool isSparse = isOneRow && x.Area == Area.Input && sparseInputs?.Contains(places.Root(linear.Inputs[0])) == true;
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

            string reason = isOneRow
                ? $"{(isSparse ? "the inputs that are not zero, found 64 at a time" : "one pass over the weights")}{(piece.Panels > 1 ? " panel by panel" : "")}, {Count(piece.Stride / lanes, "vector")} of sums in registers"
                : SumsOfOutput(linear) is > 1 and int several ? $"{Number(several)} sums for each output, added at the end: the next step waits for them, and a sum for each of its products"
                : TileReason;
            if (IsLong(fusion) && (!isOneRow || piece.Stride / lanes > MaxLongVectors))
            {
                Place sums = SumsOf(linear, piece.Outputs, outputs.Last().Place);
                yield return new(Product($"Dense{linear.In}x{piece.Outputs}", Plain(sums)), new([.. inputs, new Operand("y", sums)]), default, product + range, reason) { Positions = positions };
                yield return Finish(group, piece.Outputs, fusion, sums, outputs, comment);
                continue;
            }

            yield return new(Product($"Dense{linear.In}x{piece.Outputs}{ChainName(group)}", fusion), new([.. inputs, .. outputs]), default, comment, reason) { Positions = positions };

            KernelSpec Product(string name, Fusion fused) => isOneRow
                ? new DenseRowSpec(name + (isSparse ? "SparseRow" : "Row"), linear.In, piece.Outputs, piece.Stride, linear.Bias is not null, isSparse, fused) { Storage = weight.Storage }
                : new DenseRowsSpec(name, linear.In, piece.Outputs, x.Stride, piece.Stride, linear.Bias is not null, fused) { Sums = SumsOfOutput(linear), Storage = weight.Storage };
        }
    }

    /// <summary>
    /// In how many sums an output is added up. A step of time waits for the sums of the one before, and a sum for each of its products; so where the sums of a row are fewer than a core has
    /// multiply-adds in flight, each output has several: as many as let a row go by in one pass at 256 bits too.
    /// </summary>
    private int SumsOfOutput(LinearOp linear)
    {
        int vectors = (linear.Out + lanes - 1) / lanes;
        int sums = !linear.IsOfState ? 1 : vectors == 1 ? 4 : vectors <= MaxVectorsInTwoSums ? 2 : 1;
        return linear.In >= 2 * sums ? sums : 1;
    }

    /// <summary>Outputs whose weights lie by rows: sums of products, then what is fused, on the vector that the sums make.</summary>
    private IEnumerable<Step> Dot(Group group, LinearOp linear, WeightPiece piece, Fusion fusion, List<Operand> inputs, List<Operand> outputs, string comment, string product)
    {
        int positions = linear.Positions ?? 1;
        bool isOneRow = oneRow && positions == 1;
        bool isPlain = fusion.Steps.Count == 1 && fusion.Steps[0].Expression is ElementInput;
        Place sums = isPlain ? outputs.Last().Place : SumsOf(linear, piece.Outputs, outputs.Last().Place);
        string name = $"Dot{linear.In}x{piece.Outputs}";
        KernelSpec spec = isOneRow
            ? new DotRowSpec(name + "Row", linear.In, piece.Outputs, piece.Stride, linear.Bias is not null) { Storage = parameters[linear.Weight].Storage }
            : new DotRowsSpec(name, linear.In, piece.Outputs, places.At(linear.Inputs[0], positions).Stride, piece.Stride, linear.Bias is not null, sums.Stride) { Storage = parameters[linear.Weight].Storage };
        yield return new(
            spec,
            new([.. inputs, new("y", sums)]),
            default,
            isPlain ? comment : product,
            "a sum of products for each output: inputs and weights side by side, so no number has to be repeated over a vector") { Positions = positions };
        if (!isPlain)
        {
            yield return Finish(group, piece.Outputs, fusion, sums, outputs, comment);
        }
    }

    /// <summary>
    /// Where sums lie until the rest of a group is computed: where its last result will be, if whole vectors may be written there, or at least be
    /// read behind it.
    /// </summary>
    private Place SumsOf(Op op, int columns, Place last) =>
        last.IsPadded || last.HasRoomBehind ? last : reserve("sums of " + op.Results[0].Name, columns, places.Loop is null ? op.Positions ?? 1 : 1);

    /// <summary>The rest of a group, on sums in memory.</summary>
    private Step Finish(Group group, int columns, Fusion fusion, Place sums, IEnumerable<Operand> outputs, string comment) => new(
        new ElementwiseSpec($"{ChainName(group)}{columns}{(oneRow && sums.Positions == 1 ? "Row" : "")}", columns, sums.Stride, oneRow && sums.Positions == 1, fusion) { XIsInset = sums.Inset is not null },
        new([new Operand("x", sums), .. outputs]),
        default,
        comment,
        "on the sums, a vector of them at a time") { Positions = fusion.Inset is null ? sums.Positions : 1 };

    /// <summary>Sums, stored as they are.</summary>
    private static Fusion Plain(Place sums) => new(default, new EquatableArray<FusedStep>(new FusedStep(new ElementInput(0), new FusedStore("y", sums.Stride, sums.IsPadded) { IsInset = sums.Inset is not null }))) { Inset = sums.Inset };

    /// <summary>
    /// Whether a function is computed that the hardware has not: a dozen copies of it behind the sums of a tile are more than the JIT
    /// inlines, and the call that remains would keep the sums in memory.
    /// </summary>
    private static bool IsLong(Fusion fusion) => fusion.Steps.Any(step => step.Expression.IsLong);

    /// <summary>A product with the transposed weight: rows of it, scaled by the inputs. The gradient of a layer's input is one.</summary>
    private IEnumerable<Step> Transposed(Group group, LinearOp linear)
    {
        int positions = linear.Positions ?? 1;
        Place x = places.At(linear.Inputs[0], positions);
        (Fusion fusion, List<Operand> operands) = Fuse(group, linear.Results[0], 1);
        bool hasBias = linear.Bias is not null;
        string product = $"{NameOf(linear.Inputs[0])}[{linear.In}] W" + (hasBias ? " + b" : "");
        ConnectionBlocks? blocks = BlocksOfInputs(linear.Weight);
        string reason = blocks is null ? TileReason : ConnectedReason(blocks, linear.In, "outputs that any of them feeds");
        foreach ((int first, int columns, Place rows) in TransposedPieces(linear.Weight))
        {
            bool isAll = columns == linear.Out;
            Place Part(Place place) => isAll ? place : place.Slice(first, columns);
            List<Operand> inputs = [new("x", x), new("w", rows), .. linear.Bias is Parameter bias ? [new("b", Part(ParameterAt(parameters[bias])))] : Array.Empty<Operand>()];
            List<Operand> outputs = [.. operands.Select(operand => operand with { Place = Part(operand.Place) })];
            string range = isAll ? "" : $", inputs {Number(first)} to {Number(first + columns - 1)}";
            string comment = Comment(group, linear.Out, product) + range;
            if (IsLong(fusion))
            {
                Place sums = SumsOf(linear, columns, outputs.Last().Place);
                yield return new(Product("", Plain(sums)), new([.. inputs, new Operand("y", sums)]), default, product + range, reason) { Positions = positions };
                yield return Finish(group, columns, fusion, sums, outputs, comment);
                continue;
            }

            yield return new(Product(ChainName(group), fusion), new([.. inputs, .. outputs]), default, comment, reason) { Positions = positions };

            KernelSpec Product(string chain, Fusion fused)
            {
                string name = $"{linear.In}x{columns}{chain}{(hasBias ? "" : "NoBias")}";
                return blocks is null
                    ? new DenseRowsSpec("Dense" + name, linear.In, columns, x.Stride, rows.Stride, hasBias, fused)
                    : new ConnectedRowsSpec("Connected" + name, blocks, columns, x.Stride, rows.Stride, hasBias, fused);
            }
        }
    }

    /// <summary>Whether a weight lies by outputs as a whole, so that its transpose is there already.</summary>
    public bool IsByOutputs(Parameter weight) => parameters[weight].Pieces.Count == 1 && parameters[weight].Pieces[0].IsByOutputs;
}
