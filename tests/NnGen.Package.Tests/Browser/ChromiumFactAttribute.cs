namespace NnGen.Package.Tests.Browser;

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
