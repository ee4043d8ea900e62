using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NnGen.Playground.Tests.Browser;

/// <summary>The page for those who do not use a mouse, or see it otherwise, or on a telephone.</summary>
[Collection(PageCollection.Name)]
public sealed class AccessibilityTests(PlaygroundFixture playground)
{
    [ChromiumFact]
    public async Task Page_FitsAndAxeFindsNothing()
    {
        foreach (int width in (int[])[1280, 400])
        {
            await using OpenPage open = await playground.OpenAsync("classes", width);
            IPage page = open.Page;
            await page.ClickAsync("#emitted summary");
            await page.ClickAsync("#plane", new() { Position = new() { X = 60, Y = 60 } });
            await open.WaitAsync("document.querySelector('.formula .sum')");
            await page.ClickAsync("#slow");
            await open.WaitAsync("document.querySelector('#slow-motion p').innerText !== ''");
            await page.FillAsync("#declaration-editor textarea", "[Network]\n[Input(2)]\n[Dnse(4)]\npublic partial class Net;");
            await page.Locator(".squiggle").WaitForAsync();
            foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                string where = $"{width} {scheme}";
                Assert.Equal(scheme == ColorScheme.Dark, await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{where}: the page is wider than the window.");
                AxeResult result = await page.RunAxe();
                Assert.True(result.Violations.Length == 0, $"{where}: " + string.Join("\n", result.Violations.Select(violation =>
                    $"{violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => node.Html + " " + string.Join(",", node.Any.Select(check => check.Message))))}")));
                if (Environment.GetEnvironmentVariable("NNGEN_SCREENSHOTS") is string pictures)
                {
                    await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, $"playground-{width}-{scheme}.png"), FullPage = true });
                }
            }
        }
    }

    [ChromiumFact]
    public async Task Keyboard_ReachesAndDoesEverything()
    {
        await using OpenPage open = await playground.OpenAsync("xor");
        IPage page = open.Page;
        await page.EvaluateAsync("document.activeElement.blur()");

        // A walk with the tab key comes to each control once, and does not stay in the editors.
        var reached = new HashSet<string>();
        for (int i = 0; i < 120; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            string at = await page.EvaluateAsync<string>("document.activeElement === document.body ? '' : document.activeElement.id || document.activeElement.ariaLabel || document.activeElement.name || document.activeElement.innerText || document.activeElement.tagName");
            if (at.Length == 0)
            {
                break;
            }

            reached.Add(at);
        }

        Assert.Superset(new HashSet<string> { "preset", "share", "restart", "play", "shape", "Example", "add-layer", "One unit more in dense1", "Activation of dense1", "Neuron 5, dense2 unit 1", "editor-1", "editor-2", "show-test", "Bias of neuron 5" }, reached);

        // In the network the arrows go on, and the enter key chooses.
        await page.FocusAsync("[aria-label='Neuron 5, dense2 unit 1']");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("true", await page.GetAttributeAsync("[aria-label='Neuron 4, dense1 unit 2']", "aria-pressed"));
        Assert.StartsWith("Neuron 4: dense1, unit 2", await open.TextAsync("#inspector h3"));
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal("Input 2, y", await page.EvaluateAsync<string>("document.activeElement.ariaLabel"));

        // What was pressed keeps the focus, though it was drawn anew.
        await page.FocusAsync("[aria-label='One unit more in dense1']");
        await page.Keyboard.PressAsync("Enter");
        await open.SettledAsync();
        Assert.Equal("One unit more in dense1", await page.EvaluateAsync<string>("document.activeElement.ariaLabel"));
        await page.FocusAsync("#play");
        await page.Keyboard.PressAsync("Space");
        await open.WaitAsync("Number(document.querySelector('#epoch').innerText) > 1");
        Assert.Equal("Pause", await page.GetAttributeAsync("#play", "aria-label"));
    }
}
