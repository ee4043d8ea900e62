namespace NnGen.Search;

/// <summary>A model that tells the objective of a configuration from those that are known: the heuristic evaluation function of a search.</summary>
public interface IObjectivePredictor
{
    /// <summary>The model's name, for tables.</summary>
    string Name { get; }

    /// <summary>Learns anew from all that is known.</summary>
    /// <param name="features">The numbers of each configuration, as <see cref="ConfigurationFeatures"/> gives them; at least two.</param>
    /// <param name="objectives">What to predict of each, of mean 0 and about standard deviation 1; lower is better.</param>
    /// <param name="seed">The seed of whatever the model draws.</param>
    void Fit(IReadOnlyList<double[]> features, IReadOnlyList<double> objectives, ulong seed);

    /// <summary>Predicts, after <see cref="Fit"/>.</summary>
    /// <param name="features">The numbers of one configuration.</param>
    /// <returns>The expected objective, and how far off it may be.</returns>
    (double Mean, double StandardDeviation) Predict(double[] features);
}
