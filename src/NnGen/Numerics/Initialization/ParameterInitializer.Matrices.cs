using System.Runtime.Intrinsics;
using NnGen.Numerics;

namespace NnGen;

/// <content>What can be drawn for matrices only.</content>
public static partial class ParameterInitializer
{
    /// <summary>
    /// As <c>torch.nn.init.orthogonal_</c>: the rows of a matrix of normal numbers, or its columns where there are fewer, made orthogonal in
    /// turn, each with a positive part of its own direction; that is the Q of the QR decomposition whose R has a positive diagonal.
    /// </summary>
    private static void FillOrthogonal<T>(ParameterInfo parameter, Span<T> storage, CounterRandom random, double length)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        (int outputs, int inputs) = Sides(parameter);
        bool isWide = outputs <= inputs;
        int count = Math.Min(outputs, inputs);
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] vector = vectors[i] = new double[Math.Max(outputs, inputs)];
            for (int j = 0; j < vector.Length; j++)
            {
                vector[j] = random.NormalAt(step: 0, row: 0, (uint)(isWide ? i * inputs + j : j * inputs + i));
            }

            // Twice, since once leaves errors that grow with how alike the vectors were.
            TakeAway(vectors, i);
            TakeAway(vectors, i);
            double norm = Math.Sqrt(Dot(vector, vector));
            for (int j = 0; j < vector.Length; j++)
            {
                vector[j] /= norm;
                storage[ParameterLayout.StorageIndex(parameter, isWide ? i * inputs + j : j * inputs + i)] = T.CreateTruncating(length * vector[j]);
            }
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

    /// <summary>As <c>torch.nn.init.sparse_</c>: sets a part of each column to 0, that is of the weights that one input has.</summary>
    private static void ThinOut<T>(ParameterInfo parameter, Span<T> storage, CounterRandom random)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        (int outputs, int inputs) = Sides(parameter);
        if (!(parameter.InitializerSparsity >= 0 && parameter.InitializerSparsity <= 1))
        {
            throw new ArgumentException($"The sparsity of {parameter.Name} is {parameter.InitializerSparsity}; it must be in [0, 1].");
        }

        int zeros = (int)Math.Ceiling(parameter.InitializerSparsity * outputs);
        int[] order = new int[outputs];
        for (int input = 0; input < inputs; input++)
        {
            for (int output = 0; output < outputs; output++)
            {
                order[output] = output;
            }

            // Step 0 has the values.
            Permutation.Shuffle(order, random, (ulong)input + 1);
            foreach (int output in order.AsSpan(0, zeros))
            {
                storage[ParameterLayout.StorageIndex(parameter, output * inputs + input)] = T.Zero;
            }
        }
    }

    private static (int Outputs, int Inputs) Sides(ParameterInfo parameter) => parameter.Shape.Count == 2
        ? (parameter.Shape[0], parameter.Shape[1])
        : throw new ArgumentException($"The initialiser of {parameter.Name} is {parameter.Initializer}, which is for matrices, but its shape is [{string.Join(", ", parameter.Shape)}].");
}
