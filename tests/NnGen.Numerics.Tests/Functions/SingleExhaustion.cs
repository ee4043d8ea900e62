using NnGen.Compiler.Graph;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>Surveys a function over every float, in chunks on two threads, so that memory stays small.</summary>
internal static class SingleExhaustion
{
    private const int Threads = 2;

    /// <summary>Floats in a chunk: a quarter of a megabyte, and a whole number of vectors.</summary>
    private const int Chunk = 1 << 16;

    private const int Chunks = (int)((1L << 32) / Chunk);

    public static SingleSurvey Run(ElementFunction function)
    {
        var all = new SingleSurvey(function);
        Parallel.For(
            0,
            Chunks,
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            () => (Survey: new SingleSurvey(function), X: new float[Chunk], Y: new float[Chunk]),
            (chunk, _, local) =>
            {
                uint first = (uint)chunk * Chunk;
                for (int i = 0; i < Chunk; i++)
                {
                    local.X[i] = BitConverter.UInt32BitsToSingle(first + (uint)i);
                }

                ElementFunctions.Apply<Lanes512>(function, local.X, local.Y);
                for (int i = 0; i < Chunk; i++)
                {
                    if (local.Survey.IsRegular(local.X[i]))
                    {
                        local.Survey.See(local.X[i], local.Y[i]);
                    }
                }

                return local;
            },
            local =>
            {
                lock (all)
                {
                    all.Add(local.Survey);
                }
            });
        return all;
    }
}
