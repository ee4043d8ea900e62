using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;

namespace NnGen.Generator.Parsing;

/// <summary>Which layer a <c>[ConnectionMask]</c> belongs to: the nearest dense one above it.</summary>
internal static class ConnectionMasks
{
    private const string Layer = "Dense";

    /// <summary>The index of that layer; -1 where there is none, or another mask belongs to it.</summary>
    /// <param name="kinds">The kinds of attributes in text order.</param>
    /// <param name="mask">The index of the mask.</param>
    public static int LayerOf(IReadOnlyList<string> kinds, int mask)
    {
        int above = mask - 1;
        while (above >= 0 && kinds[above] != Layer && kinds[above] != AttributeNames.Mask)
        {
            above--;
        }

        return above >= 0 && kinds[above] == Layer ? above : -1;
    }

    /// <summary>Reports masks that belong to no layer.</summary>
    public static void ReportStray(DeclaredAttributes attributes, ProblemSink sink)
    {
        string[] kinds = [.. attributes.All.Select(attribute => attribute.Kind)];
        for (int i = 0; i < kinds.Length; i++)
        {
            if (attributes.All[i].IsMask && LayerOf(kinds, i) < 0)
            {
                string where = kinds.Take(i).Contains(Layer) ? "stands below another one of the same layer" : "has no [Dense] above it";
                sink.Report(ProblemKinds.BadMask, attributes.All[i].Syntax, "no layer", where, "put [ConnectionMask] below the [Dense] that it is for, one for each");
            }
        }
    }

    /// <summary>Gives layers their masks.</summary>
    public static void GiveToLayers(List<DeclaredAttribute> attributes)
    {
        string[] kinds = [.. attributes.Select(attribute => attribute.Kind)];
        for (int i = 0; i < kinds.Length; i++)
        {
            if (attributes[i].IsMask && LayerOf(kinds, i) is >= 0 and int layer)
            {
                attributes[layer] = attributes[layer] with { Mask = attributes[i] };
            }
        }
    }
}
