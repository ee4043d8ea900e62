using System.Globalization;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of ops on axes: copies in another order, sums over axes, products of two values.</summary>
internal sealed partial class StepBuilder
{
    /// <summary>Nothing, where the value is a range of the other's columns.</summary>
    private IEnumerable<Step> View(ViewOp view)
    {
        (Value x, Value y) = (view.Inputs[0], view.Results[0]);
        if (view.IsRange && IsSame(Part(places[x], view.Offset, y.Shape.Size, y.Name), places[y]))
        {
            return [];
        }

        int[] strides = Insets?.Around(y) is ScatterOp scatter ? [.. scatter.Axes.Select(axis => axis.Stride)] : y.Shape.Strides();
        CopyAxis[] axes = Merged(view.Axes.Select((axis, i) => new CopyAxis(axis.Size, axis.Stride, strides[i])));
        return [Copy(view.Mnemonic, axes, x, y, $"{y.Name}{y.Shape} = {view.Mnemonic}({NameOf(x)}{x.Shape}){(view.Offset == 0 ? "" : $" from {Number(view.Offset)} on")}", spec => spec with { XFirst = view.Offset })];
    }

    /// <summary>Nothing, where the value was computed in its place.</summary>
    private IEnumerable<Step> Scatter(ScatterOp scatter)
    {
        (Value dy, Value dx) = (scatter.Inputs[0], scatter.Results[0]);
        if (Insets?.Around(dy) == scatter)
        {
            return [];
        }

        int[] strides = new Shape([.. scatter.Axes.Select(axis => axis.Size)]).Strides();
        CopyAxis[] axes = Merged(scatter.Axes.Select((axis, i) => new CopyAxis(axis.Size, strides[i], axis.Stride)));
        return [Copy(scatter.Mnemonic, axes, dy, dx, $"{dx.Name}{dx.Shape} = {NameOf(dy)} in its places, {scatter.Fill.ToString("R", CultureInfo.InvariantCulture)} elsewhere", spec => spec with { YFirst = scatter.Offset, Cleared = dx.Shape.Size, Fill = scatter.Fill })];
    }

    /// <summary>What stands around an image that is computed in its margins.</summary>
    private IEnumerable<Step> Margins(ScatterOp scatter)
    {
        Value y = scatter.Results[0];
        Inset inset = InsetValues.Of(scatter)!;
        int channels = y.Shape.Last;
        int gap = (inset.OuterWidth - inset.Width) * channels;
        int last = y.Shape.Size - scatter.Offset - inset.Height * (inset.Width * channels + gap) + gap;
        string fill = scatter.Fill.ToString("R", CultureInfo.InvariantCulture);
        yield return new(
            new MarginsSpec($"Margins{Number(inset.OuterHeight)}x{Number(inset.OuterWidth)}x{Number(channels)}", scatter.Offset, inset.Height, inset.Width * channels, gap, last, scatter.Fill),
            new EquatableArray<Operand>(new Operand("y", places[y])),
            default,
            $"{y.Name}{y.Shape}: {fill} around {NameOf(scatter.Inputs[0])}{scatter.Inputs[0].Shape}",
            "what computes the image stores it inside, where it is read");
    }

    private Step Copy(string mnemonic, CopyAxis[] axes, Value x, Value y, string comment, Func<CopySpec, CopySpec> more)
    {
        (Place from, Place to) = (places[x], places[y]);
        bool isTransposition = axes.Length > 1 && !axes.Any(axis => axis is { X: 1, Y: 1 }) && axes.Any(axis => axis.X == 1) && axes.Any(axis => axis.Y == 1);
        return new(
            more(new CopySpec($"{Pascal(mnemonic)}{string.Join("x", axes.Select(axis => Number(axis.Size)))}", new(axes), from.RowStride, to.RowStride)),
            new EquatableArray<Operand>(new Operand("x", from), new Operand("y", to)),
            default,
            comment,
            isTransposition ? "by blocks of 8 x 8, which are transposed in registers; what fills no block goes one by one" : "whole vectors where neighbours stay neighbours, and the rest one by one");
    }

    private Step Reduce(ReduceOp reduce)
    {
        (Value x, Value y) = (reduce.Inputs[0], reduce.Results[0]);
        (Place from, Place to) = (places[x], places[y]);
        int[] xStrides = x.Shape.Strides();
        int[] yStrides = y.Shape.Strides();
        int next = 0;
        CopyAxis[] all = [.. x.Shape.Axes.Select((size, i) => reduce.IsReduced[i] ? new CopyAxis(size, xStrides[i], 0) : new CopyAxis(size, xStrides[i], yStrides[next++]))];
        CopyAxis[] kept = Merged(all.Where((_, i) => !reduce.IsReduced[i]));
        CopyAxis[] reduced = Merged(all.Where((_, i) => reduce.IsReduced[i]));
        bool isAlongVectors = reduced.Any(axis => axis.X == 1);
        string over = string.Join(" and ", Enumerable.Range(0, all.Length).Where(i => reduce.IsReduced[i]).Select(Number));
        return new(
            new ReduceSpec($"{Pascal(reduce.Mnemonic)}{string.Join("x", x.Shape.Axes.Select(Number))}over{over.Replace(" and ", "And")}", new(kept), new(reduced), reduce.Factor, from.RowStride, to.RowStride),
            new EquatableArray<Operand>(new Operand("x", from), new Operand("y", to)),
            default,
            $"{y.Name}{y.Shape} = {reduce.Mnemonic} of {NameOf(x)}{x.Shape} over axis {over}",
            isAlongVectors ? "a vector of sums along the axis, added up at the end" : "a vector of sums side by side, each in its lane");
    }

    private Step MatMul(Group group, MatMulOp product)
    {
        (Value a, Value b) = (product.Inputs[0], product.Inputs[1]);
        (int rows, int inner, int columns) = (product.Rows, product.Inner, product.Columns);
        (Fusion fusion, List<Operand> operands) = Fuse(group, product.Results[0], 1);
        ScalarStrides ofA = product.IsTransposed
            ? new(places[a].RowStride, rows * inner, 1, rows)
            : new(places[a].RowStride, rows * inner, inner, 1);
        return new(
            new ContractionSpec(
                $"MatMul{Number(rows)}x{Number(inner)}x{Number(columns)}{ChainName(group)}",
                product.Matrices,
                rows,
                inner,
                columns,
                ofA,
                new VectorStrides(places[b].RowStride, inner * columns, columns),
                fusion),
            new([new("left", places[a]), new("right", places[b]), .. operands]),
            default,
            Comment(group, columns, $"{NameOf(a)}{(product.IsTransposed ? "^T" : "")}{a.Shape} {NameOf(b)}{b.Shape}"),
            "matrix by matrix in tiles of 6 rows by 4 of the widest registers or 2 others, all sums in registers");
    }

    /// <summary>Axes of one index left out, and neighbours that are one axis on both sides put together.</summary>
    private static CopyAxis[] Merged(IEnumerable<CopyAxis> axes)
    {
        var merged = new List<CopyAxis>();
        foreach (CopyAxis axis in axes.Where(axis => axis.Size > 1))
        {
            CopyAxis? outer = merged.LastOrDefault();
            if (outer is not null && outer.X == axis.X * axis.Size && outer.Y == axis.Y * axis.Size)
            {
                merged[merged.Count - 1] = axis with { Size = outer.Size * axis.Size };
            }
            else
            {
                merged.Add(axis);
            }
        }

        return [.. merged];
    }
}
