namespace NnGen.InMemory;

/// <summary>A file that the generator emitted.</summary>
/// <param name="Name">Its name, as an editor shows it: <c>Samples.DigitNet.g.cs</c>.</param>
/// <param name="Text">The C# in it.</param>
public sealed record EmittedFile(string Name, string Text);
