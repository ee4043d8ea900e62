using System.Globalization;

namespace NnGen;

/// <summary>
/// What a recurrent layer computes, from its formula: <c>lstm of encoder: 5 steps, 4 features, 6 units, 3 outputs, 2 layers, 2 directions, tanh, reset after, from h_0 c_0; all</c>.
/// Behind the semicolon stands what of it is given: the states of all steps, those of the last one, or what the last step of each layer and
/// direction has left (<c>h_n</c>, <c>c_n</c>).
/// </summary>
internal sealed class RecurrenceEvaluation
{
    private readonly string _kind;
    private readonly string _owner;
    private readonly string _given;
    private readonly int _steps;
    private readonly int _units;
    private readonly int _outputs;
    private readonly int _layers;
    private readonly int _directions;
    private readonly bool _isOfReLU;
    private readonly bool _resetsAfter;
    private readonly double[]? _state;
    private readonly double[]? _cell;
    private readonly int _length;
    private readonly Func<string, double[]?> _parameter;

    private RecurrenceEvaluation(string formula, double[][] inputs, Func<string, double[]?> parameter)
    {
        string[] words = formula.Split([' ', ':', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        int Number(string of) => int.Parse(words[Array.IndexOf(words, of) - 1], CultureInfo.InvariantCulture);
        (_kind, _owner, _given) = (words[0], words[2], words[^1]);
        (_steps, _units, _outputs, _layers, _directions) = (Number("steps"), Number("units"), Number("outputs"), Number("layers"), Number("directions"));
        _isOfReLU = words.Contains("relu");
        _resetsAfter = words.Contains("after");
        int next = 1;
        _state = words.Contains("h_0") ? inputs[next++] : null;
        _cell = words.Contains("c_0") ? inputs[next++] : null;
        _length = words.Contains("lengths") ? (int)inputs[next][0] : _steps;
        _parameter = parameter;
    }

    /// <summary>Whether a formula is that of a recurrent layer.</summary>
    public static bool Is(string formula) => formula.StartsWith("rnn of ", StringComparison.Ordinal) || formula.StartsWith("gru of ", StringComparison.Ordinal) || formula.StartsWith("lstm of ", StringComparison.Ordinal);

    /// <summary>The node's value.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="inputs">The sequence, and the states before the first step where the formula says so.</param>
    /// <param name="parameter">A parameter by its name, or null where there is none.</param>
    public static double[] Of(string formula, double[][] inputs, Func<string, double[]?> parameter) => new RecurrenceEvaluation(formula, inputs, parameter).Evaluate(inputs[0]);

    private double[] Evaluate(double[] sequence)
    {
        double[][] x = [.. sequence.Chunk(sequence.Length / _steps)];
        var states = new List<double[]>();
        var cells = new List<double[]>();
        for (int layer = 0; layer < _layers; layer++)
        {
            var next = new double[_steps][];
            for (int direction = 0; direction < _directions; direction++)
            {
                double[] h = Slice(_state, states.Count, _outputs);
                double[] c = Slice(_cell, cells.Count, _units);
                for (int turn = 0; turn < _steps; turn++)
                {
                    int time = direction == 1 ? _steps - 1 - turn : turn;
                    if (time >= _length)
                    {
                        // Padding: the state stays, and nothing is given.
                        next[time] = direction == 1 ? [.. next[time], .. new double[_outputs]] : new double[_outputs];
                        continue;
                    }

                    (h, c) = Step(x[time], h, c, $"_l{layer.ToString(CultureInfo.InvariantCulture)}{(direction == 1 ? "_reverse" : "")}");
                    next[time] = direction == 1 ? [.. next[time], .. h] : h;
                }

                states.Add(h);
                cells.Add(c);
            }

            x = next;
        }

        return _given switch
        {
            "h_n" => [.. states.SelectMany(state => state)],
            "c_n" => [.. cells.SelectMany(state => state)],
            "last" => [.. states.Skip(states.Count - _directions).SelectMany(state => state)],
            _ => [.. x.SelectMany(state => state)],
        };
    }

    private (double[] State, double[] Cell) Step(double[] x, double[] h, double[] c, string suffix)
    {
        double[] fromInput = Sums("ih" + suffix, x);
        double[] fromState = Sums("hh" + suffix, h);
        if (_kind == "rnn")
        {
            return ([.. fromInput.Zip(fromState, (a, b) => _isOfReLU ? Math.Max(a + b, 0) : Math.Tanh(a + b))], c);
        }

        double Gate(int gate, int unit) => Sigmoid(fromInput[gate * _units + unit] + fromState[gate * _units + unit]);
        if (_kind == "gru")
        {
            double[] reset = [.. h.Select((_, unit) => Gate(0, unit))];
            double[] remembered = _resetsAfter ? [.. reset.Select((r, unit) => r * fromState[2 * _units + unit])] : Sums("hn" + suffix, [.. reset.Zip(h, (r, state) => r * state)]);
            return ([.. h.Select((state, unit) =>
            {
                double update = Gate(1, unit);
                return update * state + (1 - update) * Math.Tanh(fromInput[2 * _units + unit] + remembered[unit]);
            })], c);
        }

        double[] cell = [.. c.Select((last, unit) => Gate(1, unit) * last + Gate(0, unit) * Math.Tanh(fromInput[2 * _units + unit] + fromState[2 * _units + unit]))];
        double[] given = [.. cell.Select((state, unit) => Gate(3, unit) * Math.Tanh(state))];
        return (_outputs == _units ? given : Sums("hr" + suffix, given), cell);
    }

    private double[] Sums(string name, double[] x)
    {
        double[] weight = _parameter($"{_owner}.weight_{name}") ?? throw new InvalidOperationException($"There is no parameter {_owner}.weight_{name}.");
        double[]? bias = _parameter($"{_owner}.bias_{name}");
        return [.. weight.Chunk(x.Length).Select((row, output) => row.Zip(x, (a, b) => a * b).Sum() + (bias?[output] ?? 0))];
    }

    private static double[] Slice(double[]? states, int index, int size) => states is null ? new double[size] : states[(index * size)..((index + 1) * size)];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
