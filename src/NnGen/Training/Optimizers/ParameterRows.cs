namespace NnGen;

/// <summary>
/// Rows of a parameter, all but its first axis, that lie side by side in the parameter block: element k of row r at
/// <c>Start + Offsets[k] + r</c>, for <see cref="Count"/> rows. So the rows of a panel are the lanes of a vector.
/// </summary>
/// <param name="Start">The index of the first element of the first row.</param>
/// <param name="Count">How many rows, from 1 to <see cref="MaximumCount"/>.</param>
/// <param name="Stride">How far the elements of a row lie apart; 0 where there is only one, or where <paramref name="Offsets"/> lists them.</param>
/// <param name="Length">How many elements a row has.</param>
/// <param name="Offsets">Where the elements lie, if they are not evenly spaced.</param>
internal sealed record ParameterRows(int Start, int Count, int Stride, int Length, int[]? Offsets)
{
    /// <summary>The most rows in one record: a panel.</summary>
    public const int MaximumCount = 64;

    /// <summary>Where element k of a row lies behind the row's first.</summary>
    public int Offset(int k) => Offsets is null ? k * Stride : Offsets[k];

    /// <summary>From the first to the last of all elements, what lies between them included.</summary>
    public ParameterRange Whole { get; } = new(Start, (Offsets is null ? Math.Max(0, Length - 1) * Stride : Offsets.Max()) + Count);

    /// <summary>The rows of a parameter, in their order. Found by asking where each element lies, so it holds for every layout.</summary>
    public static ParameterRows[] Of(ParameterInfo parameter)
    {
        int length = ParameterLayout.Count(parameter) / parameter.Shape[0];
        var all = new List<ParameterRows>();
        for (int row = 0; row < parameter.Shape[0]; row++)
        {
            int[] places = [.. Enumerable.Range(row * length, length).Select(i => ParameterLayout.StorageIndex(parameter, i)).Where(place => place != ParameterLayout.Absent)];
            if (places.Length == 0)
            {
                continue;
            }

            int[] offsets = [.. places.Select(place => place - places[0])];
            int stride = offsets.Length > 1 ? offsets[1] : 0;
            bool isEven = offsets.Select((offset, k) => offset == k * stride).All(fits => fits);
            var next = new ParameterRows(places[0], 1, isEven ? stride : 0, offsets.Length, isEven ? null : offsets);
            if (all.Count > 0 && all[^1].IsFollowedBy(next))
            {
                all[^1] = new ParameterRows(all[^1].Start, all[^1].Count + 1, all[^1].Stride, all[^1].Length, all[^1].Offsets);
            }
            else
            {
                all.Add(next);
            }
        }

        return [.. all];
    }

    private bool IsFollowedBy(ParameterRows next)
        => Count < MaximumCount && next.Start == Start + Count && next.Length == Length && Stride != 1
            && (Offsets is null ? next.Stride == Stride && next.Offsets is null : next.Offsets is int[] offsets && offsets.AsSpan().SequenceEqual(Offsets));
}
