using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// A limit for gradients, applied to the gradient of the whole loss, penalty included, and before weight decay: for all parameters together,
/// for each layer or parameter by itself, or for those that are named.
/// In <see cref="TrainingOptions.Clipping"/>; a training loop of one's own calls <see cref="Apply"/> between <c>Backward</c> and the optimizer.
/// </summary>
public sealed class GradientClipping
{
    // As torch.nn.utils.clip_grad_norm_: keeps a norm of 0 from being divided by.
    private const double NormEpsilon = 1e-6;

    private readonly bool _isByNorm;
    private readonly double _maximum;
    private readonly Scope _scope;

    // Of named parts, in the order of their names; otherwise null.
    private readonly KeyValuePair<string, double>[]? _maxima;
    private Binding? _last;

    private GradientClipping(bool isByNorm, double maximum, Scope scope)
    {
        _isByNorm = isByNorm;
        _maximum = maximum;
        _scope = scope;
    }

    private GradientClipping(bool isByNorm, IReadOnlyDictionary<string, double> maxima)
    {
        ArgumentNullException.ThrowIfNull(maxima);
        if (maxima.Count == 0)
        {
            throw new ArgumentException("There are no maxima, so nothing would be clipped; name layers or parameters.", nameof(maxima));
        }

        _isByNorm = isByNorm;
        _scope = Scope.Named;
        _maxima = [.. maxima.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, OptimizerArguments.Positive(entry.Value, $"maxima[\"{entry.Key}\"]")))];
    }

    private enum Scope
    {
        All,
        Layer,
        Parameter,
        Named,
    }

    /// <summary>The limit in words, for reports.</summary>
    public string Description
    {
        get
        {
            string kind = _isByNorm ? "norm" : "value";
            string limits = _maxima is null
                ? string.Create(CultureInfo.InvariantCulture, $"{_maximum}")
                : string.Join(", ", _maxima.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} {entry.Value}")));
            return _scope switch
            {
                Scope.Layer => $"gradients of each layer clipped to {kind} {limits}",
                Scope.Parameter => $"gradients of each parameter clipped to {kind} {limits}",
                Scope.Named => $"gradients clipped by {kind}: {limits}",
                _ => $"gradients clipped to {kind} {limits}",
            };
        }
    }

    /// <summary>
    /// Scales the whole gradient where its norm, over all trained parameters together, is above a limit: <c>g *= min(1, max / (norm + 1e-6))</c>,
    /// as <c>torch.nn.utils.clip_grad_norm_</c>.
    /// </summary>
    /// <param name="maximum">The largest norm, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a finite number above 0.</exception>
    public static GradientClipping ByNorm(double maximum) => new(isByNorm: true, OptimizerArguments.Positive(maximum), Scope.All);

    /// <summary>
    /// As <see cref="ByNorm(double)"/> for each of the named parts by itself: <c>torch.nn.utils.clip_grad_norm_</c> called for each. What is
    /// not named is not clipped.
    /// </summary>
    /// <param name="maxima">
    /// The largest norms, above 0, by the names of parameters such as <c>dense1.weight</c>, or of layers such as <c>dense1</c>, whose
    /// parameters have a norm in common.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not a finite number above 0.</exception>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static GradientClipping ByNorm(IReadOnlyDictionary<string, double> maxima) => new(isByNorm: true, maxima);

    /// <summary>As <see cref="ByNorm(double)"/> for each layer by itself, weight and bias together.</summary>
    /// <param name="maximum">The largest norm of a layer's gradient, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a finite number above 0.</exception>
    public static GradientClipping ByLayerNorm(double maximum) => new(isByNorm: true, OptimizerArguments.Positive(maximum), Scope.Layer);

    /// <summary>As <see cref="ByNorm(double)"/> for each parameter by itself, as Keras's <c>clipnorm</c>.</summary>
    /// <param name="maximum">The largest norm of a parameter's gradient, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a finite number above 0.</exception>
    public static GradientClipping ByParameterNorm(double maximum) => new(isByNorm: true, OptimizerArguments.Positive(maximum), Scope.Parameter);

    /// <summary>Limits each gradient by itself to <c>[-max, max]</c>, as <c>torch.nn.utils.clip_grad_value_</c>.</summary>
    /// <param name="maximum">The largest magnitude, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a finite number above 0.</exception>
    public static GradientClipping ByValue(double maximum) => new(isByNorm: false, OptimizerArguments.Positive(maximum), Scope.All);

    /// <summary>As <see cref="ByValue(double)"/> with a limit for each of the named parts. What is not named is not clipped.</summary>
    /// <param name="maxima">The largest magnitudes, above 0, by the names of parameters such as <c>dense1.weight</c>, or of layers such as <c>dense1</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not a finite number above 0.</exception>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static GradientClipping ByValue(IReadOnlyDictionary<string, double> maxima) => new(isByNorm: false, maxima);

    /// <summary>Clips a gradient in place. Allocates nothing after the first call for gradients of the same network.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="team">The threads that share it out; null for the caller's alone. The bits are the same.</param>
    /// <returns>The norm of the whole gradient before.</returns>
    /// <exception cref="ArgumentException">A name is none of the network; the message lists those that are.</exception>
    public double Apply<T>(NetworkGradients<T> gradients, ThreadTeam? team = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Binding? binding = _last;
        if (binding is null || binding.Info != gradients.Info)
        {
            var problems = new List<string>();
            AddProblems(gradients.Info, problems);
            ParameterSelection.Throw(problems);
            _last = binding = new Binding(gradients.Info, Groups(gradients.Info, _ => true));
        }

        double norm = Math.Sqrt(SharedFlatPasses.SumOfSquares(team, gradients.Buffer, gradients.Touched.Of(gradients.Trained)));
        Clip(gradients, binding.Groups, team);
        return norm;
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    /// <summary>Adds a sentence for each name that is none of a network, and for parameters that are named twice.</summary>
    internal void AddProblems(NetworkInfo info, List<string> problems)
    {
        if (_maxima is not null)
        {
            IEnumerable<string> names = _maxima.Select(entry => entry.Key);
            ParameterSelection.AddProblems(info, nameof(TrainingOptions.Clipping), names, problems);
            ParameterSelection.AddDoubleProblems(info, nameof(TrainingOptions.Clipping), names, problems);
        }
    }

    /// <summary>What is clipped together. Parameters that are not trained do not count for any norm.</summary>
    internal ClippedGroup[] Groups(NetworkInfo info, Func<ParameterInfo, bool> isTrained)
    {
        IEnumerable<(double Maximum, Func<ParameterInfo, bool> IsIn)> groups = _scope switch
        {
            Scope.Layer => ParameterSelection.Layers(info).Select(layer => (_maximum, Named(layer))),
            Scope.Parameter => ParameterSelection.Trained(info).Select(own => (_maximum, Named(own.Name))),
            Scope.Named => _maxima!.Select(entry => (entry.Value, Named(entry.Key))),
            _ => [(_maximum, _ => true)],
        };
        return [.. groups.Select(group => new ClippedGroup(group.Maximum, ParameterSet.Of(info, parameter => isTrained(parameter) && group.IsIn(parameter))))];

        static Func<ParameterInfo, bool> Named(string name) => parameter => ParameterSelection.IsNamed(parameter, name);
    }

    /// <summary>Clips gradients group by group.</summary>
    internal void Clip<T>(NetworkGradients<T> gradients, ReadOnlySpan<ClippedGroup> groups, ThreadTeam? team = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AlignedBuffer<T> buffer = gradients.Buffer;
        foreach (ClippedGroup group in groups)
        {
            ReadOnlyMemory<ParameterRange> ranges = gradients.Touched.Of(group.Parameters);
            if (!_isByNorm)
            {
                var limit = new LimitGradients<T>(group.Maximum);
                SharedFlatPasses.Update(team, buffer, buffer, ranges, ref limit);
                continue;
            }

            // NaN goes through, so that the step fails where it would fail without clipping.
            double factor = group.Maximum / (Math.Sqrt(SharedFlatPasses.SumOfSquares(team, buffer, ranges)) + NormEpsilon);
            if (!(factor >= 1))
            {
                var scale = new ScaleGradients<T>(buffer, factor);
                SharedFlatPasses.Update(team, buffer, buffer, ranges, ref scale);
            }
        }
    }

    /// <summary>The groups of the network that was clipped last.</summary>
    private sealed record Binding(NetworkInfo Info, ClippedGroup[] Groups);
}

/// <summary>Gradients that are clipped together.</summary>
/// <param name="Maximum">The largest norm, or the largest magnitude.</param>
/// <param name="Parameters">Whose they are.</param>
internal sealed record ClippedGroup(double Maximum, ParameterSet Parameters);
