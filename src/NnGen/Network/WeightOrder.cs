namespace NnGen;

/// <summary>
/// How a weight of more than two axes is a matrix, which is what lies in pieces: that of a convolution has an output for each filter and an input for
/// each element of a window. Element i, j, ... is that of output <c>i * output_i + j * output_j + ...</c> and input
/// <c>firstInput + i * input_i + j * input_j + ...</c>.
/// </summary>
/// <param name="FirstInput">The input of the element whose indices are all 0.</param>
/// <param name="Axes">The canonical axes in row-major order; one of the weight's may be two here.</param>
public sealed record WeightOrder(int FirstInput, IReadOnlyList<WeightAxis> Axes)
{
    /// <summary>The output and the input of a canonical, row-major element.</summary>
    internal (int Output, int Input) Of(int index)
    {
        (int output, int input) = (0, FirstInput);
        for (int axis = Axes.Count - 1; axis >= 0; axis--)
        {
            (index, int coordinate) = int.DivRem(index, Axes[axis].Size);
            output += coordinate * Axes[axis].Output;
            input += coordinate * Axes[axis].Input;
        }

        return (output, input);
    }
}

/// <summary>An axis of a <see cref="WeightOrder"/>.</summary>
/// <param name="Size">The number of its indices.</param>
/// <param name="Output">How far each index moves on among the outputs.</param>
/// <param name="Input">How far each index moves on among the inputs.</param>
public readonly record struct WeightAxis(int Size, int Output, int Input);
