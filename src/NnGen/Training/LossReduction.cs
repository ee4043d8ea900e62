namespace NnGen;

/// <summary>How the losses of rows become the loss of a batch, of an epoch, of a data set: the same everywhere.</summary>
internal static class LossReduction
{
    /// <summary>A weighted mean, <c>sum of w l / sum of w</c>, over rows and, where the loss is one of each output, over outputs; or the sum.</summary>
    /// <param name="info">The network.</param>
    /// <param name="sum">The sum of the rows' losses, each times the row's weight; those of classes are in the losses.</param>
    /// <param name="weight">What the rows weigh together, each times what its label weighs.</param>
    /// <returns>The loss; 0 where a mean's rows weigh nothing.</returns>
    public static double Reduce(NetworkInfo info, double sum, double weight) =>
        info.LossDivisor == 0 ? sum : weight == 0 ? 0 : sum / (weight * info.LossDivisor);

    /// <summary>As the other overload, of one output, without the weight of its loss.</summary>
    public static double Reduce(OutputInfo output, double sum, double weight) =>
        output.LossDivisor == 0 ? sum : weight == 0 ? 0 : sum / (weight * output.LossDivisor);

    /// <summary>What of a sum of losses an addend to the reduced loss is, such as a penalty: the other way round.</summary>
    public static double Undo(NetworkInfo info, double addend, double weight) => info.LossDivisor == 0 ? addend : addend * (weight * info.LossDivisor);
}
