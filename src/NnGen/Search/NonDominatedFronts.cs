namespace NnGen.Search;

/// <summary>The two orders of NSGA-II (Deb, Pratap, Agarwal and Meyarivan, "A fast and elitist multiobjective genetic algorithm: NSGA-II", 2002): fronts, and how crowded it is within one.</summary>
internal static class NonDominatedFronts
{
    /// <summary>
    /// Of points whose coordinates are all minimised the number of the front of each, from 0: front 0 are those that no other dominates, front 1 those that only front 0 dominates, and so
    /// on. The paper's fast sort, section III A.
    /// </summary>
    internal static int[] Ranks(IReadOnlyList<double[]> points)
    {
        int count = points.Count;
        var ranks = new int[count];
        var dominators = new int[count];
        var dominated = new List<int>[count];
        for (int i = 0; i < count; i++)
        {
            dominated[i] = [];
            for (int j = 0; j < count; j++)
            {
                if (Dominance.Dominates(points[i], points[j]))
                {
                    dominated[i].Add(j);
                }
                else if (Dominance.Dominates(points[j], points[i]))
                {
                    dominators[i]++;
                }
            }
        }

        List<int> front = [.. Enumerable.Range(0, count).Where(i => dominators[i] == 0)];
        for (int rank = 0; front.Count > 0; rank++)
        {
            var next = new List<int>();
            foreach (int i in front)
            {
                ranks[i] = rank;
                next.AddRange(dominated[i].Where(j => --dominators[j] == 0));
            }

            front = next;
        }

        return ranks;
    }

    /// <summary>
    /// The crowding distance of each point of a front, section III B: for each coordinate the distance of its two neighbours over that of the outermost points, added up; infinite for
    /// the outermost.
    /// </summary>
    internal static double[] CrowdingDistances(IReadOnlyList<double[]> front)
    {
        var distances = new double[front.Count];
        for (int coordinate = 0; front.Count > 0 && coordinate < front[0].Length; coordinate++)
        {
            int[] order = [.. Enumerable.Range(0, front.Count).OrderBy(i => front[i][coordinate])];
            double width = front[order[^1]][coordinate] - front[order[0]][coordinate];
            distances[order[0]] = double.PositiveInfinity;
            distances[order[^1]] = double.PositiveInfinity;
            for (int i = 1; i < order.Length - 1 && width > 0; i++)
            {
                distances[order[i]] += (front[order[i + 1]][coordinate] - front[order[i - 1]][coordinate]) / width;
            }
        }

        return distances;
    }
}
