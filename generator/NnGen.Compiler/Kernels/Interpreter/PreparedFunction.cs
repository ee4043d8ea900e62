using NnGen.Compiler.Kernels.Functions;

namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>An elementary function, prepared for some lanes.</summary>
internal sealed class PreparedFunction<T>
{
    private const string Result = "result of the function";

    private readonly PreparedKernel<T> _kernel;
    private readonly T[] _x;
    private readonly T[] _result;

    public PreparedFunction(FunctionBody body, KernelInterpreter<T> interpreter)
    {
        // As a kernel: its parameter is a memory, and so is its result.
        int lanes = interpreter.LanesOf(LaneKind.Logical);
        Statement[] statements = [new Let(FunctionBody.Parameter, new Load(FunctionBody.Parameter, 0, LaneKind.Logical)), .. body.Locals, new Store(Result, 0, body.Result)];
        _kernel = new PreparedKernel<T>(new Kernel(body.Function.ToString(), "", [FunctionBody.Parameter, Result], [], [], statements), interpreter);
        (_x, _result) = (new T[lanes], new T[lanes]);
        _kernel.SetMemory(0, _x, 0);
        _kernel.SetMemory(1, _result, 0);
    }

    /// <summary>The function of each lane. The array is that of the next call too.</summary>
    public T[] Of(T[] x)
    {
        Array.Copy(x, _x, _x.Length);
        _kernel.Run();
        return _result;
    }
}
