using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of layers of which only connected inputs have weights in memory.</summary>
internal sealed partial class StepBuilder
{
    /// <summary>Up to so many blocks of one row, a long function follows each block's sums in registers.</summary>
    private const int MaxLongBlocks = 2;

    private IEnumerable<Step> Connected(Group group, LinearOp linear, ParameterPlace weight, ConnectionBlocks blocks, Fusion fusion, List<Operand> operands, string product)
    {
        int positions = linear.Positions ?? 1;
        bool isOneRow = oneRow && positions == 1;
        Place x = places.At(linear.Inputs[0], positions);
        var inputs = new List<Operand> { new("x", x), new("w", PieceAt(weight, weight.Pieces[0])) };
        if (linear.Bias is not null)
        {
            inputs.Add(new("b", ParameterAt(parameters[linear.Bias])));
        }

        string comment = Comment(group, linear.Out, product);
        string reason = ConnectedReason(blocks, linear.In, "inputs that feed any of them");
        if (IsLong(fusion) && (!isOneRow || blocks.Count > MaxLongBlocks))
        {
            Place sums = SumsOf(linear, linear.Out, operands.Last().Place);
            yield return new(Product("", Plain(sums)), new([.. inputs, new Operand("y", sums)]), default, product, reason) { Positions = positions };
            yield return Finish(group, linear.Out, fusion, sums, operands, comment);
            yield break;
        }

        yield return new(Product(ChainName(group), fusion), new([.. inputs, .. operands]), default, comment, reason) { Positions = positions };

        KernelSpec Product(string chain, Fusion fused)
        {
            string name = $"Connected{linear.In}x{linear.Out}{chain}";
            return isOneRow
                ? new ConnectedRowSpec(name + "Row", blocks, linear.Out, linear.Bias is not null, fused)
                : new ConnectedRowsSpec(name, blocks, linear.Out, x.Stride, 0, linear.Bias is not null, fused);
        }
    }

    /// <summary>
    /// The blocks of a layer's inputs with the outputs that they feed, where the gradient of the input is to pass over the others; else null.
    /// </summary>
    private ConnectionBlocks? BlocksOfInputs(Parameter weight)
    {
        if (weight.Mask is not ConnectionMask mask)
        {
            return null;
        }

        ConnectionBlocks blocks = ConnectionBlocks.Of(mask.Inputs, mask.Outputs, lanes, (input, output) => mask[output, input]);
        return Layout.Pays(blocks, mask.Inputs, mask.Outputs, lanes, cost) ? blocks : null;
    }

    private Step ConnectedGradient(WeightGradientOp gradient, ParameterPlace weight, ConnectionBlocks blocks)
    {
        int positions = gradient.PositionsOf(gradient.Products[0]);
        Place x = places.At(gradient.Inputs[0], positions);
        Place dy = places.At(gradient.Inputs[1], positions);
        ConnectionMask mask = gradient.Weight.Mask!;
        var operands = new List<Operand> { new("x", x), new("dy", dy) };
        bool isMasked = mask.Count < blocks.Entries * lanes;
        if (isMasked)
        {
            operands.Add(new("mask", MaskAt(weight, weight.Pieces[0])));
        }

        return new(
            new ConnectedGradientSpec($"ConnectedGradient{mask.Inputs}x{mask.Outputs}", blocks, x.Stride, dy.Stride, isMasked),
            new(operands),
            new EquatableArray<IndexOperand>(new IndexOperand("weight", weight.Offset), First(0), Last(blocks.Count)),
            $"{gradient.Weight.Name}{gradient.Weight.Shape}: sum over rows of {NameOf(gradient.Inputs[1])} {NameOf(gradient.Inputs[0])}^T, then the update",
            $"tiles of entries, the vectors that have a connection; the update follows while the sums are in registers{(isMasked ? ", and gets 0 for weights that are absent" : "")}") { Positions = positions };
    }

    /// <summary>The weights as rows of outputs. Where there is no entry, the workspace keeps the zeros that it began with.</summary>
    private IEnumerable<Step> ConnectedTranspose(ParameterPlace weight, ConnectionBlocks blocks, Place transposed)
    {
        int outputs = weight.Parameter.Shape.Axes[0];
        int inputs = weight.Parameter.Shape.Axes[1];
        int full = outputs / lanes;
        foreach ((int first, int last, int columns) in new[] { (0, full, lanes), (full, blocks.Count, outputs - full * lanes) })
        {
            if (first < last)
            {
                yield return new(
                    new ConnectedTransposeSpec($"ConnectedTranspose{inputs}x{outputs}", blocks, columns, transposed.Stride),
                    new EquatableArray<Operand>(new Operand("w", PieceAt(weight, weight.Pieces[0])), new Operand("t", transposed)),
                    new EquatableArray<IndexOperand>(First(first), Last(last)),
                    $"{weight.Parameter.Name}{weight.Parameter.Shape}, output by output{(full > 0 && columns < lanes ? ", the last outputs" : "")}",
                    "rows of outputs for the gradient of the layer's input; what is absent stays zero");
            }
        }
    }

    private string ConnectedReason(ConnectionBlocks blocks, int all, string what) =>
        $"for each {lanes} columns only the {what}: {Number(blocks.Entries)} of {Number(blocks.Count * all)} vectors of weights";

    private static IndexOperand First(int block) => new("first", block) { IsNumber = true };

    private static IndexOperand Last(int block) => new("last", block) { IsNumber = true };
}
