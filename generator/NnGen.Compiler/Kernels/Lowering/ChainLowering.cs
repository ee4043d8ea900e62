using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Several kernels for one row as one: the text of each, in a block of its own, under what it computes.</summary>
internal static class ChainLowering
{
    public static Kernel Lower(ChainSpec spec, Func<KernelSpec, Kernel> lower)
    {
        var body = new List<Statement>();
        foreach (ChainPart part in spec.Parts)
        {
            Kernel kernel = lower(part.Spec);
            var call = new Invoke(
                kernel,
                [.. kernel.Memories.Select(memory => part.Memories.First(known => known.Memory == memory)).Select(known => new MemoryArgument(known.Whole, known.Offset))],
                [.. kernel.Indices.Select(index => (Affine)(part.Indices.FirstOrDefault(known => known.Name == index)?.Value ?? 1))],
                []);
            body.Add(new Note(part.Comment));
            body.Add(Inline.Together(Inline.Of(call)));
        }

        string[] memories = [.. spec.Parts.SelectMany(part => part.Memories).Select(memory => memory.Whole).Distinct()];
        return new Kernel(spec.Name, "A step of one stream: what follows one another, without calls between.", memories, [], [], body);
    }
}
