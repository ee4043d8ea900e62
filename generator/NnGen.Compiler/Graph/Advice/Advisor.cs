using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>
/// What the textbook says to a declaration that compiles: one rule for each NNG2xx. Advice stops nothing and must be true wherever it
/// appears, so a rule that meets something it does not know keeps silent. Only the analyzer asks: nothing here runs in the generator.
/// </summary>
public static class Advisor
{
    /// <summary>What depends on how a network is trained: nobody trains one that can only predict.</summary>
    private static readonly Func<AdvisedNetwork, IEnumerable<Problem>>[] s_ofTraining =
    [
        LinearChain.Advise,
        SaturatingChain.Advise,
        SquaredErrorAfterSoftmax.Advise,
        BoundedOutput.Advise,
        EqualWeights.Advise,
        LateDropout.Advise,
        DeadBias.Advise,
        ManyParameters.Advise,
    ];

    /// <summary>The advice on a declaration, in the order of its attributes; none where the declaration has an error.</summary>
    public static EquatableArray<Problem> Advise(NetworkDeclaration declaration)
    {
        BuiltGraph? built = GraphBuilder.Build(declaration, isTraining: false).Graph;
        if (built is null || AdvisedNetwork.Of(declaration, built) is not { } network)
        {
            return default;
        }

        bool trains = declaration.Trains;
        IEnumerable<Problem> ofTraining = trains ? s_ofTraining.SelectMany(rule => rule(network)) : [];
        IEnumerable<Problem> advice = SingleSoftmax.Advise(network).Concat(DroppedPlaces.Advise(network)).Concat(UnseenPlaces.Advise(network)).Concat(ofTraining);
        return new(advice.OrderBy(problem => problem.Node).ThenBy(problem => problem.Kind.Id, StringComparer.Ordinal));
    }
}
