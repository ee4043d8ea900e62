using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of convolutions and pools.</summary>
internal sealed partial class StepBuilder
{
    /// <summary>Up to so many products one sum is done before several would be added up.</summary>
    private const int FewElements = 8;

    private const string ConvolutionReason = "tiles of pixels by outputs: each weight meets several pixels and each pixel several outputs, and a line of places is one run of elements";

    private static WindowWalk Walk(ImageWindows windows, Place x, int channels, int run)
    {
        (WindowAxis height, WindowAxis width) = (windows.Height, windows.Width);
        int line = (x.Inset?.OuterWidth ?? width.Size) * channels;
        bool isOneRun = width.Dilation == 1 && run == channels;
        int lines = height.Kernel;
        int elements = isOneRun ? width.Kernel * channels : run;
        bool isWhole = isOneRun && lines > 1 && height.Dilation == 1 && elements == line;
        return new WindowWalk(
            height.Count,
            width.Count,
            isWhole ? 1 : lines,
            isOneRun ? 1 : width.Kernel,
            isWhole ? lines * elements : elements,
            x.RowStride,
            height.Stride * line,
            width.Stride * channels,
            height.Dilation * line,
            width.Dilation * channels);
    }

    /// <summary>A step for each piece of the weight; of several groups each has pieces of its own.</summary>
    private IEnumerable<Step> Convolution(Group group, ConvolutionOp convolution)
    {
        Value image = convolution.Inputs[0];
        Place x = places[image];
        (Fusion fusion, List<Operand> operands) = Fuse(group, convolution.Results[0], 1);
        int ofGroup = convolution.Channels / convolution.Groups;
        WindowWalk walk = Walk(convolution.Windows, x, convolution.Channels, ofGroup);
        string kernel = $"{Number(convolution.Windows.Height.Kernel)} x {Number(convolution.Windows.Width.Kernel)}";
        string product = $"{NameOf(image)}{image.Shape} in windows of {kernel}, times W" + (convolution.Bias is null ? "" : " + b");
        bool hasBias = convolution.Bias is not null;
        if (LineConvolution(group, convolution, walk, fusion, operands, product) is IReadOnlyList<Step> byLines)
        {
            foreach (Step step in byLines)
            {
                yield return step;
            }

            yield break;
        }

        int sums = walk.Run >= convolution.Sums && walk.Elements > FewElements ? convolution.Sums : 1;
        string reason = sums == 1 ? ConvolutionReason : $"{Number(sums)} sums for each output, added at the end: a step of a stream has few windows, and a sum waits for its last product";
        foreach ((int first, int outputs, int number, Place weight) in ConvolutionPieces(convolution))
        {
            bool isAll = outputs == convolution.Out;
            Place Part(Place place) => isAll ? place : place.Slice(first, outputs);
            List<Operand> inputs = [new("x", convolution.Groups == 1 ? x : x.Whole().Slice(number * ofGroup, ofGroup)), new("w", weight), .. hasBias ? [new("b", Part(ParameterAt(parameters[convolution.Bias!])))] : Array.Empty<Operand>()];
            List<Operand> results = [.. operands.Select(operand => operand with { Place = Part(operand.Place) })];
            string range = isAll ? "" : $", outputs {Number(first)} to {Number(first + outputs - 1)}";
            string comment = Comment(group, convolution.Out, product) + range;
            string name = $"Convolution{Number(walk.Elements)}x{Number(outputs)}";
            if (IsLong(fusion))
            {
                Place plain = SumsOf(convolution, outputs, results.Last().Place);
                yield return new(new ConvolutionSpec(name, walk, outputs, weight.Stride, hasBias, Plain(plain)) { Sums = sums, Storage = parameters[convolution.Weight].Storage }, new([.. inputs, new Operand("y", plain)]), default, product + range, reason);
                yield return Finish(group, outputs, fusion, plain, results, comment);
                continue;
            }

            yield return new(new ConvolutionSpec(name + ChainName(group), walk, outputs, weight.Stride, hasBias, fusion) { Sums = sums, Storage = parameters[convolution.Weight].Storage }, new([.. inputs, .. results]), default, comment, reason);
        }
    }

    /// <summary>
    /// A convolution of one channel whose few outputs would leave most lanes empty; null where it is none. What follows on the sums and takes more than
    /// a number for each output, or stores more than its result, is a step of its own.
    /// </summary>
    private IReadOnlyList<Step>? LineConvolution(Group group, ConvolutionOp convolution, WindowWalk walk, Fusion fusion, List<Operand> operands, string product)
    {
        PoolOp? pool = FusedPools.Behind(group);
        if (!LineConvolutions.Pays(convolution) || parameters[convolution.Weight].Storage != WeightStorage.Full)
        {
            return null;
        }

        int outputs = convolution.Out;
        bool isTogether = !IsLong(fusion) && fusion.Inputs.All(input => input.IsShared || input.Stride == 0) && fusion.Steps.Take(fusion.Steps.Count - 1).All(step => step.Store is null);
        if (pool is not null && !isTogether)
        {
            throw new InvalidOperationException($"{pool.Results[0].Name} is computed with what stands before it, of which a part is a step of its own.");
        }

        Place y = pool is not null ? places[pool.Results[0]] : isTogether ? operands.Last().Place : SumsOf(convolution, outputs, operands.Last().Place);
        (int height, int width) = pool is null ? (walk.Height, walk.Width) : (pool.Height.Count, pool.Width.Count);
        if (y.Inset is null && y.Columns * y.Positions != y.RowStride)
        {
            return null;
        }

        Place lines = y.At(height);
        Fusion onSums = isTogether ? fusion : new(default, default);
        var stored = new HashSet<string>(fusion.Steps.Select(step => step.Store).OfType<FusedStore>().Select(store => store.Memory), StringComparer.Ordinal);
        ParameterPlace weight = parameters[convolution.Weight];
        Operand[] inputs =
        [
            new("x", places[convolution.Inputs[0]]),
            new("w", PieceAt(weight, weight.Pieces.Single())),
            .. convolution.Bias is Parameter bias ? [new Operand("b", ParameterAt(parameters[bias]))] : Array.Empty<Operand>(),
            .. operands.Where(operand => isTogether && !stored.Contains(operand.Memory)),
            new("y", lines),
        ];
        string chain = isTogether ? ChainName(group) : "";
        string pooled = pool is null ? "" : Pascal(pool.Mnemonic) + PoolName(pool);
        var spec = new LineConvolutionSpec(
            $"Convolution{Number(walk.Elements)}x{Number(outputs)}{chain}{pooled}ByLines",
            walk,
            outputs,
            inputs[1].Place.Stride,
            convolution.Bias is not null,
            onSums with { Inset = null, Steps = new(onSums.Steps.Select(step => step with { Store = null })) },
            lines.RowStride,
            lines.Stride)
        {
            Pool = pool is null ? null : new FollowingPool(pool.Kind, pool.Height.Kernel, pool.Width.Kernel, height, width),
        };
        string comment = Comment(group, outputs, product);
        string reason = "pixels of a line in lanes, which the few outputs would not fill; they are turned at the end of a line" + (pool is null ? "" : ", and pooled before, while they are near");
        var step = new Step(spec, new(inputs), default, isTogether ? comment + (pool is null ? "" : "; " + Words(pool)) : product, reason);
        return isTogether ? [step] : [step, Finish(group, outputs, fusion, y, operands, comment)];
    }

    /// <summary>The outputs of a convolution in ranges, each with the number of its group and where its weights lie.</summary>
    private IEnumerable<(int First, int Outputs, int Group, Place Weight)> ConvolutionPieces(ConvolutionOp convolution)
    {
        int outputs = convolution.Out / convolution.Groups;
        if (!convolution.IsTransposed)
        {
            ParameterPlace place = parameters[convolution.Weight];
            return place.Pieces.Select(piece => (piece.First, piece.Outputs, piece.First / outputs, PieceAt(place, piece)));
        }

        Place transposed = places.Transposed(convolution.Weight);
        int ofGroup = convolution.Channels / convolution.Groups * convolution.Windows.Taps * transposed.Stride;
        return Enumerable.Range(0, convolution.Groups).Select(group =>
            (group * outputs, outputs, group, convolution.Groups == 1 ? transposed : transposed with { Start = transposed.Start + group * ofGroup, Name = $"{transposed.Name} from {Number(group * outputs)}" }));
    }

    /// <summary>The weight of a convolution for the gradient of its input: places in reverse order, at each the outputs, of each the channels side by side.</summary>
    public IEnumerable<Step> TurnRound(ConvolutionOp convolution, Place transposed)
    {
        Parameter weight = convolution.Weight;
        ParameterPlace place = parameters[weight];
        int taps = convolution.Windows.Taps;
        int channels = weight.InputsOfOutput / taps;
        int outputs = weight.Outputs / convolution.Groups;
        foreach (WeightPiece piece in place.Pieces)
        {
            int group = piece.First / outputs;
            int column = piece.First % outputs;
            int width = Math.Min(piece.Stride, piece.Outputs);
            CopyAxis[] axes =
            [
                new(taps, channels * piece.Stride, -outputs * transposed.Stride),
                new(piece.Panels, piece.Panels > 1 ? weight.InputsOfOutput * piece.Stride : 0, piece.Panels > 1 ? piece.Stride * transposed.Stride : 0),
                new(channels, piece.Stride, 1),
                new(width, 1, transposed.Stride),
            ];
            Place to = transposed with { Start = transposed.Start + (group * taps * outputs + column) * transposed.Stride, Name = PieceName(transposed.Name, place, piece) };
            yield return new(
                new CopySpec($"TurnRound{Number(taps)}x{Number(channels)}x{Number(piece.Outputs)}", new(axes.Where(axis => axis.Size > 1)), 0, 0) { YFirst = (taps - 1) * outputs * transposed.Stride, IsOneRow = true },
                new EquatableArray<Operand>(new Operand("x", PieceAt(place, piece)), new Operand("y", to)),
                default,
                $"{weight.Name}{weight.Shape}, turned round: the places in reverse order, output by output{Range(place, piece)}",
                "the gradient of the layer's input then is a convolution like the forward one");
        }
    }

    private IEnumerable<Step> ConvolutionGradient(WeightGradientOp gradient, ImageWindows windows)
    {
        Product product = gradient.Products[0];
        if (gradient.Products.Count > 1)
        {
            throw new InvalidOperationException($"{gradient.Weight.Name}: a convolution's weight is used once.");
        }

        if (product.IsOfSegments)
        {
            yield return SegmentGradient(gradient, product, windows);
            yield break;
        }

        ParameterPlace weight = parameters[gradient.Weight];
        Place x = places[product.X];
        int channels = product.X.Shape.Last;
        Place dy = places[product.Dy].At(windows.Count);
        Inset? dyInset = dy.Inset;
        string words = $"sum over rows and {Number(windows.Count)} windows of {NameOf(product.X)} {NameOf(product.Dy)}^T, then the update";
        bool isDepthwise = product.Groups == channels && channels > 1 && product.Dy.Shape.Last == channels;
        int ofGroup = channels / product.Groups;
        WindowWalk walk = Walk(windows, x, channels, isDepthwise ? channels : ofGroup);
        if (isDepthwise)
        {
            WeightPiece piece = weight.Pieces[0];
            walk = Places(walk, windows, channels);
            yield return new(
                new DepthwiseGradientSpec($"DepthwiseGradient{Number(windows.Taps)}x{Number(channels)}", walk, dy.Stride, piece.Stride) { DyInset = dyInset },
                new EquatableArray<Operand>(new Operand("x", x), new Operand("dy", dy), new Operand("gradient", places.SumsOf(gradient.Weight))),
                new EquatableArray<IndexOperand>(new IndexOperand("weight", piece.Offset)),
                $"{gradient.Weight.Name}{gradient.Weight.Shape}: {words}",
                "a register of channels for each place of a line: each gradient is read once for all of them");
            yield break;
        }

        int outputs = gradient.Weight.Outputs / product.Groups;
        Place sums = places.SumsOf(gradient.Weight);
        foreach (WeightPiece piece in weight.Pieces)
        {
            int group = piece.First / outputs;
            yield return new(
                new ConvolutionGradientSpec($"ConvolutionGradient{Number(walk.Elements)}x{Number(piece.Outputs)}", walk, piece.Outputs, dy.Stride, piece.Stride, piece.Panels > 1 ? gradient.Weight.InputsOfOutput : 0) { DyInset = dyInset },
                new EquatableArray<Operand>(
                    new Operand("x", product.Groups == 1 ? x : x.Whole().Slice(group * ofGroup, ofGroup)),
                    new Operand("dy", weight.Pieces.Count == 1 ? dy : dy.Slice(piece.First, piece.Outputs)),
                    new Operand("gradient", sums with { Start = sums.Start + piece.Offset - weight.Offset, Name = PieceName(sums.Name, weight, piece) })),
                new EquatableArray<IndexOperand>(new IndexOperand("weight", piece.Offset)),
                $"{gradient.Weight.Name}{gradient.Weight.Shape}: {words}{Range(weight, piece)}",
                "tiles of elements of a window by outputs, over all windows of all rows; the update follows on the sums");
        }
    }

    /// <summary>The same walk place by place, the channels of each being lanes.</summary>
    private static WindowWalk Places(WindowWalk walk, ImageWindows windows, int channels) =>
        walk with { Lines = windows.Height.Kernel, Taps = windows.Width.Kernel, Run = channels };

    private IEnumerable<Step> Depthwise(Group group, DepthwiseOp depthwise)
    {
        Value image = depthwise.Inputs[0];
        Place x = places[image];
        int channels = depthwise.Channels;
        (Fusion fusion, List<Operand> operands) = Fuse(group, depthwise.Results[0], 1);
        ParameterPlace place = parameters[depthwise.Weight];
        WindowWalk walk = Places(Walk(depthwise.Windows, x, channels, channels), depthwise.Windows, channels);
        bool hasBias = depthwise.Bias is not null;
        List<Operand> inputs = [new("x", x), new("w", PieceAt(place, place.Pieces[0])), .. hasBias ? [new("b", ParameterAt(parameters[depthwise.Bias!]))] : Array.Empty<Operand>()];
        string product = $"{NameOf(image)}{image.Shape} in windows of {Number(depthwise.Windows.Height.Kernel)} x {Number(depthwise.Windows.Width.Kernel)}, each channel by its own weights" + (hasBias ? " + b" : "");
        string comment = Comment(group, channels, product);
        string name = $"Depthwise{Number(depthwise.Windows.Taps)}x{Number(channels)}{(depthwise.IsReversed ? "Reversed" : "")}";
        const string reason = "channels in lanes, several pixels at once, so that each weight is read once for all of them";
        DepthwiseSpec Spec(string chain, Fusion fused) => new(name + chain, walk, place.Pieces[0].Stride, hasBias, depthwise.IsReversed, fused);
        if (!IsLong(fusion))
        {
            return [new(Spec(ChainName(group), fusion), new([.. inputs, .. operands]), default, comment, reason)];
        }

        Place sums = SumsOf(depthwise, channels, operands.Last().Place);
        return [new(Spec("", Plain(sums)), new([.. inputs, new Operand("y", sums)]), default, product, reason), Finish(group, channels, fusion, sums, operands, comment)];
    }

    /// <summary>The elements from one line of an image to the next.</summary>
    private static int LineOf(Place place, int width, int channels) => (place.Inset?.OuterWidth ?? width) * channels;

    private Step Pool(PoolOp pool)
    {
        (Value x, Value y) = (pool.Inputs[0], pool.Results[0]);
        return new(
            new PoolSpec($"{Pascal(pool.Mnemonic)}{PoolName(pool)}", pool.Kind, pool.Height, pool.Width, pool.Channels, places[x].RowStride, places[y].RowStride, LineOf(places[y], pool.Width.Count, pool.Channels)),
            new EquatableArray<Operand>(new Operand("x", places[x]), new Operand("y", places[y].At(pool.Height.Count))),
            default,
            Words(pool),
            "window by window, a register of channels at a time");
    }

    private string Words(PoolOp pool) =>
        $"{pool.Results[0].Name}{pool.Results[0].Shape} = {(pool.Kind == PoolKind.Max ? "largest" : "mean")} of {NameOf(pool.Inputs[0])}{pool.Inputs[0].Shape} in windows of {Number(pool.Height.Kernel)} x {Number(pool.Width.Kernel)}";

    private Step PoolGradient(Group group, PoolGradientOp gradient)
    {
        PoolOp pool = gradient.Pool;
        (Value dy, Value dx) = (gradient.Inputs[0], gradient.Results[0]);
        bool isMax = pool.Kind == PoolKind.Max;
        Operand[] saved = isMax ? [new("x", places[gradient.Inputs[1]]), new("largest", places[gradient.Inputs[2]])] : [];
        string formula = isMax ? $"{NameOf(dy)} at the first of the largest elements of each window" : $"its share of {NameOf(dy)} for each element of a window";
        bool isAlone = group.Chain.Count == 0;
        (Fusion? fusion, List<Operand> operands) = isAlone ? (null, [new("dx", places[dx])]) : Fuse(group, dx, 1);

        // An activation before the pool wants to know what the pool compares.
        if (isMax && operands.Find(operand => operand.Place == saved[0].Place.At(pool.Height.Size * pool.Width.Size)) is { } same)
        {
            operands.Remove(same);
            fusion = fusion! with { Inputs = new(fusion.Inputs.Select(input => input.Memory == same.Memory ? input with { Memory = saved[0].Memory } : input)) };
        }

        return new(
            new PoolGradientSpec(
                $"{Pascal(pool.Mnemonic)}Gradient{PoolName(pool)}{ChainName(group)}",
                pool.Kind,
                pool.Height,
                pool.Width,
                pool.Channels,
                isMax ? saved[0].Place.RowStride : 0,
                isMax ? saved[1].Place.RowStride : 0,
                isMax ? LineOf(saved[1].Place, pool.Width.Count, pool.Channels) : 0,
                places[dy].RowStride,
                isAlone ? operands[0].Place.RowStride : 0) { Fusion = fusion },
            new EquatableArray<Operand>([new Operand("dy", places[dy]), .. saved, .. operands.Select(InLines)]),
            default,
            isAlone ? $"{dx.Name}{dx.Shape} = {formula}" : Comment(group, pool.Channels, formula),
            "window by window, a register of channels at a time");

        // A register may reach into the places behind in the same line, which follow.
        Operand InLines(Operand operand) => operand with { Place = operand.Place.At(operand.Place.Inset is null ? 1 : pool.Height.Size) };
    }

    private Step Resize(ResizeOp resize)
    {
        (Value x, Value y) = (resize.Inputs[0], resize.Results[0]);
        return new(
            new ResizeSpec($"{Pascal(resize.Mnemonic)}{ResizeName(resize)}", resize.Sampling, resize.Blocks, resize.Run, places[x].RowStride, places[y].RowStride),
            new EquatableArray<Operand>(new Operand("x", places[x]), new Operand("y", places[y])),
            default,
            $"{y.Name}{y.Shape} = {NameOf(x)}{x.Shape}, axis {Number(resize.Axis)} resized {(resize.Sampling.IsNearest ? "by taking the nearest" : "on the lines between neighbours")}",
            "axis by axis, so that each element has two neighbours and not four, and a register of what lies side by side at a time");
    }

    private Step ResizeGradient(ResizeGradientOp gradient)
    {
        ResizeOp resize = gradient.Resize;
        (Value dy, Value dx) = (gradient.Inputs[0], gradient.Results[0]);
        return new(
            new ResizeGradientSpec($"{Pascal(gradient.Mnemonic)}{ResizeName(resize)}", resize.Sampling, resize.Blocks, resize.Run, places[dy].RowStride, places[dx].RowStride),
            new EquatableArray<Operand>(new Operand("dy", places[dy]), new Operand("dx", places[dx])),
            default,
            $"{dx.Name}{dx.Shape} = for each element along axis {Number(resize.Axis)} the sum of {NameOf(dy)}{dy.Shape} by what was taken of it",
            "element by element, each the sum of a range, so that nothing is written twice");
    }

    private static string ResizeName(ResizeOp resize) => $"{Number(resize.Blocks)}x{Number(resize.Sampling.Size)}x{Number(resize.Run)}To{Number(resize.Sampling.Count)}";

    private static string PoolName(PoolOp pool) => $"{Number(pool.Height.Count)}x{Number(pool.Width.Count)}x{Number(pool.Channels)}";
}
