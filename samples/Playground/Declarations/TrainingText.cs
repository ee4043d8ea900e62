using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen;

namespace Samples.Playground.Declarations;

/// <summary>
/// Reads the options of the training as they would stand in a program, <c>new TrainingOptions { BatchSize = 10, Optimizer = new Sgd(0.03) }</c>. The text is
/// parsed and its values are taken over; none of it is ever compiled.
/// </summary>
internal static class TrainingText
{
    private const int MostCharacters = 1500;

    private static readonly Dictionary<string, Func<Made, Optimizer>> s_optimizers = new(StringComparer.Ordinal)
    {
        ["Sgd"] = made => new Sgd(made.Number(0, 0.03)) { Momentum = made.Number("Momentum", 0), Nesterov = made.Flag("Nesterov"), WeightDecay = made.Number("WeightDecay", 0) },
        ["Adam"] = made => new Adam(made.Number(0, 1e-3)) { Beta1 = made.Number("Beta1", 0.9), Beta2 = made.Number("Beta2", 0.999), AmsGrad = made.Flag("AmsGrad"), WeightDecay = made.Number("WeightDecay", 0) },
        ["AdamW"] = made => new AdamW(made.Number(0, 1e-3)) { WeightDecay = made.Number("WeightDecay", 0.01) },
        ["NAdam"] = made => new NAdam(made.Number(0, 2e-3)),
        ["RAdam"] = made => new RAdam(made.Number(0, 1e-3)),
        ["Adamax"] = made => new Adamax(made.Number(0, 2e-3)),
        ["RmsProp"] = made => new RmsProp(made.Number(0, 1e-2)) { Alpha = made.Number("Alpha", 0.99), Momentum = made.Number("Momentum", 0) },
        ["Adagrad"] = made => new Adagrad(made.Number(0, 1e-2)),
        ["Adadelta"] = made => new Adadelta(made.Number(0, 1)),
        ["Rprop"] = made => new Rprop(made.Number(0, 1e-2)),
        ["Lion"] = made => new Lion(made.Number(0, 1e-4)),
    };

    private static readonly Dictionary<string, Func<Made, LearningRateSchedule>> s_schedules = new(StringComparer.Ordinal)
    {
        ["ConstantSchedule"] = _ => new ConstantSchedule(),
        ["StepSchedule"] = made => new StepSchedule(made.Whole(0, 100), made.Number(1, 0.1)),
        ["ExponentialSchedule"] = made => new ExponentialSchedule(made.Number(0, 0.99)),
        ["CosineSchedule"] = made => new CosineSchedule(made.Whole(0, 200), made.Number(1, 0)),
        ["CosineRestartsSchedule"] = made => new CosineRestartsSchedule(made.Whole(0, 50)),
        ["LinearSchedule"] = made => new LinearSchedule(made.Whole(0, 200), made.Number(1, 1), made.Number(2, 0)),
        ["PolynomialSchedule"] = made => new PolynomialSchedule(made.Whole(0, 200), made.Number(1, 1)),
        ["OneCycleSchedule"] = made => new OneCycleSchedule(made.Whole(0, 2000)),
        ["WarmUpSchedule"] = made => new WarmUpSchedule(made.Whole(0, 100)),
    };

    /// <summary>The optimizers that may be named.</summary>
    public static IReadOnlyCollection<string> Optimizers => s_optimizers.Keys;

    /// <summary>The schedules that may be named.</summary>
    public static IReadOnlyCollection<string> Schedules => s_schedules.Keys;

    /// <summary>Reads a text.</summary>
    /// <returns>What it says; null where it is wrong, and then <paramref name="fault"/> says how.</returns>
    public static TrainingSettings? Read(string text, out TextFault? fault)
    {
        fault = null;
        try
        {
            return Read(text);
        }
        catch (FaultException wrong)
        {
            fault = wrong.Fault;
        }
        catch (InsufficientExecutionStackException)
        {
            fault = new TextFault("The text is nested too deep.", 0, 1);
        }

        return null;
    }

    private static TrainingSettings Read(string text)
    {
        if (text.Length > MostCharacters)
        {
            throw new FaultException(new($"The options have at most {MostCharacters} characters; these have {text.Length}.", 0, 1));
        }

        if (DeclarationCheck.TooDeep(text) is int place)
        {
            throw new FaultException(new($"Brackets stand at most {DeclarationLimits.Nesting} deep here.", place, 1));
        }

        ExpressionSyntax expression = SyntaxFactory.ParseExpression(text.TrimEnd().TrimEnd(';'));
        if (expression.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new FaultException(new(error.GetMessage(CultureInfo.InvariantCulture) + ".", error.Location.SourceSpan.Start, Math.Max(1, error.Location.SourceSpan.Length)));
        }

        Made options = Made.Of(expression);
        if (options.Name != "TrainingOptions")
        {
            throw options.Wrong("The options are 'new TrainingOptions { ... }'");
        }

        options.AllowOnly("BatchSize", "Optimizer", "Penalty", "Schedule", "Clipping");
        var settings = new TrainingSettings();
        int batch = options.Whole("BatchSize", settings.BatchSize);
        if (batch > TrainingSettings.LargestBatch)
        {
            throw options.Wrong($"A batch has from 1 to {TrainingSettings.LargestBatch} rows here, not {batch}");
        }

        return settings with
        {
            BatchSize = batch,
            Optimizer = options.Part("Optimizer") is { } optimizer ? Build(s_optimizers, optimizer, "optimizer") : settings.Optimizer,
            Schedule = options.Part("Schedule") is { } schedule ? Build(s_schedules, schedule, "schedule") : null,
            Penalty = options.Part("Penalty") is { } penalty ? Penalty(penalty) : null,
            Clipping = options.Part("Clipping") is { } clipping ? Clipping(clipping) : null,
        };
    }

    private static TPart Build<TPart>(Dictionary<string, Func<Made, TPart>> known, Made made, string what)
    {
        if (!known.TryGetValue(made.Name, out Func<Made, TPart>? build))
        {
            throw made.Wrong($"There is no {what} '{made.Name}' here; there are {string.Join(", ", known.Keys)}");
        }

        TPart part = Checked(made, build);
        string? problem = part switch { Optimizer optimizer => optimizer.Problem, LearningRateSchedule schedule => schedule.Problem, _ => null };
        made.AllowOnlyRead();
        return problem is null ? part : throw made.Wrong(problem.TrimEnd('.'));
    }

    private static WeightPenalty Penalty(Made made)
    {
        if (made.Name != "WeightPenalty")
        {
            throw made.Wrong("A penalty is 'new WeightPenalty { L1 = 0.001 }' or one with L2");
        }

        made.AllowOnly("L1", "L2", "IncludeBiases");
        return Checked(made, made => new WeightPenalty { L1 = made.Number("L1", 0), L2 = made.Number("L2", 0), IncludeBiases = made.Flag("IncludeBiases") });
    }

    private static GradientClipping Clipping(Made made) => made.Name switch
    {
        "GradientClipping.ByNorm" => Checked(made, made => GradientClipping.ByNorm(made.Number(0, 1))),
        "GradientClipping.ByValue" => Checked(made, made => GradientClipping.ByValue(made.Number(0, 1))),
        _ => throw made.Wrong("Clipping is GradientClipping.ByNorm(1) or GradientClipping.ByValue(1)"),
    };

    /// <summary>What the library says of numbers that it does not take stands at the place of the text.</summary>
    private static TPart Checked<TPart>(Made made, Func<Made, TPart> build)
    {
        try
        {
            return build(made);
        }
        catch (ArgumentException wrong)
        {
            throw made.Wrong(wrong.Message.Split(" (Parameter")[0].TrimEnd('.'));
        }
    }
}
