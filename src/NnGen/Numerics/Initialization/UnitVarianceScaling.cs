using System.Numerics;

namespace NnGen;

/// <summary>One run of <see cref="LayerSequentialUnitVariance"/> over arguments that were checked.</summary>
internal sealed class UnitVarianceScaling<TNetwork, T>
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Dense = "Dense";

    private readonly TNetwork _network;
    private readonly NetworkInfo _info;
    private readonly UnitVarianceOptions _options;
    private readonly NetworkTape<T> _tape;
    private readonly T[] _inputs;

    public UnitVarianceScaling(TNetwork network, ReadOnlySpan<T> inputs, UnitVarianceOptions options)
    {
        _network = network;
        _info = TNetwork.Info;
        _options = options;
        _inputs = inputs.ToArray();
        _tape = TNetwork.CreateTape(inputs.Length / _info.InputSize);
    }

    private int Rows => _inputs.Length / _info.InputSize;

    public UnitVarianceReport Run()
    {
        T[] before = _network.Parameters.Span.ToArray();
        bool isDone = false;
        try
        {
            LayerVariance[] layers = [.. _info.Nodes.Where(node => node.Kind == Dense).Select(Scale)];
            isDone = true;
            return new UnitVarianceReport { Network = _info.Name, Rows = Rows, Layers = layers };
        }
        finally
        {
            if (isDone)
            {
                RestoreBuffers(before);
            }
            else
            {
                before.CopyTo(_network.Parameters.Span);
            }
        }
    }

    private LayerVariance Scale(NodeInfo layer)
    {
        ParameterInfo weight = Parameter(layer.Name + ".weight") ?? throw new InvalidOperationException($"{_info.Name} has a layer {layer.Name} without a weight.");
        Forward();
        double[] products = Products(layer, weight);
        double[] bias = Bias(layer, weight.Shape[0]);
        double before = Variance(products, bias, 1);
        double factor = 1;
        double after = before;
        for (int i = 0; i < _options.MaximumIterations && !IsReached(after); i++)
        {
            factor /= Math.Sqrt(after);
            after = Variance(products, bias, factor);
        }

        return IsReached(after) && TryMultiply(weight, factor)
            ? new LayerVariance(layer.Name, before, after, factor, IsScaled: true)
            : new LayerVariance(layer.Name, before, before, 1, IsScaled: false);
    }

    private bool IsReached(double variance) => Math.Abs(variance - 1) <= _options.Tolerance;

    /// <summary>The weight times the input of each row, without the bias.</summary>
    private double[] Products(NodeInfo layer, ParameterInfo weight)
    {
        double[] weights = Array.ConvertAll(ParameterLayout.Export<T>(weight, _network.Parameters.Span), double.CreateTruncating);
        int outputs = weight.Shape[0];
        TapeRows<T> values = _tape.Value(layer.Inputs[0]);
        var products = new double[ArraySize.Of(values.Rows, outputs, "The outputs of a layer do not fit, so there must be fewer rows")];
        var input = new double[weight.Shape[1]];
        for (int row = 0; row < values.Rows; row++)
        {
            Span<T> taken = values[row];
            for (int i = 0; i < input.Length; i++)
            {
                input[i] = double.CreateTruncating(taken[i]);
                if (!double.IsFinite(input[i]))
                {
                    throw new InvalidOperationException($"The input {i} of {layer.Name} of {_info.Name} is not finite in row {row}, although the layers before it are scaled; scale the data, or start from another seed.");
                }
            }

            for (int output = 0; output < outputs; output++)
            {
                products[row * outputs + output] = Dot(weights.AsSpan(output * input.Length, input.Length), input);
            }
        }

        return products;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private double[] Bias(NodeInfo layer, int outputs) => Parameter(layer.Name + ".bias") is ParameterInfo bias
        ? Array.ConvertAll(ParameterLayout.Export<T>(bias, _network.Parameters.Span), double.CreateTruncating)
        : new double[outputs];

    /// <summary>The variance of all products times a factor, plus the bias.</summary>
    private static double Variance(double[] products, double[] bias, double factor)
    {
        double mean = 0;
        for (int i = 0; i < products.Length; i++)
        {
            mean += factor * products[i] + bias[i % bias.Length];
        }

        mean /= products.Length;
        double sum = 0;
        for (int i = 0; i < products.Length; i++)
        {
            double distance = factor * products[i] + bias[i % bias.Length] - mean;
            sum += distance * distance;
        }

        return sum / products.Length;
    }

    /// <summary>Multiplies what there is of a weight; false, and nothing done, where a number would be too large.</summary>
    private bool TryMultiply(ParameterInfo weight, double factor)
    {
        Span<T> storage = _network.Parameters.Span;
        T[] scaled = ParameterLayout.Export<T>(weight, storage);
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = T.CreateTruncating(double.CreateTruncating(scaled[i]) * factor);
            if (!T.IsFinite(scaled[i]))
            {
                return false;
            }
        }

        for (int i = 0; i < scaled.Length; i++)
        {
            ParameterLayout.Put(weight, i, scaled[i], storage);
        }

        return true;
    }

    /// <summary>Runs the rows through the network. Their targets do not matter, so they are any that the loss takes.</summary>
    private void Forward()
    {
        if (_info.Targets.HasFlag(TargetKind.Labels))
        {
            var labels = new int[ArraySize.Of(Rows, _info.LabelsPerRow, "The labels do not fit, so there must be fewer rows")];
            Array.Fill(labels, _info.MaxLabels > 0 ? Transcripts.None : 0);
            _network.Forward(_inputs, labels, _tape);
            return;
        }

        var targets = new T[ArraySize.Of(Rows, _info.OutputSize, "The targets do not fit, so there must be fewer rows")];
        Array.Fill(targets, T.CreateTruncating(Math.Clamp(0, _info.TargetMinimum, _info.TargetMaximum)));
        _network.Forward(_inputs, targets, _tape);
    }

    /// <summary>Puts back what forward passes move: running statistics, which begin with training.</summary>
    private void RestoreBuffers(ReadOnlySpan<T> before)
    {
        Span<T> storage = _network.Parameters.Span;
        foreach (ParameterInfo buffer in _info.Parameters.Where(parameter => parameter.IsBuffer))
        {
            ParameterLayout.Import<T>(buffer, ParameterLayout.Export(buffer, before), storage);
        }
    }

    private ParameterInfo? Parameter(string name) => _info.Parameters.FirstOrDefault(parameter => parameter.Name == name);
}
