using NnGen.Benchmarks.Images;

namespace NnGen.Benchmarks.Peers;

/// <summary>ONNX Runtime on models that the benchmark writes: one thread, inputs and outputs bound in advance.</summary>
internal sealed class OnnxPeer
{
    /// <summary>The variable that names the library.</summary>
    private const string Variable = "NNGEN_ONNXRUNTIME";

    private readonly OnnxRuntime _runtime;
    private readonly string _folder;

    private OnnxPeer(OnnxRuntime runtime, string folder)
    {
        _runtime = runtime;
        _folder = folder;
    }

    /// <summary>The library's version.</summary>
    public string Version => _runtime.Version;

    /// <summary>Loads the library; null with a reason where there is none.</summary>
    public static OnnxPeer? TryLoad(string folder, out string reason)
    {
        reason = "";
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
        {
            reason = $"{Variable} does not name its library; build/bench.sh fetches one";
            return null;
        }

        try
        {
            return new OnnxPeer(new OnnxRuntime(path), folder);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or InvalidOperationException)
        {
            reason = ChildProcess.FirstLine(exception.Message);
            return null;
        }
    }

    /// <summary>A chain of dependent predictions: a binding for each input, all to one output.</summary>
    public Contender RowChain(NetCase net, float[][] parameters, Samples data)
    {
        nint session = Session(net, parameters, rows: 1);
        var output = new AlignedBuffer<float>(net.Outputs);
        nint[] bindings = Bindings(session, net, data, output);
        return new Contender("ONNX Runtime", calls =>
        {
            int current = 0;
            for (int i = 0; i < calls; i++)
            {
                _runtime.Run(session, bindings[current]);
                current = Benchmarks.RowChain.Next(current, output.Reference);
            }

            // Native code holds their addresses only.
            GC.KeepAlive(data);
        });
    }

    /// <summary>Throws unless each row alone gives its part of <paramref name="expected"/>.</summary>
    public void CheckRows(NetCase net, float[][] parameters, Samples data, ReadOnlySpan<float> expected)
    {
        nint session = Session(net, parameters, rows: 1);
        var output = new AlignedBuffer<float>(net.Outputs);
        nint[] bindings = Bindings(session, net, data, output);
        for (int row = 0; row < data.Rows; row++)
        {
            _runtime.Run(session, bindings[row]);
            Agreement.Check($"{net.Name}, ONNX Runtime, row {row}", expected.Slice(row * net.Outputs, net.Outputs), output.Span);
        }

        GC.KeepAlive(data);
    }

    /// <summary>All rows at once. Throws unless that gives <paramref name="expected"/>.</summary>
    public Contender Batch(NetCase net, float[][] parameters, Samples data, ReadOnlySpan<float> expected)
    {
        nint session = Session(net, parameters, data.Rows);
        var outputs = new AlignedBuffer<float>(data.Rows * net.Outputs);
        nint binding = _runtime.Bind(session, data.Inputs, 0, outputs, [data.Rows, net.Inputs], [data.Rows, net.Outputs]);
        _runtime.Run(session, binding);
        Agreement.Check($"{net.Name}, ONNX Runtime, {data.Rows} rows", expected, outputs.Span);
        return new Contender("ONNX Runtime", times =>
        {
            for (int i = 0; i < times; i++)
            {
                _runtime.Run(session, binding);
            }

            GC.KeepAlive(data);
            GC.KeepAlive(outputs);
        });
    }

    /// <summary>One row through a model of one input and one output. Throws unless that gives <paramref name="expected"/>.</summary>
    public Contender Row(string name, byte[] model, float[] inputs, int[] inputShape, float[] expected, int[] outputShape)
    {
        string path = Path.Combine(_folder, name + ".onnx");
        File.WriteAllBytes(path, model);
        nint session = _runtime.CreateSession(path);
        var input = new AlignedBuffer<float>(inputs.Length);
        inputs.CopyTo(input.Span);
        var output = new AlignedBuffer<float>(expected.Length);
        nint binding = _runtime.Bind(session, input, 0, output, inputShape, outputShape);
        _runtime.Run(session, binding);
        Agreement.Check($"{name}, ONNX Runtime", expected, output.Span);
        return new Contender("ONNX Runtime", times =>
        {
            for (int i = 0; i < times; i++)
            {
                _runtime.Run(session, binding);
            }

            GC.KeepAlive(input);
            GC.KeepAlive(output);
        });
    }

    /// <summary>Images one by one, or all at once where the model has as many rows. Throws unless that gives <paramref name="expected"/>.</summary>
    public Contender Images(ImageCase net, string model, int rows, Samples data, ReadOnlySpan<float> expected)
    {
        nint session = _runtime.CreateSession(model);
        var output = new AlignedBuffer<float>(rows * net.Outputs);
        nint[] bindings = [.. Enumerable.Range(0, data.Rows / rows).Select(block => _runtime.Bind(session, data.Inputs, block * rows * net.Inputs, output, [rows, .. net.Input], [rows, .. net.OutputShape]))];
        for (int block = 0; block < bindings.Length; block++)
        {
            _runtime.Run(session, bindings[block]);
            Agreement.Check($"{net.Name}, ONNX Runtime, {rows} rows from {block * rows} on", expected.Slice(block * output.Length, output.Length), output.Span);
        }

        int next = 0;
        return new Contender("ONNX Runtime", times =>
        {
            for (int i = 0; i < times; i++)
            {
                _runtime.Run(session, bindings[next]);
                next = (next + 1) % bindings.Length;
            }

            GC.KeepAlive(data);
            GC.KeepAlive(output);
        });
    }

    private nint[] Bindings(nint session, NetCase net, Samples data, AlignedBuffer<float> output)
        => [.. Enumerable.Range(0, data.Rows).Select(row => _runtime.Bind(session, data.Inputs, row * net.Inputs, output, [1, net.Inputs], [1, net.Outputs]))];

    private nint Session(NetCase net, float[][] parameters, int rows)
    {
        string path = Path.Combine(_folder, $"{net.CName}-{rows}.onnx");
        File.WriteAllBytes(path, OnnxFile.Write(net, parameters, rows));
        return _runtime.CreateSession(path);
    }
}
