using System.Globalization;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Makes the kernel of each spec once, and gives every kernel that is not shared a name of its own; shared ones are named by their text.</summary>
/// <param name="lanes">The lanes of a logical vector.</param>
/// <param name="models">Kernels of structures that are known.</param>
public sealed class KernelFactory(int lanes, KernelModels models)
{
    private readonly Dictionary<KernelSpec, Kernel> _kernels = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>A factory that knows nothing yet.</summary>
    public KernelFactory(int lanes)
        : this(lanes, new KernelModels())
    {
    }

    /// <summary>The kernels made so far, in order; those that they call come with them.</summary>
    public IReadOnlyList<Kernel> Kernels => [.. _kernels.Values];

    public Kernel Get(KernelSpec spec)
    {
        // The name is no part of what a kernel does.
        KernelSpec key = spec with { Name = "" };
        if (!_kernels.TryGetValue(key, out Kernel? kernel))
        {
            kernel = Sharing.FamilyOf(spec) is string family ? Share(spec with { Name = Sharing.WithoutSizes(spec.Name) }, family, lanes, models) : Lower(spec with { Name = Unique(BoundedName.Of(spec.Name)) }, lanes);
            _kernels.Add(key, kernel);
        }

        return kernel;
    }

    /// <summary>A shared kernel: the first of its structure is lowered, those after it are like it. Models outlive factories, so they know none.</summary>
    private static Kernel Share(KernelSpec spec, string family, int lanes, KernelModels models)
    {
        if (KernelStructure.Of(spec, lanes) is not KernelStructure structure)
        {
            return Lowered();
        }

        object key = (lanes, structure.Key);
        if (models.Find(key) is Kernel model)
        {
            return model.Like(structure.Sizes, structure.Fusion is Fusion fusion ? ElementLowering.Epilogue(fusion) : null, Lowered);
        }

        (Kernel first, model) = Lowered().Structured(key, Lowered);
        models.Add(model);
        return first;

        Kernel Lowered() => Sharing.Share(Lower(spec, lanes), family);
    }

    private string Unique(string bounded)
    {
        string name = bounded;
        for (int number = 2; !_names.Add(name); number++)
        {
            name = bounded + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    private static Kernel Lower(KernelSpec spec, int lanes) => spec switch
    {
        DenseRowsSpec dense => DenseRowsLowering.Lower(dense, lanes),
        DenseRowSpec dense => DenseRowLowering.Lower(dense, lanes),
        DenseStepSpec dense => DenseStepLowering.Lower(dense, lanes),
        ElementwiseStepSpec elementwise => ElementwiseLowering.Step(elementwise, lanes),
        ChainSpec chain => ChainLowering.Lower(chain, part => Lower(part, lanes)),
        DotRowsSpec dot => DotLowering.Rows(dot, lanes),
        DotRowSpec dot => DotLowering.Row(dot, lanes),
        TransposeSpec transpose => CopyLowering.Transpose(transpose),
        CopyRowsSpec copy => CopyLowering.Copy(copy, lanes),
        CopySpec copy => AxesLowering.Copy(copy, lanes),
        MarginsSpec margins => AxesLowering.Margins(margins, lanes),
        ClearSpec clear => AxesLowering.Clear(clear, lanes),
        ReduceSpec reduce => AxesLowering.Reduce(reduce, lanes),
        ConvolutionSpec convolution => ConvolutionLowering.Lower(convolution, lanes),
        LineConvolutionSpec convolution => LineConvolutionLowering.Lower(convolution, lanes),
        ConvolutionGradientSpec gradient => ConvolutionLowering.Weight(gradient, lanes),
        OverlapAddSpec overlap => OverlapAddLowering.Lower(overlap, lanes),
        SegmentGradientSpec gradient => OverlapAddLowering.Weight(gradient, lanes),
        DepthwiseSpec depthwise => DepthwiseLowering.Lower(depthwise, lanes),
        DepthwiseGradientSpec gradient => DepthwiseLowering.Weight(gradient, lanes),
        PoolSpec pool => PoolLowering.Lower(pool, lanes),
        PoolGradientSpec gradient => PoolLowering.Gradient(gradient, lanes),
        ResizeSpec resize => ResizeLowering.Lower(resize, lanes),
        ResizeGradientSpec gradient => ResizeLowering.Gradient(gradient, lanes),
        ContractionSpec contraction => ContractionLowering.Lower(contraction, lanes),
        WeightGradientSpec { GoesBySequences: true } gradient => SequenceGradientLowering.Lower(gradient, lanes),
        WeightGradientSpec gradient => GradientLowering.Weight(gradient, lanes),
        ConnectedRowsSpec connected => ConnectedLowering.Rows(connected, lanes),
        ConnectedRowSpec connected => ConnectedLowering.Row(connected, lanes),
        ConnectedGradientSpec connected => ConnectedLowering.Gradient(connected, lanes),
        ConnectedTransposeSpec connected => ConnectedLowering.Transpose(connected, lanes),
        BiasGradientSpec gradient => GradientLowering.Bias(gradient, lanes),
        SharedGradientSpec gradient => GradientLowering.Shared(gradient, lanes),
        ElementwiseSpec elementwise => ElementwiseLowering.Lower(elementwise, lanes),
        RowSpec row => new RowLowering(row, lanes).Lower(),
        NormalizeSpec normalize => NormalizeLowering.Forward(normalize, lanes),
        NormalizeGradientSpec gradient => NormalizeLowering.Gradient(gradient, lanes),
        BatchStatisticsSpec statistics => BatchNormLowering.Statistics(statistics, lanes),
        BatchNormGradientSpec gradient => BatchNormLowering.Gradient(gradient, lanes),
        BatchNormFoldSpec fold => BatchNormLowering.Fold(fold, lanes),
        CtcGradientSpec gradient => CtcLowering.Gradient(gradient),
        CtcSpec ctc => CtcLowering.Forward(ctc),
        MaskedSoftmaxSpec softmax => MaskedSoftmaxLowering.Lower(softmax, lanes),
        EmbeddingSpec embedding => EmbeddingLowering.Forward(embedding, lanes),
        EmbeddingGradientSpec gradient => EmbeddingLowering.Gradient(gradient, lanes),
        OneHotSpec oneHot => EmbeddingLowering.OneHot(oneHot, lanes),
        CacheSpec cache => EmbeddingLowering.Cache(cache),
        HistorySpec history => HistoryLowering.Lower(history, lanes),
        StatisticGradientSpec gradient => BatchNormLowering.HandOver(gradient, lanes),
        RowLossSpec loss => new RowLossLowering(lanes).Lower(loss),
        _ => throw new InvalidOperationException($"No lowering for {spec.GetType().Name}."),
    };
}
