using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The step of a softmax of what is seen.</summary>
internal sealed partial class StepBuilder
{
    private Step MaskedSoftmax(MaskedSoftmaxOp softmax)
    {
        (Value x, Value y) = (softmax.Inputs[0], softmax.Results[0]);
        (int queries, int keys) = (softmax.Queries, softmax.Keys);
        int matrices = x.Shape.Size / (queries * keys);
        (Place from, Place to) = (places[x], places[y]);
        Place? hidden = softmax.Hidden is Value mask ? places[mask] : null;
        string seen = string.Join(" and ", new[] { softmax.IsCausal ? "keys up to the query's own" : "", softmax.Hidden is null ? "" : $"what {NameOf(softmax.Hidden)} does not hide" }.Where(words => words.Length > 0));
        return new(
            new MaskedSoftmaxSpec($"{Pascal(softmax.Mnemonic)}{Number(matrices)}x{Number(queries)}x{Number(keys)}", matrices, queries, keys, from.RowStride, to.RowStride, hidden?.RowStride ?? 0, softmax.IsCausal),
            new([new Operand("x", from), .. hidden is null ? Array.Empty<Operand>() : [new Operand("hidden", hidden)], new Operand("y", to)]),
            default,
            $"{y.Name}{y.Shape} = softmax({NameOf(x)}) over {seen}, 0 elsewhere",
            "query by query; the maximum of what is seen is subtracted first, so nothing overflows");
    }
}
