namespace NnGen;

/// <summary>The words of messages about labels.</summary>
internal static class LabelFault
{
    /// <summary>A label and where it stands: <c>7 of row 0, step 2</c>.</summary>
    /// <param name="output">The output.</param>
    /// <param name="index">The number of the label, row after row.</param>
    /// <param name="label">The label.</param>
    public static string At(OutputInfo output, int index, int label) => At(output.Steps, index, label);

    /// <inheritdoc cref="At(OutputInfo, int, int)"/>
    public static string At(int steps, int index, int label) =>
        steps == 1 ? $"{label} of row {index}" : $"{label} of row {index / steps}, step {index % steps},";

    /// <summary>Which labels there may be: <c>the classes 0 to 3, and -100 for none</c>.</summary>
    public static string Classes(OutputInfo output) =>
        $"the classes 0 to {output.StepSize - 1}{(output.IgnoreLabel is int none && (uint)none >= (uint)output.StepSize ? $", and {none} for none" : "")}";
}
