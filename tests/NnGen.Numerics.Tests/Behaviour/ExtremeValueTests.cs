using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Not-a-number is never swallowed, and no loss overflows for finite logits.</summary>
public sealed class ExtremeValueTests
{
    private const int Rows = 7;

    public static TheoryData<string> General => NetCatalog.Names([.. NetCatalog.General, .. NetCatalog.Golden, .. NetCatalog.Perceptrons]);

    /// <summary>Networks whose last bias sets the logits, or what else the loss is computed from. Not of Poisson: exp(10,000) is infinite.</summary>
    public static TheoryData<string> WithBias => NetCatalog.Names(NetCatalog.General.Concat(NetCatalog.Golden).Concat(NetCatalog.Perceptrons)
        .Where(net => net.Info.Parameters.Any(IsBias) && !net.Info.Loss.StartsWith("Poisson", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(General))]
    public void NaNInOneInput_ReachesTheOutput(string name) => NetCatalog.Find(name).Accept(new PoisonedInput());

    [Theory]
    [MemberData(nameof(WithBias))]
    public void LogitsOfTenThousand_GiveAFiniteLossAndFiniteGradients(string name) => NetCatalog.Find(name).Accept(new HugeLogits());

    private static bool IsBias(ParameterInfo parameter) => parameter.Name.EndsWith(".bias", StringComparison.Ordinal);

    private sealed class PoisonedInput : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            TNetwork network = Networks.WithBiases<TNetwork, T>(1);
            Batch<T> batch = Batch<T>.Draw(info, Rows, seed: 1);
            int poisonedRow = Rows - 2;

            int[] numbers = [.. info.Inputs.Where(input => input.IsDifferentiable).SelectMany(input => Enumerable.Range(input.FirstColumn, input.Size))];
            foreach (int position in numbers.Length == 0 ? numbers : [numbers[0], numbers[^1]])
            {
                if (!IsTaken(network, batch.Inputs.AsSpan(poisonedRow * info.InputSize, info.InputSize).ToArray(), position))
                {
                    continue;
                }

                T[] inputs = [.. batch.Inputs];
                inputs[poisonedRow * info.InputSize + position] = T.NaN;
                foreach (Width<T> width in Width<T>.All)
                {
                    Check(info, width.Predict(network, inputs.AsSpan(poisonedRow * info.InputSize, info.InputSize)));
                    T[] outputs = width.PredictBatch(network, inputs);
                    Check(info, outputs[(poisonedRow * info.OutputSize)..((poisonedRow + 1) * info.OutputSize)]);

                    // Rows do not touch each other.
                    Assert.DoesNotContain(outputs[..(poisonedRow * info.OutputSize)], T.IsNaN);
                    Assert.DoesNotContain(outputs[((poisonedRow + 1) * info.OutputSize)..], T.IsNaN);
                }
            }
        }

        /// <summary>Whether anything takes an input: the last column of an image may lie behind the last window, that of a sequence behind its end.</summary>
        private static bool IsTaken<TNetwork, T>(TNetwork network, T[] row, int position)
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            if (!info.Inputs.Any(input => input.IsOfLengths) && !info.Nodes.Any(node => node.Kind.Contains("Conv", StringComparison.Ordinal) || node.Kind.Contains("Pool", StringComparison.Ordinal)))
            {
                return true;
            }

            T[] before = new T[info.OutputSize];
            network.Predict(row, before);
            foreach (double value in new[] { -1e3, 1e3 })
            {
                T[] after = new T[info.OutputSize];
                row[position] = T.CreateTruncating(value);
                network.Predict(row, after);
                if (!after.SequenceEqual(before))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>With a dense layer every output depends on every input; without one, its own, at positions those of its position, and of several outputs those that take it.</summary>
        private static void Check<T>(NetworkInfo info, T[] outputs)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (info.Parameters.Any(parameter => parameter.Shape.Count > 1) && info.OutputShape.Count == 1 && info.Outputs.Count == 1)
            {
                Assert.All(outputs, value => Assert.True(T.IsNaN(value), $"{value} is a number"));
            }
            else
            {
                Assert.Contains(outputs, T.IsNaN);
            }
        }
    }

    private sealed class HugeLogits : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            TNetwork network = TNetwork.Create(1);
            ParameterInfo lastBias = info.Parameters.Last(IsBias);
            T[] logits = [.. Enumerable.Range(0, ParameterLayout.Count(lastBias)).Select(i => T.CreateTruncating(i % 2 == 0 ? 1e4 : -1e4))];
            ParameterLayout.Import<T>(lastBias, logits, network.Parameters.Span);
            NetworkTape<T> tape = TNetwork.CreateTape(Rows);
            NetworkGradients<T> gradients = TNetwork.CreateGradients();
            for (int seed = 0; seed < 4; seed++)
            {
                T loss = Batch<T>.Draw(info, Rows, seed).Forward(network, tape);
                network.Backward(tape, gradients);
                Assert.True(T.IsFinite(loss) && loss >= T.Zero, $"the loss is {loss}");
                Assert.All(gradients.Buffer.Span.ToArray(), value => Assert.True(T.IsFinite(value), $"a gradient is {value}"));
                Assert.All(PackedRows.Gradients(tape, info), value => Assert.True(T.IsFinite(value), $"a gradient of the input is {value}"));
            }
        }
    }
}
