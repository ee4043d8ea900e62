using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Interpreter;

namespace NnGen.Compiler.Tests.Support;

/// <summary>Runs a kernel in floats over random memories: twice, to see whether a rewrite changed anything.</summary>
/// <param name="Memories">All memories after the run, by name.</param>
/// <param name="Updates">What was handed to the update, in order.</param>
internal sealed record KernelRun(SortedDictionary<string, float[]> Memories, List<(long Index, float[] Gradient)> Updates)
{
    /// <summary>Room for every access of these tests.</summary>
    private const int Length = 4096;

    /// <summary>Runs a block as a kernel of its own over the memories and indices given.</summary>
    public static KernelRun Of(IReadOnlyList<Statement> block, IReadOnlyDictionary<string, long>? indices = null, IReadOnlyDictionary<string, float>? scalars = null, int physicalLanes = 4, string[]? memories = null)
    {
        string[] names = memories ?? [.. MemoriesOf(block).Distinct().Order(StringComparer.Ordinal)];
        indices ??= new Dictionary<string, long>();
        scalars ??= new Dictionary<string, float>();
        return Of(new Kernel("Block", "", names, [.. indices.Keys], [.. scalars.Keys], block), [.. indices.Values], [.. scalars.Values], physicalLanes);
    }

    public static KernelRun Of(Kernel kernel, IReadOnlyList<long> indices, IReadOnlyList<float> scalars, int physicalLanes = 4)
    {
        var run = new KernelRun(new(StringComparer.Ordinal), []);
        foreach (string name in kernel.Memories)
        {
            // The same memory has the same contents in every run.
            run.Memories[name] = Numbers.Floats((ulong)name.Sum(c => c) * 977, Length);
        }

        new KernelInterpreter<float>(new SingleArithmetic(), 16, physicalLanes).Run(
            kernel,
            [.. kernel.Memories.Select(name => new NnGen.Compiler.Kernels.Interpreter.Memory<float>(run.Memories[name], 0))],
            indices,
            scalars,
            (index, gradient) => run.Updates.Add((index, gradient)));
        return run;
    }

    /// <summary>Fails unless both runs left the same bits.</summary>
    public static void AssertSame(KernelRun expected, KernelRun actual)
    {
        Assert.Equal(expected.Memories.Keys, actual.Memories.Keys);
        foreach ((string name, float[] values) in expected.Memories)
        {
            Numbers.AssertSameBits(values, actual.Memories[name]);
        }

        Assert.Equal(expected.Updates.Count, actual.Updates.Count);
        foreach (((long Index, float[] Gradient) first, (long Index, float[] Gradient) second) in expected.Updates.OrderBy(u => u.Index).Zip(actual.Updates.OrderBy(u => u.Index)))
        {
            Assert.Equal(first.Index, second.Index);
            Numbers.AssertSameBits(first.Gradient, second.Gradient);
        }
    }

    private static IEnumerable<string> MemoriesOf(IReadOnlyList<Statement> block)
    {
        foreach (Statement statement in block.SelectMany(Walk.Statements))
        {
            foreach (Load load in Walk.Expressions(statement).SelectMany(e => e.All()).OfType<Load>())
            {
                yield return load.Memory;
            }

            if (statement is Store store)
            {
                yield return store.Memory;
            }

            if (statement is Invoke invoke)
            {
                foreach (MemoryArgument memory in invoke.Memories)
                {
                    yield return memory.Memory;
                }
            }
        }
    }
}
