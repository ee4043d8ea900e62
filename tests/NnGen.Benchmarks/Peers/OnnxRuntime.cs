using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen.Benchmarks.Peers;

/// <summary>
/// The part of ONNX Runtime's C API that the benchmark needs. The API is a table of functions that only ever grows at its end, so they are
/// called by their index. What is created lives as long as the process.
/// </summary>
internal sealed unsafe class OnnxRuntime
{
    private const uint ApiVersion = 16;
    private const int WarningsOnly = 2;
    private const int AllOptimizations = 99;
    private const int TypeFloat = 1;

    private readonly void** _api;
    private readonly nint _environment;
    private readonly nint _memory;

    /// <summary>Loads the library.</summary>
    /// <exception cref="InvalidOperationException">It is too old, or a call fails.</exception>
    /// <exception cref="DllNotFoundException">There is no such library.</exception>
    public OnnxRuntime(string path)
    {
        nint library = NativeLibrary.Load(path);
        var getBase = (delegate* unmanaged<void**>)NativeLibrary.GetExport(library, "OrtGetApiBase");
        void** functions = getBase();
        _api = (void**)((delegate* unmanaged<uint, void*>)functions[0])(ApiVersion);
        if (_api is null)
        {
            throw new InvalidOperationException($"{path} does not offer version {ApiVersion} of the API");
        }

        Version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)functions[1])()) ?? "";
        nint made;
        fixed (byte* name = "benchmark"u8)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)_api[Index.CreateEnv])(WarningsOnly, name, &made));
            _environment = made;
        }

        Check(((delegate* unmanaged<int, int, nint*, nint>)_api[Index.CreateCpuMemoryInfo])(0, 0, &made));
        _memory = made;
    }

    /// <summary>The library's version.</summary>
    public string Version { get; }

    /// <summary>A session of one thread, everything optimised.</summary>
    public nint CreateSession(string path)
    {
        nint options;
        nint session;
        Check(((delegate* unmanaged<nint*, nint>)_api[Index.CreateSessionOptions])(&options));
        Check(((delegate* unmanaged<nint, int, nint>)_api[Index.SetIntraOpNumThreads])(options, 1));
        Check(((delegate* unmanaged<nint, int, nint>)_api[Index.SetSessionGraphOptimizationLevel])(options, AllOptimizations));
        nint text = Marshal.StringToCoTaskMemUTF8(path);
        Check(((delegate* unmanaged<nint, nint, nint, nint*, nint>)_api[Index.CreateSession])(_environment, text, options, &session));
        Marshal.FreeCoTaskMem(text);
        return session;
    }

    /// <summary>Binds blocks to a session's input and output. The input begins at element <paramref name="start"/>; the shapes begin with the rows.</summary>
    public nint Bind(nint session, AlignedBuffer<float> inputs, int start, AlignedBuffer<float> outputs, int[] inputShape, int[] outputShape)
    {
        nint binding;
        Check(((delegate* unmanaged<nint, nint*, nint>)_api[Index.CreateIoBinding])(session, &binding));
        nint input = Tensor(inputs, start, inputShape);
        nint output = Tensor(outputs, 0, outputShape);
        nint inputName = Marshal.StringToCoTaskMemUTF8(OnnxGraph.InputName);
        nint outputName = Marshal.StringToCoTaskMemUTF8(OnnxGraph.OutputName);
        Check(((delegate* unmanaged<nint, nint, nint, nint>)_api[Index.BindInput])(binding, inputName, input));
        Check(((delegate* unmanaged<nint, nint, nint, nint>)_api[Index.BindOutput])(binding, outputName, output));
        Marshal.FreeCoTaskMem(inputName);
        Marshal.FreeCoTaskMem(outputName);
        return binding;
    }

    /// <summary>Computes the bound output from the bound input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(nint session, nint binding)
    {
        nint status = ((delegate* unmanaged<nint, nint, nint, nint>)_api[Index.RunWithBinding])(session, 0, binding);
        if (status != 0)
        {
            Check(status);
        }
    }

    private nint Tensor(AlignedBuffer<float> pinned, int start, int[] shape)
    {
        nint tensor;
        long* sizes = stackalloc long[shape.Length];
        nuint bytes = sizeof(float);
        for (int i = 0; i < shape.Length; i++)
        {
            sizes[i] = shape[i];
            bytes *= (nuint)shape[i];
        }

        void* data = Unsafe.AsPointer(ref Unsafe.Add(ref pinned.Reference, start));
        Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_api[Index.CreateTensorWithData])(
            _memory, data, bytes, sizes, (nuint)shape.Length, TypeFloat, &tensor));
        return tensor;
    }

    private void Check(nint status)
    {
        if (status == 0)
        {
            return;
        }

        string? message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)_api[Index.GetErrorMessage])(status));
        ((delegate* unmanaged<nint, void>)_api[Index.ReleaseStatus])(status);
        throw new InvalidOperationException($"ONNX Runtime: {message}");
    }

    /// <summary>Places in the table of functions.</summary>
    private static class Index
    {
        public const int GetErrorMessage = 2;
        public const int CreateEnv = 3;
        public const int CreateSession = 7;
        public const int CreateSessionOptions = 10;
        public const int SetSessionGraphOptimizationLevel = 23;
        public const int SetIntraOpNumThreads = 24;
        public const int CreateTensorWithData = 49;
        public const int CreateCpuMemoryInfo = 69;
        public const int ReleaseStatus = 93;
        public const int RunWithBinding = 133;
        public const int CreateIoBinding = 134;
        public const int BindInput = 136;
        public const int BindOutput = 137;
    }
}
