using System.Text.RegularExpressions;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Which kernels are written for all shapes, with their sizes as parameters: then layers and networks of any sizes use one text, which is
/// compiled once by C# and once by the JIT. A number that is known when the machine code is made buys a long loop nothing.
/// </summary>
internal static class Sharing
{
    /// <summary>
    /// A kernel for one row of fewer multiply-adds keeps its numbers: it takes some nanoseconds, of which parameters and loops of unknown
    /// length would be a good part.
    /// </summary>
    private const int MinOfOneRow = 512;

    /// <summary>The same of elements of one row.</summary>
    private const int MinElementsOfOneRow = 64;

    private static readonly Regex s_sizes = new("[0-9]+(x[0-9]+)*", RegexOptions.CultureInvariant);

    /// <summary>What a kernel is one of if it is shared; null if it keeps its numbers.</summary>
    public static string? FamilyOf(KernelSpec spec) => spec switch
    {
        DenseRowSpec { IsSparse: false } dense => (long)dense.In * dense.Out >= MinOfOneRow ? "Dense" : null,
        DotRowSpec dot => (long)dot.In * dot.Out >= MinOfOneRow ? "Dot" : null,
        DenseRowsSpec => "Dense",
        ConvolutionSpec or ConvolutionGradientSpec or OverlapAddSpec or SegmentGradientSpec => "Convolution",
        DotRowsSpec => "Dot",
        WeightGradientSpec or BiasGradientSpec => "Gradient",
        TransposeSpec => "Transpose",
        ElementwiseSpec { OneRow: false } => "Elementwise",
        ElementwiseSpec { Fusion.Inset: null } ofOneRow => ofOneRow.Columns >= MinElementsOfOneRow ? "Elementwise" : null,
        RowSpec or RowLossSpec => "Row",
        _ => null,
    };

    /// <summary>The name of a spec without the sizes in it: <c>Dense784x128</c> is <c>Dense</c>.</summary>
    public static string WithoutSizes(string name) => s_sizes.Replace(name, "");

    /// <summary>A kernel, and those that it calls, as shared ones of a family.</summary>
    public static Kernel Share(Kernel kernel, string family)
    {
        var shared = new Dictionary<Kernel, Kernel>();
        return Of(kernel);

        Kernel Of(Kernel one)
        {
            if (!shared.TryGetValue(one, out Kernel? known))
            {
                // A tile calls nothing: its body stays as it is.
                bool calls = one.Body.SelectMany(Walk.Statements).Any(statement => statement is Invoke);
                known = one.Shared(family, calls ? [.. one.Body.Select(Change)] : one.Body);
                shared.Add(one, known);
            }

            return known;
        }

        Statement Change(Statement statement) => statement switch
        {
            Invoke invoke => invoke with { Kernel = Of(invoke.Kernel) },
            For loop => loop with { Body = [.. loop.Body.Select(Change)] },
            ForNonZero loop => loop with { Bodies = [.. loop.Bodies.Select(body => (IReadOnlyList<Statement>)[.. body.Select(Change)])] },
            Block block => new Block([.. block.Body.Select(Change)]),
            WidthSwitch width => new WidthSwitch([.. width.Cases.Select(c => c with { Body = [.. c.Body.Select(Change)] })]),
            _ => statement,
        };
    }
}
