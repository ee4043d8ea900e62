using System.Globalization;
using System.Text.Json.Nodes;

namespace NnGen.Package.Tests.Browser;

/// <summary>The sample <c>Browser</c>, published and used in Chromium with the mouse.</summary>
[Collection(SampleTests.Publishing)]
public sealed class BrowserTests
{
    [ChromiumFact]
    public async Task Sample_ReadsWhatIsDrawn()
    {
        string folder = Directory.CreateTempSubdirectory("nngen-browser-").FullName;
        try
        {
            // What the solution's build has built is not built again. Compressed files are for servers that have them.
            DotNet.Sdk(PackedPackage.RepositoryRoot, "publish", "samples/Browser", "-c", PackedPackage.Configuration, "-p:CompressionEnabled=false", "-o", folder, "-nodeReuse:false");
            using var server = new StaticFiles(Path.Combine(folder, "wwwroot"));
            using Chromium browser = await Chromium.Start();
            using BrowserPage page = await BrowserPage.Open(browser);
            await page.Show(1280, 800, "light");
            await page.Go(server.Address);
            await page.WaitFor("document.querySelector('#answer')");

            await ComputesThere(page);
            await ReadsAStroke(page);
            await ReadsDrawnDigits(page);
            await FitsAndIsNamed(page);

            Assert.Empty(page.Complaints);
            Assert.All(page.Requests, request => Assert.True(request.StartsWith(server.Address, StringComparison.Ordinal) || request.StartsWith("data:", StringComparison.Ordinal), request));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>By vectors, to what the interpreter computed at the build, and in a time that is shown.</summary>
    private static async Task ComputesThere(BrowserPage page)
    {
        Assert.Equal("128 bits, by the processor", await page.Text("#vectors"));

        // Probabilities in single precision, of sums of 784 products: WebAssembly does not fuse multiply and add, so their last bits are others.
        string[] words = (await page.Text("#self-test")).Split(' ');
        Assert.Equal(["within", "of", "the", "machine"], [words[0], .. words[2..5]]);
        Assert.InRange(double.Parse(words[1], CultureInfo.InvariantCulture), 0, 1e-6);
        await page.WaitFor("/^[0-9]+ µs$/.test(document.querySelector('#time').innerText)");
        Assert.True(int.Parse((await page.Text("#time")).Split(' ')[0], CultureInfo.InvariantCulture) > 0);
    }

    private static async Task ReadsAStroke(BrowserPage page)
    {
        Assert.Equal("–", await page.Text("#answer"));
        await page.Drag("#pad", [.. Enumerable.Range(0, 9).Select(i => (70 + (i * 17.5), 50.0)), .. Enumerable.Range(0, 9).Select(i => (210 - (i * 10.0), 50 + (i * 22.5)))]);
        await page.WaitFor("document.querySelector('#answer').innerText === '7'");

        double[] probabilities = await Probabilities(page);
        Assert.Equal(10, probabilities.Length);
        Assert.Equal(100, probabilities.Sum(), 0.51); // each is rounded to a tenth
        Assert.Equal(7, Array.IndexOf(probabilities, probabilities.Max()));

        await page.Click("#clear");
        await page.WaitFor("document.querySelector('#answer').innerText === '–'");
        Assert.All(await Probabilities(page), probability => Assert.Equal(0, probability));
    }

    /// <summary>The network reads 98 of 100 of these; one of these three may be misread, of all ten a few.</summary>
    private static async Task ReadsDrawnDigits(BrowserPage page)
    {
        int right = 0;
        for (int i = 0; i < 30; i++)
        {
            string seen = (string)(await page.Evaluate("document.querySelector('img').src"))!;
            await page.Click($"#draw-{i % 10}");
            await page.WaitFor($"document.querySelector('img').src !== '{seen}'");
            right += await page.Text("#answer") == (i % 10).ToString(CultureInfo.InvariantCulture) ? 1 : 0;
        }

        Assert.InRange(right, 24, 30);
    }

    private static async Task FitsAndIsNamed(BrowserPage page)
    {
        string light = "";
        foreach ((int width, int height) in ((int, int)[])[(1280, 800), (400, 800)])
        {
            foreach (string scheme in (string[])["light", "dark"])
            {
                await page.Show(width, height, scheme);
                Assert.True((bool)(await page.Evaluate("document.documentElement.scrollWidth <= innerWidth"))!, $"{width} pixels are too narrow.");
                string ground = (string)(await page.Evaluate("getComputedStyle(document.body).backgroundColor"))!;
                Assert.NotEqual(scheme == "light" ? "" : light, ground);
                light = scheme == "light" ? ground : light;
                if (Environment.GetEnvironmentVariable("NNGEN_SCREENSHOTS") is string pictures)
                {
                    await File.WriteAllBytesAsync(Path.Combine(pictures, $"browser-{width}-{scheme}.png"), await page.Screenshot());
                }
            }
        }

        // What a screen reader says: every button and picture has a name, and what changes by itself is announced.
        Assert.True((bool)(await page.Evaluate("[...document.querySelectorAll('button')].every(b => (b.ariaLabel || b.innerText).trim() && b.type === 'button')"))!);
        Assert.True((bool)(await page.Evaluate("[...document.querySelectorAll('img')].every(i => i.alt) && document.querySelector('[aria-live] #answer') !== null && document.documentElement.lang === 'en'"))!);
    }

    private static async Task<double[]> Probabilities(BrowserPage page)
    {
        JsonNode texts = (await page.Evaluate("[...document.querySelectorAll('td span')].map(e => e.innerText)"))!;
        return [.. texts.AsArray().Select(text => double.Parse(((string)text!).Split(' ')[0], CultureInfo.InvariantCulture))];
    }
}
