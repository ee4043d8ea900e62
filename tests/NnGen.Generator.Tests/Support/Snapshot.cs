using System.Runtime.CompilerServices;
using DiffEngine;

namespace NnGen.Generator.Tests.Support;

/// <summary>
/// Compares a text with the file that was accepted for it. Keeps the conventions of the library Verify: <c>Class.Test.verified.cs</c>
/// beside the test is the accepted text, <c>Class.Test.received.cs</c> what a failing test got. To accept, rename the latter;
/// to accept everything, run the tests with the environment variable <c>NNGEN_ACCEPT=1</c>.
/// This file is all there is to exchange for Verify.
/// </summary>
internal static class Snapshot
{
    /// <summary>Fails, naming both files, unless the text is the accepted one.</summary>
    /// <param name="text">The text at hand.</param>
    /// <param name="name">The name before <c>.verified.cs</c>, where it is not that of the class and the test.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <param name="testName">Filled in by the compiler.</param>
    /// <param name="extension">What the text is: <c>cs</c> or <c>txt</c>.</param>
    /// <param name="accept">Whether to accept the text as it is; left out, the environment says so.</param>
    public static void Match(string text, string? name = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string testName = "", string extension = "cs", bool? accept = null)
    {
        string stem = name ?? $"{Path.GetFileNameWithoutExtension(sourceFile)}.{testName}";
        string path = Path.Combine(Path.GetDirectoryName(sourceFile)!, stem);
        string verified = $"{path}.verified.{extension}";
        string received = $"{path}.received.{extension}";
        string actual = Normalise(text);
        if (File.Exists(verified) && Normalise(File.ReadAllText(verified)) == actual)
        {
            File.Delete(received);
            return;
        }

        if (accept ?? Environment.GetEnvironmentVariable("NNGEN_ACCEPT") == "1")
        {
            File.WriteAllText(verified, actual);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        ShowDifference(received, verified);
        Assert.Fail($"""
            The text differs from the accepted one{(File.Exists(verified) ? "" : ", of which there is none yet")}.
            Received: {received}
            Verified: {verified}
            If the change is meant, rename the received file to the verified one, or run the tests with NNGEN_ACCEPT=1.
            """);
    }

    private static string Normalise(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static void ShowDifference(string received, string verified)
    {
        if (!DiffRunner.Disabled && !BuildServerDetector.Detected)
        {
            // Finds the developer's diff tool; on a machine without one nothing happens.
            _ = DiffRunner.LaunchForText(received, verified);
        }
    }
}
