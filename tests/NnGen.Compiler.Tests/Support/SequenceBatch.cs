using NnGen.Compiler.Graph;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Tests.Support;

/// <summary>Rows and targets for any network: class numbers where the inputs are such, lengths, masks, and labels where the loss takes them.</summary>
internal sealed class SequenceBatch
{
    private readonly SeededDraw _draw;

    public SequenceBatch(NetworkPlan plan, int rows, ulong seed)
    {
        _draw = new SeededDraw(seed);
        Inputs = [.. Enumerable.Range(0, rows).Select(_ => plan.Facts.Inputs.SelectMany(Input).ToArray())];
        IReadOnlyList<BuiltOutput> outputs = plan.Inference.Outputs;
        Counts = [.. outputs.Select(output => Enumerable.Range(0, rows * output.Steps).Select(step => DoesCount(output, step)).ToArray())];
        Targets = [.. Enumerable.Range(0, rows).Select(row => outputs.SelectMany((output, i) => Target(output, [.. Counts[i].Skip(row * output.Steps).Take(output.Steps)])).ToArray())];
    }

    /// <summary>The inputs of each row, side by side.</summary>
    public double[][] Inputs { get; }

    /// <summary>The targets of each row as a tape has them, those of all outputs side by side: 0 where a step does not count.</summary>
    public double[][] Targets { get; }

    /// <summary>Of each output, whether each step of each row counts.</summary>
    public bool[][] Counts { get; }

    private bool DoesCount(BuiltOutput output, int step) =>
        output.LengthsColumn >= 0 ? step % output.Steps < Inputs[step / output.Steps][output.LengthsColumn]
        : output.IgnoreLabel is null || step == 0 || !_draw.Chance(3);

    private IEnumerable<double> Input(InputFacts input) => Enumerable.Range(0, input.Shape.Size).Select(_ =>
        input.IsOfLengths ? 1.0 + _draw.Next(input.ClassCount)
        : input.ClassCount > 0 ? _draw.Next(input.ClassCount)
        : input.IsMask ? _draw.Next(2)
        : Number()).ToArray();

    private double Number() => (_draw.Next(1 << 20) + 0.5) / (1 << 19) - 1;

    private double[] Target(BuiltOutput output, bool[] counts)
    {
        if (output.MaxLabels > 0)
        {
            return Transcript(output);
        }

        int size = output.TargetShape.Size / output.Steps;
        return [.. counts.SelectMany(isCounted => !isCounted ? new double[size] : output.Loss switch
        {
            { TakesClasses: true, Targets.Labels: true } => OneHot(_draw.Next(size), size),
            { TakesClasses: true } => Probabilities(size),
            { TargetRange: (-1, 1) } => [.. Enumerable.Range(0, size).Select(_ => 2.0 * _draw.Next(2) - 1)],
            { TargetRange.Minimum: 0 } => [.. Enumerable.Range(0, size).Select(_ => (Number() + 1) / 2)],
            _ => [.. Enumerable.Range(0, size).Select(_ => Number())],
        })];
    }

    private static double[] OneHot(int label, int size) => [.. Enumerable.Range(0, size).Select(i => i == label ? 1.0 : 0)];

    private double[] Probabilities(int size)
    {
        double[] shares = [.. Enumerable.Range(0, size).Select(_ => Number() + 1.1)];
        return [.. shares.Select(share => share / shares.Sum())];
    }

    /// <summary>A length, as many labels as fit into it with the blanks that must stand between equal ones, and -1.</summary>
    private double[] Transcript(BuiltOutput output)
    {
        (int steps, int classes) = (output.Shape.Axes[0], output.Shape.Axes[1]);
        int length = 1 + _draw.Next(steps);
        var labels = new List<int>();
        int wanted = _draw.Next(output.MaxLabels + 1);
        for (int taken = 0; labels.Count < wanted;)
        {
            int label = _draw.Next(classes);
            label = label == output.Blank ? (label + 1) % classes : label;
            taken += labels.Count > 0 && labels[^1] == label ? 2 : 1;
            if (taken > length)
            {
                break;
            }

            labels.Add(label);
        }

        return [length, .. labels.Select(label => (double)label), .. Enumerable.Repeat(-1.0, output.MaxLabels + 1 - labels.Count)];
    }
}
