namespace NnGen.Package.Tests;

/// <summary>The README in the package.</summary>
internal static class PackedReadme
{
    /// <summary>The program that it shows.</summary>
    public static string Program()
    {
        string text = File.ReadAllText(Path.Combine(PackedPackage.RepositoryRoot, "build", "package", "README.md")).Replace("\r", "", StringComparison.Ordinal);
        const string Start = "```csharp\n";
        int start = text.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
