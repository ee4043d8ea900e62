using Xunit;

namespace NnGen.Tests.Training;

using ClassNet = HandMadeNetwork<ThreeClasses, double>;

/// <summary>The second thread of a training: what it takes over, what becomes of failures, and that it ends.</summary>
public class TrainingPairTests
{
    [Fact]
    public void EveryRowAndBothHalves_AreDoneOnce()
    {
        using var pair = new TrainingPair();
        foreach (int rows in new[] { 1, 7, 8, 9, 10, 11, 33, 128 })
        {
            var done = new int[rows];
            var halves = new int[2];
            pair.Run(
                new Pass(share =>
                {
                    for (int row = share.FirstRow; row < share.FirstRow + share.Rows; row++)
                    {
                        Interlocked.Increment(ref done[row]);
                    }

                    Interlocked.Add(ref halves[0], share.HasFirstHalf ? 1 : 0);
                    Interlocked.Add(ref halves[1], share.HasSecondHalf ? 1 : 0);
                }),
                rows);

            Assert.All(done, times => Assert.Equal(1, times));
            Assert.Equal([1, 1], halves);
        }
    }

    [Fact]
    public void FewRows_StayWithTheCaller()
    {
        using var pair = new TrainingPair();
        int shares = 0;
        pair.Run(
            new Pass(share =>
            {
                shares++;
                Assert.Equal(7, share.Rows);
            }),
            7);

        Assert.Equal(1, shares);
    }

    /// <summary>The first thread's share waits until the second thread has begun its own: they run at once, pass after pass, also after a sleep.</summary>
    [Fact]
    public void BothShares_RunAtOnce()
    {
        using var pair = new TrainingPair();
        for (int i = 0; i < 20; i++)
        {
            using var meeting = new Barrier(2);
            int[] threads = new int[2];
            pair.Run(
                new Pass(share =>
                {
                    threads[share.HasFirstHalf ? 0 : 1] = Environment.CurrentManagedThreadId;
                    meeting.SignalAndWait();
                }),
                64);

            Assert.Equal(Environment.CurrentManagedThreadId, threads[0]);
            Assert.NotEqual(threads[0], threads[1]);
            if (i == 10)
            {
                SpinWait.SpinUntil(() => pair.IsSecondAsleep);
            }
        }
    }

    [Fact]
    public void FailureOfTheSecondThread_SurfacesAndThePairGoesOn()
    {
        using var pair = new TrainingPair();
        for (int i = 0; i < 3; i++)
        {
            using var meeting = new Barrier(2);
            FormatException fault = Assert.Throws<FormatException>(() => pair.Run(
                new Pass(share =>
                {
                    meeting.SignalAndWait();
                    if (!share.HasFirstHalf)
                    {
                        throw new FormatException("second");
                    }
                }),
                64));
            Assert.Equal("second", fault.Message);
        }
    }

    [Fact]
    public void FailureOfTheFirstThread_WaitsForTheSecondAndHidesItsFailure()
    {
        using var pair = new TrainingPair();
        using var meeting = new Barrier(2);
        bool hasSecondEnded = false;
        Assert.Throws<FormatException>(() => pair.Run(
            new Pass(share =>
            {
                meeting.SignalAndWait();
                if (share.HasFirstHalf)
                {
                    throw new FormatException("first");
                }

                Thread.Yield();
                hasSecondEnded = true;
                throw new InvalidCastException("second");
            }),
            64));

        Assert.True(hasSecondEnded);
        pair.Run(new Pass(_ => { }), 64);
    }

    [Fact]
    public void Dispose_EndsTheThread()
    {
        var pair = new TrainingPair();
        using var meeting = new Barrier(2);
        Thread? second = null;
        pair.Run(
            new Pass(share =>
            {
                second = share.HasFirstHalf ? second : Thread.CurrentThread;
                meeting.SignalAndWait();
            }),
            64);
        Assert.True(second!.IsAlive);

        pair.Dispose();
        pair.Dispose();

        Assert.False(second.IsAlive);
        Assert.Throws<ObjectDisposedException>(() => pair.Run(new Pass(_ => { }), 64));
    }

    [Fact]
    public void PassWithinAPass_IsRefused()
    {
        using var pair = new TrainingPair();
        Assert.Throws<InvalidOperationException>(() => pair.Run(new Pass(_ => pair.Run(new Pass(_ => { }), 64)), 64));
        pair.Run(new Pass(_ => { }), 64);
    }

    /// <summary>Accumulated gradients are stored by one kind of update and added by another, step after step.</summary>
    [Fact]
    public void UpdatesThatTakeTurns_AllocateNothing()
    {
        using var pair = new TrainingPair();
        var network = new ClassNet(1);
        NetworkTape<double> tape = ClassNet.CreateTape(1);
        tape.Rows = 1;
        NetworkGradients<double> gradients = ClassNet.CreateGradients();
        Assert.Equal(0, Allocation.Of(() =>
        {
            var first = new SgdUpdate<double>(0.1);
            pair.Update(network, tape, ref first);
            var second = new AccumulateGradients<double>(gradients.Buffer);
            pair.Update(network, tape, ref second);
        }));
    }

    /// <summary>Neither thread allocates from one pass to the next.</summary>
    [Fact]
    public void Passes_AllocateNothing()
    {
        using var pair = new TrainingPair();
        using var begun = new SemaphoreSlim(0);
        var allocated = new long[2][];
        allocated[0] = new long[10];
        allocated[1] = new long[10];
        int number = 0;
        var pass = new Pass(share =>
        {
            if (share.HasFirstHalf)
            {
                begun.Wait();
            }
            else
            {
                begun.Release();
            }

            allocated[share.HasFirstHalf ? 0 : 1][number] = GC.GetAllocatedBytesForCurrentThread();
        });
        for (number = 0; number < 10; number++)
        {
            pair.Run(pass, 64);
        }

        Assert.All(allocated, bytes => Assert.Contains(0, bytes.Skip(1).Zip(bytes, (later, earlier) => later - earlier)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public void OtherNumberOfThreads_IsRefused(int threads)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Trainer.Fit(new ClassNet(1), TrainingData.Labelled(40), new TrainingOptions { Threads = threads }));
        Assert.Contains($"Threads must be 1 or 2, but it is {threads}.", exception.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EndOfTraining_EndsTheThread(bool fails)
    {
        var optimizer = new Watching();
        var options = new TrainingOptions { Epochs = 2, Threads = 2, Optimizer = optimizer, ProgressInterval = TimeSpan.Zero };
        IProgress<TrainingProgress> progress = new Failing(fails);
        if (fails)
        {
            Assert.Throws<FormatException>(() => Trainer.Fit(new ClassNet(1), TrainingData.Labelled(40), options, progress: progress));
        }
        else
        {
            Trainer.Fit(new ClassNet(1), TrainingData.Labelled(40), options, progress: progress);
        }

        Assert.Throws<ObjectDisposedException>(() => optimizer.Pair!.Run(new Pass(_ => { }), 64));
    }

    [Fact]
    public void CancelledTraining_EndsTheThread()
    {
        var optimizer = new Watching();
        using var cancellation = new CancellationTokenSource();
        optimizer.Stepped = cancellation.Cancel;
        TrainingReport report = Trainer.Fit(new ClassNet(1), TrainingData.Labelled(40), new TrainingOptions { Threads = 2, Optimizer = optimizer }, cancellation: cancellation.Token);

        Assert.Equal((StopReason.Cancelled, 1), (report.StopReason, report.Steps));
        Assert.Throws<ObjectDisposedException>(() => optimizer.Pair!.Run(new Pass(_ => { }), 64));
    }

    /// <summary>Rows are gathered by two threads, in every order and with a short last batch.</summary>
    [Theory]
    [InlineData(true, 8)]
    [InlineData(true, 33)]
    [InlineData(false, 33)]
    public void GatheredRows_AreTheSameForTwoThreads(bool shuffle, int batchSize)
    {
        double[] Train(int threads)
        {
            var network = new ClassNet(3);
            Trainer.Fit(network, TrainingData.Labelled(100), new TrainingOptions { Epochs = 3, BatchSize = batchSize, Shuffle = shuffle, Threads = threads });
            return network.Parameters.Span.ToArray();
        }

        Assert.Equal(Train(1), Train(2));
    }

    private sealed class Pass(Action<TrainingShare> action) : SharedPass
    {
        public override void Run(TrainingShare share) => action(share);
    }

    private sealed class Failing(bool fails) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (fails)
            {
                throw new FormatException();
            }
        }
    }

    /// <summary>Remembers the pair that the trainer gave the tape.</summary>
    private sealed class Watching() : Optimizer(1)
    {
        public TrainingPair? Pair { get; set; }

        public Action Stepped { get; set; } = () => { };

        public override string Description => "watching";

        protected override OptimizerState<T> CreateState<T>(NetworkInfo info) => new State<T>(this);

        private sealed class State<T>(Watching watching) : OptimizerState<T>
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            public override IReadOnlyList<OptimizerSlot<T>> Slots => [];

            public override void Step<TNetwork>(TNetwork network, NetworkTape<T> tape, double rate)
            {
                watching.Pair = tape.Pair;
                watching.Stepped();
            }

            public override void Apply<TNetwork>(TNetwork network, NetworkGradients<T> gradients, double rate) => throw new NotSupportedException();
        }
    }
}
