using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>
/// NNG211: convolutions over a series, of whose places only some are taken, mostly the last, and from these the kernels do not reach back to the edge of the
/// input: what stands there changes nothing. Whatever takes all places, or what the rule does not know, is supposed to see all there is.
/// </summary>
internal static class UnseenPlaces
{
    private static readonly string[] s_placeByPlace = ["Identity", "Dropout", "AlphaDropout", "Dropout1D", "BatchNorm"];

    public static IEnumerable<Problem> Advise(AdvisedNetwork network)
    {
        var fields = new Dictionary<AdvisedNode, Field>();
        var seen = new Dictionary<AdvisedNode, (int From, int To)>();
        var selections = new List<(AdvisedNode Node, Field Field)>();
        foreach (AdvisedNode node in network.Nodes)
        {
            Field? field = FieldOf(node, fields);
            if (field is null)
            {
                foreach (AdvisedNode input in node.Inputs.Where(fields.ContainsKey))
                {
                    // A selected place is taken alone, whatever else all of them.
                    bool isSelection = IsOfPlaces(node) && node.Kind == "Select";
                    See(isSelection ? fields[input].From(Index(node, "Index", fields[input].Count), 1, 1) : fields[input]);
                }
            }
            else
            {
                fields.Add(node, field);
            }

            if (IsOfPlaces(node) && fields.TryGetValue(node.Inputs[0], out Field? before) && before.Convolution is not null)
            {
                selections.Add((node, before));
            }

            if (field is not null && network.IsOutput(node))
            {
                See(field);
            }
        }

        foreach ((AdvisedNode node, Field before) in selections)
        {
            (int from, int to) = seen.TryGetValue(before.Input, out (int, int) range) ? range : (0, before.Input.LastAxis - 1);
            int first = from - before.First;
            int last = before.Last - to;
            if (first > 0 || last > 0)
            {
                string unseen = string.Join(" and ", new[] { first > 0 ? "first " + Number(first) : "", last > 0 ? "last " + Number(last) : "" }.Where(part => part.Length > 0));
                yield return AdvisedNetwork.At(before.Convolution!, ProblemKinds.UnseenPlaces, node.Title, before.Convolution!.Title, Number(to - from + 1), Number(before.Input.LastAxis), before.Input.Title, unseen);
            }
        }

        void See(Field field) => seen[field.Input] = seen.TryGetValue(field.Input, out (int From, int To) so) ? (Math.Min(so.From, field.First), Math.Max(so.To, field.Last)) : (field.First, field.Last);
    }

    /// <summary>What the places of a node see of an input; null where the rule cannot say.</summary>
    private static Field? FieldOf(AdvisedNode node, Dictionary<AdvisedNode, Field> fields)
    {
        if (node.Kind == "Input")
        {
            return node.Axes == 2 ? new Field(node, null, node.LastAxis, 1, 0, 0) : null;
        }

        Field?[] inputs = [.. node.Inputs.Select(input => fields.TryGetValue(input, out Field? field) ? field : null)];
        if (inputs.Length == 0 || inputs[0] is not Field x || node.Axes != 2)
        {
            return null;
        }

        if (node.Windows.Count == 1)
        {
            LaidWindows windows = node.Windows[0];
            return x with { Convolution = windows.Kernel > 1 && !node.Kind.Contains("Pool") ? node : x.Convolution, Count = windows.Count, Jump = x.Jump * windows.Stride, Low = x.Low - windows.Before * x.Jump, High = x.High + (windows.Reach - 1 - windows.Before) * x.Jump };
        }

        return node.Kind switch
        {
            "Slice" when IsOfPlaces(node) => x.From(Index(node, "Start", x.Count), node["Step"] as int? ?? 1, node.LastAxis),
            "Slice" => x,
            "Add" or "Multiply" or "Concat" when inputs.All(input => input is not null && input.Input == x.Input && input.Jump == x.Jump && input.Count == node.LastAxis) =>
                x with { Convolution = inputs.Select(input => input!.Convolution).LastOrDefault(convolution => convolution is not null), Low = inputs.Min(input => input!.Low), High = inputs.Max(input => input!.High) },
            _ => node.IsActivation || s_placeByPlace.Contains(node.Kind) ? x : null,
        };
    }

    /// <summary>Whether it takes some of the places of a series.</summary>
    private static bool IsOfPlaces(AdvisedNode node) => node.Kind is "Select" or "Slice" && node.Inputs[0].Axes == 2 && (node["Axis"] as int? ?? 0) is 1 or -1;

    private static int Index(AdvisedNode node, string option, int size)
    {
        int index = node[option] as int? ?? 0;
        return index < 0 ? index + size : index;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Place i sees the places <c>i * Jump + Low</c> to <c>i * Jump + High</c> of an input.</summary>
    /// <param name="Input">The input.</param>
    /// <param name="Convolution">The last convolution on the way; null for none.</param>
    /// <param name="Count">The number of places.</param>
    /// <param name="Jump">From what a place sees to what the next one sees.</param>
    /// <param name="Low">The first place that the first one sees, where there are so many.</param>
    /// <param name="High">The last place that the first one sees.</param>
    private sealed record Field(AdvisedNode Input, AdvisedNode? Convolution, int Count, int Jump, int Low, int High)
    {
        public int First => Math.Max(Low, 0);

        public int Last => Math.Min((Count - 1) * Jump + High, Input.LastAxis - 1);

        /// <summary>Some of the places.</summary>
        public Field From(int start, int step, int count) => this with { Count = count, Jump = Jump * step, Low = Low + start * Jump, High = High + start * Jump };
    }
}
