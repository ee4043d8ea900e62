using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Rewrites;

namespace NnGen.Compiler.Tests.Kernels;

public class InlineTests
{
    private static readonly Affine s_row = Affine.Variable("row");
    private static readonly Affine s_rows = Affine.Variable("rows");

    [Fact]
    public void MemoriesAndIndices_AreTheCallers()
    {
        Kernel kernel = Kernel(new Store("y", s_row * 4 + 1, new Load("x", s_row * 8, LaneKind.Physical)));

        Assert.Equal([new Store("s", 4 * 2 + 1 + 100, new Load("w", 8 * 2 + 50, LaneKind.Physical))], Inline.Of(Call(kernel, "row", 2)));
    }

    [Fact]
    public void LoopThatRunsOnce_IsNone()
    {
        Kernel kernel = Kernel(new For("row", 0, s_rows, 1, [new Store("y", s_row * 4, One)]));

        Assert.Equal([new Store("s", 100, One)], Inline.Of(Call(kernel, "rows", 1)));
    }

    [Fact]
    public void LoopsThatContinue_BeginWhereTheOneBeforeEnded()
    {
        // By sixes, then by fours, then one by one: of 5 rows none by six.
        Kernel kernel = Kernel(
            new For("row", 0, s_rows, 6, [new Store("y", s_row, new Constant(6, LaneKind.Physical))]),
            new For("row", null, s_rows, 4, [new Store("y", s_row, new Constant(4, LaneKind.Physical))]),
            new For("row", null, s_rows, 1, [new Store("y", s_row, One)]));

        Assert.Equal([new Store("s", 100, new Constant(4, LaneKind.Physical)), new Store("s", 104, One)], Inline.Of(Call(kernel, "rows", 5)));
    }

    [Fact]
    public void LoopByRegisters_StaysALoop()
    {
        Affine column = Affine.Variable("column");
        Kernel kernel = Kernel(new For("column", 0, 40, Affine.Register, [new Store("y", column, One)]));

        For loop = Assert.IsType<For>(Assert.Single(Inline.Of(Call(kernel, "rows", 1))));
        Assert.Equal(column + 100, Assert.IsType<Store>(Assert.Single(loop.Body)).Index);
    }

    [Fact]
    public void LocalsOfALoopThatRunsOnce_StayInABlock()
    {
        Kernel kernel = Kernel(new For("row", 0, s_rows, 1, [new Let("sum", One), new Store("y", s_row, new Local("sum", LaneKind.Physical))]));

        Block block = Assert.IsType<Block>(Assert.Single(Inline.Of(Call(kernel, "rows", 1))));
        Assert.Equal([new Let("sum", One), new Store("s", 100, new Local("sum", LaneKind.Physical))], block.Body);
    }

    [Fact]
    public void CallsInside_AreStatementsToo()
    {
        var tile = new Kernel("Tile", "A tile.", ["x", "y"], ["row"], [], [new Store("y", s_row, new Load("x", 3, LaneKind.Physical))]);
        Kernel kernel = Kernel(new For("row", 0, s_rows, 1, [new Invoke(tile, [new("x", s_row * 8 + 1), new("y", s_row * 4 + 2)], [s_row], [])]));

        Assert.Equal([new Store("s", 102, new Load("w", 54, LaneKind.Physical))], Inline.Of(Call(kernel, "rows", 1)));
    }

    [Fact]
    public void WidthsThatDoTheSame_AreOneWay()
    {
        Kernel same = Kernel(new WidthSwitch([new(1, [new For("row", 0, s_rows, 4, [new Note("by fours")]), new For("row", null, s_rows, 1, [new Store("y", s_row, One)])]), new(4, [new For("row", 0, s_rows, 1, [new Store("y", s_row, One)])])]));
        Kernel others = Kernel(new WidthSwitch([new(1, [new Store("y", 0, One)]), new(4, [new Store("y", 1, One)])]));

        Assert.Equal([new Store("s", 100, One)], Inline.Of(Call(same, "rows", 1)));
        Assert.IsType<WidthSwitch>(Assert.Single(Inline.Of(Call(others, "rows", 1))));
    }

    [Fact]
    public void KernelWithMemoryOfItsOwn_IsRefused()
    {
        Kernel kernel = Kernel(new Reserve("own", 16));

        Assert.False(Inline.IsPossible(kernel));
        Assert.Throws<ArgumentException>(() => Inline.Of(Call(kernel, "rows", 1)));
    }

    private static Expression One => new Constant(1, LaneKind.Physical);

    private static Kernel Kernel(params Statement[] body) => new("Kernel", "A kernel.", ["x", "y"], [], [], body);

    /// <summary>Its x begins at element 50 of w, its y at element 100 of s.</summary>
    private static Invoke Call(Kernel kernel, string index, int value) =>
        new(new Kernel(kernel.Name, kernel.Summary, kernel.Memories, [index], [], kernel.Body), [new("w", 50), new("s", 100)], [value], []);
}
