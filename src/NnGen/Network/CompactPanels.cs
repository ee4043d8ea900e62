namespace NnGen;

/// <summary>The panels of a piece that keeps connected inputs only. Immutable.</summary>
internal sealed class CompactPanels
{
    private readonly int[][] _ranks;
    private readonly int[] _starts;

    private CompactPanels(int[][] ranks, int[] starts)
    {
        _ranks = ranks;
        _starts = starts;
    }

    /// <summary>How many inputs the panels before and the inputs before have in memory; <see cref="ParameterLayout.Absent"/> where the input feeds no output of the panel.</summary>
    public int this[int panel, int input] => _ranks[panel][input] == ParameterLayout.Absent ? ParameterLayout.Absent : _starts[panel] + _ranks[panel][input];

    /// <summary>The panels of a piece whose outputs end before <paramref name="end"/>.</summary>
    public static CompactPanels Of(ParameterInfo parameter, ParameterPiece piece, int end)
    {
        ParameterMask mask = parameter.Mask ?? throw new InvalidOperationException($"{parameter.Name} has a compact piece but no mask, so nothing tells which inputs it has.");
        int width = piece.PanelOutputs > 0 ? piece.PanelOutputs : end - piece.First;
        var ranks = new int[(end - piece.First + width - 1) / width][];
        var starts = new int[ranks.Length];
        int start = 0;
        for (int panel = 0; panel < ranks.Length; panel++)
        {
            int first = piece.First + panel * width;
            starts[panel] = start;
            ranks[panel] = Ranks(mask, first, Math.Min(first + width, end), out int count);
            start += count;
        }

        return new CompactPanels(ranks, starts);
    }

    /// <summary>The inputs that feed any of some outputs, numbered in their order.</summary>
    private static int[] Ranks(ParameterMask mask, int first, int end, out int count)
    {
        var ranks = new int[mask.Inputs];
        count = 0;
        for (int input = 0; input < mask.Inputs; input++)
        {
            bool isThere = false;
            for (int output = first; output < end && !isThere; output++)
            {
                isThere = mask[output * mask.Inputs + input];
            }

            ranks[input] = isThere ? count++ : ParameterLayout.Absent;
        }

        return ranks;
    }
}
