using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>The options of <c>[Dense]</c> that say which connections there are, one by one or as a pattern.</summary>
internal static class DenseConnections
{
    /// <summary>The largest mask: it stands in the emitted code.</summary>
    private const int MaxElements = 1 << 22;

    /// <summary>The connections are those of a mask, in the layer's attribute or below it.</summary>
    private const string ByMask = "Mask";

    private static readonly string[] s_patterns = ["Full", "Diagonal", "Banded", "BlockDiagonal", "LowerTriangular", "Random", ByMask];

    /// <summary>The options of patterns, each with the one that takes it.</summary>
    private static readonly (string Option, string Pattern)[] s_options = [("Bandwidth", "Banded"), ("Groups", "BlockDiagonal"), ("Density", "Random"), ("MaskSeed", "Random")];

    /// <summary>Reports what is wrong with them whatever the number of inputs is.</summary>
    public static void CheckArguments(LayerContext context)
    {
        string pattern = context.Enum("Connections", "Full");
        (string place, IReadOnlyList<string>? rows) = Written(context);
        if (!s_patterns.Contains(pattern))
        {
            context.ReportRange("Connections", pattern, "one of " + string.Join(", ", s_patterns));
            return;
        }

        if (context.Has("Mask") && pattern is not ("Full" or ByMask))
        {
            Wrong(context, "Mask", -1, $"stands beside Connections.{pattern}", "keep one of them, for both say which connections there are");
        }

        if (context.Has("Mask") && context.Has(NodeDeclaration.MaskBelow))
        {
            Wrong(context, NodeDeclaration.MaskBelow, -1, "stands in Mask and in [ConnectionMask]", "keep one of them");
        }
        else if (context.Has(NodeDeclaration.MaskBelow) && pattern != ByMask)
        {
            Wrong(context, NodeDeclaration.MaskBelow, -1, $"stands in [ConnectionMask], but the layer has Connections.{pattern}", "set Connections to Connections.Mask");
        }
        else if (rows is null && pattern == ByMask)
        {
            Wrong(context, "Connections", -1, "is not there, though the layer has Connections.Mask", "put [ConnectionMask] below the layer, with a string for each output");
        }

        foreach ((string option, string taker) in s_options)
        {
            if (pattern != taker && context.Has(option))
            {
                Wrong(context, option, -1, $"is given {option}, which belongs to Connections.{taker}, not to {(rows is null ? "Connections." + pattern : "Mask")}", $"remove {option}, or set Connections to {taker}");
            }
        }

        if (pattern == "Banded" && context.Has("Bandwidth") && context.Int32("Bandwidth") < 0)
        {
            context.ReportRange("Bandwidth", context.Int32("Bandwidth"), "at least 0");
        }

        if (pattern == "Random")
        {
            new Range("Density", share => share is > 0 and <= 1, "in (0, 1]").Check(context);
        }

        if (rows is not null)
        {
            CheckRows(context, place, rows, context.Int32("Units"));
        }
    }

    /// <summary>The mask, null where all connections are there; false after a problem was reported.</summary>
    public static bool TryRead(LayerContext context, int units, int inputs, out ConnectionMask? mask)
    {
        mask = null;
        string pattern = context.Enum("Connections", "Full");
        (string place, IReadOnlyList<string>? rows) = Written(context);
        if ((rows is not null || pattern != "Full") && (long)units * inputs > MaxElements)
        {
            context.ReportAt("Units", -1, ProblemKinds.TooLarge, "The number of weights under a mask", context.Title, ((long)units * inputs).ToString(CultureInfo.InvariantCulture), Number(MaxElements));
            return false;
        }

        mask = rows is null ? Pattern(context, pattern, units, inputs) : Rows(context, place, rows, units, inputs);
        return mask is not null || (rows is null && pattern == "Full");
    }

    /// <summary>The strings of a mask and the option that holds them; null where there is none.</summary>
    private static (string Place, IReadOnlyList<string>? Rows) Written(LayerContext context)
    {
        string place = context.Has("Mask") ? "Mask" : NodeDeclaration.MaskBelow;
        return (place, context.Strings(place));
    }

    private static void CheckRows(LayerContext context, string place, IReadOnlyList<string> rows, int units)
    {
        if (units >= 1 && rows.Count != units)
        {
            Wrong(context, place, -1, $"has {Count(rows.Count, "string")}, but the layer has {Count(units, "output")}", "write a string for each output");
        }

        for (int output = 0; output < rows.Count; output++)
        {
            char other = Bare(rows[output]).FirstOrDefault(c => c is not ('0' or '1'));
            if (other != default)
            {
                Wrong(context, place, output, $"has '{other}' in the string of output {Number(output)}", "write 1 for a connection and 0 for none, with spaces as you like");
            }
        }
    }

    private static ConnectionMask? Rows(LayerContext context, string place, IReadOnlyList<string> rows, int units, int inputs)
    {
        bool fit = true;
        string[] bare = [.. rows.Select(Bare)];
        for (int output = 0; output < units; output++)
        {
            if (bare[output].Length != inputs)
            {
                Wrong(context, place, output, $"has {Count(bare[output].Length, "character")} for output {Number(output)}, but the layer has {Count(inputs, "input")}", "write a 1 or a 0 for each input");
                fit = false;
            }
        }

        if (!fit)
        {
            return null;
        }

        var mask = new ConnectionMask(units, inputs, (output, input) => bare[output][input] == '1');
        return mask.Count > 0 ? mask : Wrong(context, place, -1, "has no connection", "write a 1 for each connection, or remove the layer");
    }

    private static string Bare(string row) => row.Replace(" ", "");

    private static ConnectionMask? Pattern(LayerContext context, string pattern, int units, int inputs)
    {
        switch (pattern)
        {
            case "Diagonal":
                return units == inputs
                    ? By((output, input) => output == input)
                    : Wrong(context, "Connections", -1, $"is Connections.Diagonal, but there are {Count(inputs, "input")} and {Count(units, "unit")}", $"declare {Count(inputs, "unit")}, or another pattern");
            case "Banded":
                int bandwidth = context.Has("Bandwidth") ? context.Int32("Bandwidth") : 1;
                return By((output, input) => Math.Abs((2L * output + 1) * inputs / (2L * units) - input) <= bandwidth, bandwidth);
            case "BlockDiagonal":
                int groups = context.Has("Groups") ? context.Int32("Groups") : 1;
                return groups >= 1 && units % groups == 0 && inputs % groups == 0
                    ? By((output, input) => output / (units / groups) == input / (inputs / groups), groups)
                    : Divisor(context, groups, $"a divisor of the {Count(inputs, "input")} and of the {Count(units, "unit")}");
            case "LowerTriangular":
                return By((output, input) => input <= output);
            case "Random":
                double density = context.Double("Density", 1);
                int taken = Math.Max(1, (int)Math.Round(density * inputs, MidpointRounding.AwayFromZero));
                int seed = context.Int32("MaskSeed");
                return By(Random(units, inputs, taken, unchecked((ulong)seed)), taken, seed);
            default:
                return null;
        }

        ConnectionMask By(Func<int, int, bool> isConnected, params int[] arguments) => new(units, inputs, isConnected) { Pattern = new(pattern, new(arguments)) };
    }

    /// <summary>For each output so many inputs, drawn as the enum's member says.</summary>
    internal static Func<int, int, bool> Random(int units, int inputs, int taken, ulong seed)
    {
        var isConnected = new bool[units * inputs];
        var order = new int[inputs];
        for (int output = 0; output < units; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                order[input] = input;
            }

            for (int place = 0; place < taken; place++)
            {
                int other = place + (int)((Next(ref seed) >> 32) * (ulong)(inputs - place) >> 32);
                (order[place], order[other]) = (order[other], order[place]);
                isConnected[output * inputs + order[place]] = true;
            }
        }

        return (output, input) => isConnected[output * inputs + input];
    }

    /// <summary>SplitMix64.</summary>
    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    private static ConnectionMask? Wrong(LayerContext context, string option, int element, string found, string fix)
    {
        context.ReportAt(option, element, ProblemKinds.BadMask, context.Title, found, fix);
        return null;
    }

    private static ConnectionMask? Divisor(LayerContext context, int groups, string expected)
    {
        context.ReportRange("Groups", groups, expected);
        return null;
    }

    private static string Count(int number, string noun) => Number(number) + " " + noun + (number == 1 ? "" : "s");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
