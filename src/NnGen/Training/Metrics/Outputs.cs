using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>Helpers for what a network gives.</summary>
public static class Outputs
{
    /// <summary>
    /// Divides outputs by their sum, in place, so that they add up to 1: for logistic outputs that are independent of each other but are to
    /// be read as the shares of classes. The largest stays the largest. Softmax outputs add up to 1 already.
    /// </summary>
    /// <param name="outputs">The outputs of one row, none negative, at least one positive. Unchanged where they are refused.</param>
    /// <exception cref="ArithmeticException">An output is negative, NaN or infinite, or the sum is 0 or infinite.</exception>
    public static void Normalize<T>(Span<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double output = double.CreateTruncating(outputs[i]);
            if (!(output >= 0 && double.IsFinite(output)))
            {
                throw new ArithmeticException(string.Create(CultureInfo.InvariantCulture, $"Output {i} is {output}; only finite outputs of at least 0 can be rescaled to the sum 1."));
            }

            sum += output;
        }

        if (sum == 0 || !double.IsFinite(sum))
        {
            throw new ArithmeticException(string.Create(CultureInfo.InvariantCulture, $"The {outputs.Length} outputs have the sum {sum} and cannot be rescaled to the sum 1; it must be finite and above 0."));
        }

        foreach (ref T output in outputs)
        {
            output = T.CreateTruncating(double.CreateTruncating(output) / sum);
        }
    }

    /// <summary>As the other overload, for an array.</summary>
    /// <inheritdoc cref="Normalize{T}(Span{T})"/>
    public static void Normalize<T>(T[] outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Normalize(outputs.AsSpan());
    }
}
