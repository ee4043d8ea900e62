using System.Globalization;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Elementwise expressions as kernel expressions of some number of lanes.</summary>
internal static class ElementLowering
{
    public static Expression Lower(Element element, IReadOnlyList<Expression> inputs, LaneKind kind) => element switch
    {
        ElementInput input => inputs[input.Index],
        ElementConstant constant => new Constant(constant.Value, kind),
        ElementLossScale => ScaleOfRow(Affine.Variable("row"), kind),
        ElementBinary binary => new Binary(binary.Operator, Lower(binary.X, inputs, kind), Lower(binary.Y, inputs, kind)),
        ElementSelect select => new SelectLess(Lower(select.X, inputs, kind), Lower(select.Y, inputs, kind), Lower(select.WhenLess, inputs, kind), Lower(select.Otherwise, inputs, kind)),
        ElementCall call => new Call(call.Function, Lower(call.X, inputs, kind)),
        _ => throw new InvalidOperationException($"No lowering for {element.GetType().Name}."),
    };

    /// <summary>The factor of a row's loss in that of the batch.</summary>
    public static Expression ScaleOfRow(Affine row, LaneKind kind) => new Splat(new Load(Names.Scale, row, LaneKind.Scalar), kind);

    /// <summary>The steps of a fusion of which no memory has its image in margins.</summary>
    public static IEnumerable<Statement> Steps(Fusion fusion, Expression incoming, Affine row, Affine column, Affine? count) => Steps(fusion, incoming, row, null, column, count);

    /// <summary>The steps of a fusion at one place: locals and stores.</summary>
    /// <param name="fusion">The fusion.</param>
    /// <param name="incoming">The value in the register.</param>
    /// <param name="row">The row, 0 where there is one only.</param>
    /// <param name="place">The row in images that lie in margins; null where no memory is such.</param>
    /// <param name="column">The first column.</param>
    /// <param name="count">How many columns there are from there on, where stores must count them; null where a whole register fits everywhere.</param>
    public static IEnumerable<Statement> Steps(Fusion fusion, Expression incoming, Affine row, Affine? place, Affine column, Affine? count)
    {
        LaneKind kind = incoming.Kind;
        Affine At(string memory, int stride, bool isInset) => (isInset ? place! : row) * Names.Stride(memory, stride) + column;
        var inputs = new List<Expression> { incoming };
        inputs.AddRange(fusion.Inputs.Select(input => input.IsShared
            ? (Expression)new Splat(new Load(input.Memory, 0, LaneKind.Scalar), kind)
            : new Load(input.Memory, At(input.Memory, input.Stride, input.IsInset), kind)));
        for (int i = 0; i < fusion.Steps.Count; i++)
        {
            FusedStep step = fusion.Steps[i];
            Expression value = Lower(step.Expression, inputs, kind);
            bool isLast = i == fusion.Steps.Count - 1;
            if (value is not Local && !(isLast && step.Store is not null))
            {
                var local = new Local("f" + (char)('a' + (i % 26)) + (i < 26 ? "" : (i / 26).ToString(CultureInfo.InvariantCulture)), kind);
                yield return new Let(local.Name, value);
                value = local;
            }

            inputs.Add(value);
            if (step.Store is FusedStore store)
            {
                yield return new Store(store.Memory, At(store.Memory, store.Stride, store.IsInset), value, store.IsPadded ? null : count);
            }
        }
    }

    /// <summary>A fusion as the epilogue of a tile.</summary>
    public static Epilogue Epilogue(Fusion fusion) => new(
        fusion.Name.Length == 0 ? "Store" : fusion.Name,
        fusion.Name.Length == 0 ? "Stores a sum." : $"{fusion.Name} of a sum.",
        [.. Memories(fusion)],
        (sum, row, place, column, count) => Steps(fusion, sum, row, place, column, count),
        fusion.WithoutStrides()) { IsInset = fusion.Inset is not null };

    /// <summary>The strides of a fusion's memories.</summary>
    public static IEnumerable<NamedSize> Strides(Fusion fusion) =>
        fusion.Inputs.Where(input => !input.IsShared).Select(input => (input.Memory, input.Stride))
            .Concat(fusion.Steps.Select(step => step.Store).OfType<FusedStore>().Select(store => (store.Memory, store.Stride)))
            .Select(memory => new NamedSize(Names.StrideOf(memory.Memory), memory.Stride));

    /// <summary>The memories of a fusion: those it reads, then those it writes.</summary>
    public static IEnumerable<string> Memories(Fusion fusion) =>
        fusion.Inputs.Select(input => input.Memory).Concat(fusion.Steps.Select(step => step.Store).OfType<FusedStore>().Select(store => store.Memory));
}
