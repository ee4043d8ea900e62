using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// A constraint on weights: after each change of the parameters the incoming weights of every neuron, a row of a weight [out, in], are
/// scaled back where their Euclidean norm is above a limit, <c>w *= min(1, max / norm(w))</c>, as <c>torch.renorm(w, 2, 0, max)</c>.
/// Srebro and Shraibman, 2005; with dropout, Srivastava and others, 2014, with limits of 3 to 4.
/// </summary>
/// <remarks>
/// In <see cref="TrainingOptions.MaxNorm"/>. It comes after the optimizer and before <see cref="TrainingOptions.WeightAverage"/>; the weights
/// that training starts from are not touched. A training loop of one's own calls <see cref="BoundMaxNorm{T}.Apply"/> after the optimizer:
/// <code>
/// BoundMaxNorm&lt;float&gt; maxNorm = new MaxNorm(3).Bind&lt;float&gt;(Net.Info);
/// state.Apply(net, gradients, rate);
/// maxNorm.Apply(net.Parameters);
/// </code>
/// </remarks>
public sealed class MaxNorm
{
    private readonly double _maximum;

    // Of named parameters, in the order of their names; otherwise null.
    private readonly KeyValuePair<string, double>[]? _maxima;

    /// <summary>A limit for the weights between neurons of all layers. Biases and other parameters of one axis have none.</summary>
    /// <param name="maximum">The largest norm of a row, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a finite number above 0.</exception>
    public MaxNorm(double maximum) => _maximum = OptimizerArguments.Positive(maximum);

    /// <summary>Limits for the weights that are named; others have none.</summary>
    /// <param name="maxima">The largest norms of a row, above 0, by the names of weights such as <c>dense1.weight</c>, or of layers such as <c>dense1</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not a finite number above 0.</exception>
    /// <exception cref="ArgumentException">There are none.</exception>
    public MaxNorm(IReadOnlyDictionary<string, double> maxima)
    {
        ArgumentNullException.ThrowIfNull(maxima);
        if (maxima.Count == 0)
        {
            throw new ArgumentException("There are no maxima, so nothing would be limited; name layers or weights.", nameof(maxima));
        }

        _maxima = [.. maxima.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, OptimizerArguments.Positive(entry.Value, $"maxima[\"{entry.Key}\"]")))];
    }

    /// <summary>The constraint in words, for reports.</summary>
    public string Description => _maxima is null
        ? string.Create(CultureInfo.InvariantCulture, $"norm of incoming weights at most {_maximum}")
        : $"norm of incoming weights at most {string.Join(", ", _maxima.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} {entry.Value}")))}";

    /// <summary>The constraint for one network.</summary>
    /// <param name="info">The network's facts.</param>
    /// <exception cref="ArgumentException">A name is none of a weight of the network; the message lists those that are.</exception>
    public BoundMaxNorm<T> Bind<T>(NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        var problems = new List<string>();
        AddProblems(info, problems);
        ParameterSelection.Throw(problems);
        return Bind<T>(info, _ => true);
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    /// <summary>The constraint for a network of which only some parameters are trained; the others do not change by a bit.</summary>
    internal BoundMaxNorm<T> Bind<T>(NetworkInfo info, Func<ParameterInfo, bool> isTrained)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var limits = new List<RowLimit>();
        foreach (ParameterInfo parameter in ParameterSelection.Trained(info).Where(isTrained).Where(HasRows))
        {
            double? maximum = _maxima is null ? _maximum : _maxima.Where(entry => ParameterSelection.IsNamed(parameter, entry.Key)).Select(entry => (double?)entry.Value).FirstOrDefault();
            if (maximum is double limit)
            {
                limits.Add(new RowLimit(limit, ParameterRows.Of(parameter)));
            }
        }

        return new BoundMaxNorm<T>([.. limits], info);
    }

    /// <summary>Adds a sentence for each name that is none of a weight, and for weights that are named twice.</summary>
    internal void AddProblems(NetworkInfo info, List<string> problems)
    {
        if (_maxima is null)
        {
            return;
        }

        IEnumerable<string> names = _maxima.Select(entry => entry.Key);
        ParameterSelection.AddProblems(info, nameof(TrainingOptions.MaxNorm), names, problems);
        ParameterSelection.AddDoubleProblems(info, nameof(TrainingOptions.MaxNorm), names, problems);
        foreach (string name in names)
        {
            if (ParameterSelection.Of(info, name).Any() && !ParameterSelection.Of(info, name).Any(HasRows))
            {
                problems.Add($"{nameof(TrainingOptions.MaxNorm)} names '{name}', which has no weights between neurons; it takes: {string.Join(", ", ParameterSelection.Trained(info).Where(HasRows).Select(parameter => parameter.Name))}.");
            }
        }
    }

    private static bool HasRows(ParameterInfo parameter) => parameter.Shape.Count > 1;
}

/// <summary>A <see cref="MaxNorm"/> for one network. Allocates nothing.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class BoundMaxNorm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowLimit[] _limits;
    private readonly NetworkInfo _info;

    internal BoundMaxNorm(RowLimit[] limits, NetworkInfo info)
    {
        _limits = limits;
        _info = info;
    }

    /// <summary>Scales back the weights of each neuron whose norm is above the limit. Norms are added up in double; the bits are the same at every width.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="team">The threads that share it out; null for the caller's alone. The bits are the same.</param>
    /// <exception cref="ArgumentException">The block has another length than that of the network.</exception>
    public void Apply(AlignedBuffer<T> parameters, ThreadTeam? team = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Length != _info.StorageLength)
        {
            throw new ArgumentException($"The parameters of {_info.Name} have {_info.StorageLength} elements, padding included, but {parameters.Length} were given.", nameof(parameters));
        }

        SharedFlatPasses.LimitRows(team, parameters, _limits);
    }
}

/// <summary>The rows of a weight and the largest norm of each.</summary>
internal sealed record RowLimit(double Maximum, ParameterRows[] Rows);
