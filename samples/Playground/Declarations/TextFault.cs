namespace Samples.Playground.Declarations;

/// <summary>What is wrong with a text, and where.</summary>
/// <param name="Message">What was found, what was expected, and what to do.</param>
/// <param name="Start">The first character, from 0 on.</param>
/// <param name="Length">How many characters.</param>
/// <param name="Instead">What was surely meant, or null.</param>
internal sealed record TextFault(string Message, int Start, int Length, string? Instead = null);
