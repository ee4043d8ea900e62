namespace NnGen.Compiler.Plan;

/// <summary>Items that come in turns of several kinds, with numbers that move evenly from turn to turn.</summary>
/// <param name="First">The first item.</param>
/// <param name="Length">The items of a turn.</param>
/// <param name="Turns">The number of turns; 1 for an item that stands alone.</param>
public readonly record struct Run(int First, int Length, int Turns);

/// <summary>
/// Finds what repeats in a list. Items of a run are alike but for their numbers, each of which moves by one amount a turn, or goes back
/// and forth between two values, as the buffers between layers do.
/// </summary>
public static class Runs
{
    /// <summary>Fewer turns are shorter written out.</summary>
    public const int MinTurns = 3;

    /// <summary>The items of the longest turn: so the search takes no more than so many times the length of the list.</summary>
    private const int MaxLength = 64;

    /// <summary>The list as runs, in order, as few items as possible being written.</summary>
    /// <param name="items">The items.</param>
    /// <param name="likeness">What is equal for items that are alike.</param>
    /// <param name="numbers">The numbers of an item: as many for all that are alike.</param>
    public static IReadOnlyList<Run> Of<T>(IReadOnlyList<T> items, Func<T, object> likeness, Func<T, int[]> numbers)
    {
        var ids = new Dictionary<object, int>();
        int[] kinds = [.. items.Select(item => Id(likeness(item)))];
        int[][] values = [.. items.Select(numbers)];
        int count = items.Count;
        int longest = Math.Min(MaxLength, count / MinTurns);
        var turns = new int[longest + 1][];
        for (int length = 1; length <= longest; length++)
        {
            turns[length] = Turns(kinds, values, length);
        }

        // From the end on: how few items must be written, and by which run.
        var written = new int[count + 1];
        var best = new Run[count];
        for (int i = count - 1; i >= 0; i--)
        {
            written[i] = 1 + written[i + 1];
            best[i] = new Run(i, 1, 1);
            for (int length = 1; length <= Math.Min(longest, (count - i) / MinTurns); length++)
            {
                int times = turns[length][i];
                int all = times < MinTurns ? int.MaxValue : length + written[i + length * times];

                // What begins sooner is preferred, and then what is shorter.
                if (all < written[i] || (all == written[i] && best[i].Turns == 1))
                {
                    written[i] = all;
                    best[i] = new Run(i, length, times);
                }
            }
        }

        var runs = new List<Run>();
        for (int i = 0; i < count; i += best[i].Length * best[i].Turns)
        {
            runs.Add(best[i]);
        }

        return runs;

        int Id(object kind)
        {
            if (!ids.TryGetValue(kind, out int id))
            {
                ids.Add(kind, id = ids.Count);
            }

            return id;
        }
    }

    /// <summary>For each item, how many turns of one length begin there.</summary>
    private static int[] Turns(int[] kinds, int[][] values, int length)
    {
        int count = kinds.Length;
        int[] single = new int[count];
        int[][] even = new int[count][];
        int[][] alternating = new int[count][];
        for (int i = count - 1; i >= 0; i--)
        {
            int next = i + length;
            bool goesOn = next < count && kinds[next] == kinds[i];
            bool goesFurther = goesOn && next + length < count && kinds[next + length] == kinds[i];
            even[i] = new int[values[i].Length];
            alternating[i] = new int[values[i].Length];
            single[i] = goesOn ? single[next] + 1 : 1;
            for (int number = 0; number < values[i].Length; number++)
            {
                int Value(int item) => values[item][number];
                int start = goesOn ? 2 : 1;
                even[i][number] = goesFurther && Value(next + length) - Value(next) == Value(next) - Value(i) ? even[next][number] + 1 : start;
                alternating[i][number] = goesFurther && Value(next + length) == Value(i) ? alternating[next][number] + 1 : start;
            }
        }

        var turns = new int[count];
        for (int i = 0; i < count; i++)
        {
            turns[i] = single[i];
            for (int number = 0; number < values[i].Length; number++)
            {
                turns[i] = Math.Min(turns[i], Math.Max(even[i][number], alternating[i][number]));
            }
        }

        // A turn of several items lasts as long as the first of them to end.
        var all = new int[count];
        for (int i = 0; i + length <= count; i++)
        {
            all[i] = Enumerable.Range(i, length).Min(item => turns[item]);
        }

        return all;
    }
}
