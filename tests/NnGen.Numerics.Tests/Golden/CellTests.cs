using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>Cells that spell PyTorch's recurrent layers part by part give PyTorch's numbers: outputs, loss and all gradients.</summary>
public sealed class CellTests
{
    private static readonly Part[] s_gru =
    [
        new("gru.ir", "gru", "ih", 0), new("gru.hr", "gru", "hh", 0), new("gru.iz", "gru", "ih", 1), new("gru.hz", "gru", "hh", 1), new("gru.in", "gru", "ih", 2), new("gru.hn", "gru", "hh", 2),
        new("fc", "fc", "", 0),
    ];

    private static readonly Part[] s_rnn = [new("rnn.ih", "rnn", "ih", 0), new("rnn.hh", "rnn", "hh", 0)];

    [Fact]
    public void CellThatSpellsAGru_GivesTheNumbersOfPyTorch()
    {
        Check<CellGru, float>("gru_last_dense_b7", s_gru, 1e-5, 1e-4);
        Check<CellGruDouble, double>("gru_last_dense_b7", s_gru, 1e-10, 1e-10);
        Check<CellGruDouble, double>("gru_last_dense_b1", s_gru, 1e-10, 1e-10);
    }

    [Fact]
    public void CellThatSpellsAnRnn_GivesTheNumbersOfPyTorch()
    {
        Check<CellElman, float>("rnn_sequence_b7", s_rnn, 1e-5, 1e-4);
        Check<CellElmanDouble, double>("rnn_sequence_b7", s_rnn, 1e-10, 1e-10);
    }

    private static void Check<TNetwork, T>(string name, Part[] parts, double tolerance, double ofGradients)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SafetensorsFile file = GoldenCase.All.Single(@case => @case.Name == name).Tensors;
        T[] Tensor(string tensor) => Array.ConvertAll(file.Find(tensor)!.ToArray<double>(), T.CreateTruncating);
        TNetwork network = TNetwork.Create(0);
        Assert.Equal(TNetwork.Info.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), parts.SelectMany(part => new[] { part.Of("weight"), part.Of("bias") }).Order(StringComparer.Ordinal));
        foreach (Part part in parts)
        {
            network.SetParameter(part.Of("weight"), part.Rows(Tensor(part.In("param", "weight")), network.Parameter(part.Of("weight")).Length));
            network.SetParameter(part.Of("bias"), part.Rows(Tensor(part.In("param", "bias")), network.Parameter(part.Of("bias")).Length));
        }

        T[] inputs = Tensor("input/x");
        T[] targets = Tensor("target/t");
        NetworkTape<T> tape = TNetwork.CreateTape(inputs.Length / TNetwork.Info.InputSize);
        NetworkGradients<T> gradients = TNetwork.CreateGradients();
        T loss = T.CreateTruncating(network.Forward(inputs, targets, tape));
        network.Backward(tape, gradients);

        Close(Tensor("output/y"), tape.Output.ToArray(), tolerance, "output");
        Close(Tensor("loss"), [loss], tolerance, "loss");
        Close(Tensor("grad_input/x"), tape.InputGradient.ToArray(), ofGradients, "gradient of the input");
        foreach (Part part in parts)
        {
            foreach (string kind in new[] { "weight", "bias" })
            {
                T[] actual = gradients.Parameter(part.Of(kind));
                Close(part.Rows(Tensor(part.In("grad", kind)), actual.Length), actual, ofGradients, part.Of(kind));
            }
        }
    }

    private static void Close<T>(T[] expected, T[] actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = expected.Max(value => Math.Abs(double.CreateTruncating(value)));
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(double.CreateTruncating(pair.First - pair.Second)) <= tolerance * largest, $"{what}: {pair.First} and {pair.Second}"));
    }

    /// <summary>A dense layer of a cell, and where the reference has it: the parameters of all gates are one above the other there.</summary>
    private sealed record Part(string Layer, string Owner, string Side, int Gate)
    {
        public string Of(string kind) => $"{Layer}.{kind}";

        public string In(string group, string kind) => $"{group}/{Owner}.{kind}{(Side.Length == 0 ? "" : $"_{Side}_l0")}";

        public T[] Rows<T>(T[] all, int length) => all[(Gate * length)..((Gate + 1) * length)];
    }
}
