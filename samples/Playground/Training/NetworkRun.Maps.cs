using NnGen;

namespace Samples.Playground.Training;

/// <summary>The maps of a run: what the whole network and each neuron say of the square.</summary>
internal sealed partial class NetworkRun<TNetwork, T>
{
    private readonly HashSet<string> _values;
    private T[] _outputPlane = [];
    private T[] _outputs = [];
    private T[] _neuronPlane = [];
    private T[] _noTargets = [];
    private int[] _noLabels = [];

    /// <inheritdoc/>
    public int OutputPlanes => _scale.IsOneOfMany ? 2 : 1;

    /// <inheritdoc/>
    public void DrawOutput(Span<byte> planes, int side)
    {
        int cells = side * side;
        int size = _scale.OutputSize;
        if (_outputs.Length != cells * size)
        {
            (_outputPlane, _outputs) = (_rows.Plane(side), new T[cells * size]);
        }

        _network.PredictBatch(_outputPlane, _outputs);
        for (int cell = 0; cell < cells; cell++)
        {
            ReadOnlySpan<T> outputs = _outputs.AsSpan(cell * size, size);
            if (_scale.IsOneOfMany)
            {
                (int best, double margin) = _scale.ClassOf(outputs);
                planes[cell] = (byte)best;
                planes[cells + cell] = (byte)Math.Round(255 * margin);
            }
            else
            {
                planes[cell] = PlaneMaps.Signed(_scale.OnMap(double.CreateTruncating(outputs[0])));
            }
        }
    }

    /// <inheritdoc/>
    public void DrawNeurons(Span<byte> maps, int side)
    {
        int cells = side * side;
        if (_noLabels.Length != cells)
        {
            (_neuronPlane, _noTargets, _noLabels) = (_rows.Plane(side), new T[cells * _scale.OutputSize], new int[cells]);
        }

        LookForward(_neuronPlane, _noTargets, _noLabels);
        for (int input = 0; input < _data.FeatureCount; input++)
        {
            DrawInput(maps.Slice(input * cells, cells), input);
        }

        foreach (DenseLayer layer in Layers)
        {
            Span<byte> own = maps.Slice(layer.FirstNeuron * cells, layer.Units * cells);
            if (!_values.Contains(layer.OutputNode))
            {
                own.Fill(128);
                continue;
            }

            bool isPart = layer.Activation.Contains("Sigmoid", StringComparison.Ordinal) || layer.Activation.Contains("Softmax", StringComparison.Ordinal);
            TapeRows<T> values = _tape.Value(layer.OutputNode);
            for (int cell = 0; cell < cells; cell++)
            {
                Span<T> row = values[cell];
                for (int unit = 0; unit < row.Length; unit++)
                {
                    double value = double.CreateTruncating(row[unit]);
                    own[(unit * cells) + cell] = isPart ? PlaneMaps.Unsigned(value) : PlaneMaps.Signed(value);
                }
            }
        }
    }

    /// <summary>A feature, on the scale of its own largest value.</summary>
    private void DrawInput(Span<byte> map, int input)
    {
        int features = _data.FeatureCount;
        double largest = 0;
        for (int cell = 0; cell < map.Length; cell++)
        {
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(_neuronPlane[(cell * features) + input])));
        }

        for (int cell = 0; cell < map.Length; cell++)
        {
            map[cell] = PlaneMaps.Signed(largest == 0 ? 0 : double.CreateTruncating(_neuronPlane[(cell * features) + input]) / largest);
        }
    }
}
