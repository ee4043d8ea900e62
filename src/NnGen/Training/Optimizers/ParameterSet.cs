namespace NnGen;

/// <summary>Some of the trained parameters of a network, as passes over gradients see them.</summary>
/// <param name="Ranges">The elements that have a gradient in every step, in the order of the block.</param>
/// <param name="Tables">The numbers, among the sparse tables of the network, of those of which only rows that were looked up have one.</param>
internal sealed record ParameterSet(ParameterRange[] Ranges, int[] Tables)
{
    /// <summary>The sparse tables of a network.</summary>
    public static IEnumerable<ParameterInfo> TablesOf(NetworkInfo info) => info.Parameters.Where(parameter => parameter.IsSparse);

    /// <summary>The trained ones that are wanted.</summary>
    public static ParameterSet Of(NetworkInfo info, Func<ParameterInfo, bool> isWanted) => new(
        ParameterRanges.Of(info, parameter => !parameter.IsSparse && isWanted(parameter)),
        [.. TablesOf(info).Select((table, number) => (table, number)).Where(pair => isWanted(pair.table)).Select(pair => pair.number)]);
}
