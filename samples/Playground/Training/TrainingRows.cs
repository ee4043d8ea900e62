using System.Numerics;
using NnGen;
using Samples.Playground.Data;

namespace Samples.Playground.Training;

/// <summary>Points as rows of numbers: what a network takes of each, and its targets.</summary>
/// <typeparam name="T">The network's numbers.</typeparam>
internal sealed class TrainingRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PointData _data;
    private readonly TargetScale _scale;

    /// <summary>The rows of some points.</summary>
    public TrainingRows(PointData data, TargetScale scale, IReadOnlyList<LabeledPoint> points)
    {
        (_data, _scale) = (data, scale);
        Count = points.Count;
        Inputs = new T[Count * data.FeatureCount];
        Targets = new T[Count * scale.OutputSize];
        Labels = new int[Count];
        for (int row = 0; row < Count; row++)
        {
            LabeledPoint point = points[row];
            TakeInputs(point.X, point.Y, Inputs.AsSpan(row * data.FeatureCount, data.FeatureCount));
            TakeTargets(point.Target, Targets.AsSpan(row * scale.OutputSize, scale.OutputSize));
            Labels[row] = data.IsRegression ? 0 : (int)point.Target;
        }
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>The inputs, row after row.</summary>
    public T[] Inputs { get; }

    /// <summary>The targets, row after row.</summary>
    public T[] Targets { get; }

    /// <summary>The class of each row.</summary>
    public int[] Labels { get; }

    /// <summary>The same as the library's data set; null where there is no row.</summary>
    public Dataset<T>? AsDataset() => Count == 0 ? null
        : _scale.TakesLabels ? Dataset.FromLabels(Inputs, _data.FeatureCount, Labels)
        : Dataset.FromTargets(Inputs, _data.FeatureCount, Targets, _scale.OutputSize);

    /// <summary>What the network takes of a point.</summary>
    public void TakeInputs(double x, double y, Span<T> inputs)
    {
        Span<double> features = stackalloc double[DataRequest.MostFeatures];
        _data.Features(x, y, features[..inputs.Length]);
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = T.CreateTruncating(features[i]);
        }
    }

    /// <summary>The targets of a class, or of a number.</summary>
    public void TakeTargets(double target, Span<T> targets)
    {
        Span<double> wanted = stackalloc double[DataRequest.MostClasses];
        _scale.Targets(target, wanted[..targets.Length], _data.IsRegression);
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = T.CreateTruncating(wanted[i]);
        }
    }

    /// <summary>The inputs of the middle of each cell of the square.</summary>
    public T[] Plane(int side)
    {
        int features = _data.FeatureCount;
        var inputs = new T[side * side * features];
        for (int cell = 0; cell < side * side; cell++)
        {
            (double x, double y) = PlaneMaps.Cell(cell, side, _data.Request.From, _data.Request.To);
            TakeInputs(x, y, inputs.AsSpan(cell * features, features));
        }

        return inputs;
    }
}
