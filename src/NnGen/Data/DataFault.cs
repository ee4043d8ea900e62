using System.Globalization;

namespace NnGen;

/// <summary>A number in a data set that no network can learn from: NaN or an infinity. Immutable.</summary>
/// <param name="Row">The row of the view, from 0.</param>
/// <param name="Column">The column of the inputs or targets, from 0.</param>
/// <param name="IsTarget">Whether it stands in the targets; otherwise in the inputs.</param>
/// <param name="Value">NaN or an infinity.</param>
public readonly record struct DataFault(int Row, int Column, bool IsTarget, double Value)
{
    /// <summary>The fault in words, such as <c>row 3, input column 17 is NaN</c>.</summary>
    public override string ToString() =>
        $"row {Row}, {(IsTarget ? "target" : "input")} column {Column} is {Value.ToString(CultureInfo.InvariantCulture)}";
}
