using System.Numerics;
using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Training;

/// <summary>A fitted scaler as a layer of the network.</summary>
public sealed class ScalerLayerTests
{
    private const int Rows = 40;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NetworkOverRawRows_PredictsAndTrainsAsOneOverScaledRows(bool isMinMax)
    {
        Compare<RawRowsNetDouble, ScaledRowsNetDouble, double>(Scaler<double>(isMinMax), 1e-12);
        Compare<RawRowsNet, ScaledRowsNet, float>(Scaler<float>(isMinMax), 2e-5);
    }

    [Fact]
    public void SavedNetwork_BringsItsScaler()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var network = new RawRowsNet(seed: 2);
            Scaler<float>(isMinMax: false).WriteTo(network, "inputscaler1");
            NetworkFile.Save<RawRowsNet, float>(network, path);
            RawRowsNet loaded = NetworkFile.Load<RawRowsNet, float>(path);
            Assert.Equal(network.Parameters.Span.ToArray(), loaded.Parameters.Span.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ConstantColumn_GoesWhereTheScalerSendsIt_WhateverItsValue()
    {
        var network = new RawRowsNetDouble(seed: 2);
        Scaler<double>(isMinMax: true).WriteTo(network);
        double[] first = [0];
        double[] second = [0];
        ((INetwork<RawRowsNetDouble, double>)network).Predict([1, 2, 5], first);
        ((INetwork<RawRowsNetDouble, double>)network).Predict([1, 2, 500], second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void WrongLayerOrSize_IsNamed_AndNothingChanges()
    {
        Scaler<float> scaler = Scaler<float>(isMinMax: false);
        var two = new Scaled(seed: 1);
        float[] before = two.Parameters.Span.ToArray();
        Assert.Contains("inputscaler1, inputscaler2", Refusal(() => scaler.WriteTo(two)), StringComparison.Ordinal);
        Assert.Contains("'scaler9'", Refusal(() => scaler.WriteTo(two, "scaler9")), StringComparison.Ordinal);
        Assert.Contains("fitted on 3 columns, but inputscaler1 of Scaled scales 21", Refusal(() => scaler.WriteTo(two, "inputscaler1")), StringComparison.Ordinal);
        Assert.Equal(before, two.Parameters.Span.ToArray());
        scaler.WriteTo(two, "inputscaler2");
        Assert.NotEqual(before, two.Parameters.Span.ToArray());
    }

    [Fact]
    public void ScaleBeyondTheElementType_IsRefused() =>
        Assert.Contains("column 2", Refusal(() => StandardScaler.Fit([1, 1, 1e-42f, 2, 2, 3e-42f], 3)), StringComparison.Ordinal);

    private static string Refusal(Action action) => Assert.Throws<ArgumentException>(action).Message;

    private static void Compare<TRaw, TScaled, T>(Scaler<T> scaler, double tolerance)
        where TRaw : class, ITrainableNetwork<TRaw, T>
        where TScaled : class, ITrainableNetwork<TScaled, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TRaw raw = TRaw.Create(3);
        TScaled scaled = TScaled.Create(3);
        foreach (ParameterInfo parameter in TScaled.Info.Parameters)
        {
            ParameterInfo same = TRaw.Info.Parameters.Single(other => other.Name == parameter.Name);
            ParameterLayout.Import<T>(same, ParameterLayout.Export<T>(parameter, scaled.Parameters.Span), raw.Parameters.Span);
        }

        scaler.WriteTo(raw);
        Dataset<T> data = Data<T>();
        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, Optimizer = new Sgd(0.1), Seed = 4 };
        for (int time = 0; time < 2; time++)
        {
            for (int row = 0; row < Rows; row++)
            {
                T[] scaledRow = data.InputRow(row).ToArray();
                scaler.Transform(scaledRow);
                T[] ofRaw = [T.Zero];
                T[] ofScaled = [T.Zero];
                raw.Predict(data.InputRow(row), ofRaw);
                scaled.Predict(scaledRow, ofScaled);
                Assert.Equal(double.CreateTruncating(ofScaled[0]), double.CreateTruncating(ofRaw[0]), tolerance);
            }

            Trainer.Fit<TRaw, T>(raw, data, options);
            Trainer.Fit<TScaled, T>(scaled, scaler.Transform(data), options);
        }
    }

    private static Scaler<T> Scaler<T>(bool isMinMax)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => isMinMax ? MinMaxScaler.Fit(Data<T>()) : StandardScaler.Fit(Data<T>());

    /// <summary>Columns of very different size; the last one is constant.</summary>
    private static Dataset<T> Data<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = new T[Rows * 3];
        var targets = new T[Rows];
        for (int row = 0; row < Rows; row++)
        {
            inputs[3 * row] = T.CreateTruncating(1000 + 37 * Math.Sin(row));
            inputs[3 * row + 1] = T.CreateTruncating(0.01 * Math.Cos(3 * row));
            inputs[3 * row + 2] = T.CreateTruncating(5);
            targets[row] = T.CreateTruncating(Math.Sin(row) - Math.Cos(3 * row));
        }

        return Dataset.FromTargets(inputs, 3, targets, 1);
    }
}
