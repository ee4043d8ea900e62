namespace Samples.Playground.Formulas;

/// <summary>A formula that cannot be read, and where it goes wrong.</summary>
/// <param name="message">What was found, and what was expected.</param>
/// <param name="position">The place in the text, from 0 on.</param>
internal sealed class FormulaException(string message, int position) : Exception(message)
{
    /// <summary>The place in the text, from 0 on.</summary>
    public int Position { get; } = position;
}
