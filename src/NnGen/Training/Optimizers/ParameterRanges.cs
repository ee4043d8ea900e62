namespace NnGen;

/// <summary>Neighbouring elements of a parameter block.</summary>
/// <param name="Start">The index of the first.</param>
/// <param name="Length">How many.</param>
internal readonly record struct ParameterRange(int Start, int Length);

/// <summary>
/// Which elements of a parameter block are trained: the block without its padding and without buffers. Passes over whole gradients go along
/// these ranges. What is neither trained nor padding are buffers.
/// </summary>
internal static class ParameterRanges
{
    /// <summary>The trained elements of a network, in the order of the block.</summary>
    public static ParameterRange[] Trained(NetworkInfo info) => Of(info, _ => true);

    /// <summary>The trained elements of some of the parameters, in the order of the block; neighbours are joined.</summary>
    public static ParameterRange[] Of(NetworkInfo info, Func<ParameterInfo, bool> isWanted) => OfAll(info, parameter => !parameter.IsBuffer && isWanted(parameter));

    /// <summary>The buffers of a network, such as running statistics, in the order of the block: what a forward pass may move.</summary>
    public static ParameterRange[] Buffers(NetworkInfo info) => OfAll(info, parameter => parameter.IsBuffer);

    private static ParameterRange[] OfAll(NetworkInfo info, Func<ParameterInfo, bool> isWanted)
    {
        bool[] isUsed = new bool[info.StorageLength];
        foreach (ParameterInfo parameter in info.Parameters)
        {
            if (!isWanted(parameter))
            {
                continue;
            }

            int count = ParameterLayout.Count(parameter);
            for (int i = 0; i < count; i++)
            {
                int index = ParameterLayout.StorageIndex(parameter, i);
                if (index != ParameterLayout.Absent)
                {
                    isUsed[index] = true;
                }
            }
        }

        return [.. Runs(isUsed)];
    }

    private static List<ParameterRange> Runs(bool[] isUsed)
    {
        var runs = new List<ParameterRange>();
        int start = 0;
        while (start < isUsed.Length)
        {
            if (!isUsed[start])
            {
                start++;
                continue;
            }

            int end = start + 1;
            while (end < isUsed.Length && isUsed[end])
            {
                end++;
            }

            runs.Add(new ParameterRange(start, end - start));
            start = end;
        }

        return runs;
    }
}

/// <summary>Parameters that share a learning rate.</summary>
/// <param name="Factor">What the rate of a step is multiplied by; above 0.</param>
/// <param name="Parameters">The parameters.</param>
internal sealed record RateGroup(double Factor, ParameterSet Parameters);
