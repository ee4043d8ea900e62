using System.Numerics;
using NnGen;
using Samples.Playground.Data;

namespace Samples.Playground.Training;

/// <summary>How the classes or numbers of points become the targets of a network, and what its outputs are worth on a map.</summary>
internal sealed class TargetScale
{
    private readonly double _lowest;
    private readonly bool _isLogits;

    private TargetScale(NetworkInfo info, bool isOneOfMany, double lowest)
    {
        OutputSize = info.OutputSize;
        IsOneOfMany = isOneOfMany;
        TakesLabels = isOneOfMany && info.Targets.HasFlag(TargetKind.Labels);
        _lowest = lowest;
        _isLogits = info.Output == OutputKind.Logits;
    }

    /// <summary>The outputs of the network.</summary>
    public int OutputSize { get; }

    /// <summary>Whether there is an output for each class.</summary>
    public bool IsOneOfMany { get; }

    /// <summary>Whether the loss takes class numbers.</summary>
    public bool TakesLabels { get; }

    /// <summary>The scale of a network for data.</summary>
    /// <exception cref="DataException">The network cannot learn these data; the message says why, and what would fit.</exception>
    public static TargetScale Of(NetworkInfo info, PointData data)
    {
        if (info.InputSize != data.FeatureCount)
        {
            throw new DataException($"The network takes {Count(info.InputSize, "number")} of a point, but there {(data.FeatureCount == 1 ? "is" : "are")} {Count(data.FeatureCount, "feature")}: declare [Input({data.FeatureCount})], or choose others.");
        }

        if (info.Outputs.Count > 1)
        {
            throw new DataException("A network has one output with one loss here.");
        }

        if (data.IsRegression)
        {
            return info.OutputSize == 1 && info.Output == OutputKind.Values
                ? new TargetScale(info, isOneOfMany: false, lowest: -1)
                : throw new DataException("These points have numbers, so the network ends with one number and a squared error: [Dense(1)] [MeanSquaredErrorLoss].");
        }

        if (info.OutputSize == 1)
        {
            return data.Classes == 2
                ? new TargetScale(info, isOneOfMany: false, lowest: IsSigned(info) ? -1 : 0)
                : throw new DataException($"These points have {data.Classes} classes, so the network ends with an output for each: [Dense({data.Classes}), Softmax] [CrossEntropyLoss].");
        }

        return info.OutputSize == data.Classes
            ? new TargetScale(info, isOneOfMany: true, lowest: IsSigned(info) ? -1 : 0)
            : throw new DataException($"These points have {data.Classes} classes, but the network has {info.OutputSize} outputs: end with [Dense({data.Classes}), Softmax] [CrossEntropyLoss]{(data.Classes == 2 ? ", or [Dense(1), Sigmoid]" : "")}.");
    }

    /// <summary>The targets of a point, one for each output.</summary>
    public void Targets(double target, Span<double> targets, bool isRegression)
    {
        if (IsOneOfMany)
        {
            targets.Fill(_lowest);
            targets[(int)target] = 1;
        }
        else
        {
            targets[0] = isRegression || target == 1 ? target : _lowest;
        }
    }

    /// <summary>An output on the scale of a map, -1 to 1.</summary>
    public double OnMap(double output) => _isLogits ? Math.Tanh(output / 2) : _lowest == 0 ? (2 * output) - 1 : output;

    /// <summary>The class that outputs name, and how sure they are, from 0 to 1.</summary>
    public (int Class, double Margin) ClassOf<T>(ReadOnlySpan<T> outputs)
        where T : IFloatingPointIeee754<T>
    {
        if (!IsOneOfMany)
        {
            double value = OnMap(double.CreateTruncating(outputs[0]));
            return (value >= 0 ? 1 : 0, Math.Min(1, Math.Abs(value)));
        }

        int best = 0;
        for (int i = 1; i < outputs.Length; i++)
        {
            best = outputs[i] > outputs[best] ? i : best;
        }

        double second = double.NegativeInfinity;
        for (int i = 0; i < outputs.Length; i++)
        {
            second = i == best ? second : Math.Max(second, double.CreateTruncating(outputs[i]));
        }

        double margin = double.CreateTruncating(outputs[best]) - second;
        return (best, double.IsNaN(margin) ? 0 : Math.Clamp(margin, 0, 1));
    }

    /// <summary>Whether no means -1: outputs between -1 and 1, or without a bound, but not those of a sigmoid.</summary>
    private static bool IsSigned(NetworkInfo info)
    {
        string last = info.Nodes.Last(node => node.Kind is not ("Dropout" or "Identity")).Kind;
        return info.Output == OutputKind.Margins || (info.Output == OutputKind.Values && info.TargetMinimum < 0 && last is "Dense" or "Tanh" or "HardTanh" or "Softsign" or "ScaledTanh");
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
