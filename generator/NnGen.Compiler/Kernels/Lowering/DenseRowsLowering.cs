using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// A matrix product over rows. The plain nest (columns, rows, inputs, one sum) is tiled by rewrites: 6 rows by 4 of the widest registers or
/// 2 others, then 4 rows, then single rows; each tile is a method. Every output is the bias plus its products in the order of the inputs, whatever the tile; where
/// it is added up in several sums, each has its order.
/// </summary>
internal static class DenseRowsLowering
{
    public static KernelStructure Structure(DenseRowsSpec spec, int lanes)
    {
        bool isOnePanel = spec.Out <= spec.WeightStride;
        int width = isOnePanel ? spec.Out : spec.WeightStride;
        (object columns, IEnumerable<NamedSize> ends) = ColumnTiles.Structure(width, lanes, IsExact(spec.Fusion), TileBudget.Registers(Calls(spec.Fusion)));
        object key = (spec with { In = 0, Out = 0, XStride = KernelStructure.Named(spec.XStride), WeightStride = 0, Fusion = spec.Fusion.WithoutStrides() }, isOnePanel, columns, spec.In % spec.Sums > 0);
        return new(key, [new(Names.Inputs, spec.In), new(Names.Outputs, spec.Out), new(Names.StrideOf("x"), spec.XStride), new(Names.StrideOf("w"), spec.WeightStride), new(Names.Panels, spec.Out / width), new(WholeInputs(spec), spec.In - spec.In % spec.Sums), .. ends], spec.Fusion);
    }

    public static Kernel Lower(DenseRowsSpec spec, int lanes)
    {
        Affine row = Affine.Variable("row");
        Affine column = Affine.Variable("column");
        Affine k = Affine.Variable("k");
        const LaneKind P = LaneKind.Physical;
        bool isOnePanel = spec.Out <= spec.WeightStride;
        Size inputs = Size.Named(Names.Inputs, spec.In);
        Size outputs = Size.Named(Names.Outputs, spec.Out);
        Size weightStride = Names.Stride("w", spec.WeightStride);
        Size width = isOnePanel ? outputs : weightStride;
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        Affine position = panel * width + column;
        Local[] sums = [.. SeveralSums.Names.Take(spec.Sums).Select(name => new Local(name, P))];
        Local sum = sums[0];
        Accumulate Product(int number) => new(
            sums[number].Name,
            new Splat(new Load("x", row * Names.Stride("x", spec.XStride) + k + number, LaneKind.Scalar), P),
            new Load("w", panel * (inputs * width) + (k + number) * weightStride + column, P) { Storage = spec.Storage });
        Epilogue epilogue = ElementLowering.Epilogue(spec.Fusion);
        int calls = Calls(spec.Fusion);
        IReadOnlyList<Statement> RowTiles(int registers, bool counts)
        {
            List<Statement> body =
            [
                new Let(sum.Name, spec.HasBias ? new Load("b", position, P) : new Constant(0, P)),
                .. sums.Skip(1).Select(further => new Let(further.Name, new Constant(0, P))),
                .. SeveralSums.Over(inputs, sums.Length, WholeInputs(spec), number => [Product(number)]),
                .. sums.Length == 1 ? Array.Empty<Statement>() : [new Assign(sum.Name, SeveralSums.Total(sums))],
                Finish.Of(epilogue, sum, row, null, position, counts ? outputs - position : null),
            ];
            int[] rows = Heights(spec, registers, calls);
            For[] tiles = [.. Split.Tiles(new For("row", 0, Affine.Variable(Names.Rows), 1, body), rows).Cast<For>()];
            return rows[0] == 6 ? [tiles[0] with { To = Affine.Variable("sixes") }, .. tiles.Skip(1)] : tiles;
        }

        string name = Names.Stored(spec.HasBias ? "Dense" : "DenseNoBias", spec.Storage);
        bool isExact = IsExact(spec.Fusion);
        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        var methods = new TileMethods(name, memories, (size, note) => $"A tile of {size} registers{note}: the sums stay in registers over the inputs.");
        IReadOnlyList<Statement> driver = ColumnTiles.ByWidth(width, lanes, isExact, TileBudget.Registers(calls), RowTiles, Banded);
        string summary = $"y[rows, {outputs.InWords}] = f(x[rows, {inputs.InWords}] w[{inputs.InWords}, {outputs.InWords}]{(spec.HasBias ? " + b" : "")}), a product of matrices (GEMM) in tiles of rows by registers.";
        return new Kernel(name, summary, memories, [Names.Rows], [], isOnePanel ? driver : [new For("panel", 0, Size.Named(Names.Panels, spec.Out / width.Value), 1, driver)]);

        For Banded(For columns, int registers, bool isPartial) =>
            methods.Banded(columns, registers, isPartial, Heights(spec, registers, calls)[0] == 6 ? [new RowsOfSixes("sixes", Affine.Variable(Names.Rows))] : []);
    }

    /// <summary>The rows of the tiles of so many registers: where an output has several sums, so many fewer.</summary>
    private static int[] Heights(DenseRowsSpec spec, int registers, int calls)
    {
        if (spec.Sums == 1)
        {
            return TileBudget.Rows(registers, calls);
        }

        int rows = (registers > 2 ? TileBudget.WideSums : TileBudget.Sums) / (registers * spec.Sums);
        return rows > 1 ? [rows, 1] : [1];
    }

    /// <summary>The name of the inputs that all sums of an output share.</summary>
    private static string WholeInputs(DenseRowsSpec spec) => $"inputsBy{spec.Sums}";

    private static bool IsExact(Fusion fusion) => fusion.Steps.Any(step => step.Store is { IsPadded: false });

    private static int Calls(Fusion fusion) => TileBudget.CallsOfSum(ElementLowering.Epilogue(fusion).Body(Epilogue.Sum, Epilogue.Row, null, Epilogue.Column, null));
}
