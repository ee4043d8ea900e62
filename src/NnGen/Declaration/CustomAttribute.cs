namespace NnGen;

/// <summary>
/// An activation of one's own: a static method of the class, one number to one number, which the compiler reads and compiles into the network like
/// any other activation, for vectors of any width, fused with what computes its input.
/// </summary>
/// <remarks>
/// The method has one parameter and a result of the network's number type (<c>float</c>, or <c>double</c> with <see cref="Precision.Double"/>; a block
/// may have both). It is a formula: an expression, or locals and <c>if</c>s that end in <c>return</c>, of numbers and constants, <c>+ - * /</c>,
/// <c>a &lt; b ? c : d</c> with <c>&lt; &gt; &lt;= &gt;= &amp;&amp; || !</c>, the functions <c>Abs</c>, <c>Sqrt</c>, <c>Exp</c>, <c>ExpM1</c>,
/// <c>Log</c>, <c>LogP1</c>, <c>Tanh</c>, <c>Max</c>, <c>Min</c> and <c>Clamp</c> of <c>Math</c>, <c>MathF</c>, <c>float</c> and <c>double</c>, and other such methods of the class
/// or of static classes of the project, of any number of parameters. The method itself is not called: the network computes the same formula with the library's own functions, which are within 4 units of the last place.
/// </remarks>
/// <param name="function">The method's name: <c>nameof(Swish)</c>.</param>
/// <example>
/// <code>
/// [Network]
/// [Input(8)]
/// [Dense(16), Custom(nameof(Swish), Derivative = nameof(SwishDerivative))]
/// [Dense(1)]
/// public partial class Net
/// {
///     private static float Swish(float x) => x * Sigmoid(x);
///
///     private static float SwishDerivative(float x)
///     {
///         float s = Sigmoid(x);
///         return s * (1 + x * (1 - s));
///     }
///
///     private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class CustomAttribute(string function) : LayerAttribute
{
    /// <summary>The method's name.</summary>
    public string Function { get; } = function;

    /// <summary>
    /// The method that computes the derivative, a function of the same x and not of the result. Left out, the compiler differentiates the formula itself: at a point where
    /// that has no derivative, <c>Max</c>, <c>Min</c> and <c>?:</c> take the branch that they take there, or that of their first operand, and <c>Abs</c> has 0.
    /// </summary>
    public string? Derivative { get; set; }
}
