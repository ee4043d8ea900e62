using System.Numerics;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>Emitted predictions give the bits of the interpreter, as <see cref="InterpreterTests"/> has it of training; a class of its own, so that both run at once.</summary>
public sealed class PredictionInterpreterTests
{
    /// <summary>So many rows go in two chunks.</summary>
    private const int RowsOfTwoChunks = 50;

    public static TheoryData<string> General => NetCatalog.Names(NetCatalog.General);

    [Theory]
    [MemberData(nameof(General))]
    public void Predictions_GiveTheInterpretersBitsAtEveryWidth(string name)
    {
        Net net = NetCatalog.Find(name);
        NetworkPlan plan = InterpreterTests.PlanOf(net);
        int[] rows = InterpreterTests.RowsOf(plan);
        net.Accept(new Prediction(plan, rows.Length > 2 ? [.. rows, RowsOfTwoChunks] : rows));
    }

    private sealed class Prediction(NetworkPlan plan, int[] rowCounts) : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            var random = new Random(info.Name.Length);
            foreach (int rows in rowCounts)
            {
                TNetwork network = Networks.WithBiases<TNetwork, T>((ulong)rows);
                T[] parameters = network.Parameters.Span.ToArray();
                T[] inputs = Batch<T>.Draw(info, rows, seed: rows).Inputs;
                T[] row = inputs[^info.InputSize..];
                T[] expectedRow = InterpreterTests.Interpreter<T>(plan, random).Predict(parameters, row);
                T[] expected = InterpreterTests.Interpreter<T>(plan, random).PredictBatch(parameters, inputs);

                // Zeros are passed over where the input is declared sparse; minus zero is one, not a number is none.
                bool IsLength(int column) => info.Inputs.Any(input => input.IsOfLengths && column >= input.FirstColumn && column < input.FirstColumn + input.Size);
                T[] thinned = [.. row.Select((value, i) => i % 5 == 2 || IsLength(i) ? value : i % 3 == 0 ? T.NegativeZero : T.Zero)];
                T[] expectedThinned = InterpreterTests.Interpreter<T>(plan, random).Predict(parameters, thinned);
                foreach (Width<T> width in Width<T>.All)
                {
                    Compare.SameBits<T>(expectedThinned, width.Predict(network, thinned), $"Predict of zeros at {width.Bits} bits");
                    Compare.SameBits<T>(expectedRow, width.Predict(network, row), $"Predict at {width.Bits} bits");
                    Compare.SameBits<T>(expected, width.PredictBatch(network, inputs), $"PredictBatch of {rows} rows at {width.Bits} bits");
                }
            }
        }
    }
}
