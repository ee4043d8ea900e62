using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// What the text of a shared kernel depends on, and what it does not. Specs of one structure are lowered and printed once, whatever their
/// sizes. A lowering makes it beside the kernel: whatever it decides by a number must be in the key.
/// </summary>
/// <param name="Key">All that decides about the text. Equal keys are one text.</param>
/// <param name="Sizes">The named sizes that the kernel may have, with their values here.</param>
/// <param name="Fusion">What follows on its sums, if anything does.</param>
internal sealed record KernelStructure(object Key, IEnumerable<NamedSize> Sizes, Fusion? Fusion = null)
{
    /// <summary>What is left of a number that is a parameter: an index times 0 is left out of the text, all else is the parameter's name.</summary>
    public static int Named(int value) => Math.Sign(value);

    /// <summary>The structure of the kernel of a spec that is shared; null where each is lowered for itself.</summary>
    public static KernelStructure? Of(KernelSpec spec, int lanes) => spec switch
    {
        DenseRowsSpec dense => DenseRowsLowering.Structure(dense, lanes),
        DenseRowSpec dense => DenseRowLowering.Structure(dense, lanes),
        DotRowsSpec dot => DotLowering.Structure(dot, lanes),
        DotRowSpec dot => DotLowering.Structure(dot, lanes),
        WeightGradientSpec { GoesBySequences: true } gradient => SequenceGradientLowering.Structure(gradient, lanes),
        WeightGradientSpec gradient => GradientLowering.Structure(gradient, lanes),
        BiasGradientSpec gradient => GradientLowering.Structure(gradient, lanes),
        TransposeSpec transpose => CopyLowering.Structure(transpose),
        ElementwiseSpec { Fusion.Inset: null } elementwise => ElementwiseLowering.Structure(elementwise, lanes),
        RowSpec row => RowLowering.Structure(row, lanes),
        RowLossSpec loss => RowLossLowering.Structure(loss, lanes),
        _ => null,
    };
}
