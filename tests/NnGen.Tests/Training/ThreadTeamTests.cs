using Xunit;

namespace NnGen.Tests.Training;

using ClassNet = HandMadeNetwork<ThreeClasses, double>;

/// <summary>The threads of a training: what they take over, what becomes of failures, and that they end.</summary>
public class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void EveryChunk_IsDoneOnce(int threads)
    {
        using var team = new ThreadTeam(threads);
        foreach (int chunks in new[] { 1, 2, 3, 7, 8, 33, 1000 })
        {
            for (int repeat = 0; repeat < 20; repeat++)
            {
                var done = new int[chunks];
                team.Run(
                    new Pass((_, first, end) =>
                    {
                        for (int chunk = first; chunk < end; chunk++)
                        {
                            Interlocked.Increment(ref done[chunk]);
                        }
                    }),
                    chunks);

                Assert.All(done, times => Assert.Equal(1, times));
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void EveryRow_IsDoneOnce(int threads)
    {
        using var team = new ThreadTeam(threads);
        foreach (int rows in new[] { 1, 7, 8, 9, 10, 11, 16, 30, 33, 34, 128, 1001 })
        {
            var pass = new CountedRows(rows);
            team.RunRows(pass, rows, 8);

            Assert.All(pass.Done, times => Assert.Equal(1, times));
        }
    }

    /// <summary>Less than two shares that are worth it.</summary>
    [Fact]
    public void FewRows_StayWithTheCaller()
    {
        using var team = new ThreadTeam(2);
        var pass = new CountedRows(15);
        team.RunRows(pass, 15, 8);

        Assert.Equal(1, pass.Calls);
    }

    /// <summary>Each share waits until all have begun: they run at once, pass after pass, also after a sleep.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Shares_RunAtOnce(int threads)
    {
        using var team = new ThreadTeam(threads);
        for (int i = 0; i < 20; i++)
        {
            using var meeting = new Barrier(threads);
            int[] ids = new int[threads];
            team.Run(
                new Pass((thread, first, end) =>
                {
                    Assert.Equal(1, end - first);
                    ids[thread] = Environment.CurrentManagedThreadId;
                    meeting.SignalAndWait();
                }),
                threads);

            Assert.Equal(Environment.CurrentManagedThreadId, ids[0]);
            Assert.Equal(threads, ids.Distinct().Count());
            if (i == 10)
            {
                SpinWait.SpinUntil(() => team.Sleepers == threads - 1);
            }
        }
    }

    /// <summary>A thread that is busy with something else is not waited for: the caller does what it began with.</summary>
    [Fact]
    public void WhatNobodyTakes_IsDoneByTheCaller()
    {
        using var team = new ThreadTeam(3);
        using var held = new ManualResetEventSlim();
        using var begun = new CountdownEvent(2);
        int byCaller = 0;

        // Both others are held in their first chunk, of twelve that each begins with nine.
        team.Run(
            new Pass((thread, first, end) =>
            {
                if (thread > 0)
                {
                    begun.Signal();
                    held.Wait();
                    return;
                }

                begun.Wait();
                byCaller += end - first;
                if (byCaller == 18)
                {
                    held.Set();
                }
            }),
            36);

        // Its own twelve, and the three that each of the others had left.
        Assert.Equal(18, byCaller);
    }

    [Fact]
    public void FailureOfAnotherThread_SurfacesAndTheTeamGoesOn()
    {
        using var team = new ThreadTeam(3);
        for (int i = 0; i < 3; i++)
        {
            using var meeting = new Barrier(3);
            FormatException fault = Assert.Throws<FormatException>(() => team.Run(
                new Pass((thread, _, _) =>
                {
                    meeting.SignalAndWait();
                    if (thread == 2)
                    {
                        throw new FormatException("another");
                    }
                }),
                3));
            Assert.Equal("another", fault.Message);
        }

        int done = 0;
        team.Run(new Pass((_, first, end) => Interlocked.Add(ref done, end - first)), 100);
        Assert.Equal(100, done);
    }

    [Fact]
    public void FailureOfTheCaller_WaitsForTheOthersAndHidesTheirFailures()
    {
        using var team = new ThreadTeam(2);
        using var meeting = new Barrier(2);
        bool hasOtherEnded = false;
        Assert.Throws<FormatException>(() => team.Run(
            new Pass((thread, _, _) =>
            {
                meeting.SignalAndWait();
                if (thread == 0)
                {
                    throw new FormatException("caller");
                }

                Thread.Yield();
                hasOtherEnded = true;
                throw new InvalidCastException("other");
            }),
            2));

        Assert.True(hasOtherEnded);
        team.Run(new Pass((_, _, _) => { }), 64);
    }

    [Fact]
    public void Dispose_EndsTheThreads()
    {
        var team = new ThreadTeam(3);
        using var meeting = new Barrier(3);
        var threads = new Thread[3];
        team.Run(
            new Pass((thread, _, _) =>
            {
                threads[thread] = Thread.CurrentThread;
                meeting.SignalAndWait();
            }),
            3);
        Assert.All(threads, thread => Assert.True(thread.IsAlive));

        team.Dispose();
        team.Dispose();

        Assert.All(threads.Skip(1), thread => Assert.False(thread.IsAlive));
        Assert.Throws<ObjectDisposedException>(() => team.Run(new Pass((_, _, _) => { }), 64));
    }

    [Fact]
    public void PassWithinAPass_IsRefused()
    {
        using var team = new ThreadTeam(2);
        Assert.Throws<InvalidOperationException>(() => team.Run(new Pass((_, _, _) => team.Run(new Pass((_, _, _) => { }), 64)), 64));
        team.Run(new Pass((_, _, _) => { }), 64);
    }

    /// <summary>Accumulated gradients are stored by one kind of update and added by another, step after step.</summary>
    [Fact]
    public void UpdatesThatTakeTurns_AllocateNothing()
    {
        using var team = new ThreadTeam(2);
        var network = new ClassNet(1);
        NetworkTape<double> tape = ClassNet.CreateTape(1, team);
        tape.Rows = 1;
        NetworkGradients<double> gradients = ClassNet.CreateGradients();
        Assert.Equal(0, Allocation.Of(() =>
        {
            var first = new SgdUpdate<double>(0.1);
            TrainingPasses.Backward(network, tape, ref first);
            var second = new AccumulateGradients<double>(gradients.Buffer);
            TrainingPasses.Backward(network, tape, ref second);
        }));
    }

    /// <summary>No thread allocates from one pass to the next.</summary>
    [Fact]
    public void Passes_AllocateNothing()
    {
        using var team = new ThreadTeam(2);
        const int Most = 10_000;
        List<long>[] allocated = [new(Most), new(Most)];
        int others = 0;
        var pass = new Pass((thread, _, _) =>
        {
            // The caller leaves time for the other.
            Interlocked.Add(ref others, thread);
            for (var wait = new SpinWait(); thread == 0 && Volatile.Read(ref others) == 0 && wait.Count < 100;)
            {
                wait.SpinOnce();
            }

            allocated[thread].Add(GC.GetAllocatedBytesForCurrentThread());
        });
        for (int number = 0; number < Most / 2 && allocated.Any(bytes => bytes.Count < 10); number++)
        {
            others = 0;
            team.Run(pass, 2);
        }

        Assert.All(allocated, bytes => Assert.Contains(0, bytes.Skip(1).Zip(bytes, (later, earlier) => later - earlier)));
    }

    [Fact]
    public void NegativeNumberOfThreads_IsRefused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Trainer.Fit(new ClassNet(1), TrainingData.Labelled(40), new TrainingOptions { Threads = -1 }));
        Assert.Contains("Threads must be 1 or more, or 0 for one per physical core, but it is -1.", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadTeam(-1));
    }

    [Fact]
    public void NoNumberOfThreads_IsOnePerCore()
    {
        using var team = new ThreadTeam(0);
        Assert.Equal(ThreadTeam.PhysicalCores, team.Threads);
        Assert.InRange(team.Threads, 1, Environment.ProcessorCount);
    }

    /// <summary>Processors 0 and 4 share a core, 1 and 5 another; 9 is allowed by itself.</summary>
    [Theory]
    [InlineData("0-7", 4)]
    [InlineData("0,4", 1)]
    [InlineData("0-2,9", 4)]
    [InlineData("6", 1)]
    public void Siblings_AreOneCore(string allowed, int cores)
    {
        string[] status = ["Name:\tdotnet", "Cpus_allowed:\tff", $"Cpus_allowed_list:\t{allowed}", "Mems_allowed:\t1"];

        Assert.Equal(cores, ProcessorTopology.CountCores(status, cpu => cpu > 7 ? $"{cpu}\n" : $"{cpu % 4},{cpu % 4 + 4}\n"));
        Assert.Throws<FormatException>(() => ProcessorTopology.CountCores(["Name:\tdotnet"], _ => "0"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EndOfTraining_EndsTheThreads(bool fails)
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

        Assert.Throws<ObjectDisposedException>(() => optimizer.Team!.Run(new Pass((_, _, _) => { }), 64));
    }

    [Fact]
    public void CancelledTraining_EndsTheThreads()
    {
        var optimizer = new Watching();
        using var cancellation = new CancellationTokenSource();
        optimizer.Stepped = cancellation.Cancel;
        TrainingReport report = Trainer.Fit(new ClassNet(1), TrainingData.Labelled(40), new TrainingOptions { Threads = 2, Optimizer = optimizer }, cancellation: cancellation.Token);

        Assert.Equal((StopReason.Cancelled, 1), (report.StopReason, report.Steps));
        Assert.Throws<ObjectDisposedException>(() => optimizer.Team!.Run(new Pass((_, _, _) => { }), 64));
    }

    /// <summary>Rows are gathered by several threads, in every order and with a short last batch.</summary>
    [Theory]
    [InlineData(true, 8)]
    [InlineData(true, 33)]
    [InlineData(false, 33)]
    public void GatheredRows_AreTheSameForAnyNumberOfThreads(bool shuffle, int batchSize)
    {
        double[] Train(int threads)
        {
            var network = new ClassNet(3);
            Trainer.Fit(network, TrainingData.Labelled(100), new TrainingOptions { Epochs = 3, BatchSize = batchSize, Shuffle = shuffle, Threads = threads });
            return network.Parameters.Span.ToArray();
        }

        double[] expected = Train(1);
        Assert.Equal(expected, Train(2));
        Assert.Equal(expected, Train(5));
    }

    private sealed class Pass(Action<int, int, int> action) : SharedPass
    {
        public override void Run(int thread, int first, int end) => action(thread, first, end);
    }

    private sealed class CountedRows(int rows) : SharedRows
    {
        private int _calls;

        public int[] Done { get; } = new int[rows];

        public int Calls => _calls;

        protected override void Run(int firstRow, int rows)
        {
            Interlocked.Increment(ref _calls);
            for (int row = firstRow; row < firstRow + rows; row++)
            {
                Interlocked.Increment(ref Done[row]);
            }
        }
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

    /// <summary>Remembers the team that the trainer gave the tape.</summary>
    private sealed class Watching() : Optimizer(1)
    {
        public ThreadTeam? Team { get; set; }

        public Action Stepped { get; set; } = () => { };

        public override string Description => "watching";

        protected override OptimizerState<T> CreateState<T>(NetworkInfo info) => new State<T>(this);

        private sealed class State<T>(Watching watching) : OptimizerState<T>
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            public override IReadOnlyList<OptimizerSlot<T>> Slots => [];

            public override void Step<TNetwork>(TNetwork network, NetworkTape<T> tape, double rate)
            {
                watching.Team = tape.Team;
                watching.Stepped();
            }

            public override void Apply<TNetwork>(TNetwork network, NetworkGradients<T> gradients, double rate) => throw new NotSupportedException();
        }
    }
}
