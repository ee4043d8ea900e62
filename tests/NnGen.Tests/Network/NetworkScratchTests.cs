using Xunit;

namespace NnGen.Tests.Network;

/// <summary>The memory of predictions whose rows do not lie on the stack: a block for each call at once, and the same blocks again.</summary>
public sealed class NetworkScratchTests
{
    [Fact]
    public void CallsAtOnce_HaveBlocksOfTheirOwn()
    {
        var scratch = new NetworkScratch<float>(100);
        AlignedBuffer<float> first = scratch.Rent();
        AlignedBuffer<float> second = scratch.Rent();

        Assert.NotSame(first, second);
        Assert.Equal((100, 100), (first.Length, second.Length));
    }

    [Fact]
    public void LaterCalls_TakeTheBlocksThatThereAre()
    {
        var scratch = new NetworkScratch<float>(100);
        AlignedBuffer<float>[] blocks = [scratch.Rent(), scratch.Rent()];
        Array.ForEach(blocks, scratch.Return);

        AlignedBuffer<float>[] again = [scratch.Rent(), scratch.Rent()];
        Assert.Equal(blocks.ToHashSet(), again.ToHashSet());
        Array.ForEach(again, scratch.Return);

        long before = GC.GetAllocatedBytesForCurrentThread();
        scratch.Return(scratch.Rent());
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Lease_GivesItsBlockBack()
    {
        var scratch = new NetworkScratch<float>(100);
        AlignedBuffer<float> block = scratch.Rent();
        scratch.Return(block);
        using (scratch.Rent(out Span<float> elements))
        {
            Assert.Equal(100, elements.Length);
            Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(ref block.Reference, ref elements[0]));
            Assert.NotSame(block, scratch.Rent());
        }

        Assert.Same(block, scratch.Rent());
    }

    [Fact]
    public void MoreBlocksThanAreKept_AreLeftToTheGarbageCollector()
    {
        var scratch = new NetworkScratch<float>(1);
        int kept = 2 * Environment.ProcessorCount;
        AlignedBuffer<float>[] blocks = [.. Enumerable.Range(0, kept + 3).Select(_ => scratch.Rent())];
        Array.ForEach(blocks, scratch.Return);

        HashSet<AlignedBuffer<float>> known = [.. blocks];
        Assert.Equal(kept, Enumerable.Range(0, kept + 3).Count(_ => known.Contains(scratch.Rent())));
    }

    [Fact]
    public async Task ManyThreads_NeverHaveTheSameBlock()
    {
        var scratch = new NetworkScratch<int>(64);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() =>
        {
            for (int turn = 0; turn < 2000; turn++)
            {
                AlignedBuffer<int> block = scratch.Rent();
                block.Span.Fill(number);
                if (turn % 16 == 0)
                {
                    Thread.Yield();
                }

                Assert.True(block.Span.IndexOfAnyExcept(number) < 0, "Another thread wrote to a block in use.");
                scratch.Return(block);
            }
        })));
    }
}
