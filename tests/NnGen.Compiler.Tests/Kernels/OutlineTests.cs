using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Kernels;

public class OutlineTests
{
    private const LaneKind S = LaneKind.Scalar;

    private const LaneKind V = LaneKind.Logical;

    private static readonly Affine Row = Affine.Variable("row");

    private static readonly Affine Column = Affine.Variable("column");

    private static readonly Affine K = Affine.Variable("k");

    /// <summary>A block inside two loops that computes one output vector of one row.</summary>
    private static readonly IReadOnlyList<Statement> s_block =
    [
        new Let("sum", new Load("b", Column, V)),
        new For("k", 0, 7, 1, [new Accumulate("sum", new Splat(new Load("x", Row * 7 + K, S), V), new Load("w", K * 32 + Column, V))]),
        new Store("y", Row * 32 + Column, new Local("sum", V) * new Splat(new Local("scale", S), V), (Affine)30 - Column),
    ];

    /// <summary>The memories of the kernel around the block: the block's keep their order.</summary>
    private static readonly string[] s_memories = ["x", "w", "b", "dy", "y"];

    [Fact]
    public void Memories_ArePassedFromWhereTheBlockBegins()
    {
        (Kernel kernel, Invoke call) = Outline.Block("Tile", "A tile.", s_block, s_memories);

        Assert.Equal(["x", "w", "b", "y"], kernel.Memories);
        Assert.Equal(["x 7 * row", "w column", "b column", "y column + 32 * row"], call.Memories.Select(m => $"{m.Memory} {m.Offset}"));
        Assert.Equal([(Affine)0, K, K * 32, (Affine)0], kernel.Body.SelectMany(Walk.Statements).SelectMany(IndicesOfAccesses));
        Assert.Same(kernel, call.Kernel);
        Assert.Equal(("Tile", "A tile."), (kernel.Name, kernel.Summary));
    }

    [Fact]
    public void WhatElseDependsOnTheOutside_BecomesAParameter()
    {
        (Kernel kernel, Invoke call) = Outline.Block("Tile", "", s_block, s_memories);

        Assert.Equal(["columns"], kernel.Indices);
        Assert.Equal([(Affine)30 - Column], call.Indices);
        Assert.Equal(Affine.Variable("columns"), kernel.Body.OfType<Store>().Single().Count);
        Assert.Equal(["scale"], kernel.Scalars);
        Assert.Equal([new Local("scale", S)], call.Scalars);
    }

    [Fact]
    public void OutlinedBlock_LeavesTheSameBits()
    {
        For Nest(IReadOnlyList<Statement> block) => new("row", 0, 3, 1, [new For("column", 0, 32, 16, block)]);
        var scalars = new Dictionary<string, float> { ["scale"] = 1.5f };

        KernelRun.AssertSame(KernelRun.Of([Nest(s_block)], scalars: scalars), KernelRun.Of([Nest([Outline.Block("Tile", "", s_block, s_memories).Call])], scalars: scalars));
    }

    /// <summary>The number of rows at run time keeps its name: it is the same thing inside.</summary>
    [Fact]
    public void Rows_StayRows()
    {
        Statement[] block = [new Let("sum", new Constant(0, V)), new For("row", 0, Affine.Variable("rows"), 1, [new Accumulate("sum", new Constant(1, V), new Load("dy", Row * 16 + Column, V))]), new Store("y", Column, new Local("sum", V))];

        (Kernel kernel, Invoke call) = Outline.Block("Tile", "", block, s_memories);

        Assert.Equal(["rows"], kernel.Indices);
        Assert.Equal([Affine.Variable("rows")], call.Indices);
        var indices = new Dictionary<string, long> { ["rows"] = 5 };
        KernelRun.AssertSame(KernelRun.Of([new For("column", 0, 48, 16, block)], indices), KernelRun.Of([new For("column", 0, 48, 16, [call])], indices));
    }

    /// <summary>Several updates of one tile differ by what the tile knows; one parameter tells where the first goes.</summary>
    [Fact]
    public void Updates_GetOnePositionAndTheParameters()
    {
        Affine weight = Affine.Variable("weight");
        Statement[] block =
        [
            new Let("a", new Load("x", Row * 16, V)),
            new Update(weight + Row * 32, new Local("a", V), null),
            new Update(weight + Row * 32 + 16, new Local("a", V) * new Local("a", V), 3),
        ];

        (Kernel kernel, Invoke call) = Outline.Block("Tile", "", block, s_memories);

        Assert.Equal(["parameter"], kernel.Indices);
        Assert.Equal([weight + Row * 32], call.Indices);
        Assert.Equal([Affine.Variable("parameter"), Affine.Variable("parameter") + 16], kernel.Body.OfType<Update>().Select(update => update.Index));
        Assert.Contains("parameters", kernel.Memories);
        Assert.True(kernel.Updates);
        var indices = new Dictionary<string, long> { ["weight"] = 1000 };
        string[] memories = ["parameters", "x"];
        KernelRun.AssertSame(KernelRun.Of([new For("row", 0, 4, 1, block)], indices, memories: memories), KernelRun.Of([new For("row", 0, 4, 1, [call])], indices, memories: memories));
    }

    [Fact]
    public void MemoryUsedFromTwoPlaces_Throws()
    {
        Statement[] block = [new Store("y", Row * 16, new Load("x", Row * 16, V)), new Store("y", Column, new Load("x", Row * 16, V))];

        Assert.Contains("y is used from", Assert.Throws<ArgumentException>(() => Outline.Block("Tile", "", block, s_memories)).Message);
    }

    [Fact]
    public void BlockThatKnowsEverything_NeedsNoParameters()
    {
        (Kernel kernel, Invoke call) = Outline.Block("Tile", "", [new For("k", 0, 4, 1, [new Store("y", K * 16, new Constant(1, V))])], s_memories);

        Assert.Empty(kernel.Indices);
        Assert.Empty(kernel.Scalars);
        Assert.Equal((Affine)0, Assert.Single(call.Memories).Offset);
    }

    private static IEnumerable<Affine> IndicesOfAccesses(Statement statement) =>
        Walk.Expressions(statement).SelectMany(e => e.All()).OfType<Load>().Select(load => load.Index).Concat(statement is Store store ? [store.Index] : []);
}
