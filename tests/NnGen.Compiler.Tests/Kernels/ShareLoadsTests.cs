using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Kernels;

public class ShareLoadsTests
{
    private const LaneKind S = LaneKind.Scalar;

    private const LaneKind V = LaneKind.Logical;

    private static readonly Expression s_x = new Load("x", 0, V);

    private static readonly Expression s_splat = new Splat(new Load("x", 3, S), V);

    [Fact]
    public void LoadThatIsUsedOnce_StaysInline() =>
        Assert.Equal([new Store("y", 0, s_x)], Shared(new Store("y", 0, s_x)));

    [Fact]
    public void LoadThatIsUsedTwice_GetsANameBeforeItsFirstUse()
    {
        Statement[] shared = Shared(new Store("y", 0, s_x), new Store("y", 16, s_x + new Load("x", 16, V)));

        Assert.Equal([new Let("x0", s_x), new Store("y", 0, new Local("x0", V)), new Store("y", 16, new Local("x0", V) + new Load("x", 16, V))], shared);
    }

    [Fact]
    public void LoadThatOneStatementUsesTwice_IsSharedToo() =>
        Assert.Equal([new Let("x0", s_x), new Store("y", 0, new Local("x0", V) * new Local("x0", V))], Shared(new Store("y", 0, s_x * s_x)));

    [Fact]
    public void Splat_IsSharedAsAWhole() =>
        Assert.Equal([new Let("x0", s_splat), new Store("y", 0, new Local("x0", V)), new Store("y", 16, new Local("x0", V))], Shared(new Store("y", 0, s_splat), new Store("y", 16, s_splat)));

    /// <summary>What is written in between may have changed.</summary>
    [Fact]
    public void MemoryThatIsWritten_IsNotShared()
    {
        Statement[] block = [new Store("x", 0, s_x + s_x), new Store("x", 16, s_x)];

        Assert.Equal(block, Shared(block));
    }

    [Fact]
    public void MemoryThatALoopInsideWrites_IsNotShared()
    {
        Statement[] block = [new Store("y", 0, s_x), new For("i", 0, 4, 1, [new Store("x", Affine.Variable("i"), new Constant(1, S))]), new Store("y", 16, s_x)];

        Assert.Equal(Flat(block), Flat(Shared(block)));
    }

    [Fact]
    public void SingleNumbers_AreNotShared()
    {
        Statement[] block = [new Store("y", 0, new Load("x", 0, S)), new Store("y", 1, new Load("x", 0, S))];

        Assert.Equal(block, Shared(block));
    }

    [Fact]
    public void Loops_ShareWithinThemselves()
    {
        Affine i = Affine.Variable("i");
        Expression load = new Load("x", i * 16, V);
        Statement[] shared = Shared(new For("i", 0, 4, 1, [new Store("y", i * 32, load), new Store("y", i * 32 + 16, load)]));

        Assert.Equal([new Let("x0", load), new Store("y", i * 32, new Local("x0", V)), new Store("y", i * 32 + 16, new Local("x0", V))], Assert.IsType<For>(Assert.Single(shared)).Body);
    }

    /// <summary>C# lets no block declare a name that a block inside it, or around it, declares too.</summary>
    [Fact]
    public void NamesInsideAndAroundALoop_Differ()
    {
        Expression inside = new Load("x", 16, V);
        Statement[] shared = Shared(
            new Store("y", 0, s_x),
            new For("i", 0, 4, 1, [new Store("y", 32, inside), new Store("y", 48, inside)]),
            new Store("y", 16, s_x));

        string[] names = [.. shared.SelectMany(Walk.Statements).OfType<Let>().Select(let => let.Name)];
        Assert.Equal(2, names.Length);
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void NamesThatAreTaken_AreNotTakenAgain()
    {
        Statement[] shared = Shared(new Let("x0", new Constant(1, V)), new Store("y", 0, s_x), new Store("y", 16, s_x + new Local("x0", V)));

        Assert.Equal(["x0", "x1"], shared.OfType<Let>().Select(let => let.Name));
    }

    [Fact]
    public void SharedBlock_LeavesTheSameBits()
    {
        Affine k = Affine.Variable("k");
        Statement[] block =
        [
            new Let("sum", new Load("b", 0, V)),
            new Let("other", new Load("b", 0, V)),
            new For("k", 0, 9, 1,
            [
                new Accumulate("sum", new Splat(new Load("x", k, S), V), new Load("w", k * 16, V)),
                new Accumulate("other", new Splat(new Load("x", k, S), V), new Load("w", k * 16, V)),
            ]),
            new Store("y", 0, new Local("sum", V) * new Load("b", 16, V)),
            new Store("y", 16, new Local("other", V) + new Load("b", 16, V) * new Load("b", 0, V)),
        ];

        KernelRun.AssertSame(KernelRun.Of(block), KernelRun.Of(Shared(block)));
        Assert.Equal(2, Shared(block).SelectMany(Walk.Statements).OfType<Let>().Count(let => let.Name is "x0" or "w0"));
    }

    private static Statement[] Shared(params Statement[] block) => [.. ShareLoads.Apply(block)];

    /// <summary>Records that hold lists are equal by reference of these; as flat lines they are equal by value.</summary>
    private static IEnumerable<Statement> Flat(IEnumerable<Statement> block) => block.SelectMany(Walk.Statements).Where(s => s is not For);
}
