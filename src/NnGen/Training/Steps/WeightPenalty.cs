using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// A penalty for large weights, added to the loss: <c>L1 * sum |w| + L2 * sum w^2</c>. The lectures' <c>lambda / 2 * sum w^2</c> is
/// <c>L2 = lambda / 2</c>. Losses that training reports have it, those of evaluation have not.
/// </summary>
/// <remarks>
/// In <see cref="TrainingOptions.Penalty"/>. Layers of their own:
/// <code>
/// Penalty = WeightPenalty.Sum(
///     new WeightPenalty { L1 = 1e-3, Parameters = ["dense1"] },
///     new WeightPenalty { L2 = 1e-4, Parameters = ["dense2.weight", "dense2.bias"] }),
/// </code>
/// A training loop of one's own adds the penalty between <c>Backward</c> and the optimizer:
/// <code>
/// BoundPenalty&lt;float&gt; penalty = new WeightPenalty { L2 = 1e-4 }.Bind&lt;float&gt;(Net.Info);
/// double loss = net.Forward(inputs, labels, tape) + penalty.Value(net.Parameters);
/// gradients.Clear();
/// net.Backward(tape, gradients);
/// penalty.AddGradient(net.Parameters, gradients);
/// state.Apply(net, gradients, rate);
/// </code>
/// </remarks>
public sealed class WeightPenalty
{
    private readonly WeightPenalty[] _terms;

    /// <summary>A penalty; set <see cref="L1"/>, <see cref="L2"/> or both.</summary>
    public WeightPenalty() => _terms = [this];

    private WeightPenalty(WeightPenalty[] terms) => _terms = terms;

    /// <summary>The factor of the sum of the magnitudes, 0 or more; it drives weights to 0. At a weight of 0 its gradient is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double L1
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(L1));
    }

    /// <summary>The factor of the sum of the squares, 0 or more; it keeps weights small.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double L2
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(L2));
    }

    /// <summary>
    /// Whether biases count too, and with them all other parameters of one axis, such as the slopes of PReLU. By default only weights
    /// between neurons do.
    /// </summary>
    public bool IncludeBiases { get; init; }

    /// <summary>
    /// The parameters that count, by their names such as <c>dense1.weight</c>, or by that of a layer such as <c>dense1</c>; null for those
    /// of all layers. A parameter that is named itself counts even if it is a bias; of a layer those count that <see cref="IncludeBiases"/>
    /// lets through.
    /// </summary>
    public IReadOnlyList<string>? Parameters { get; init; }

    /// <summary>The penalties that are added up: of a sum its terms, otherwise the penalty itself.</summary>
    public IReadOnlyList<WeightPenalty> Terms => _terms;

    /// <summary>The penalty in words, for reports.</summary>
    public string Description => $"penalty {string.Join(" + ", _terms.Select(term => term.InWords))}";

    internal string? Problem => _terms.Any(term => term.L1 == 0 && term.L2 == 0)
        ? "The penalty has L1 = 0 and L2 = 0; set one of them or leave it out."
        : null;

    private string InWords
    {
        get
        {
            string both = L1 > 0 && L2 > 0 ? " + " : "";
            string l1 = L1 > 0 ? string.Create(CultureInfo.InvariantCulture, $"{L1} sum|w|") : "";
            string l2 = L2 > 0 ? string.Create(CultureInfo.InvariantCulture, $"{L2} sum w^2") : "";
            string names = Parameters is null ? "" : $" of {string.Join(", ", Parameters.Order(StringComparer.Ordinal))}";
            return $"{l1}{both}{l2}{names}{(IncludeBiases ? ", biases included" : "")}";
        }
    }

    /// <summary>The sum of several penalties, such as L1 for one layer and L2 for another. A parameter that several of them name has all of those.</summary>
    /// <param name="penalties">At least one.</param>
    /// <exception cref="ArgumentException">There is none, or one is null.</exception>
    public static WeightPenalty Sum(params WeightPenalty[] penalties)
    {
        ArgumentNullException.ThrowIfNull(penalties);
        if (penalties.Length == 0 || penalties.Contains(null))
        {
            throw new ArgumentException("A sum of penalties needs at least one, and none of them null; for no penalty leave Penalty out.", nameof(penalties));
        }

        return new WeightPenalty([.. penalties.SelectMany(penalty => penalty._terms)]);
    }

    /// <summary>The penalty for one network.</summary>
    /// <param name="info">The network's facts.</param>
    /// <exception cref="ArgumentException"><see cref="Parameters"/> has a name that is none of the network; the message lists those that are.</exception>
    public BoundPenalty<T> Bind<T>(NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        var problems = new List<string>();
        AddProblems(info, problems);
        ParameterSelection.Throw(problems);
        return new BoundPenalty<T>([.. _terms.Select(term => new PenaltyTerm(term.L1, term.L2, ParameterRanges.Of(info, term.Counts)))]);
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    /// <summary>Adds a sentence for each name that is none of a network, and for names that let no parameter through.</summary>
    internal void AddProblems(NetworkInfo info, List<string> problems)
    {
        foreach (WeightPenalty term in _terms)
        {
            const string Option = $"{nameof(WeightPenalty)}.{nameof(Parameters)}";
            IReadOnlyList<string> names = term.Parameters ?? [];
            ParameterSelection.AddProblems(info, Option, names, problems);
            if (term.Parameters is { Count: 0 })
            {
                problems.Add($"{Option} is empty, so nothing is penalised; name parameters or leave it null for all layers.");
            }

            foreach (ParameterInfo table in ParameterSelection.Trained(info).Where(parameter => parameter.IsSparse && term.Counts(parameter)))
            {
                problems.Add($"The penalty counts {table.Name}, whose gradient is sparse, but a penalty has a gradient in all {table.Shape[0]} rows of it; name the other parameters in {Option}, leave Sparse out of the embedding, or use an optimizer's WeightDecay, which decays a row in the steps that look it up.");
            }

            foreach (string name in names)
            {
                if (ParameterSelection.Of(info, name).Any() && !ParameterSelection.Of(info, name).Any(term.Counts))
                {
                    string[] own = [.. ParameterSelection.Of(info, name).Select(parameter => parameter.Name)];
                    problems.Add($"{Option} names '{name}', which has no weights between neurons; name {string.Join(", ", own)} or set {nameof(IncludeBiases)}.");
                }
            }
        }
    }

    private bool Counts(ParameterInfo parameter)
    {
        bool isWeight = IncludeBiases || parameter.Shape.Count > 1;
        return Parameters is null
            ? isWeight
            : Parameters.Contains(parameter.Name) || isWeight && Parameters.Contains(ParameterSelection.Layer(parameter));
    }
}

/// <summary>A <see cref="WeightPenalty"/> for one network. Allocates nothing.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class BoundPenalty<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PenaltyTerm[] _terms;

    internal BoundPenalty(PenaltyTerm[] terms) => _terms = terms;

    /// <summary>What is added to the loss.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="team">The threads that share it out; null for the caller's alone. The bits are the same.</param>
    public double Value(AlignedBuffer<T> parameters, ThreadTeam? team = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        double value = 0;
        foreach (PenaltyTerm term in _terms)
        {
            value += term.L1 == 0 ? 0 : term.L1 * SharedFlatPasses.SumOfMagnitudes(team, parameters, term.Ranges);
            value += term.L2 == 0 ? 0 : term.L2 * SharedFlatPasses.SumOfSquares(team, parameters, term.Ranges);
        }

        return value;
    }

    /// <summary>Adds the gradient of the penalty to that of the loss.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="gradients">The gradients.</param>
    /// <param name="team">The threads that share it out; null for the caller's alone. The bits are the same.</param>
    public void AddGradient(AlignedBuffer<T> parameters, NetworkGradients<T> gradients, ThreadTeam? team = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        foreach (PenaltyTerm term in _terms)
        {
            var add = new AddPenaltyGradients<T>(term.L1, term.L2);
            SharedFlatPasses.Update(team, gradients.Buffer, parameters, term.Ranges, ref add);
        }
    }
}

/// <summary>One term of a penalty and the elements that it counts.</summary>
internal sealed record PenaltyTerm(double L1, double L2, ParameterRange[] Ranges);
