using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>
/// How a parameter of more than two axes is a matrix: the weight of a convolution has as many outputs as filters and an input for each element of
/// a window. An element with canonical indices i, j, ... is that of output <c>i * output_i + j * output_j + ...</c> and input
/// <c>first + i * input_i + j * input_j + ...</c>.
/// </summary>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Axes">The canonical axes, in row-major order; one of the parameter's may be two here.</param>
/// <param name="FirstInput">The input of the element whose indices are all 0.</param>
public sealed record MatrixOrder(int Outputs, int Inputs, EquatableArray<MatrixAxis> Axes, int FirstInput)
{
    /// <summary>The output and the input of a canonical, row-major element.</summary>
    public (int Output, int Input) Of(int element)
    {
        (int output, int input) = (0, FirstInput);
        for (int i = Axes.Count - 1; i >= 0; i--)
        {
            MatrixAxis axis = Axes[i];
            output += element % axis.Size * axis.Output;
            input += element % axis.Size * axis.Input;
            element /= axis.Size;
        }

        return (output, input);
    }
}

/// <summary>An axis of a parameter that is a matrix: its size, and how far each index moves on among the outputs and among the inputs.</summary>
public sealed record MatrixAxis(int Size, int Output, int Input);
