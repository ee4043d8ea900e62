using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>
/// Layers of cells that spell PyTorch's recurrent layers, with lengths, in both directions and from states that are given, agree with the layers themselves, whose numbers are PyTorch's: outputs,
/// loss, the gradients of all inputs and all parameters.
/// </summary>
public sealed class CellOptionTests
{
    private static readonly string[] s_gru = ["ir/hr", "iz/hz", "in/hn"];
    private static readonly string[] s_lstm = ["xi/hi", "xf/hf", "xg/hg", "xo/ho"];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Layers_AgreeWithThoseThatTheySpell(int rows)
    {
        Check<CellGruOptionsDouble, GruOptionsDouble>(rows, s_gru, isBidirectional: true);
        Check<CellLstmOptionsDouble, LstmOptionsDouble>(rows, s_lstm, isBidirectional: false);
        Check<CellLstmBidirectionalDouble, LstmBidirectionalDouble>(rows, s_lstm, isBidirectional: true);
        Check<CellWindowDouble, GruWindowDouble>(rows, s_gru, isBidirectional: false);
    }

    /// <summary>Behind the end of a row anything may stand, and what is given is that of a sequence which is as long as the row's.</summary>
    [Fact]
    public void PaddedSequence_IsThatOfItsSteps()
    {
        var longer = new CellLengths(5);
        var shorter = new CellShort(6);
        foreach (ParameterInfo parameter in CellLengths.Info.Parameters)
        {
            shorter.SetParameter(parameter.Name, longer.Parameter(parameter.Name));
        }

        float[] m0 = [0.5f, -0.25f, 0.125f, 0.75f, 0.5f, -0.5f];
        float[] steps = [.. Enumerable.Range(0, 16).Select(i => MathF.Sin(i))];
        float[] expected = shorter.Predict(steps, m0);
        Assert.Equal(expected, longer.Predict([.. steps, .. new float[8]], [4], m0));
        Assert.Equal(expected, longer.Predict([.. steps, .. Enumerable.Repeat(1e30f, 8)], [4], m0));
        Assert.Equal(expected, longer.Predict([.. steps, .. Enumerable.Repeat(float.NaN, 8)], [4], m0));
        Assert.NotEqual(expected, longer.Predict([.. steps, .. new float[8]], [5], m0));

        // The backward pass sees nothing of it either.
        var tape = new CellLengths.Tape(1);
        var gradients = new CellLengths.Gradients();
        longer.Forward([.. steps, .. Enumerable.Repeat(float.NaN, 8)], [4], m0, [1, 2], tape);
        longer.Backward(tape, gradients);
        Assert.All(gradients.Buffer.Span.ToArray(), value => Assert.True(float.IsFinite(value)));
        float[] padded = tape.InputGradientOf("x").ToArray();
        Assert.All(padded[16..], value => Assert.Equal(0, value));
        Assert.Contains(padded[..16], value => value != 0);
    }

    [Fact]
    public void LengthOutsideTheSteps_IsRefused()
    {
        var net = new CellLengths(1);
        string message = Assert.Throws<ArgumentException>(() => net.Predict(new float[24], [7], new float[6])).Message;
        Assert.StartsWith("Element 0 of length of row 0 is 7, but CellLengths takes a length: a whole number from 1 to 6.", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => net.Predict(new float[24], [0], new float[6]));
    }

    /// <summary>What a state is after the last step is on the tape for the next window, whether anybody takes it or not.</summary>
    [Fact]
    public void Windows_BeginWithWhatTheOneBeforeHasLeft()
    {
        double[] Train<TNetwork>(TNetwork network, string left)
            where TNetwork : class, ITrainableNetwork<TNetwork, double>
        {
            double[] series = [.. Enumerable.Range(0, 32 * 3).Select(i => Math.Cos(0.7 * i))];
            double[] targets = [.. Enumerable.Range(0, 32).Select(i => Math.Sin(0.3 * i))];
            Dataset<double> windows = SeriesWindows.WithTargets<double>(series, features: 3, targets, time: 4, batchSize: 2, states: 4);
            Trainer.Fit(network, windows, new TrainingOptions { Epochs = 3, BatchSize = 2, Shuffle = false, Optimizer = new Sgd(0.1), CarriedStates = new Dictionary<string, string> { ["h0"] = left } });
            return TNetwork.Info.Parameters.SelectMany(parameter => network.Parameter(parameter.Name)).ToArray();
        }

        var cell = new CellWindowDouble(1);
        var gru = new GruWindowDouble(2);
        Same(cell, gru, s_gru, isBidirectional: false);
        Train(cell, "r.h_n");
        Train(gru, "r.h_n");
        foreach ((string ofCell, double[] expected) in Parts<GruWindowDouble>(gru, s_gru, isBidirectional: false))
        {
            Close(expected, cell.Parameter(ofCell), ofCell);
        }
    }

    private static void Check<TCell, TLayer>(int rows, string[] gates, bool isBidirectional)
        where TCell : class, ITrainableNetwork<TCell, double>
        where TLayer : class, ITrainableNetwork<TLayer, double>
    {
        TCell cell = TCell.Create(1);
        TLayer layer = Networks.WithBiases<TLayer, double>(2);
        Same(cell, layer, gates, isBidirectional);
        Batch<double> batch = Batch<double>.Draw(TLayer.Info, rows, seed: rows);
        NetworkTape<double> ofCell = TCell.CreateTape(rows);
        NetworkTape<double> ofLayer = TLayer.CreateTape(rows);
        Close([batch.Forward(layer, ofLayer)], [batch.Forward(cell, ofCell)], "loss");
        Close(ofLayer.Output.ToArray(), ofCell.Output.ToArray(), "output");
        NetworkGradients<double> gradients = TCell.CreateGradients();
        NetworkGradients<double> expected = TLayer.CreateGradients();
        cell.Backward(ofCell, gradients);
        layer.Backward(ofLayer, expected);
        foreach ((string name, double[] values) in Parts(name => expected.Parameter(name), TLayer.Info, gates, isBidirectional))
        {
            Close(values, gradients.Parameter(name), name);
        }

        if (TLayer.Info.Inputs.Count == 1)
        {
            Close(ofLayer.InputGradient.ToArray(), ofCell.InputGradient.ToArray(), "gradient of the input");
        }
        else
        {
            foreach (InputInfo input in TLayer.Info.Inputs.Where(input => input.IsDifferentiable && TLayer.Info.HasInputGradient))
            {
                Close(ofLayer.InputGradientOf(input.Name).ToArray(), ofCell.InputGradientOf(input.Name).ToArray(), $"gradient of {input.Name}");
            }
        }

        double[] row = batch.Inputs[..TCell.Info.InputSize];
        var byLayer = new double[TLayer.Info.OutputSize];
        var byCell = new double[TCell.Info.OutputSize];
        layer.Predict(row, byLayer);
        cell.Predict(row, byCell);
        Close(byLayer, byCell, "prediction");
    }

    private static void Same<TCell, TLayer>(TCell cell, TLayer layer, string[] gates, bool isBidirectional)
        where TCell : class, ITrainableNetwork<TCell, double>
        where TLayer : class, ITrainableNetwork<TLayer, double>
    {
        (string Name, double[] Values)[] parts = [.. Parts(layer, gates, isBidirectional)];
        Assert.Equal(TCell.Info.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), parts.Select(part => part.Name).Order(StringComparer.Ordinal));
        foreach ((string name, double[] values) in parts)
        {
            cell.SetParameter(name, values);
        }
    }

    private static IEnumerable<(string Name, double[] Values)> Parts<TLayer>(TLayer layer, string[] gates, bool isBidirectional)
        where TLayer : class, ITrainableNetwork<TLayer, double> => Parts(name => layer.Parameter(name), TLayer.Info, gates, isBidirectional);

    /// <summary>The parameters of the dense layers of the cell, and their values: those of all gates are one above the other in the layer.</summary>
    private static IEnumerable<(string Name, double[] Values)> Parts(Func<string, double[]> values, NetworkInfo info, string[] gates, bool isBidirectional)
    {
        foreach (string direction in isBidirectional ? new[] { "", "reverse." } : [""])
        {
            for (int gate = 0; gate < gates.Length; gate++)
            {
                string[] names = gates[gate].Split('/');
                foreach ((string name, string side) in new[] { (names[0], "ih"), (names[1], "hh") })
                {
                    foreach (string kind in new[] { "weight", "bias" })
                    {
                        double[] all = values($"r.{kind}_{side}_l0{(direction.Length == 0 ? "" : "_reverse")}");
                        int length = all.Length / gates.Length;
                        yield return ($"r.{direction}{name}.{kind}", all[(gate * length)..((gate + 1) * length)]);
                    }
                }
            }
        }

        foreach (ParameterInfo parameter in info.Parameters.Where(parameter => parameter.Name.StartsWith("fc.", StringComparison.Ordinal)))
        {
            yield return (parameter.Name, values(parameter.Name));
        }
    }

    private static void Close(double[] expected, double[] actual, string what)
    {
        double largest = Math.Max(1e-3, expected.Max(Math.Abs));
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-11 * largest, $"{what}: {pair.First} and {pair.Second}"));
    }
}
