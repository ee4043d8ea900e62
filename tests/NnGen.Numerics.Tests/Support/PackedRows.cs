using System.Numerics;

namespace NnGen.Numerics.Tests.Support;

/// <summary>Rows that have several inputs side by side.</summary>
internal static class PackedRows
{
    /// <summary>Rows of each input as rows of all.</summary>
    public static T[] Of<T>(int rows, params T[][] inputs) =>
        [.. Enumerable.Range(0, rows).SelectMany(row => inputs.SelectMany(input => input.Chunk(input.Length / rows).ElementAt(row)))];

    /// <summary>The rows of one input.</summary>
    public static T[] Columns<T>(T[] packed, NetworkInfo info, string name)
    {
        InputInfo input = info.Inputs.Single(input => input.Name == name);
        return [.. packed.Chunk(info.InputSize).SelectMany(row => row[input.FirstColumn..(input.FirstColumn + input.Size)])];
    }

    /// <summary>The gradients of the inputs that have one, side by side.</summary>
    public static T[] Gradients<T>(NetworkTape<T> tape, NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => !info.HasInputGradient ? []
        : info.Inputs.Count == 1
        ? tape.InputGradient.ToArray()
        : Of(tape.Rows, [.. info.Inputs.Where(input => input.IsDifferentiable).Select(input => tape.InputGradientOf(input.Name).ToArray())]);
}
