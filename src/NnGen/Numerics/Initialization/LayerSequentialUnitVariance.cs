using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// Scales the first weights of a network by data: layer-sequential unit variance (LSUV; Mishkin and Matas, "All you need is a good init",
/// 2015). Layer by layer, in the order of computation, the weights of a dense layer are divided by the standard deviation of its outputs
/// until their variance over a batch is 1. So neither values nor gradients vanish or explode in a deep network, whatever its activations are.
/// </summary>
/// <remarks>
/// <code>
/// var net = new DeepNet(seed: 1);
/// Console.WriteLine(LayerSequentialUnitVariance.Apply(net, images));
/// net.Fit(images, new TrainingOptions { Epochs = 10 });
/// </code>
/// The variance is that of all outputs of the layer, before any activation, over all rows and units together: the mean square distance from
/// their mean. Rows go through the network as in training, with dropout if it has any. Only the weights of dense layers change; those that
/// are absent stay 0. The authors draw the weights with <see cref="Init.Orthogonal"/> first; any way of drawing will do.
/// </remarks>
public static class LayerSequentialUnitVariance
{
    /// <summary>Scales the weights of every dense layer, with rows drawn from a data set.</summary>
    /// <param name="network">The network; the weights of its dense layers are changed.</param>
    /// <param name="data">What it is going to be trained on, scaled in the same way. Targets and labels do not count.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The variance of each layer before and after.</returns>
    /// <exception cref="ArgumentException">Data, options or parameters do not fit. Nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">A value within the network is not finite, even with the layers before it scaled. Nothing was changed.</exception>
    public static UnitVarianceReport Apply<TNetwork, T>(TNetwork network, Dataset<T> data, UnitVarianceOptions? options = null)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new UnitVarianceOptions();
        CheckOptions(options);
        Dataset<T> drawn = data.Shuffle(options.Seed);
        int rows = Math.Min(options.Rows, data.Rows);
        var inputs = new T[ArraySize.Of(rows, data.InputSize, "The rows that are passed through the layers do not fit, so UnitVarianceOptions.Rows must be less")];
        for (int row = 0; row < rows; row++)
        {
            drawn.InputRow(row).CopyTo(inputs.AsSpan(row * data.InputSize));
        }

        NetworkInfo info = TNetwork.Info;
        return data.InputSize == info.InputSize
            ? Apply<TNetwork, T>(network, inputs, options)
            : throw new ArgumentException($"The data set has rows of {data.InputSize} inputs, but {info.Name} takes {info.InputSize}.", nameof(data));
    }

    /// <summary>Scales the weights of every dense layer, with rows of the caller's choice, all of them.</summary>
    /// <param name="network">The network; the weights of its dense layers are changed.</param>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements, at least one row, a few hundred as a rule; several inputs side by side.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The variance of each layer before and after.</returns>
    /// <exception cref="ArgumentException">Inputs, options or parameters do not fit. Nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">A value within the network is not finite, even with the layers before it scaled. Nothing was changed.</exception>
    public static UnitVarianceReport Apply<TNetwork, T>(TNetwork network, ReadOnlySpan<T> inputs, UnitVarianceOptions? options = null)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new UnitVarianceOptions();
        CheckOptions(options);
        NetworkInfo info = TNetwork.Info;
        if (info.Nodes.Count == 0)
        {
            throw new ArgumentException($"The facts of {info.Name} do not name its nodes ({nameof(NetworkInfo)}.{nameof(NetworkInfo.Nodes)}), so there is no telling what its layers take; compile it again.", nameof(network));
        }

        CheckInputs(info, inputs);
        using ParameterClaim claim = ParameterAccess.Claim(network.Parameters, info.Name, "scaled to unit variance", isNestable: true);
        TrainingChecks.Parameters<T>(info, network.Parameters.Span);
        return new UnitVarianceScaling<TNetwork, T>(network, inputs, options).Run();
    }

    private static void CheckOptions(UnitVarianceOptions options)
    {
        if (options.Problem is string problem)
        {
            throw new ArgumentException($"{nameof(UnitVarianceOptions)}: {problem}", nameof(options));
        }
    }

    private static void CheckInputs<T>(NetworkInfo info, ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (inputs.Length == 0 || inputs.Length % info.InputSize != 0)
        {
            throw new ArgumentException($"{info.Name} takes rows of {info.InputSize} inputs, so the length must be a positive multiple of {info.InputSize}, but it is {inputs.Length}.", nameof(inputs));
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (!T.IsFinite(inputs[i]))
            {
                (int row, int column) = int.DivRem(i, info.InputSize);
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The input in row {row}, column {column} is {inputs[i]}; remove or replace such rows."), nameof(inputs));
            }
        }
    }
}
