using Xunit;
using NnGen.Tests.Training;

namespace NnGen.Tests.Data;

/// <summary>The order in which a stream gives its rows, and what it keeps of them.</summary>
public class StreamOrderTests
{
    private const int Rows = 103;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(102)]
    [InlineData(103)]
    [InlineData(5000)]
    public void EachEpoch_GivesEveryRowOnce_NoneEarlierThanTheBufferAllows(int bufferRows)
    {
        for (int epoch = 1; epoch < 20; epoch++)
        {
            int[] order = Order(bufferRows, seed: 3, epoch);
            Assert.Equal(Enumerable.Range(0, Rows), order.Order());
            for (int place = 0; place < Rows; place++)
            {
                Assert.True(order[place] - place < bufferRows, $"row {order[place]} came as number {place}");
            }
        }
    }

    [Fact]
    public void Order_DependsOnSeedAndEpochAlone()
    {
        Assert.Equal(Order(10, seed: 3, epoch: 2), Order(10, seed: 3, epoch: 2));
        Assert.NotEqual(Order(10, seed: 3, epoch: 2), Order(10, seed: 3, epoch: 3));
        Assert.NotEqual(Order(10, seed: 3, epoch: 2), Order(10, seed: 4, epoch: 2));
        Assert.Equal(Enumerable.Range(0, Rows), Order(1, seed: 3, epoch: 2));
    }

    [Fact]
    public void EveryRowOfTheBuffer_IsAsLikelyToComeFirst()
    {
        var counts = new int[10];
        for (int epoch = 1; epoch <= 2000; epoch++)
        {
            counts[Order(10, seed: 7, epoch)[0]]++;
        }

        // 200 expected, deviation 13: five deviations.
        Assert.All(counts, count => Assert.InRange(count, 133, 267));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(200, true)]
    [InlineData(10, false)]
    public void EpochBegunWithin_GoesOnAsTheWholeOne(int bufferRows, bool shuffle)
    {
        int[] whole = Order(bufferRows, seed: 3, epoch: 2, shuffle: shuffle);
        foreach (int first in new[] { 7, 95, 102 })
        {
            Assert.Equal(whole[first..], Order(bufferRows, seed: 3, epoch: 2, first, shuffle));
        }
    }

    [Fact]
    public void Memory_IsThatOfTheBuffer_HoweverManyRowsThereAre()
    {
        const int Many = 200_000;
        Dataset<double> one = Dataset.FromLabels(new double[50], 50, [0]);
        var stream = StreamingDataset.From(new ListedRows(one.Select(new int[Many])), bufferRows: 100);
        TrainingData<double> rows = stream;
        long before = GC.GetAllocatedBytesForCurrentThread();
        using BatchSource<double> batches = rows.Open(HandMadeNetwork<ThreeLogits, double>.Info, 10, shuffle: true, tape: null);
        batches.Begin(1, 1, 0);
        for (int start = 0; start < Many; start += 10)
        {
            batches.Read(start, 10);
        }

        // 130 rows of 50 doubles are 52,000 bytes; all rows would be 80 million.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 52_000, 60_000);
    }

    private static int[] Order(int bufferRows, ulong seed, int epoch, int first = 0, bool shuffle = true)
    {
        double[] numbers = [.. Enumerable.Range(0, Rows).Select(row => (double)row)];
        var source = new ListedRows(Dataset.FromTargets(numbers, 1, numbers, 1).WithWeights([.. numbers.Select(number => number + 1)]));
        TrainingData<double> rows = StreamingDataset.From(source, bufferRows);
        var order = new List<int>();
        using (BatchSource<double> batches = rows.Open(HandMadeNetwork<Regression, double>.Info, 4, shuffle, tape: null))
        {
            batches.Begin(seed, epoch, first);
            for (int start = first; start < Rows; start += 4)
            {
                Batch<double> batch = batches.Read(start, Math.Min(4, Rows - start));
                for (int i = 0; i < batch.Rows; i++)
                {
                    Assert.Equal(batch.Inputs[i], batch.Targets[i]);
                    Assert.Equal(batch.Inputs[i] + 1, batch.Weights[i]);
                    order.Add((int)batch.Inputs[i]);
                }
            }
        }

        Assert.Equal(0, source.OpenReaders);
        return [.. order];
    }
}
