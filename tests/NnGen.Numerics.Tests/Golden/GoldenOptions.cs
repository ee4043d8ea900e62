using System.Text.Json;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>The options of training that a case asks for: optimizer, penalties, clipping, constraint, average, rates.</summary>
internal static class GoldenOptions
{
    /// <summary>Options for so many steps, each of which is an epoch of one batch; the network ends with the trained parameters.</summary>
    public static TrainingOptions Of(JsonElement json, int steps) => Of(json, steps, keepsAverage: false);

    /// <summary>The same where the network ends with the averaged parameters; null where there is no average.</summary>
    public static TrainingOptions? Averaged(JsonElement json, int steps) => json.TryGetProperty("ema", out _) ? Of(json, steps, keepsAverage: true) : null;

    private static TrainingOptions Of(JsonElement json, int steps, bool keepsAverage)
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
            MaxNorm = MaxNorm(json),
            WeightAverage = json.TryGetProperty("ema", out JsonElement average) ? new WeightAverage(average.GetProperty("decay").GetDouble()) { FromInitial = true, IsKept = keepsAverage } : null,
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
            "nadam" => new NAdam(rate) { Beta1 = Number("beta1", 0.9), Beta2 = Number("beta2", 0.999), Epsilon = Number("eps", 1e-8), MomentumDecay = Number("momentum_decay", 4e-3) },
            "rprop" => new Rprop(rate) { Shrink = Number("eta_minus", 0.5), Growth = Number("eta_plus", 1.2), SmallestStep = Number("step_min", 1e-6), LargestStep = Number("step_max", 50) },
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

        return WeightPenalty.Sum([.. penalties.EnumerateArray().Select(penalty =>
        {
            double lambda = penalty.GetProperty("lambda").GetDouble();
            string kind = penalty.GetProperty("kind").GetString()!;
            return new WeightPenalty
            {
                L1 = kind == "l1" ? lambda : 0,
                L2 = kind == "l2" ? lambda : kind == "l2_half" ? lambda / 2 : 0,
                Parameters = Names(penalty),
            };
        })]);
    }

    private static GradientClipping? Clipping(JsonElement optimizer)
    {
        if (!optimizer.TryGetProperty("clip", out JsonElement clip))
        {
            return null;
        }

        JsonElement maximum = clip.GetProperty("max");
        return clip.GetProperty("kind").GetString() switch
        {
            "norm" => GradientClipping.ByNorm(maximum.GetDouble()),
            "value" => GradientClipping.ByValue(maximum.GetDouble()),
            "norm_per_layer" => GradientClipping.ByNorm(ByName(maximum)),
            "value_per_layer" => GradientClipping.ByValue(ByName(maximum)),
            string other => throw new InvalidOperationException($"The vocabulary lists {other}, but the runner cannot clip so."),
            null => throw new InvalidOperationException("The clipping has no kind."),
        };

        static Dictionary<string, double> ByName(JsonElement maxima) => maxima.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetDouble());
    }

    private static MaxNorm? MaxNorm(JsonElement json) => json.TryGetProperty("constraint", out JsonElement constraint)
        ? new MaxNorm(Names(constraint).ToDictionary(name => name, _ => constraint.GetProperty("max").GetDouble()))
        : null;

    private static string[] Names(JsonElement json) => [.. json.GetProperty("parameters").EnumerateArray().Select(name => name.GetString()!)];

    /// <summary>A rate for each step.</summary>
    private sealed class GivenRates(double[] rates) : LearningRateSchedule
    {
        public override string Description => "given";

        public override double RateAt(double rate, long count) => rates[count];
    }
}
