using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of normalisations.</summary>
internal sealed partial class StepBuilder
{
    private Step Normalize(Group group, NormalizeOp normalize)
    {
        Value x = normalize.Inputs[0];
        Value factor = normalize.Results[1];
        int positions = normalize.Positions ?? 1;
        int columns = x.Shape.Size / positions;
        Place rows = places.At(x, positions);
        (Fusion fusion, List<Operand> fused) = Fuse(group, normalize.Results[0], 1);
        FactorPlace? kept = null;
        var operands = new List<Operand> { new("x", rows) };
        if (places.IsStored(factor))
        {
            Place factors = places.At(factor, positions);
            operands.Add(new("factor", factors));
            kept = OfFactors(factors);
        }

        string formula = normalize.IsCentred ? $"({x.Name} - mean) / standard deviation" : $"{x.Name} / root mean square";
        return new(
            new NormalizeSpec($"{Pascal(normalize.Mnemonic)}{Number(columns)}{ChainName(group)}", columns, rows.Stride, normalize.IsCentred, normalize.Epsilon, kept, fusion),
            new([.. operands, .. fused]),
            default,
            Comment(group, columns, formula),
            normalize.IsCentred ? "row by row; the mean first and then the squares around it, so that nothing cancels" : "row by row") { Positions = positions };
    }

    /// <summary>What is padded to a vector has room for one; at a step of a loop over time the factors of the other steps are beside it, however far the next row is.</summary>
    private FactorPlace OfFactors(Place place) => new(place.Stride, place.IsPadded && place.Stride >= lanes);

    private Step NormalizeGradient(NormalizeGradientOp gradient)
    {
        (Value y, Value factor, Value dy, Value dx) = (gradient.Inputs[0], gradient.Inputs[1], gradient.Inputs[2], gradient.Results[0]);
        int positions = gradient.Positions ?? 1;
        int columns = y.Shape.Size / positions;
        Place At(Value value) => places.At(value, positions);
        return new(
            new NormalizeGradientSpec($"{Pascal(gradient.Mnemonic)}{Number(columns)}", columns, gradient.IsCentred, At(y).Stride, OfFactors(At(factor)), At(dy).Stride, At(dx).Stride, At(dx).IsPadded),
            new EquatableArray<Operand>(new Operand("y", At(y)), new Operand("factor", At(factor)), new Operand("dy", At(dy)), new Operand("dx", At(dx))),
            default,
            $"{dx.Name}[{Number(columns)}] = factor * (dy - {(gradient.IsCentred ? "mean(dy) - " : "")}y * mean(dy y)), dy: {dy.Name}, y: {y.Name}",
            "row by row: both means first") { Positions = positions };
    }

    /// <summary>Factor and shift of a batch normalisation that only predicts.</summary>
    public Step Fold(BatchNormFoldOp fold)
    {
        BatchNormParameters p = fold.Parameters;
        (Value factor, Value shift) = (fold.Results[0], fold.Results[1]);
        return new(
            new BatchNormFoldSpec($"BatchNormFold{Number(factor.Shape.Size)}", p.Channels, factor.Shape.Size / p.Channels, p.Epsilon, p.Gain is not null, p.Shift is not null),
            new([new("mean", At(p.RunningMean)), new("variance", At(p.RunningVariance)), .. Gains(p), new("factor", places[factor]), new("columnShift", places[shift])]),
            default,
            $"{factor.Name}[{Number(factor.Shape.Size)}] = weight / sqrt(running_var + epsilon), shift = bias - running_mean * factor",
            "the batch normalisation is folded: once a call from the parameters as they are, then one multiply-add on each value");
    }

    private Step BatchStatistics(BatchStatisticsOp statistics)
    {
        BatchNormParameters p = statistics.Parameters;
        Value x = statistics.Inputs[0];
        int positions = statistics.Positions ?? 1;
        Place rows = places.At(x, positions);
        (string[] kept, Operand[] operands) = Kept(statistics, "mean", "inverseStandardDeviation", "factor", "columnShift");
        return new(
            new BatchStatisticsSpec($"BatchStatistics{Number(x.Shape.Size / positions)}", p.Channels, x.Shape.Size / positions / p.Channels, rows.Stride, p.Epsilon, statistics.Momentum, p.Gain is not null, p.Shift is not null, new(kept)) { Positions = positions },
            new([new("x", rows), .. operands, .. Gains(p), new("runningMean", At(p.RunningMean)), new("runningVariance", At(p.RunningVariance))]),
            default,
            $"{x.Name}[{Number(x.Shape.Size)}], over the batch: mean, variance = mean of (x - mean)^2, factor = {(p.Gain is null ? "1" : "weight")} / sqrt(variance + epsilon); running = (1 - momentum) * running + momentum * batch",
            "all rows at once, in their order; the mean first and then the squares around it, so that nothing cancels") { Positions = positions };
    }

    private Step BatchNormGradient(BatchNormGradientOp gradient)
    {
        (Value dy, Value x) = (gradient.Inputs[0], gradient.Inputs[1]);
        int positions = gradient.Positions ?? 1;
        (Place ofDy, Place ofX) = (places.At(dy, positions), places.At(x, positions));
        (string[] kept, Operand[] operands) = Kept(gradient, "slope", "offset", "products", "sums");
        string[] given = ["mean", "inverseStandardDeviation", "factor"];
        return new(
            new BatchNormGradientSpec($"BatchNormGradient{Number(x.Shape.Size / positions)}", gradient.Channels, x.Shape.Size / positions / gradient.Channels, ofX.Stride, ofDy.Stride, new(kept)) { Positions = positions },
            new([new("dy", ofDy), new("x", ofX), .. given.Select((name, i) => new Operand(name, places[gradient.Inputs[i + 2]])), .. operands]),
            default,
            $"{dy.Name}[{Number(x.Shape.Size)}], over the batch, y = (x - mean) / standard deviation: slope = -factor / standard deviation * mean(dy y), offset = -factor * mean(dy)",
            "all rows at once, in their order") { Positions = positions };
    }

    private Step StatisticGradient(StatisticGradientOp gradient) => new(
        new StatisticGradientSpec($"StatisticGradient{Number(gradient.Weight.Shape.Size)}", gradient.Weight.Shape.Size),
        new EquatableArray<Operand>(new Operand("sum", places[gradient.Inputs[0]])),
        new EquatableArray<IndexOperand>(new IndexOperand("parameter", parameters[gradient.Weight].Offset)),
        $"{gradient.Weight.Name}[{Number(gradient.Weight.Shape.Size)}]: summed with the statistics, then the update",
        "the sum is there already");

    private Place At(Parameter parameter) => ParameterAt(parameters[parameter]);

    private IEnumerable<Operand> Gains(BatchNormParameters p) =>
        [.. p.Gain is Parameter gain ? [new("gain", At(gain))] : Array.Empty<Operand>(), .. p.Shift is Parameter shift ? [new("shift", At(shift))] : Array.Empty<Operand>()];

    /// <summary>The results that somebody takes.</summary>
    private (string[] Names, Operand[] Operands) Kept(Op op, params string[] names)
    {
        Operand[] operands = [.. op.Results.Select((value, i) => (value, names[i])).Where(pair => places.IsStored(pair.value)).Select(pair => new Operand(pair.Item2, places[pair.value]))];
        return ([.. operands.Select(operand => operand.Memory)], operands);
    }
}
