using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Print;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Kernels;

/// <summary>
/// A kernel that is like one lowered before is what it would be if it were lowered alone: the same text, the same parameters, the sizes of
/// its own shape. Otherwise a page would call a kernel that computes something else.
/// </summary>
public class KernelStructureTests
{
    private const int Lanes = 16;

    private static readonly int[] s_sizes = [1, 2, 3, 4, 5, 8, 12, 15, 16, 17, 32, 33, 48, 49, 64, 65, 100, 128, 192, 784];

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void KernelsOfANetwork_AreThoseOfTheirSpecsAlone(string name)
    {
        // Kernels of both precisions are lowered alike: each network has one of them, by its name's length.
        bool isDouble = name.Length % 2 == 0;
        NetworkDeclaration net = SomeNets.Get(name).With("InputGradient", true);
        Check(PlanSteps.Of((isDouble ? net.Double() : net).Plan()).Select(step => step.Spec), isDouble ? PlanFacts.DoubleLanes : Lanes, isDouble);
    }

    /// <summary>All sizes at which a lowering might decide otherwise, of one factory: each meets the kernels of all others.</summary>
    [Theory]
    [InlineData("rows")]
    [InlineData("row")]
    [InlineData("dots")]
    [InlineData("dot")]
    [InlineData("weights")]
    [InlineData("weights by inputs")]
    [InlineData("weights by columns")]
    [InlineData("weights by panels")]
    [InlineData("bias")]
    [InlineData("transpose")]
    [InlineData("elementwise")]
    [InlineData("elementwise of one row")]
    [InlineData("softmax")]
    [InlineData("margin")]
    [InlineData("loss")]
    public void KernelsOfAllSizes_AreThoseOfTheirSpecsAlone(string kind)
    {
        int[] inputs = kind is "bias" or "elementwise" or "elementwise of one row" or "softmax" or "margin" or "loss" ? [1] : kind is "rows" or "row" ? [1, 13, 16] : s_sizes;
        int[] outputs = kind.StartsWith("dot", StringComparison.Ordinal) ? [1, 2, 3, 4, 5, 7, 10, 12, 15] : kind.StartsWith("weights", StringComparison.Ordinal) ? [1, 15, 16, 17, 32, 40, 48, 50, 64, 80, 128, 192] : s_sizes;
        KernelSpec[] specs = [.. from input in inputs from output in outputs from spec in Specs(kind, input, output) select spec];
        Check(specs, Lanes, isDouble: false);
    }

    private static IEnumerable<KernelSpec> Specs(string kind, int inputs, int outputs)
    {
        int stride = Pad(outputs) <= 64 ? Pad(outputs) : 64;
        bool isPanels = outputs > stride && outputs % stride == 0;
        if (outputs > stride && !isPanels)
        {
            stride = Pad(outputs);
        }

        // Weights of all kinds go round.
        WeightStorage storage = (WeightStorage)((inputs + outputs) % 3);
        foreach (Fusion fusion in new[] { Fused(isPadded: true, 0), Fused(isPadded: false, outputs + 3), Fused(isPadded: true, 256) })
        {
            switch (kind)
            {
                case "rows":
                    var rows = new DenseRowsSpec($"Dense{inputs}x{outputs}", inputs, outputs, Pad(inputs), stride, HasBias: outputs % 2 == 0, fusion) { Storage = storage };
                    yield return rows;
                    yield return rows with { Sums = outputs % 3 == 0 ? 4 : 2 };
                    break;
                case "row":
                    yield return new DenseRowSpec($"Dense{inputs}x{outputs}Row", inputs, outputs, stride, HasBias: true, IsSparse: false, fusion) { Storage = storage };
                    break;
                case "elementwise":
                    yield return new ElementwiseSpec($"Tanh{outputs}", outputs, Pad(outputs), OneRow: false, fusion);
                    break;
                case "elementwise of one row":
                    yield return new ElementwiseSpec($"Tanh{outputs}Row", outputs, Pad(outputs), OneRow: true, fusion);
                    break;
            }
        }

        switch (kind)
        {
            case "dots":
                yield return new DotRowsSpec($"Dot{inputs}x{outputs}", inputs, outputs, Pad(inputs), Pad(inputs), HasBias: true, Pad(outputs)) { Storage = storage };
                break;
            case "dot":
                yield return new DotRowSpec($"Dot{inputs}x{outputs}Row", inputs, outputs, Pad(inputs), HasBias: true) { Storage = storage };
                break;
            case "bias":
                yield return new BiasGradientSpec($"BiasGradient{outputs}", outputs, Pad(outputs));
                break;
            case "softmax":
                yield return new RowSpec($"Softmax{outputs}", RowKind.Softmax, outputs, 0, new(new RowStride("x", Pad(outputs), IsPadded: true), new RowStride("y", outputs, IsPadded: false)));
                break;
            case "margin":
                yield return new RowSpec($"MultiMargin{outputs}", RowKind.MultiMargin, outputs, 1, new(new RowStride("x", Pad(outputs), IsPadded: true), new RowStride("t", Pad(outputs), IsPadded: true)));
                break;
            case "loss":
                yield return new RowLossSpec($"SquaredError{outputs}", new ElementBinary(ElementOperator.Subtract, new ElementInput(0), new ElementInput(1)), outputs, Pad(outputs), Pad(outputs));
                break;
            case "transpose":
                int transposed = Math.Min(Pad(inputs), 64);
                yield return new TransposeSpec($"Transpose{inputs}x{outputs}", inputs, outputs, stride, isPanels ? inputs * stride : 0, inputs % transposed == 0 ? transposed : Pad(inputs), inputs > transposed && inputs % transposed == 0 ? outputs * transposed : 0);
                break;
            case "weights" or "weights by inputs" or "weights by columns" or "weights by panels":
                var gradient = new WeightGradientSpec($"WeightGradient{inputs}x{outputs}", inputs, outputs, Pad(inputs), Pad(outputs), stride, isPanels ? inputs : 0);
                GradientAxis? cut = kind switch { "weights by inputs" => GradientAxis.Inputs, "weights by columns" => GradientAxis.Columns, "weights by panels" => GradientAxis.Panels, _ => null };
                if ((cut != GradientAxis.Panels || isPanels) && (cut != GradientAxis.Columns || !isPanels) && (cut != GradientAxis.Inputs || inputs >= 24))
                {
                    yield return gradient with { Cut = cut, Positions = inputs % 3 == 0 ? 1 : 4, IsMasked = outputs == 17, Further = outputs == 32 ? new(new ProductStrides(48, 80, 2)) : default };
                }

                break;
        }
    }

    private static int Pad(int count) => (count + Lanes - 1) / Lanes * Lanes;

    private static Fusion Fused(bool isPadded, int stride) => new(
        stride == 0 ? default : new(new FusedInput("z", stride == 256 ? 0 : stride, IsShared: false)),
        new(new FusedStep(stride == 0 ? new ElementInput(0) : new ElementBinary(ElementOperator.Add, new ElementInput(0), new ElementInput(1)), new FusedStore("y", Math.Max(stride, 16), isPadded))));

    private static void Check(IEnumerable<KernelSpec> specs, int lanes, bool isDouble)
    {
        var factory = new KernelFactory(lanes);
        int number = 0;
        // Of specs that differ in their names only, a factory makes one kernel.
        foreach (KernelSpec spec in specs.DistinctBy(spec => spec with { Name = "" }))
        {
            Kernel alone = new KernelFactory(lanes).Get(spec);
            Kernel like = factory.Get(spec);
            Assert.Equal(alone.IsShared, like.IsShared);
            if (!alone.IsShared)
            {
                continue;
            }

            Assert.Equal(SharedKernelsPrinter.Text(alone, isDouble), SharedKernelsPrinter.Text(like.Model, isDouble));
            Assert.Equal(alone.Sizes, like.Sizes);
            Assert.Equal(alone.Epilogue?.Sizes, like.Epilogue?.Sizes);
            Assert.Equal(alone.Epilogue?.Memories, like.Epilogue?.Memories);
            Assert.Equal((alone.UsesLogical, alone.UsesPhysical, alone.Updates, alone.Family), (like.UsesLogical, like.UsesPhysical, like.Updates, like.Family));
            Assert.Equal(alone.Memories, like.Memories);
            Assert.Equal(alone.Indices, like.Indices);
            Assert.Equal(alone.Scalars, like.Scalars);

            // What it does is its own, and is lowered when somebody asks: the interpreter and the bounds go by the values.
            Assert.Equal(alone.Body.Count, like.Body.Count);
            number++;
        }

        Assert.True(number > 0 || specs.All(spec => spec is not DenseRowsSpec));
    }
}
