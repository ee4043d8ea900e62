namespace NnGen.Compiler.Print;

/// <summary>A kernel that all networks of an assembly share.</summary>
/// <param name="Name">Its name: what it does, and four digits that tell it from its like. The same text has the same name in every build.</param>
/// <param name="Family">What it is one of, for the file that it stands in.</param>
/// <param name="Text">The method, without indentation.</param>
public sealed record SharedKernel(string Name, string Family, string Text);
