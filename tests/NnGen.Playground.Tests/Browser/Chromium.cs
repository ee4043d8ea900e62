namespace NnGen.Playground.Tests.Browser;

/// <summary>The browser of this machine.</summary>
internal static class Chromium
{
    /// <summary>Where it is, or <see langword="null"/>.</summary>
    public static string? Program { get; } =
        (from name in (string[])["chromium", "chromium-browser", "google-chrome"]
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         let path = Path.Combine(folder, name)
         where File.Exists(path)
         select path).FirstOrDefault();
}

/// <summary>A test that opens a page in Chromium: skipped, with the reason, where this machine has none.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    /// <summary>Looks for Chromium on this machine.</summary>
    public ChromiumFactAttribute()
    {
        if (Chromium.Program is null)
        {
            Skip = "Opens a page in Chromium, which is not on the PATH. On Debian: apt-get install chromium.";
        }
    }
}
