using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>The scaling of first weights by data, in emitted networks.</summary>
public sealed class UnitVarianceTests
{
    private const int Rows = 200;
    private const double Tolerance = 0.01;

    [Fact]
    public void VanishingTanh_GetsUnitVarianceInEveryLayer() => EveryLayer<DeepTanh, float>(Math.Tanh, least: 0, most: 1e-9);

    [Fact]
    public void VanishingTanhInDouble_GetsUnitVarianceInEveryLayer() => EveryLayer<DeepTanhDouble, double>(Math.Tanh, least: 0, most: 1e-9);

    [Fact]
    public void ExplodingReLU_GetsUnitVarianceInEveryLayer() => EveryLayer<DeepReLU, float>(x => Math.Max(x, 0), least: 1e9, most: 1e30);

    [Fact]
    public void ExplodingReLUInDouble_GetsUnitVarianceInEveryLayer() => EveryLayer<DeepReLUDouble, double>(x => Math.Max(x, 0), least: 1e9, most: 1e30);

    [Fact]
    public void Weights_AreMultipliedByTheFactorAndBiasesKept()
    {
        var (plain, scaled) = (new DeepTanhDouble(4), new DeepTanhDouble(4));
        UnitVarianceReport report = LayerSequentialUnitVariance.Apply<DeepTanhDouble, double>(scaled, Inputs<double>(NetworkFacts.Of<DeepTanhDouble, double>()));
        foreach (ParameterInfo parameter in NetworkFacts.Of<DeepTanhDouble, double>().Parameters)
        {
            LayerVariance layer = report.Layers.Single(layer => parameter.Name.StartsWith(layer.Layer + ".", StringComparison.Ordinal));
            double factor = parameter.Shape.Count == 2 ? layer.Factor : 1;
            Assert.Equal(Export(plain, parameter).Select(value => value * factor), Export(scaled, parameter));
        }
    }

    [Fact]
    public void GradientOfTheFirstLayer_NoLongerVanishes()
    {
        var (plain, scaled) = (new DeepTanh(4), new DeepTanh(4));
        LayerSequentialUnitVariance.Apply<DeepTanh, float>(scaled, Inputs<float>(NetworkFacts.Of<DeepTanh, float>()));
        Assert.InRange(FirstGradient(plain), 0, 1e-6);
        Assert.InRange(FirstGradient(scaled), 1e-3, 10);
    }

    [Fact]
    public void WhateverStandsBeforeALayer_ItsOutputsGetUnitVariance()
    {
        NetworkInfo info = NetworkFacts.Of<Winding, float>();
        var network = new Winding(2);
        float[] before = network.Parameters.Span.ToArray();
        float[] inputs = Inputs<float>(info);
        UnitVarianceReport report = LayerSequentialUnitVariance.Apply<Winding, float>(network, inputs);
        Assert.Equal(["a", "b", "c", "d", "e", "f"], report.Layers.Select(layer => layer.Layer));
        Assert.All(report.Layers, layer => Assert.True(layer.IsScaled));

        // Buffers are what they were; so is what a mask leaves out, and padding.
        foreach (ParameterInfo buffer in info.Parameters.Where(parameter => parameter.IsBuffer))
        {
            Assert.Equal(ParameterLayout.Export<float>(buffer, before), ParameterLayout.Export<float>(buffer, network.Parameters.Span));
        }

        var present = new HashSet<int>(info.Parameters.SelectMany(parameter => Enumerable.Range(0, ParameterLayout.Count(parameter)).Select(i => ParameterLayout.StorageIndex(parameter, i))));
        Assert.All(Enumerable.Range(0, network.Parameters.Length).Where(i => !present.Contains(i)), i => Assert.Equal(0, network.Parameters.Span[i]));

        NetworkTape<float> tape = Tape<Winding, float>(Rows);
        ((ITrainableNetwork<Winding, float>)network).Forward(inputs, Targets<float>(info, Rows), tape);
        foreach (NodeInfo layer in info.Nodes.Where(node => node.Kind == "Dense"))
        {
            double[][] outputs = Outputs(network, layer.Name, [.. Enumerable.Range(0, Rows).Select(row => Doubles<float>(tape.Value(layer.Inputs[0])[row]))]);
            Assert.InRange(Variance(outputs), 1 - 1.1 * Tolerance, 1 + 1.1 * Tolerance);
        }
    }

    [Fact]
    public void LayerThatNoFactorHelps_IsLeftAsItWas()
    {
        NetworkInfo info = NetworkFacts.Of<DeepTanhDouble, double>();
        var network = new DeepTanhDouble(1);
        Import(network, "dense3.weight", _ => 0);
        Import(network, "dense9.bias", i => 5 * i);
        double[] before = Export(network, info.Parameters.Single(parameter => parameter.Name == "dense9.weight"));
        UnitVarianceReport report = LayerSequentialUnitVariance.Apply<DeepTanhDouble, double>(network, Inputs<double>(info));

        // Nothing comes through layer 3, so the layers behind it give the same numbers for every row: those of their biases, which are 0.
        Assert.Equal([true, true, false, false, false, false, false, false, false], report.Layers.Select(layer => layer.IsScaled));
        Assert.Equal((0.0, 0.0, 1.0), (report.Layers[2].Before, report.Layers[2].After, report.Layers[2].Factor));
        Assert.Equal(50 / 3.0, report.Layers[8].Before, 1e-12);
        Assert.Equal(before, Export(network, info.Parameters.Single(parameter => parameter.Name == "dense9.weight")));
    }

    [Fact]
    public void BiasesThatVary_TakeSeveralIterations()
    {
        float[] inputs = Inputs<float>(NetworkFacts.Of<DeepReLU, float>());
        var once = Networks.WithBiases<DeepReLU, float>(3);
        var often = Networks.WithBiases<DeepReLU, float>(3);
        var options = new UnitVarianceOptions { Tolerance = 1e-9, MaximumIterations = 100 };
        Assert.Contains(LayerSequentialUnitVariance.Apply<DeepReLU, float>(once, inputs, new UnitVarianceOptions { Tolerance = 1e-9, MaximumIterations = 1 }).Layers, layer => !layer.IsScaled);
        Assert.All(LayerSequentialUnitVariance.Apply<DeepReLU, float>(often, inputs, options).Layers, layer => Assert.Equal(1, layer.After, 1e-9));
    }

    [Fact]
    public void RowsOfADataSet_AreDrawnBySeed()
    {
        NetworkInfo info = NetworkFacts.Of<DeepTanh, float>();
        Dataset<float> data = Dataset.FromLabels(Inputs<float>(info), info.InputSize, new int[Rows]);
        UnitVarianceReport Apply(UnitVarianceOptions? options) => LayerSequentialUnitVariance.Apply(new DeepTanh(1), data, options);
        Assert.Equal(Rows, Apply(null).Rows);
        Assert.Equal(30, Apply(new UnitVarianceOptions { Rows = 30 }).Rows);
        Assert.Equal(Apply(new UnitVarianceOptions { Rows = 30 }).Layers, Apply(new UnitVarianceOptions { Rows = 30 }).Layers);
        Assert.NotEqual(Apply(new UnitVarianceOptions { Rows = 30 }).Layers, Apply(new UnitVarianceOptions { Rows = 30, Seed = 1 }).Layers);
    }

    [Fact]
    public void WrongArguments_AreRefusedAndNothingIsChanged()
    {
        NetworkInfo info = NetworkFacts.Of<DeepTanh, float>();
        var network = new DeepTanh(1);
        float[] inputs = Inputs<float>(info);
        string Refused(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
        Assert.Contains("a positive multiple of 12, but it is 13", Refused(() => LayerSequentialUnitVariance.Apply<DeepTanh, float>(network, inputs.AsSpan(0, 13))));
        Assert.Contains("a positive multiple of 12, but it is 0", Refused(() => LayerSequentialUnitVariance.Apply<DeepTanh, float>(network, [])));
        Assert.Contains("rows of 4 inputs, but DeepTanh takes 12", Refused(() => LayerSequentialUnitVariance.Apply(network, Dataset.FromLabels(new float[8], 4, [0, 1]))));
        Assert.Contains("Tolerance must be a finite number above 0, but it is NaN", Refused(() => LayerSequentialUnitVariance.Apply<DeepTanh, float>(network, inputs, new UnitVarianceOptions { Tolerance = double.NaN })));
        Assert.Contains("MaximumIterations must be at least 1", Refused(() => LayerSequentialUnitVariance.Apply<DeepTanh, float>(network, inputs, new UnitVarianceOptions { MaximumIterations = 0 })));
        Assert.Contains("Rows must be at least 1", Refused(() => LayerSequentialUnitVariance.Apply<DeepTanh, float>(network, inputs, new UnitVarianceOptions { Rows = 0 })));
        inputs[14] = float.PositiveInfinity;
        Assert.Contains("row 1, column 2 is", Refused(() => LayerSequentialUnitVariance.Apply<DeepTanh, float>(network, inputs)));
        Assert.Equal(new DeepTanh(1).Parameters.Span.ToArray(), network.Parameters.Span.ToArray());

        network.Parameters.Span[0] = float.NaN;
        Assert.Contains("cannot be initialised: The parameter dense1.weight[0]", Refused(() => LayerSequentialUnitVariance.Apply<DeepTanh, float>(network, new float[12])));
    }

    [Fact]
    public void ValueThatOverflows_PutsEverythingBack()
    {
        var network = new DeepReLU(1);
        NetworkInfo info = NetworkFacts.Of<DeepReLU, float>();
        float[] inputs = Inputs<float>(info);

        // The bias is so large that no variance is left once the weights are small, so they stay large, and the sums are beyond single precision.
        foreach ((string name, float value) in new[] { ("dense2.weight", 1e37f), ("dense2.bias", float.MaxValue) })
        {
            ParameterInfo parameter = info.Parameters.Single(parameter => parameter.Name == name);
            float[] values = new float[ParameterLayout.Count(parameter)];
            Array.Fill(values, value);
            ParameterLayout.Import<float>(parameter, values, network.Parameters.Span);
        }

        float[] before = network.Parameters.Span.ToArray();
        string message = Assert.Throws<InvalidOperationException>(() => LayerSequentialUnitVariance.Apply<DeepReLU, float>(network, inputs)).Message;
        Assert.Contains(" of dense3 of DeepReLU is not finite in row ", message);
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    [Fact]
    public void Text_HasALineForEachLayer()
    {
        string[] lines = LayerSequentialUnitVariance.Apply<DeepTanh, float>(new DeepTanh(1), Inputs<float>(NetworkFacts.Of<DeepTanh, float>())).ToString().Split('\n');
        Assert.Equal("DeepTanh: variance of the outputs over 200 rows", lines[0]);
        Assert.Equal("layer       before       after      factor", lines[1]);
        Assert.StartsWith("dense1  ", lines[2], StringComparison.Ordinal);
        Assert.Equal(11, lines.Length);
        Assert.All(lines[2..], line => Assert.Equal(lines[1].Length, line.Length));
    }

    private static void EveryLayer<TNetwork, T>(Func<double, double> activation, double least, double most)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create(7);
        T[] inputs = Inputs<T>(TNetwork.Info);
        Assert.InRange(Variances<TNetwork, T>(network, inputs, activation)[^1], least, most);
        UnitVarianceReport report = LayerSequentialUnitVariance.Apply<TNetwork, T>(network, inputs);
        double[] variances = Variances<TNetwork, T>(network, inputs, activation);
        Assert.Equal(TNetwork.Info.Nodes.Count(node => node.Kind == "Dense"), variances.Length);
        Assert.Equal(variances.Length, report.Layers.Count);
        for (int i = 0; i < variances.Length; i++)
        {
            Assert.InRange(variances[i], 1 - Tolerance, 1 + Tolerance);
            Assert.Equal(variances[i], report.Layers[i].After, 1e-4);
            Assert.True(report.Layers[i].IsScaled);
        }
    }

    /// <summary>The variance of each dense layer's outputs in a chain, computed here, in double precision.</summary>
    private static double[] Variances<TNetwork, T>(TNetwork network, T[] inputs, Func<double, double> activation)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[][] rows = [.. Enumerable.Range(0, Rows).Select(row => Doubles<T>(inputs.AsSpan(row * TNetwork.Info.InputSize, TNetwork.Info.InputSize)))];
        var variances = new List<double>();
        foreach (NodeInfo layer in TNetwork.Info.Nodes.Where(node => node.Kind == "Dense"))
        {
            rows = Outputs<TNetwork, T>(network, layer.Name, rows);
            variances.Add(Variance(rows));
            rows = [.. rows.Select(row => row.Select(activation).ToArray())];
        }

        return [.. variances];
    }

    private static double[][] Outputs(Winding network, string layer, double[][] rows) => Outputs<Winding, float>(network, layer, rows);

    private static double[][] Outputs<TNetwork, T>(TNetwork network, string layer, double[][] rows)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterInfo weight = TNetwork.Info.Parameters.Single(parameter => parameter.Name == layer + ".weight");
        ParameterInfo? bias = TNetwork.Info.Parameters.SingleOrDefault(parameter => parameter.Name == layer + ".bias");
        double[] w = Doubles<T>(ParameterLayout.Export<T>(weight, network.Parameters.Span));
        double[] b = bias is null ? new double[weight.Shape[0]] : Doubles<T>(ParameterLayout.Export<T>(bias, network.Parameters.Span));
        return [.. rows.Select(row => b.Select((start, output) => start + row.Select((x, i) => x * w[output * row.Length + i]).Sum()).ToArray())];
    }

    private static double Variance(double[][] rows)
    {
        double[] all = [.. rows.SelectMany(row => row)];
        double mean = all.Average();
        return all.Select(value => (value - mean) * (value - mean)).Average();
    }

    private static double FirstGradient(DeepTanh network)
    {
        NetworkInfo info = NetworkFacts.Of<DeepTanh, float>();
        var tape = new DeepTanh.Tape(Rows);
        var gradients = new DeepTanh.Gradients();
        network.Forward(Inputs<float>(info), [.. Enumerable.Range(0, Rows).Select(row => row % 3)], tape);
        network.Backward(tape, gradients);
        return Math.Sqrt(gradients.Parameter("dense1.weight").Sum(value => (double)value * value));
    }

    private static NetworkTape<T> Tape<TNetwork, T>(int rows)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TNetwork.CreateTape(rows);

    private static T[] Targets<T>(NetworkInfo info, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new T[rows * info.OutputSize];

    private static T[] Inputs<T>(NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Batch<T>.Draw(info, Rows, seed: 1).Inputs;

    private static double[] Doubles<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
        {
            doubles[i] = double.CreateTruncating(values[i]);
        }

        return doubles;
    }

    private static double[] Export(DeepTanhDouble network, ParameterInfo parameter) => ParameterLayout.Export<double>(parameter, network.Parameters.Span);

    private static void Import(DeepTanhDouble network, string name, Func<int, double> value)
    {
        ParameterInfo parameter = NetworkFacts.Of<DeepTanhDouble, double>().Parameters.Single(parameter => parameter.Name == name);
        ParameterLayout.Import<double>(parameter, [.. Enumerable.Range(0, ParameterLayout.Count(parameter)).Select(value)], network.Parameters.Span);
    }
}
