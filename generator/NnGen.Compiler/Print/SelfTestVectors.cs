using NnGen.Compiler.Graph.Weights;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>What the interpreter computes of a few rows with the weights that are compiled in: what a machine is held against where the program runs.</summary>
internal static class SelfTestVectors
{
    private const int MostRows = 3;
    private const int MostNumbers = 4096;

    // In the C# compiler the interpreter runs cold, and fuses multiply and add in software. A build should not be felt to wait.
    private const long MostMultiplyAdds = 2_000_000;

    // What a further row may cost.
    private const long MultiplyAddsOfRows = 250_000;

    /// <summary>
    /// The outputs of the first rows, one row after the other, of single predictions and of a batch, which may add in another order; none where the build does not know the weights' numbers, where the network is too large to be
    /// interpreted, or where the library fills in tables.
    /// </summary>
    public static (IReadOnlyList<double> Single, IReadOnlyList<double> Batch) Of(NetworkPlan plan)
    {
        WeightHeader weights = plan.Declaration.Weights[0];
        long rows = Math.Min(MostNumbers / plan.Facts.OutputShape.Size, Math.Max(1, Math.Min(MostRows, MultiplyAddsOfRows / Math.Max(1, plan.Facts.MultiplyAdds))));
        if (rows < 1 || plan.Facts.MultiplyAdds > MostMultiplyAdds || weights.Values.Length == 0 || plan.Parameters.Any(place => place.Parameter.Table is not null))
        {
            return ([], []);
        }

        double[] block = Parameters(plan, Convert.FromBase64String(weights.Values));
        double[] inputs = [.. Enumerable.Range(0, (int)rows).SelectMany(row => plan.Facts.Inputs.SelectMany(input => Enumerable.Range(0, input.Shape.Size).Select(column => Element(input, row, column))))];
        return plan.Facts.IsDouble ? Outputs(plan, new DoubleArithmetic(), block, inputs) : Outputs(plan, new SingleArithmetic(), block, inputs);
    }

    /// <summary>An element of a row: the library makes the same ones (<c>SelfTestRows</c>), all of which both precisions have exactly.</summary>
    private static double Element(InputFacts input, int row, int column)
    {
        int number = unchecked(37 * column + 101 * row) & int.MaxValue;
        return input.IsMask ? 0
            : input.ClassesAt(column) is > 0 and int classes ? number % classes + (input.IsOfLengths ? 1 : 0)
            : input.IsOfBytes ? number % 256
            : (number % 257 - 128) / 64.0;
    }

    private static (IReadOnlyList<double> Single, IReadOnlyList<double> Batch) Outputs<T>(NetworkPlan plan, IArithmetic<T> arithmetic, double[] parameters, double[] inputs)
    {
        var interpreter = new ProgramInterpreter<T>(plan, arithmetic, plan.Facts.Lanes);
        T[] block = [.. parameters.Select(arithmetic.FromDouble)];
        int columns = plan.Facts.InputShape.Size;
        T[] rows = [.. inputs.Select(arithmetic.FromDouble)];
        double[] single = [.. Enumerable.Range(0, inputs.Length / columns).SelectMany(row => interpreter.Predict(block, [.. rows.Skip(row * columns).Take(columns)])).Select(arithmetic.ToDouble)];
        return (single, [.. interpreter.PredictBatch(block, rows).Select(arithmetic.ToDouble)]);
    }

    /// <summary>The parameter block as the library makes it.</summary>
    private static double[] Parameters(NetworkPlan plan, byte[] data)
    {
        var block = new double[plan.StorageLength];
        var shorts = new ushort[2 * plan.StorageLength];
        Dictionary<string, ParameterPlace> places = plan.Parameters.ToDictionary(place => place.Parameter.Name, StringComparer.Ordinal);
        foreach ((Graph.Parameter parameter, HeaderTensor tensor) in WeightCheck.Match(plan.Declaration, plan.Inference))
        {
            ParameterPlace place = places[parameter.Name];
            for (int i = 0; i < parameter.Shape.Size; i++)
            {
                int position = place.Position(i);
                if (position < 0)
                {
                    continue;
                }

                double value = TensorNumbers.Read(tensor.Type, data, tensor.Begin, i);
                if (place.Storage == WeightStorage.Full)
                {
                    block[position] = value;
                }
                else
                {
                    shorts[position] = ShortNumbers.Round(place.Storage, value);
                }
            }

            for (int i = place.Offset; place.Storage != WeightStorage.Full && i < place.Offset + place.Length; i++)
            {
                block[i] = ShortNumbers.Pair(shorts[2 * i], shorts[2 * i + 1]);
            }
        }

        return block;
    }
}
