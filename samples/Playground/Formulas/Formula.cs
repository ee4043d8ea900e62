namespace Samples.Playground.Formulas;

/// <summary>
/// A number for each point of the plane, such as <c>sin(2x) + y²</c>. What is typed is read by <see cref="FormulaReader"/> and never compiled. Immutable.
/// </summary>
internal sealed class Formula
{
    private readonly Func<double, double, double> _value;

    private Formula(string text, Func<double, double, double> value) => (Text, _value) = (text, value);

    /// <summary>The text as it was typed.</summary>
    public string Text { get; }

    /// <summary>Reads a formula.</summary>
    /// <exception cref="FormulaException">It is no formula; the message says where and why.</exception>
    public static Formula Read(string text) => new(text, new FormulaReader(text).Read());

    /// <summary>The value at a point; not finite where there is none, as of <c>log(x)</c> left of 0.</summary>
    public double At(double x, double y) => _value(x, y);
}
