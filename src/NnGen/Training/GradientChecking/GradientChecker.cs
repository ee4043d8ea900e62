using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>One run of <see cref="GradientCheck"/>. Dropout masks stay as the new tape has them, so the loss is a function.</summary>
internal sealed class GradientChecker<TNetwork, T>
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // An element that fails is measured again closer by: a kink (ReLU at 0) between the two points is no error of the gradient,
    // whereas a wrong gradient stays wrong at every distance.
    private const int Attempts = 3;
    private const double AttemptShrink = 0.1;

    // The spacing of numbers just above 1.
    private const double DoubleRounding = 2.2e-16;
    private const double SingleRounding = 1.2e-7;

    // How many times the rounding of the loss must stay below the tolerance.
    private const double RoundingMargin = 10;

    private readonly TNetwork _network;
    private readonly NetworkTape<T> _tape;
    private readonly T[] _inputs;
    private readonly int[]? _labels;
    private readonly T[]? _targets;
    private readonly double _step;
    private readonly double _tolerance;
    private readonly double _rounding;
    private double _floor;

    public GradientChecker(TNetwork network, ReadOnlySpan<T> inputs, int[]? labels, T[]? targets, GradientCheckOptions? options)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkInfo info = TNetwork.Info;
        if (inputs.Length == 0 || inputs.Length % info.InputSize != 0)
        {
            throw new ArgumentException($"{info.Name} takes rows of {info.InputSize} inputs, so the length must be a positive multiple of {info.InputSize}, but it is {inputs.Length}.", nameof(inputs));
        }

        _network = network;
        _inputs = inputs.ToArray();
        _labels = labels;
        _targets = targets;
        _tape = TNetwork.CreateTape(inputs.Length / info.InputSize);

        bool isDouble = typeof(T) == typeof(double);
        double rounding = isDouble ? DoubleRounding : SingleRounding;
        _step = Positive(options?.Step, Math.Cbrt(rounding), nameof(GradientCheckOptions.Step));
        _tolerance = Positive(options?.Tolerance, isDouble ? 1e-6 : 1e-2, nameof(GradientCheckOptions.Tolerance));
        _rounding = rounding;
    }

    public GradientCheckReport Run()
    {
        using ParameterClaim claim = ParameterAccess.Claim(_network.Parameters, TNetwork.Info.Name, "checked by GradientCheck", isNestable: true);

        // Each forward pass moves the running statistics, if there are any.
        T[] before = _network.Parameters.Span.ToArray();
        try
        {
            return Check();
        }
        finally
        {
            before.CopyTo(_network.Parameters.Span);
        }
    }

    private GradientCheckReport Check()
    {
        NetworkInfo info = TNetwork.Info;
        double loss = Loss();
        _floor = RoundingMargin * _rounding * Math.Max(1, Math.Abs(loss)) / (_step * _tolerance);
        NetworkGradients<T> gradients = TNetwork.CreateGradients();
        _network.Backward(_tape, gradients);
        int[] columns = info.HasInputGradient ? [.. Columns(info)] : [];
        double[] inputGradients = info.HasInputGradient ? Doubles(InputGradients(info)) : [];

        int count = 0;
        var largest = new GradientDifference("", -1, 0, 0, -1);
        foreach (ParameterInfo parameter in info.Parameters.Where(parameter => !parameter.IsBuffer))
        {
            double[] analytic = Doubles(ParameterLayout.Export<T>(parameter, gradients.Buffer.Span));
            for (int i = 0; i < analytic.Length; i++)
            {
                int position = ParameterLayout.StorageIndex(parameter, i);
                if (position != ParameterLayout.Absent && !IsPadding(parameter, i))
                {
                    Keep(ref largest, Measure(parameter.Name, i, analytic[i], ref _network.Parameters.Span[position]));
                    count++;
                }
            }
        }

        foreach (int i in columns)
        {
            Keep(ref largest, Measure(GradientCheckReport.InputName, i, inputGradients[i], ref _inputs[i]));
        }

        return new GradientCheckReport
        {
            Checked = count + columns.Length,
            CheckedInput = columns.Length > 0,
            Tolerance = _tolerance,
            Floor = _floor,
            Largest = largest,
        };
    }

    /// <summary>Whether an element is of a row that is read as it stands: its gradient is 0 whatever it does to the loss.</summary>
    private static bool IsPadding(ParameterInfo parameter, int index)
    {
        int columns = ParameterLayout.Count(parameter) / parameter.Shape[0];
        return parameter.ZeroRow >= 0 && index / columns == parameter.ZeroRow;
    }

    /// <summary>The elements of the rows that are numbers: classes and masks have no gradient.</summary>
    private IEnumerable<int> Columns(NetworkInfo info) =>
        from row in Enumerable.Range(0, _inputs.Length / info.InputSize)
        from input in info.Inputs
        where input.IsDifferentiable
        from element in Enumerable.Range(0, input.Size)
        where input.ClassesAt(element) == 0
        select row * info.InputSize + input.FirstColumn + element;

    /// <summary>The gradients of the inputs, of several ones side by side as the inputs are.</summary>
    private T[] InputGradients(NetworkInfo info)
    {
        if (info.Inputs.Count == 1)
        {
            return _tape.InputGradient.ToArray();
        }

        var packed = new T[_inputs.Length];
        foreach (InputInfo input in info.Inputs.Where(input => input.IsDifferentiable))
        {
            TapeRows<T> own = _tape.InputGradientOf(input.Name);
            for (int row = 0; row < own.Rows; row++)
            {
                own[row].CopyTo(packed.AsSpan(row * info.InputSize + input.FirstColumn));
            }
        }

        return packed;
    }

    private GradientDifference Measure(string name, int index, double analytic, ref T value)
    {
        var best = new GradientDifference(name, index, analytic, double.NaN, double.NaN);
        T original = value;
        double distance = _step * Math.Max(1, Math.Abs(double.CreateTruncating(original)));
        try
        {
            for (int attempt = 0; attempt < Attempts && !(best.RelativeError <= _tolerance); attempt++)
            {
                T above = original + T.CreateTruncating(distance);
                T below = original - T.CreateTruncating(distance);
                value = above;
                double lossAbove = Loss();
                value = below;
                double lossBelow = Loss();

                // Divided by the distance that rounding has left, not by the one asked for.
                double numeric = (lossAbove - lossBelow) / double.CreateTruncating(above - below);
                double scale = Math.Max(_floor, Math.Max(Math.Abs(analytic), Math.Abs(numeric)));
                double error = Math.Abs(analytic - numeric) / scale;
                if (!(best.RelativeError <= error))
                {
                    best = best with { Numeric = numeric, RelativeError = error };
                }

                distance *= AttemptShrink;
            }
        }
        finally
        {
            value = original;
        }

        return best;
    }

    // NaN, once found, is the largest.
    private static void Keep(ref GradientDifference largest, GradientDifference candidate)
    {
        bool isWorse = double.IsNaN(candidate.RelativeError) ? !double.IsNaN(largest.RelativeError) : candidate.RelativeError > largest.RelativeError;
        if (isWorse)
        {
            largest = candidate;
        }
    }

    private double Loss()
        => double.CreateTruncating(_labels is null ? _network.Forward(_inputs, _targets, _tape) : _network.Forward(_inputs, _labels, _tape));

    private static double[] Doubles(T[] values) => Array.ConvertAll(values, double.CreateTruncating);

    private static double Positive(double? given, double standard, string name)
    {
        double value = given ?? standard;
        return double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must be a finite number above 0 or null, but it is {value}."), "options");
    }
}
