using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace NnGen.Playground.Tests.Browser;

/// <summary>One server for all tests that need one, and one browser for those of the page, if there is a Chromium.</summary>
public sealed class PlaygroundFixture : IAsyncLifetime
{
    private PlaygroundServer? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where the playground is.</summary>
    public Uri Address => _server!.Address;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _server = await PlaygroundServer.StartAsync();
        if (Chromium.Program is not string program)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();

        // Root, as in containers, has no sandbox; the page is the repository's own.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _server?.Dispose();
    }

    /// <summary>Opens the page with an example, and waits for its network.</summary>
    /// <param name="preset">The example.</param>
    /// <param name="width">The width of the window.</param>
    /// <param name="scheme">The colours that its user prefers.</param>
    public async Task<OpenPage> OpenAsync(string preset, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        context.SetDefaultTimeout(60_000);
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync($"{Address}#{preset}");
        await page.SettledAsync();
        return page;
    }
}

/// <summary>The page in a window of its own.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    internal OpenPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Request += (_, request) => Requests.Enqueue(request.Url);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What the page and its scripts complained about.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>The addresses that it asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Chooses an example and waits for its network.</summary>
    public async Task ChooseAsync(string preset)
    {
        await Page.SelectOptionAsync("#preset", preset);
        await SettledAsync();
    }

    /// <summary>Waits until the network of the text that stands there has been drawn.</summary>
    public Task SettledAsync() => WaitAsync("document.body.dataset.settled === 'true'");

    /// <summary>Waits until an expression is true.</summary>
    public Task WaitAsync(string expression) => Page.WaitForFunctionAsync($"() => {expression}");

    /// <summary>The text of an element.</summary>
    public Task<string> TextAsync(string selector) => Page.InnerTextAsync(selector);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(Complaints);
    }

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint)
        {
            Complaints.Enqueue(text);
        }
    }
}
