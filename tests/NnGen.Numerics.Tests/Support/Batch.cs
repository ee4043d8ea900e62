using System.Numerics;

namespace NnGen.Numerics.Tests.Support;

/// <summary>Rows of inputs with targets that fit a network's loss, drawn from a seed.</summary>
public sealed class Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Batch(T[] inputs, T[] targets, int[]? labels)
    {
        Inputs = inputs;
        Targets = targets;
        Labels = labels;
    }

    /// <summary>The rows.</summary>
    public T[] Inputs { get; }

    /// <summary>A target for each row and output; labels as one-hot rows.</summary>
    public T[] Targets { get; }

    /// <summary>The labels, where the targets are labels.</summary>
    public int[]? Labels { get; }

    /// <summary>Inputs around zero, or classes, or masks; labels where the loss takes nothing else, and for every second seed where it takes both.</summary>
    public static Batch<T> Draw(NetworkInfo info, int rows, int seed)
    {
        var random = new Random(seed);
        var inputs = new T[rows * info.InputSize];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = T.CreateTruncating(3 * random.NextDouble() - 1.5);
        }

        foreach (InputInfo input in info.Inputs.Where(input => input.ClassCount > 0))
        {
            for (int i = 0; i < rows * input.Size; i++)
            {
                inputs[i / input.Size * info.InputSize + input.FirstColumn + i % input.Size] = T.CreateTruncating(random.Next(input.ClassCount) + (input.IsOfLengths ? 1 : 0));
            }
        }

        foreach (InputInfo input in info.Inputs.Where(input => input.IsMask))
        {
            // Every third key is hidden, another one in each row.
            for (int i = 0; i < rows * input.Size; i++)
            {
                inputs[i / input.Size * info.InputSize + input.FirstColumn + i % input.Size] = (i + seed + i / input.Size) % 3 == 0 ? T.One : T.Zero;
            }
        }

        var targets = new T[rows * info.OutputSize];
        int[]? labels = info.Targets == TargetKind.Labels || (info.Targets.HasFlag(TargetKind.Labels) && seed % 2 == 0) ? new int[rows * info.LabelsPerRow] : null;
        for (int row = 0; row < rows; row++)
        {
            Span<T> target = targets.AsSpan(row * info.OutputSize, info.OutputSize);
            if (info.MaxLabels > 0)
            {
                Spell(info, inputs.AsSpan(row * info.InputSize, info.InputSize), labels.AsSpan(row * info.MaxLabels, info.MaxLabels), random);
                continue;
            }

            foreach (OutputInfo output in info.Outputs)
            {
                int size = output.Size / output.Steps;
                for (int step = 0; step < output.Steps; step++)
                {
                    // Every fourth step has no label, where that may be; a label that does not count may be a class.
                    Span<T> ofStep = target.Slice(output.FirstColumn + step * size, size);
                    bool isNone = output.IgnoreLabel is not null && random.Next(4) == 0;
                    if (labels is not null)
                    {
                        int label = isNone ? output.IgnoreLabel!.Value : random.Next(size);
                        labels[row * info.Steps + step] = label;
                        if (label != output.IgnoreLabel)
                        {
                            ofStep[label] = T.One;
                        }
                    }
                    else if (!isNone)
                    {
                        Fill(ofStep, info, output, random);
                    }
                }
            }
        }

        return new Batch<T>(inputs, targets, labels);
    }

    /// <summary>The rows as data for the trainer.</summary>
    public Dataset<T> ToDataset(NetworkInfo info) => Labels is null
        ? Dataset.FromTargets(Inputs, info.InputSize, Targets, info.OutputSize)
        : Dataset.FromLabels(Inputs, info.InputSize, Labels, info.LabelsPerRow);

    /// <summary>For each output whether each step of each row counts: those of a length from the first one on, and those that have a label.</summary>
    public bool[][] Counts(NetworkInfo info)
    {
        return [.. info.Outputs.Select(output => Enumerable.Range(0, Inputs.Length / info.InputSize * output.Steps).Select(step => Counts(output, step)).ToArray())];

        bool Counts(OutputInfo output, int at)
        {
            (int row, int step) = (at / output.Steps, at % output.Steps);
            if (output.LengthsColumn >= 0 && step >= int.CreateTruncating(Inputs[row * info.InputSize + output.LengthsColumn]))
            {
                return false;
            }

            int size = output.Size / output.Steps;
            return Labels is not null ? Labels[at] != output.IgnoreLabel
                : output.IgnoreLabel is null || Targets.AsSpan(row * info.OutputSize + output.FirstColumn + step * size, size).ContainsAnyExcept(T.Zero);
        }
    }

    /// <summary>The loss and the outputs by the network's own door.</summary>
    public T Forward<TNetwork>(TNetwork network, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T> =>
        Labels is null ? network.Forward(Inputs, Targets, tape) : network.Forward(Inputs, Labels, tape);

    /// <summary>Labels that fit into the row's steps, -1 behind the last; equal ones are likely and take a step more.</summary>
    private static void Spell(NetworkInfo info, ReadOnlySpan<T> inputs, Span<int> labels, Random random)
    {
        labels.Fill(-1);
        int left = info.LengthsColumn < 0 ? info.OutputShape[0] : int.CreateTruncating(inputs[info.LengthsColumn]);
        int count = random.Next(labels.Length + 1);
        for (int i = 0; i < count; i++)
        {
            int label = (info.Blank + 1 + random.Next(info.OutputShape[1] - 1)) % info.OutputShape[1];
            left -= i > 0 && labels[i - 1] == label ? 2 : 1;
            if (left < 0)
            {
                break;
            }

            labels[i] = label;
        }
    }

    private static void Fill(Span<T> target, NetworkInfo network, OutputInfo info, Random random)
    {
        if (network.Outputs.Count > 1 && info.Targets == TargetKind.Labels)
        {
            target[random.Next(target.Length)] = T.One;
            return;
        }

        double sum = 0;
        for (int i = 0; i < target.Length; i++)
        {
            // Between -1 and 1, or the part of it that the loss takes.
            double least = Math.Max(-1, info.TargetMinimum);
            double most = Math.Min(1, info.TargetMaximum);
            double value = info.Targets.HasFlag(TargetKind.Labels) ? random.NextDouble() : least + (most - least) * random.NextDouble();
            sum += value;
            target[i] = T.CreateTruncating(value);
        }

        if (info.Targets.HasFlag(TargetKind.Labels))
        {
            foreach (ref T value in target)
            {
                value /= T.CreateTruncating(sum);
            }
        }
    }
}
