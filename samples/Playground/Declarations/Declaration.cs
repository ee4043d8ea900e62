namespace Samples.Playground.Declarations;

/// <summary>A text that was let through to the compiler. Immutable.</summary>
/// <param name="Text">The text.</param>
/// <param name="ClassName">The name of the class.</param>
/// <param name="DropoutRates">The rates of its dropouts, in order.</param>
internal sealed record Declaration(string Text, string ClassName, IReadOnlyList<double> DropoutRates);
