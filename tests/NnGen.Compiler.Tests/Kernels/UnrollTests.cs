using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Kernels;

public class UnrollTests
{
    private const LaneKind V = LaneKind.Logical;

    private static readonly Affine Row = Affine.Variable("row");

    private static readonly Affine K = Affine.Variable("k");

    /// <summary>A sum for each row over k, as the lowerings write it.</summary>
    private static readonly IReadOnlyList<Statement> s_body =
    [
        new Note("a row"),
        new Let("sum", new Load("b", 0, V)),
        new For("k", 0, 5, 1, [new Accumulate("sum", new Splat(new Load("x", Row * 5 + K, LaneKind.Scalar), V), new Load("w", K * 16, V))]),
        new Store("y", Row * 16, new Local("sum", V)),
    ];

    [Fact]
    public void Jam_PutsCopiesOfEachStatementSideBySide()
    {
        IReadOnlyList<Statement> jammed = Unroll.Jam(new For("row", 0, 6, 1, s_body), 2);

        Assert.Collection(
            jammed,
            s => Assert.IsType<Note>(s),
            s => Assert.Equal("sum0", Assert.IsType<Let>(s).Name),
            s => Assert.Equal("sum1", Assert.IsType<Let>(s).Name),
            s => Assert.Equal(["sum0", "sum1"], Assert.IsType<For>(s).Body.Cast<Accumulate>().Select(a => a.Name)),
            s => Assert.Equal(Row * 16, Assert.IsType<Store>(s).Index),
            s => Assert.Equal(Row * 16 + 16, Assert.IsType<Store>(s).Index));
    }

    [Fact]
    public void JamTwice_KeepsNamesApart()
    {
        For rows = new("row", 0, 6, 1, s_body);
        For twice = new("row", 0, 6, 2, Unroll.Jam(rows, 2));

        string[] names = [.. Unroll.Jam(twice, 3).OfType<Let>().Select(let => let.Name)];

        Assert.Equal(["sum0_0", "sum0_1", "sum0_2", "sum1_0", "sum1_1", "sum1_2"], names);
    }

    [Fact]
    public void JamByOne_ChangesNothing() => Assert.Same(s_body, Unroll.Jam(new For("row", 0, 6, 1, s_body), 1));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void JammedLoop_LeavesTheSameBits(int factor)
    {
        For plain = new("row", 0, 6, 1, s_body);

        For jammed = new("row", 0, 6, factor, Unroll.Jam(plain, factor));

        KernelRun.AssertSame(KernelRun.Of([plain]), KernelRun.Of([jammed]));
    }

    /// <summary>Steps of registers move by registers, whatever their width.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void JamOverRegisters_LeavesTheSameBits(int lanes)
    {
        const LaneKind P = LaneKind.Physical;
        Affine column = Affine.Variable("column");
        For plain = new("column", 0, 64, Affine.Register, [new Let("a", new Load("x", column, P)), new Store("y", column, new Local("a", P) * new Local("a", P))]);

        For jammed = new("column", 0, 64, Affine.Register * 4, Unroll.Jam(plain, 4));

        KernelRun.AssertSame(KernelRun.Of([plain], physicalLanes: lanes), KernelRun.Of([jammed], physicalLanes: lanes));
    }

    [Fact]
    public void LoopInsideWhoseBoundsDepend_Throws()
    {
        For triangle = new("row", 0, 6, 1, [new For("k", 0, Row, 1, [])]);

        Assert.Contains("depend on row", Assert.Throws<ArgumentException>(() => Unroll.Jam(triangle, 2)).Message);
    }

    /// <summary>Names that the body takes from outside stay what they are.</summary>
    [Fact]
    public void OuterLocals_KeepTheirNames()
    {
        For loop = new("row", 0, 4, 1, [new Store("y", Row, new Local("outer", LaneKind.Scalar))]);

        Assert.All(Unroll.Jam(loop, 2).Cast<Store>(), store => Assert.Equal("outer", ((Local)store.Value).Name));
    }

    [Fact]
    public void Full_WritesTheIterationsOutInOrder()
    {
        For loop = new("row", 2, 11, 3, [new Store("y", Row * 16, new Load("x", Row, V))]);

        IReadOnlyList<Statement> written = Unroll.Full(loop);

        Assert.Equal([32L, 80, 128], written.Cast<Store>().Select(store => store.Index.Constant));
        KernelRun.AssertSame(KernelRun.Of([loop]), KernelRun.Of(written));
    }

    [Fact]
    public void FullWithUnknownEnd_Throws() =>
        Assert.Contains("not known", Assert.Throws<ArgumentException>(() => Unroll.Full(new For("row", 0, Affine.Variable("rows"), 1, []))).Message);
}
