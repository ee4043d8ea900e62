using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NnGen.Package.Tests.Browser;

/// <summary>A browser without a window, in a profile of its own.</summary>
internal sealed partial class Chromium : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _profile;

    private Chromium(Process process, string profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>The browser of this machine, or <see langword="null"/>.</summary>
    public static string? Program { get; } =
        (from name in (string[])["chromium", "chromium-browser", "google-chrome"]
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         let path = Path.Combine(folder, name)
         where File.Exists(path)
         select path).FirstOrDefault();

    /// <summary>Where the browser listens to its DevTools protocol.</summary>
    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>Starts the browser and waits until it listens.</summary>
    public static async Task<Chromium> Start()
    {
        string profile = Directory.CreateTempSubdirectory("nngen-chromium-").FullName;

        // Root, as in containers, has no sandbox; the page is the repository's own.
        string[] arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"];
        var start = new ProcessStartInfo(Program!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);

        var browser = new Chromium(process, profile);
        try
        {
            browser.Address = await Announced(process.StandardError);
        }
        catch
        {
            browser.Dispose();
            throw;
        }

        // What it says later is nobody's, but the pipes must not fill up.
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        return browser;
    }

    /// <summary>Ends the browser and deletes its profile.</summary>
    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A process of the browser that outlived it may still write there; the folder is the system's to clear.
        }
    }

    private static async Task<Uri> Announced(StreamReader errors)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var said = new List<string>();
        while (await errors.ReadLineAsync(patience.Token) is string line)
        {
            said.Add(line);
            Match match = Listening().Match(line);
            if (match.Success)
            {
                return new Uri(match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException($"{Program} ended before it listened:\n{string.Join('\n', said)}");
    }

    [GeneratedRegex(@"DevTools listening on (ws://\S+)")]
    private static partial Regex Listening();
}
