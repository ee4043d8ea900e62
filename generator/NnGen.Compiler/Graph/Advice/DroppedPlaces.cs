using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>
/// NNG210: windows that end before the last lines or columns, since the stride does not divide what the first window leaves: nothing sees those, whatever
/// stands there. Where the stride is larger than the window, places between windows are left out too, and surely meant to be. A network that also runs step by step
/// has series that go on: what stands behind the last window belongs to the next.
/// </summary>
internal static class DroppedPlaces
{
    private static readonly string[] s_ofSeries = ["place"];
    private static readonly string[] s_ofImages = ["line", "column"];

    public static IEnumerable<Problem> Advise(AdvisedNetwork network)
    {
        foreach (AdvisedNode node in Streaming.IsWanted(network.Declaration) ? [] : network.Nodes)
        {
            (LaidWindows Windows, string Word)[] dropping = [.. node.Windows.Select((windows, axis) => (windows, (node.Windows.Count == 1 ? s_ofSeries : s_ofImages)[axis])).Where(pair => pair.windows.Dropped > 0 && pair.windows.Reach >= pair.windows.Stride)];
            if (dropping.Length > 0)
            {
                bool isPool = node.Kind.Contains("Pool") && node["CeilMode"] is not true;
                yield return AdvisedNetwork.At(
                    node,
                    ProblemKinds.DroppedPlaces,
                    node.Title,
                    string.Join(" and ", dropping.Select(pair => $"the last {(pair.Windows.Dropped == 1 ? "" : Number(pair.Windows.Dropped) + " ")}of {Number(pair.Windows.Size)} {pair.Word}s")),
                    string.Join(" and ", dropping.Select(pair => Arithmetic(pair.Windows))),
                    isPool ? "CeilMode = true adds a window that is cut at the edge" : $"{string.Join(" and ", dropping.Select(pair => $"{Number(pair.Windows.Missing)} more of padding behind the {pair.Word}s"))} would make a window of them");
            }
        }
    }

    private static string Arithmetic(LaidWindows windows)
    {
        string padding = windows.Before + windows.After == 0 ? "" : $" + {Number(windows.Before)} + {Number(windows.After)}";
        return $"({Number(windows.Size)}{padding} - {Number(windows.Reach)}) / {Number(windows.Stride)} is not whole";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
