using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen.Benchmarks.Peers;

/// <summary>The project's own C files, compiled now, for this machine, by the system's compiler.</summary>
internal sealed unsafe class CPeer
{
    private static readonly string[] s_orders = ["inputs", "outputs"];

    private readonly nint _library;

    private CPeer(nint library) => _library = library;

    /// <summary>What it was compiled with.</summary>
    public static string Command => "cc -O3 -march=native -ffast-math -shared -fPIC";

    /// <summary>Compiles and loads the file; null with a reason where that is not possible.</summary>
    public static CPeer? TryBuild(string folder, out string reason)
    {
        string[] sources = [.. new[] { "peer.c", "blocked.c", "images.c" }.Select(file => Path.Combine(AppContext.BaseDirectory, "Peers", file))];
        string library = Path.Combine(folder, "libpeer.so");
        string[] arguments = [.. Command.Split(' ').Skip(1), "-o", library, .. sources, "-lm"];
        (int code, string output) = ChildProcess.Run(Environment.GetEnvironmentVariable("CC") ?? "cc", arguments);
        if (code != 0)
        {
            reason = $"the C compiler did not build the files in Peers: {ChildProcess.FirstLine(output)}";
            return null;
        }

        reason = "";
        return new CPeer(Load(library));
    }

    /// <summary>The same networks, blocked by hand.</summary>
    public BlockedC Blocked => new(_library);

    /// <summary>The networks of images.</summary>
    public ImagesC Images => new(_library);

    /// <summary>A chain over each loop order.</summary>
    public Contender[] RowChains(NetCase net, float[][] parameters, Samples data)
        => [.. s_orders.Select(order => RowChain.Of($"C {order}", new RowCall(Export($"{net.CName}_row_{order}"), Parameters(net, parameters, order)), data))];

    /// <summary>A batch in each loop order, and where its outputs go.</summary>
    public Contender[] Batches(NetCase net, float[][] parameters, Samples data, AlignedBuffer<float> outputs)
    {
        return [.. s_orders.Select(order =>
        {
            var function = (delegate* unmanaged<float*, float*, float*, int, void>)Export($"{net.CName}_batch_{order}");
            AlignedBuffer<float> weights = Parameters(net, parameters, order);
            return Contender.Of($"C {order}", () => function(Address(weights), Address(data.Inputs), Address(outputs), data.Rows));
        })];
    }

    /// <summary>A step of gradient descent, and the parameters that it changes.</summary>
    public (Action Step, AlignedBuffer<float> Parameters) TrainingStep(NetCase net, float[][] parameters, Samples data, float rate)
    {
        var function = (delegate* unmanaged<float*, float*, float*, int, float, float, void>)Export($"{net.CName}_train");
        AlignedBuffer<float> weights = Parameters(net, parameters, "inputs");
        float scale = Scale(net, data);
        return (() => function(Address(weights), Address(data.Inputs), Address(data.Targets), data.Rows, scale, rate), weights);
    }

    /// <summary>The factor of an element's error in the gradient of a mean.</summary>
    public static float Scale(NetCase net, Samples data) => 1f / (net.Last == Function.Softmax ? data.Rows : data.Rows * net.Outputs);

    /// <summary>A function of many numbers.</summary>
    public Contender Elementwise(string name, AlignedBuffer<float> inputs, AlignedBuffer<float> outputs)
    {
        var function = (delegate* unmanaged<float*, float*, void>)Export(name);
        return Contender.Of("C", () => function(Address(inputs), Address(outputs)));
    }

    /// <summary>The softmax of rows of ten.</summary>
    public Contender SoftmaxRows(AlignedBuffer<float> inputs, AlignedBuffer<float> outputs)
    {
        var function = (delegate* unmanaged<float*, float*, int, void>)Export("softmax_rows");
        return Contender.Of("C", () => function(Address(inputs), Address(outputs), inputs.Length / 10));
    }

    /// <summary>All parameters in one block, weights as the loop order has them.</summary>
    public static AlignedBuffer<float> Parameters(NetCase net, float[][] exported, string order)
    {
        var block = new AlignedBuffer<float>(net.ParameterCount);
        Span<float> rest = block.Span;
        int index = 0;
        foreach ((int inputs, int outputs) in net.Layers)
        {
            float[] weight = exported[index++];
            for (int j = 0; j < outputs; j++)
            {
                for (int k = 0; k < inputs; k++)
                {
                    rest[order == "inputs" ? k * outputs + j : j * inputs + k] = weight[j * inputs + k];
                }
            }

            exported[index++].CopyTo(rest[(inputs * outputs)..]);
            rest = rest[(inputs * outputs + outputs)..];
        }

        return block;
    }

    /// <summary>
    /// Loads on a thread that ends at once: a library built with -ffast-math sets its loading thread to flush denormal numbers to zero, which
    /// must not reach the other contenders.
    /// </summary>
    private static nint Load(string path)
    {
        nint library = 0;
        var thread = new Thread(() => library = NativeLibrary.Load(path));
        thread.Start();
        thread.Join();
        return library;
    }

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);

    private static float* Address(AlignedBuffer<float> pinned) => (float*)Unsafe.AsPointer(ref pinned.Reference);

    private readonly struct RowCall(nint function, AlignedBuffer<float> parameters) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output)
        {
            // Inputs and outputs of the chain lie in pinned blocks.
            ((delegate* unmanaged[SuppressGCTransition]<float*, float*, float*, void>)function)(
                Address(parameters),
                (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(input)),
                (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(output)));
        }
    }
}
