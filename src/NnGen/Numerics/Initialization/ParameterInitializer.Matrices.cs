using System.Runtime.Intrinsics;
using NnGen.Numerics;

namespace NnGen;

/// <content>What can be drawn for matrices only.</content>
public static partial class ParameterInitializer
{
    /// <summary>What of a vector is left, at least, where it is its own and not an error of rounding.</summary>
    private const double OwnPart = 1e-9;

    /// <summary>
    /// As <c>torch.nn.init.orthogonal_</c>: the rows of a matrix of normal numbers, or its columns where there are fewer, made orthogonal in
    /// turn, each with a positive part of its own direction; that is the Q of the QR decomposition whose R has a positive diagonal.
    /// Where there is a mask, each vector has the connections that it has: orthogonal to those before it as far as these allow, and always of
    /// the length. So the blocks of a block-diagonal weight are orthogonal each.
    /// </summary>
    private static void FillOrthogonal<T>(ParameterInfo parameter, Span<T> storage, CounterRandom random, double length)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        (int outputs, int inputs) = Sides(parameter);
        bool isWide = outputs <= inputs;
        double[][] vectors = new double[Math.Min(outputs, inputs)][];
        for (int i = 0; i < vectors.Length; i++)
        {
            double[] vector = vectors[i] = new double[Math.Max(outputs, inputs)];
            for (int j = 0; j < vector.Length; j++)
            {
                vector[j] = parameter.Mask is null || parameter.Mask[Element(i, j)] ? random.NormalAt(step: 0, row: 0, (uint)Element(i, j)) : 0;
            }

            MakeOrthogonal(parameter.Mask, vectors, i, Element);
            for (int j = 0; j < vector.Length; j++)
            {
                ParameterLayout.Put(parameter, Element(i, j), T.CreateTruncating(length * vector[j]), storage);
            }
        }

        int Element(int vector, int place) => isWide ? vector * inputs + place : place * inputs + vector;
    }

    /// <summary>Makes a vector orthogonal to those before it, and of length 1.</summary>
    private static void MakeOrthogonal(ParameterMask? mask, double[][] vectors, int index, Func<int, int, int> element)
    {
        double[] vector = vectors[index];
        double[]? drawn = mask is null ? null : [.. vector];

        // Twice, since once leaves errors that grow with how alike the vectors were.
        TakeAway(vectors, index);
        TakeAway(vectors, index);
        if (drawn is not null)
        {
            for (int j = 0; j < vector.Length; j++)
            {
                vector[j] = mask![element(index, j)] ? vector[j] : 0;
            }

            // Its connections are those of vectors before it, which leave it no direction of its own.
            if (Dot(vector, vector) <= OwnPart * OwnPart * Dot(drawn, drawn))
            {
                drawn.CopyTo(vector, 0);
            }
        }

        double norm = Math.Sqrt(Dot(vector, vector));
        for (int j = 0; norm > 0 && j < vector.Length; j++)
        {
            vector[j] /= norm;
        }
    }

    /// <summary>Takes from a vector what it has of the directions before it.</summary>
    private static void TakeAway(double[][] vectors, int index)
    {
        double[] vector = vectors[index];
        for (int before = 0; before < index; before++)
        {
            double[] direction = vectors[before];
            double part = Dot(direction, vector);
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] -= part * direction[i];
            }
        }
    }

    /// <summary>The inner product in a fixed order, without fused operations: the same bits on every machine.</summary>
    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        const int Lanes = 8;
        Vector512<double> sum = Vector512<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            Vector512<double> product = Vector512.Create(x.Slice(i, Lanes)) * Vector512.Create(y.Slice(i, Lanes));
            sum += product;
        }

        double total = 0;
        for (int lane = 0; lane < Lanes; lane++)
        {
            total += sum[lane];
        }

        for (; i < x.Length; i++)
        {
            total += x[i] * y[i];
        }

        return total;
    }

    /// <summary>As <c>torch.nn.init.sparse_</c>: sets a part of each column to 0, that is of the weights that one input has; of a mask, those that there are.</summary>
    private static void ThinOut<T>(ParameterInfo parameter, Span<T> storage, CounterRandom random)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        (int outputs, int inputs) = Sides(parameter);
        if (!(parameter.InitializerSparsity >= 0 && parameter.InitializerSparsity <= 1))
        {
            throw new ArgumentException($"The sparsity of {parameter.Name} is {parameter.InitializerSparsity}; it must be in [0, 1].");
        }

        int[] order = new int[outputs];
        for (int input = 0; input < inputs; input++)
        {
            int count = 0;
            for (int output = 0; output < outputs; output++)
            {
                if (parameter.Mask is null || parameter.Mask[output * inputs + input])
                {
                    order[count++] = output;
                }
            }

            // Step 0 has the values.
            Span<int> connected = order.AsSpan(0, count);
            Permutation.Shuffle(connected, random, (ulong)input + 1);
            foreach (int output in connected[..(int)Math.Ceiling(parameter.InitializerSparsity * count)])
            {
                ParameterLayout.Put(parameter, output * inputs + input, T.Zero, storage);
            }
        }
    }

    /// <summary>The sides of a weight as a matrix: of more than two axes all but the first are one, as PyTorch has it.</summary>
    private static (int Outputs, int Inputs) Sides(ParameterInfo parameter) => parameter.Shape.Count >= 2
        ? (parameter.Shape[0], ParameterLayout.Count(parameter) / parameter.Shape[0])
        : throw new ArgumentException($"The initialiser of {parameter.Name} is {parameter.Initializer}, which is for matrices, but its shape is [{string.Join(", ", parameter.Shape)}].");
}
