using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of embeddings.</summary>
internal sealed partial class StepBuilder
{
    private Step Embedding(EmbeddingOp embedding)
    {
        int positions = embedding.Numbers.Shape.Size;
        Place x = places[embedding.Numbers].At(positions);
        Place y = places[embedding.Results[0]].At(positions);
        ParameterPlace table = parameters[embedding.Weight];

        // A table of positions lies as the whole sequence adds it, without gaps.
        WeightPiece rows = table.Pieces.Count > 0 ? table.Pieces[0] : new WeightPiece(0, embedding.Count, table.Offset, embedding.Features, IsByOutputs: true);
        return new(
            new EmbeddingSpec($"Embedding{Number(embedding.Count)}x{Number(embedding.Features)}", embedding.Count, embedding.Features, x.Stride, rows.Stride, y.Stride),
            new EquatableArray<Operand>(new Operand("x", x), new Operand("w", PieceAt(table, rows)), new Operand("y", y)),
            default,
            $"{embedding.Results[0].Name}{embedding.Results[0].Shape} = the rows of {embedding.Weight.Name}{embedding.Weight.Shape} that {NameOf(embedding.Numbers)} says",
            "row by row of the table: nothing is multiplied by zeros") { Positions = positions };
    }

    private Step Cache(CacheOp cache)
    {
        (Value x, Value step, Value y) = (cache.Inputs[1], cache.Inputs[2], cache.Results[0]);
        (Place from, Place number, Place to) = (places[x], places[step], InState(y));
        return new(
            new CacheSpec($"Cache{Number(cache.Steps)}x{Number(x.Shape.Size)}", cache.Steps, x.Shape.Size, cache.Axes, from.RowStride, number.RowStride, to.RowStride),
            new EquatableArray<Operand>(new Operand("x", from), new Operand("step", number), new Operand("y", to)),
            default,
            $"{y.Name}{y.Shape}: {NameOf(x)} at its step, beside those before it",
            "what steps before have left lies where it lay; so a step costs no more for it than its own elements");
    }

    private Step OneHot(OneHotOp oneHot)
    {
        int positions = oneHot.Inputs[0].Shape.Size;
        Place x = places[oneHot.Inputs[0]].At(positions);
        Place y = places[oneHot.Results[0]].At(positions);
        return new(
            new OneHotSpec($"OneHot{Number(oneHot.Count)}", oneHot.Count, oneHot.Padding, x.Stride, y.Stride),
            new EquatableArray<Operand>(new Operand("x", x), new Operand("y", y)),
            default,
            $"{oneHot.Results[0].Name}[{Number(oneHot.Count)}] = 1 at the class that {NameOf(oneHot.Inputs[0])} says{(oneHot.Padding < 0 ? "" : $", but for {Number(oneHot.Padding)}, the padding")}",
            "the table is multiplied elsewhere too, so both parts of its gradient are one sum of products") { Positions = positions };
    }

    private Step EmbeddingGradient(EmbeddingGradientOp gradient)
    {
        ParameterPlace table = parameters[gradient.Weight];
        (int count, int features) = (gradient.Weight.Shape.Axes[0], gradient.Weight.Shape.Axes[1]);
        var operands = new List<Operand>();
        var strides = new List<LookupStrides>();
        foreach (Lookup lookup in gradient.Lookups)
        {
            int positions = lookup.Numbers.Shape.Size;
            (Place x, Place dy) = (places[lookup.Numbers].At(positions), places[lookup.Dy].At(positions));
            operands.Add(new(Unique("x", operands), x));
            operands.Add(new(Unique("dy", operands), dy));
            strides.Add(new(x.Stride, dy.Stride, positions, lookup.Padding));
        }

        operands.Add(new("sums", places.SumsOf(gradient.Weight)));
        bool isSparse = gradient.Weight.IsSparse;
        if (isSparse)
        {
            operands.Add(new("waiting", places.WaitingOf(gradient.Weight)));
        }

        string words = string.Join(" and ", gradient.Lookups.Select(lookup => NameOf(lookup.Dy)));
        return new(
            new EmbeddingGradientSpec($"{(isSparse ? "Sparse" : "")}EmbeddingGradient{Number(count)}x{Number(features)}", count, features, table.Pieces[0].Stride, new(strides), isSparse),
            new(operands),
            new EquatableArray<IndexOperand>(new IndexOperand("weight", table.Offset)),
            $"{gradient.Weight.Name}{gradient.Weight.Shape}: each row {(isSparse ? "that was looked up " : "")}the sum of {words} where it was looked up, then the update",
            isSparse
                ? "added up in the order of rows and positions, and handed over once each; rows that were not looked up are neither read nor written, so a step costs the same however many there are"
                : "added up row by row of the table, in the order of rows and positions; only rows that were looked up are touched before the update");
    }
}
