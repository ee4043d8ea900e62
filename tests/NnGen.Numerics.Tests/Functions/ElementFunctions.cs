using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Functions;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>The library's elementary functions by their names in the compiler: for single numbers, and for a vector of any width.</summary>
internal static class ElementFunctions
{
    /// <summary>The functions and the largest errors that are promised for them, in units of the last place.</summary>
    public static readonly (ElementFunction Function, double Single, double Double)[] Promised =
        [.. FunctionLibrary.Defined.Select(function => (function, FunctionLibrary.MaxUlps(function, isDouble: false), FunctionLibrary.MaxUlps(function, isDouble: true)))];

    /// <summary>The functions as arguments of a theory.</summary>
    public static TheoryData<string> Names => [.. Promised.Select(entry => entry.Function.ToString())];

    /// <summary>The function of that name, with its promise.</summary>
    public static (ElementFunction Function, double Single, double Double) Find(string name) => Promised.Single(entry => entry.Function.ToString() == name);

    /// <summary>One float.</summary>
    public static float Apply(ElementFunction function, float x) => function switch
    {
        ElementFunction.Exp => SingleFunctions.Exp(x),
        ElementFunction.ExpMinusOne => SingleFunctions.ExpMinusOne(x),
        ElementFunction.Log => SingleFunctions.Log(x),
        ElementFunction.LogOnePlus => SingleFunctions.LogOnePlus(x),
        ElementFunction.Sigmoid => SingleFunctions.Sigmoid(x),
        ElementFunction.Tanh => SingleFunctions.Tanh(x),
        ElementFunction.Erf => SingleFunctions.Erf(x),
        _ => throw Unknown(function),
    };

    /// <summary>One double.</summary>
    public static double Apply(ElementFunction function, double x) => function switch
    {
        ElementFunction.Exp => DoubleFunctions.Exp(x),
        ElementFunction.ExpMinusOne => DoubleFunctions.ExpMinusOne(x),
        ElementFunction.Log => DoubleFunctions.Log(x),
        ElementFunction.LogOnePlus => DoubleFunctions.LogOnePlus(x),
        ElementFunction.Sigmoid => DoubleFunctions.Sigmoid(x),
        ElementFunction.Tanh => DoubleFunctions.Tanh(x),
        ElementFunction.Erf => DoubleFunctions.Erf(x),
        _ => throw Unknown(function),
    };

    /// <summary>As many floats as there are, a vector at a time; their number is a multiple of the vector's.</summary>
    public static void Apply<V>(ElementFunction function, float[] x, float[] y)
        where V : struct, ILanes<V, float>
    {
        for (int i = 0; i < x.Length; i += V.Count)
        {
            V value = V.Load(ref x[0], i);
            V.Store(
                function switch
                {
                    ElementFunction.Exp => SingleFunctions.Exp(value),
                    ElementFunction.ExpMinusOne => SingleFunctions.ExpMinusOne(value),
                    ElementFunction.Log => SingleFunctions.Log(value),
                    ElementFunction.LogOnePlus => SingleFunctions.LogOnePlus(value),
                    ElementFunction.Sigmoid => SingleFunctions.Sigmoid(value),
                    ElementFunction.Tanh => SingleFunctions.Tanh(value),
                    ElementFunction.Erf => SingleFunctions.Erf(value),
                    _ => throw Unknown(function),
                },
                ref y[0],
                i);
        }
    }

    /// <summary>As many doubles as there are, a vector at a time; their number is a multiple of the vector's.</summary>
    public static void Apply<V>(ElementFunction function, double[] x, double[] y)
        where V : struct, ILanes<V, double>
    {
        for (int i = 0; i < x.Length; i += V.Count)
        {
            V value = V.Load(ref x[0], i);
            V.Store(
                function switch
                {
                    ElementFunction.Exp => DoubleFunctions.Exp(value),
                    ElementFunction.ExpMinusOne => DoubleFunctions.ExpMinusOne(value),
                    ElementFunction.Log => DoubleFunctions.Log(value),
                    ElementFunction.LogOnePlus => DoubleFunctions.LogOnePlus(value),
                    ElementFunction.Sigmoid => DoubleFunctions.Sigmoid(value),
                    ElementFunction.Tanh => DoubleFunctions.Tanh(value),
                    ElementFunction.Erf => DoubleFunctions.Erf(value),
                    _ => throw Unknown(function),
                },
                ref y[0],
                i);
        }
    }

    private static ArgumentOutOfRangeException Unknown(ElementFunction function) => new(nameof(function), function, "not a function of the library");
}
