using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Kernels;

public class SplitTests
{
    private const LaneKind V = LaneKind.Logical;

    private static readonly Affine Row = Affine.Variable("row");

    private static readonly Affine K = Affine.Variable("k");

    [Theory]
    [InlineData(13, "6 1")]
    [InlineData(12, "6")]
    [InlineData(10, "6 4")]
    [InlineData(4, "4")]
    [InlineData(3, "1")]
    [InlineData(17, "6 4 1")]
    public void KnownRange_LeavesOutTilesThatNeverRun(int rows, string steps)
    {
        For[] loops = [.. Split.Tiles(Rows(rows), 6, 4, 1).Cast<For>()];

        Assert.Equal(steps, string.Join(" ", loops.Select(loop => loop.Step.Constant)));
        Assert.False(loops[0].Continues);
        Assert.All(loops.Skip(1), loop => Assert.True(loop.Continues));
    }

    [Fact]
    public void UnknownRange_KeepsEveryTile()
    {
        For[] loops = [.. Split.Tiles(Rows(Affine.Variable("rows")), 6, 4, 1).Cast<For>()];

        Assert.Equal([6L, 4, 1], loops.Select(loop => loop.Step.Constant));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(1)]
    public void RestThatNoTileCovers_Throws(int rows) =>
        Assert.Contains("leave 1 iterations", Assert.Throws<ArgumentException>(() => Split.Tiles(Rows(rows), 6, 4, 2)).Message);

    [Fact]
    public void Tiles_LeaveTheSameBitsForEveryNumberOfRows()
    {
        for (int rows = 0; rows <= 20; rows++)
        {
            var indices = new Dictionary<string, long> { ["rows"] = rows };
            For plain = Rows(Affine.Variable("rows"));

            KernelRun.AssertSame(KernelRun.Of([plain], indices), KernelRun.Of(Split.Tiles(plain, 6, 4, 1), indices));
            if (rows > 0)
            {
                KernelRun.AssertSame(KernelRun.Of([Rows(rows)]), KernelRun.Of(Split.Tiles(Rows(rows), 6, 4, 1)));
            }
        }
    }

    /// <summary>Chain c takes the inputs c, c + chains ...; neighbours are added pairwise at the end: computed here by the book.</summary>
    [Theory]
    [InlineData(8, 2)]
    [InlineData(9, 2)]
    [InlineData(16, 4)]
    [InlineData(17, 4)]
    [InlineData(19, 4)]
    [InlineData(23, 8)]
    public void Chains_AddInTheStatedOrder(int inputs, int chains)
    {
        KernelRun run = KernelRun.Of(Split.Chains(Dot(inputs), "k", chains));
        KernelRun before = KernelRun.Of(Dot(inputs));
        float[] x = before.Memories["x"];
        float[] w = before.Memories["w"];
        for (int lane = 0; lane < 16; lane++)
        {
            float[] sums = [before.Memories["b"][lane], .. new float[chains - 1]];
            for (int k = 0; k < inputs; k++)
            {
                sums[k % chains] = MathF.FusedMultiplyAdd(x[k], w[k * 16 + lane], sums[k % chains]);
            }

            for (int distance = 1; distance < chains; distance *= 2)
            {
                for (int chain = 0; chain < chains; chain += 2 * distance)
                {
                    sums[chain] += sums[chain + distance];
                }
            }

            Assert.Equal(sums[0], run.Memories["y"][lane]);
            Assert.Equal(before.Memories["y"][lane], run.Memories["y"][lane], 1e-5f);
        }
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(3, 4)]
    public void TooFewIterations_StayOneChain(int inputs, int chains)
    {
        IReadOnlyList<Statement> block = Dot(inputs);

        Assert.Same(block, Split.Chains(block, "k", chains));
    }

    [Fact]
    public void UnknownRange_StaysOneChain()
    {
        IReadOnlyList<Statement> block = [new Let("sum", new Constant(0, V)), new For("k", 0, Affine.Variable("n"), 1, []), new Store("y", 0, new Local("sum", V))];

        Assert.Same(block, Split.Chains(block, "k", 4));
    }

    /// <summary>Several sums side by side get chains of their own.</summary>
    [Fact]
    public void ChainsOfATile_KeepItsSumsApart()
    {
        IReadOnlyList<Statement> tile = Unroll.Jam(new For("column", 0, 32, 16, Dot(10, Affine.Variable("column"))), 2);

        IReadOnlyList<Statement> chained = Split.Chains(tile, "k", 2);

        Assert.Equal(["sum0", "sum0c1", "sum1", "sum1c1"], chained.OfType<Let>().Select(let => let.Name));
        Assert.Equal(4, chained.OfType<For>().Single().Body.Count);
    }

    private static For Rows(Affine to) => new("row", 0, to, 1, [new Let("a", new Load("x", Row * 16, V)), new Store("y", Row * 16, new Local("a", V) * new Load("x", Row, V))]);

    private static IReadOnlyList<Statement> Dot(int inputs, Affine? column = null)
    {
        Affine at = column ?? 0;
        return
        [
            new Let("sum", new Load("b", at, V)),
            new For("k", 0, inputs, 1, [new Accumulate("sum", new Splat(new Load("x", K, LaneKind.Scalar), V), new Load("w", K * 16 + at, V))]),
            new Store("y", at, new Local("sum", V)),
        ];
    }
}
