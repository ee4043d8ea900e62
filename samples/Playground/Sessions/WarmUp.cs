using NnGen.InMemory;
using Samples.Playground.Data;

namespace Samples.Playground.Sessions;

/// <summary>The first network of a process waits until the compiler has itself been compiled by the runtime, so some are made before anyone asks.</summary>
internal static class WarmUp
{
    private static readonly string[] s_declarations =
    [
        "[Network]\n[Input(2)]\n[Dense(4), ReLU]\n[Dense(3), Tanh]\n[Dense(1), Sigmoid]\n[BinaryCrossEntropyLoss]\npublic partial class Net;",
        "[Network]\n[Input(2)]\n[Dense(0), Sigmoid]\n[Dense(1)]\n[MeanSquaredErrorLoss]\npublic partial class Net;",
        "[Network]\n[Input(2)]\n[Dense(5, Initializer = Init.Zeros), Sigmoid]\n[Dense(2), Softmax]\n[CrossEntropyLoss]\npublic partial class Net;",
        "[Network]\n[Input(3)]\n[Dense(8), ReLU]\n[Dense(8), ReLU]\n[Dense(1)]\n[MeanSquaredErrorLoss]\npublic partial class Net;",
        "[Network]\n[Input(2)]\n[Dense(8), GELU, Dropout(0.2)]\n[Dense(4), GELU]\n[Dense(3), Softmax]\n[CrossEntropyLoss]\npublic partial class Net;",
        "[Network]\n[Input(2)]\n[Dense(6), Tanh]\n[Dense(6), Tanh]\n[Dense(6), Tanh]\n[Dense(1), Sigmoid]\n[BinaryCrossEntropyLoss]\npublic partial class Net;",
    ];

    /// <summary>Networks that are made in any case, with a squiggle.</summary>
    private const int Least = 2;

    /// <summary>Makes, trains and draws them for nobody; the later ones only until somebody is there, since his own networks do the same and are not to wait.</summary>
    public static async Task RunAsync(NetworkProject project, Func<bool> isAlone)
    {
        var data = new DataRequest { Count = 40 };
        for (int i = 0; i < s_declarations.Length && (i < Least || isAlone()); i++)
        {
            using var session = new Session(project, new NobodysPage());
            Task running = session.RunAsync(CancellationToken.None);
            await session.TakeAsync(new Command.Open(i, s_declarations[i], "new TrainingOptions()", data, Seed: 1), CancellationToken.None);
            await session.TakeAsync(new Command.Step("epoch"), CancellationToken.None);
            await session.TakeAsync(new Command.Explain(), CancellationToken.None);
            session.Complete();
            await running;
        }
    }

    private sealed class NobodysPage : IPage
    {
        public Task SendAsync(object message, CancellationToken cancellation) => Task.CompletedTask;

        public Task SendAsync(byte[] frame, CancellationToken cancellation) => Task.CompletedTask;
    }
}
