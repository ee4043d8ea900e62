using System.Numerics;

namespace NnGen;

/// <summary>Turns outputs into decisions.</summary>
public static class Classification
{
    /// <summary>
    /// The class that an output stands for. Several outputs: the index of the first maximum. One output: 1 when the probability is
    /// at least 0.5 or the logit at least 0, else 0.
    /// </summary>
    /// <param name="output">The network's output for one row, <see cref="NetworkInfo.OutputSize"/> elements.</param>
    /// <param name="info">The network's facts.</param>
    /// <exception cref="ArgumentException"><paramref name="output"/> has another length.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are values to be fitted, not classes, or it has several.</exception>
    /// <exception cref="ArithmeticException">An output is NaN.</exception>
    public static int Classify<T>(ReadOnlySpan<T> output, NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.Outputs.Count > 1)
        {
            throw new InvalidOperationException($"{info.Name} has several outputs: {string.Join(", ", info.Outputs.Select(one => one.Name))}. Classify one of them, with its own facts, Info.Outputs[i].");
        }

        if (output.Length != info.OutputSize)
        {
            throw new ArgumentException($"{info.Name} has {info.OutputSize} outputs, but {output.Length} were given.", nameof(output));
        }

        if (info.Output == OutputKind.Transcripts)
        {
            throw SpellsLabels(info.Name);
        }

        if (info.Output == OutputKind.Values)
        {
            throw new InvalidOperationException($"{info.Name} is a regression network: its outputs are values ({info.Loss}), so there are no classes. Use Predict.");
        }

        return info.Steps == 1 ? DecideSurely(output, info.Output, info.Name) : throw SeveralSteps(info.Name, info.Steps);
    }

    /// <summary>The class of each step of an output that has some at each, as that of a sequence [time, classes]. Of a row that is one step, its class.</summary>
    /// <param name="output">The network's output for one row, <see cref="NetworkInfo.OutputSize"/> elements.</param>
    /// <param name="info">The network's facts.</param>
    /// <param name="classes">Room for <see cref="NetworkInfo.Steps"/> classes.</param>
    /// <exception cref="ArgumentException">A length is another one.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are values to be fitted, not classes, or it has several.</exception>
    /// <exception cref="ArithmeticException">An output is NaN.</exception>
    public static void Classify<T>(ReadOnlySpan<T> output, NetworkInfo info, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.Outputs.Count > 1)
        {
            throw new InvalidOperationException($"{info.Name} has several outputs: {string.Join(", ", info.Outputs.Select(one => one.Name))}. Classify one of them, with its own facts, Info.Outputs[i].");
        }

        Classify(output, info.Outputs[0], classes, info.Name);
    }

    /// <summary>As the other overload, of one of several outputs.</summary>
    /// <param name="output">That output for one row, <see cref="OutputInfo.Size"/> elements.</param>
    /// <param name="info">Its facts: one of <see cref="NetworkInfo.Outputs"/>.</param>
    /// <param name="classes">Room for <see cref="OutputInfo.Steps"/> classes.</param>
    /// <exception cref="ArgumentException">A length is another one.</exception>
    /// <exception cref="InvalidOperationException">Its elements are values to be fitted, not classes.</exception>
    /// <exception cref="ArithmeticException">An element is NaN.</exception>
    public static void Classify<T>(ReadOnlySpan<T> output, OutputInfo info, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        Classify(output, info, classes, $"the output {info.Name}");
    }

    private static void Classify<T>(ReadOnlySpan<T> output, OutputInfo info, Span<int> classes, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (output.Length != info.Size)
        {
            throw new ArgumentException($"{name} has {info.Size} elements, but {output.Length} were given.", nameof(output));
        }

        if (info.Kind == OutputKind.Transcripts)
        {
            throw SpellsLabels(name);
        }

        if (classes.Length != info.Steps)
        {
            throw new ArgumentException($"{name} has a class for each of {info.Steps} steps, but there is room for {classes.Length}.", nameof(classes));
        }

        if (info.Kind == OutputKind.Values)
        {
            throw new InvalidOperationException($"{name} has values to be fitted ({info.Loss}), so there are no classes. Use Predict.");
        }

        for (int step = 0; step < classes.Length; step++)
        {
            classes[step] = DecideSurely(output.Slice(step * info.StepSize, info.StepSize), info.Kind, name);
        }
    }

    private static InvalidOperationException SpellsLabels(string name) => new($"{name} spells labels over its steps and has no class for each; read them with Ctc.Decode.");

    private static InvalidOperationException SeveralSteps(string name, int steps) =>
        new($"{name} has a class for each of {steps} steps: give Classify room for them, a Span<int>.");

    /// <summary>As the other overload, of one of several outputs.</summary>
    /// <param name="output">That output for one row, <see cref="OutputInfo.Size"/> elements.</param>
    /// <param name="info">Its facts: one of <see cref="NetworkInfo.Outputs"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="output"/> has another length.</exception>
    /// <exception cref="InvalidOperationException">Its elements are values to be fitted, not classes.</exception>
    /// <exception cref="ArithmeticException">An element is NaN.</exception>
    public static int Classify<T>(ReadOnlySpan<T> output, OutputInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        if (output.Length != info.Size)
        {
            throw new ArgumentException($"The output {info.Name} has {info.Size} elements, but {output.Length} were given.", nameof(output));
        }

        if (info.Kind == OutputKind.Values)
        {
            throw new InvalidOperationException($"The output {info.Name} has values to be fitted ({info.Loss}), so there are no classes.");
        }

        return info.Steps == 1 ? DecideSurely(output, info.Kind, info.Name) : throw SeveralSteps($"The output {info.Name}", info.Steps);
    }

    private static int DecideSurely<T>(ReadOnlySpan<T> output, OutputKind kind, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int decision = Decide(output, kind);
        return decision >= 0
            ? decision
            : throw new ArithmeticException($"Output {FirstNaN(output)} of {name} is NaN, so there is no class. Look for NaN in the input and in the parameters.");
    }

    /// <summary>Yes or no of an output that is a probability or a logit of yes, as 1 or 0: yes from a probability of <paramref name="threshold"/> on.</summary>
    /// <param name="output">The network's output for one row: one element.</param>
    /// <param name="info">The network's facts.</param>
    /// <param name="threshold">The least probability that is yes, from 0 to 1. Of logits it is the probability too, not the logit.</param>
    /// <exception cref="ArgumentException"><paramref name="output"/> has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs, or no probability of yes.</exception>
    /// <exception cref="ArithmeticException">The output is NaN.</exception>
    public static int Classify<T>(ReadOnlySpan<T> output, NetworkInfo info, double threshold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckThreshold(info, threshold);

        // The usual checks of length and NaN.
        int usual = Classify(output, info);
        if (threshold == 0.5)
        {
            return usual;
        }

        // Of logits the threshold is log(p / (1 - p)): infinite at the ends, where all or only the infinite are yes.
        double least = info.Output == OutputKind.Logits ? Math.Log(threshold / (1 - threshold)) : threshold;
        return double.CreateTruncating(output[0]) >= least ? 1 : 0;
    }

    /// <summary>Checks that a network has a probability of yes, and that the threshold is one.</summary>
    internal static void CheckThreshold(NetworkInfo info, double threshold)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (!(threshold >= 0 && threshold <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is a probability, from 0 to 1.");
        }

        if (info.OutputSize != 1 || info.Output is not (OutputKind.Probabilities or OutputKind.Logits))
        {
            throw new InvalidOperationException($"A threshold needs one output that is a probability or a logit of yes, but {info.Name} has {info.OutputSize} of kind {info.Output}. Compare the outputs of Predict yourself.");
        }
    }

    /// <summary>The class of an output, or -1 if an element is NaN.</summary>
    internal static int Decide<T>(ReadOnlySpan<T> output, OutputKind kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (output.Length > 1 || kind == OutputKind.ClassScores)
        {
            return FirstMaximum(output);
        }

        return T.IsNaN(output[0]) ? -1 : IsYes(output[0], kind) ? 1 : 0;
    }

    /// <summary>The index of the first maximum, or -1 if an element is NaN.</summary>
    internal static int FirstMaximum<T>(ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int best = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (T.IsNaN(scores[i]))
            {
                return -1;
            }

            if (scores[i] > scores[best])
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Whether a probability is at least 0.5, a logit at least 0 or a margin above 0; false for NaN.</summary>
    internal static bool IsYes<T>(T output, OutputKind kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => kind switch
        {
            OutputKind.Logits => output >= T.Zero,
            OutputKind.Margins => output > T.Zero,
            _ => output >= Half<T>(),
        };

    /// <summary>Whether a target, a probability of yes, stands for yes.</summary>
    internal static bool IsYesTarget<T>(T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => target >= Half<T>();

    /// <summary>
    /// How many decisions of an output agree with its targets: of one, the class, for class scores; of as many as there are outputs,
    /// each yes or no, for probabilities and logits. NaN agrees with nothing.
    /// </summary>
    internal static int RightDecisions<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> targets, OutputKind kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kind == OutputKind.ClassScores)
        {
            return FirstMaximum(output) == FirstMaximum(targets) ? 1 : 0;
        }

        int right = 0;
        for (int i = 0; i < output.Length; i++)
        {
            right += !T.IsNaN(output[i]) && IsYes(output[i], kind) == IsYesTarget(targets[i]) ? 1 : 0;
        }

        return right;
    }

    /// <summary>As the other overload, where the target is 1 for the labelled class and 0 for the others.</summary>
    internal static int RightDecisions<T>(ReadOnlySpan<T> output, int label, OutputKind kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kind == OutputKind.ClassScores)
        {
            return FirstMaximum(output) == label ? 1 : 0;
        }

        int right = 0;
        for (int i = 0; i < output.Length; i++)
        {
            right += !T.IsNaN(output[i]) && IsYes(output[i], kind) == (i == label) ? 1 : 0;
        }

        return right;
    }

    /// <summary>How many decisions <c>RightDecisions</c> takes for a row, or for each of its steps; 0 for regression, and for several outputs, which have an accuracy each.</summary>
    internal static int DecisionsPerRow(NetworkInfo info) => info.Outputs.Count == 1 ? DecisionsPerRow(info.Outputs[0]) : 0;

    /// <summary>Those of one output.</summary>
    internal static int DecisionsPerRow(OutputInfo info) => info.Kind switch
    {
        OutputKind.Values or OutputKind.Transcripts => 0,
        OutputKind.ClassScores => 1,
        _ => info.StepSize,
    };

    private static T Half<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.CreateTruncating(0.5);

    private static int FirstNaN<T>(ReadOnlySpan<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = 0;
        while (!T.IsNaN(output[index]))
        {
            index++;
        }

        return index;
    }
}
