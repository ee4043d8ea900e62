using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of overlap-adds, and what their weights and biases become before.</summary>
internal sealed partial class StepBuilder
{
    /// <summary>What a pass wants of the weight and the bias of an overlap-add: segments, and a line of biases.</summary>
    /// <param name="overlap">The overlap-add.</param>
    /// <param name="reserve">Gives room for so many elements.</param>
    public IReadOnlyList<Step> Prepare(OverlapAddOp overlap, Func<string, int, Place> reserve)
    {
        Parameter weight = overlap.Weight;
        Place segments = reserve(weight.Name + " in segments", overlap.Lines.Kernel * overlap.Channels * SegmentStride(overlap));
        places.SetSegments(overlap, segments);
        var steps = new List<Step>(overlap.IsTransposed ? TransposedSegments(overlap, segments) : [Segments(overlap, segments)]);
        if (overlap.Bias is Parameter bias)
        {
            int length = overlap.Pixels.Size * overlap.Out;
            Place line = reserve("a line of " + bias.Name, length);
            places.SetBiasLine(overlap, line);
            steps.Add(new(
                new CopySpec($"Repeat{Number(overlap.Pixels.Size)}x{Number(overlap.Out)}", new([new CopyAxis(overlap.Pixels.Size, 0, overlap.Out), new CopyAxis(overlap.Out, 1, 1)]), 0, 0) { IsOneRow = true },
                new EquatableArray<Operand>(new Operand("x", ParameterAt(parameters[bias])), new Operand("y", line)),
                default,
                $"{bias.Name}{bias.Shape}, for each pixel of a line",
                "lines begin with it"));
        }

        return steps;
    }

    /// <summary>The weight in segments: for each line of places and channel the places in reverse order, the outputs of each side by side.</summary>
    private Step Segments(OverlapAddOp overlap, Place segments)
    {
        Parameter weight = overlap.Weight;
        WeightPiece piece = parameters[weight].Pieces.Single();
        (int lines, int places) = (overlap.Lines.Kernel, overlap.Pixels.Kernel);
        (int channels, int outputs, int stride, int toStride) = (overlap.Channels, overlap.Out, piece.Stride, SegmentStride(overlap));
        CopyAxis[] axes =
        [
            new(lines, places * channels * stride, channels * toStride),
            new(places, channels * stride, -outputs),
            new(channels, stride, toStride),
            new(outputs, 1, 1),
        ];
        return new(
            new CopySpec($"Segments{Number(lines)}x{Number(places)}x{Number(channels)}x{Number(outputs)}", new(axes.Where(axis => axis.Size > 1)), 0, 0) { YFirst = (places - 1) * outputs, IsOneRow = true },
            new EquatableArray<Operand>(new Operand("x", PieceAt(parameters[weight], piece)), new Operand("y", segments)),
            default,
            $"{weight.Name}{weight.Shape}, in segments: for each line of places and channel the places in reverse order, output by output",
            "what a pixel gives to a line of the result then lies side by side, and so do the weights that it takes");
    }

    /// <summary>The same for the gradient of a convolution's input: the lines of places in reverse order, in each the outputs, of each its segment.</summary>
    private IEnumerable<Step> TransposedSegments(OverlapAddOp overlap, Place segments)
    {
        Parameter weight = overlap.Weight;
        ParameterPlace place = parameters[weight];
        (int lines, int stride) = (overlap.Lines.Kernel, SegmentStride(overlap));
        foreach (WeightPiece piece in place.Pieces)
        {
            int width = Math.Min(piece.Stride, piece.Outputs);
            CopyAxis[] axes =
            [
                new(lines, overlap.Segment * piece.Stride, -overlap.Channels * stride),
                new(piece.Panels, piece.Panels > 1 ? weight.InputsOfOutput * piece.Stride : 0, piece.Panels > 1 ? piece.Stride * stride : 0),
                new(overlap.Segment, piece.Stride, 1),
                new(width, 1, stride),
            ];
            int first = piece.First * stride;
            Place to = segments with { Start = segments.Start + first, Columns = segments.Columns - first, Name = PieceName(segments.Name, place, piece) };
            yield return new(
                new CopySpec($"Segments{Number(lines)}x{Number(overlap.Segment)}x{Number(piece.Outputs)}", new(axes.Where(axis => axis.Size > 1)), 0, 0) { YFirst = (lines - 1) * overlap.Channels * stride, IsOneRow = true },
                new EquatableArray<Operand>(new Operand("x", PieceAt(place, piece)), new Operand("y", to)),
                default,
                $"{weight.Name}{weight.Shape}, in segments: the lines of places in reverse order, in each output by output{Range(place, piece)}",
                "the weights of a line of places then lie side by side, as what they give to the gradient of the layer's input does");
        }
    }

    /// <summary>From the segment of a channel to the next.</summary>
    private int SegmentStride(OverlapAddOp overlap) => Layout.Pad(overlap.Segment, lanes);

    private Step OverlapAdd(OverlapAddOp overlap)
    {
        (Value x, Value y) = (overlap.Inputs[0], overlap.Results[0]);
        Operand[] bias = overlap.Bias is null ? [] : [new("b", places.BiasLineOf(overlap))];
        return new(
            Walk(overlap.Lines, overlap.Pixels, places[x], overlap.Channels, overlap.Out, overlap.Bias is not null),
            new EquatableArray<Operand>([new Operand("x", places[x]), new Operand("w", places.Segments(overlap)), .. bias, new Operand("y", places[y])]),
            default,
            $"{y.Name}{y.Shape} = {(bias.Length == 0 ? "" : "b, and ")}for each pixel of {NameOf(x)}{x.Shape} the segment of {Number(overlap.Segment)} elements that it times W gives, added up where they overlap",
            "a segment is what a line of places has side by side: it fills registers where the channels alone would not");
    }

    private Step SegmentGradient(WeightGradientOp gradient, Product product, ImageWindows windows)
    {
        ParameterPlace weight = parameters[gradient.Weight];
        Place x = places[product.X];
        OverlapAddSpec walk = Walk(windows.Height, windows.Width, x, product.X.Shape.Last, gradient.Weight.Outputs, hasBias: false);
        return new(
            new SegmentGradientSpec($"SegmentGradient{Number(walk.Lines)}x{Number(walk.Channels)}x{Number(walk.Segment)}", walk with { Name = "" }, gradient.Weight.Outputs, places[product.Dy].RowStride, weight.Pieces.Single().Stride),
            new EquatableArray<Operand>(new Operand("x", x), new Operand("dy", places[product.Dy]), new Operand("gradient", places.SumsOf(gradient.Weight))),
            new EquatableArray<IndexOperand>(new IndexOperand("weight", weight.Pieces.Single().Offset)),
            $"{gradient.Weight.Name}{gradient.Weight.Shape}: sum over rows and {Number(windows.Height.Count * windows.Width.Count)} pixels of {NameOf(product.X)} times the segment of {NameOf(product.Dy)}, then the update",
            "tiles of channels by registers of a segment, over all pixels of all rows; the update follows on the sums");
    }

    private OverlapAddSpec Walk(WindowAxis lines, WindowAxis pixels, Place x, int channels, int outputs, bool hasBias)
    {
        int line = pixels.Count * channels;
        int segment = pixels.Kernel * outputs;
        return new OverlapAddSpec(
            $"OverlapAdd{Number(lines.Count)}x{Number(pixels.Count)}x{Number(segment)}",
            lines.Count,
            pixels.Count,
            lines.Kernel,
            channels,
            x.RowStride,
            lines.Stride * line,
            lines.Dilation * line,
            segment,
            pixels.Stride * outputs,
            pixels.Size * outputs,
            Layout.Pad(segment, lanes),
            hasBias);
    }
}
