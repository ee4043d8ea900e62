using System.Text.Json;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>The options of training that a case asks for: optimizer, penalty, clipping, rates.</summary>
internal static class GoldenOptions
{
    /// <summary>Options for so many steps, each of which is an epoch of one batch.</summary>
    public static TrainingOptions Of(JsonElement json, int steps)
    {
        JsonElement optimizer = json.GetProperty("optimizer");
        return new TrainingOptions
        {
            Epochs = steps,
            BatchSize = TrainingOptions.FullBatch,
            Shuffle = false,
            Optimizer = Optimizer(optimizer),
            Penalty = Penalty(json),
            Clipping = Clipping(optimizer),
            Schedule = optimizer.TryGetProperty("rates", out JsonElement rates) ? new GivenRates([.. rates.EnumerateArray().Select(rate => rate.GetDouble())]) : null,
        };
    }

    private static Optimizer Optimizer(JsonElement json)
    {
        double rate = json.GetProperty("lr").GetDouble();
        double Number(string name, double otherwise) => GoldenCase.Number(json, name, otherwise);
        bool Flag(string name) => GoldenCase.Flag(json, name, false);
        return json.GetProperty("kind").GetString() switch
        {
            "sgd" => new Sgd(rate) { Momentum = Number("momentum", 0), Dampening = Number("dampening", 0), Nesterov = Flag("nesterov"), WeightDecay = Number("weight_decay", 0) },
            "adam" => new Adam(rate) { Beta1 = Number("beta1", 0.9), Beta2 = Number("beta2", 0.999), Epsilon = Number("eps", 1e-8), WeightDecay = Number("weight_decay", 0), AmsGrad = Flag("amsgrad") },
            "adamw" => new AdamW(rate) { Beta1 = Number("beta1", 0.9), Beta2 = Number("beta2", 0.999), Epsilon = Number("eps", 1e-8), WeightDecay = Number("weight_decay", 0.01) },
            "adamax" => new Adamax(rate),
            "nadam" => new NAdam(rate),
            "radam" => new RAdam(rate),
            "adagrad" => new Adagrad(rate) { RateDecay = Number("lr_decay", 0), WeightDecay = Number("weight_decay", 0), InitialAccumulator = Number("initial_accumulator", 0), Epsilon = Number("eps", 1e-10) },
            "adadelta" => new Adadelta(rate) { Rho = Number("rho", 0.9), Epsilon = Number("eps", 1e-6) },
            "rmsprop" => new RmsProp(rate) { Alpha = Number("alpha", 0.99), Epsilon = Number("eps", 1e-8), Momentum = Number("momentum", 0), Centered = Flag("centered"), WeightDecay = Number("weight_decay", 0) },
            string other => throw new InvalidOperationException($"The vocabulary lists {other}, but the runner cannot make it."),
            null => throw new InvalidOperationException("The optimizer has no kind."),
        };
    }

    private static WeightPenalty? Penalty(JsonElement json)
    {
        if (!json.TryGetProperty("penalty", out JsonElement penalties))
        {
            return null;
        }

        double l1 = 0;
        double l2 = 0;
        bool hasBiases = false;
        foreach (JsonElement penalty in penalties.EnumerateArray())
        {
            double lambda = penalty.GetProperty("lambda").GetDouble();
            string kind = penalty.GetProperty("kind").GetString()!;
            l1 += kind == "l1" ? lambda : 0;
            l2 += kind == "l2" ? lambda : kind == "l2_half" ? lambda / 2 : 0;
            hasBiases |= penalty.GetProperty("parameters").EnumerateArray().Any(name => name.GetString()!.EndsWith(".bias", StringComparison.Ordinal));
        }

        return new WeightPenalty { L1 = l1, L2 = l2, IncludeBiases = hasBiases };
    }

    private static GradientClipping? Clipping(JsonElement optimizer)
    {
        if (!optimizer.TryGetProperty("clip", out JsonElement clip))
        {
            return null;
        }

        double maximum = clip.GetProperty("max").GetDouble();
        return clip.GetProperty("kind").GetString() == "norm" ? GradientClipping.ByNorm(maximum) : GradientClipping.ByValue(maximum);
    }

    /// <summary>A rate for each step.</summary>
    private sealed class GivenRates(double[] rates) : LearningRateSchedule
    {
        public override string Description => "given";

        public override double RateAt(double rate, long count) => rates[count];
    }
}
