using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Kernels.Functions;

/// <summary>
/// The elementary functions that the compiler defines. The interpreter runs these bodies; the library's sources in
/// <c>Numerics/*.g.cs</c> are their printed form.
/// </summary>
public static class FunctionLibrary
{
    private static readonly Dictionary<(ElementFunction, bool), FunctionBody> s_bodies = Create();

    /// <summary>The functions, in the order in which they are printed.</summary>
    public static IReadOnlyList<ElementFunction> Defined { get; } =
        [ElementFunction.Exp, ElementFunction.ExpMinusOne, ElementFunction.Log, ElementFunction.LogOnePlus, ElementFunction.Sigmoid, ElementFunction.Tanh, ElementFunction.Erf];

    /// <summary>
    /// The largest error, in units of the last place, over all arguments whose result is a normal number. Measured; a test holds the
    /// functions to it.
    /// </summary>
    public static double MaxUlps(ElementFunction function, bool isDouble) => (function, isDouble) switch
    {
        (ElementFunction.Exp, _) => 1.3,
        (ElementFunction.ExpMinusOne, false) => 1.6,
        (ElementFunction.ExpMinusOne, true) => 1.9,
        (ElementFunction.Log, _) => 1,
        (ElementFunction.LogOnePlus, _) => 1.3,
        (ElementFunction.Sigmoid, false) => 3.2,
        (ElementFunction.Sigmoid, true) => 2.6,
        (ElementFunction.Tanh, false) => 2.6,
        (ElementFunction.Tanh, true) => 2.4,
        (ElementFunction.Erf, false) => 2.7,
        (ElementFunction.Erf, true) => 1.8,
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    public static FunctionBody Get(ElementFunction function, bool isDouble) => s_bodies[(function, isDouble)];

    private static Dictionary<(ElementFunction, bool), FunctionBody> Create()
    {
        var bodies = new Dictionary<(ElementFunction, bool), FunctionBody>();
        foreach (bool isDouble in new[] { false, true })
        {
            foreach (FunctionBody body in new[]
            {
                ExponentialFunctions.Exp(new FunctionWriter(isDouble)),
                ExponentialFunctions.ExpMinusOne(new FunctionWriter(isDouble)),
                ExponentialFunctions.Sigmoid(new FunctionWriter(isDouble)),
                ExponentialFunctions.Tanh(new FunctionWriter(isDouble)),
                ErrorFunction.Erf(new FunctionWriter(isDouble)),
                LogarithmFunctions.Log(new FunctionWriter(isDouble)),
                LogarithmFunctions.LogOnePlus(new FunctionWriter(isDouble)),
            })
            {
                bodies.Add((body.Function, isDouble), body);
            }
        }

        return bodies;
    }
}
