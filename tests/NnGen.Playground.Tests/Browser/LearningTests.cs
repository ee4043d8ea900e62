using System.Globalization;
using Microsoft.Playwright;

namespace NnGen.Playground.Tests.Browser;

/// <summary>The page as someone uses it who learns.</summary>
[Collection(PageCollection.Name)]
public sealed class LearningTests(PlaygroundFixture playground)
{
    [ChromiumFact]
    public async Task ExclusiveOr_IsLearnt()
    {
        await using OpenPage open = await playground.OpenAsync("xor");
        IPage page = open.Page;
        double before = await NumberAsync(open, "#loss");

        await page.ClickAsync("#play");
        await open.WaitAsync("document.querySelector('#accuracy').innerText === '100.0 %' && Number(document.querySelector('#loss').innerText) < 0.1");
        await page.ClickAsync("#play");

        Assert.Equal("false", await page.GetAttributeAsync("#play", "aria-pressed"));
        Assert.True(before > 0.5);
        Assert.True(await NumberAsync(open, "#epoch") > 10);

        // One straight line has two of the corners on each side at best, or three and one.
        await open.ChooseAsync("xor-line");
        await page.SelectOptionAsync("#options label:has-text('Speed') select", "1000");
        await page.ClickAsync("#play");
        await open.WaitAsync("Number(document.querySelector('#epoch').innerText) > 300");
        Assert.Contains(await open.TextAsync("#accuracy"), (string[])["25.0 %", "50.0 %", "75.0 %"]);
        Assert.All(open.Requests, request => Assert.True(request.StartsWith(playground.Address.ToString(), StringComparison.Ordinal) || request.StartsWith("data:", StringComparison.Ordinal), request));
    }

    [ChromiumFact]
    public async Task Clicks_ChangeTheText()
    {
        await using OpenPage open = await playground.OpenAsync("circle");
        IPage page = open.Page;

        await page.ClickAsync("[aria-label='One unit more in dense1']");
        await open.SettledAsync();
        await page.SelectOptionAsync("[aria-label='Activation of dense2']", "GELU");
        await open.SettledAsync();
        await page.ClickAsync("#add-layer");
        await open.SettledAsync();
        await page.CheckAsync("text=x² >> xpath=.. >> input");
        await open.SettledAsync();
        await page.SelectOptionAsync("#options label:has-text('Dropout') select", "0.2");
        await open.SettledAsync();
        await page.SelectOptionAsync("#options label:has-text('Optimizer') select", "Sgd");
        await page.SelectOptionAsync("#options label:has-text('L2') select", "0.01");

        Assert.Equal(
            "[Network]\n[Input(3)]\n[Dense(5), Tanh, Dropout(0.2)]\n[Dense(2), GELU, Dropout(0.2)]\n[Dense(4), GELU, Dropout(0.2)]\n[Dense(1), Sigmoid]\n[BinaryCrossEntropyLoss]\npublic partial class Net;",
            await DeclarationAsync(page));
        Assert.Contains("Optimizer = new Sgd(0.03)", await page.InputValueAsync("#training-editor textarea"));
        Assert.Contains("Penalty = new WeightPenalty { L2 = 0.01 }", await page.InputValueAsync("#training-editor textarea"));
        Assert.Equal(3 + 5 + 2 + 4 + 1, await page.Locator(".neuron").CountAsync());

        await page.ClickAsync("[aria-label='Remove dense2']");
        await open.SettledAsync();
        await page.CheckAsync("[name='shape'][value='spiral']", new() { Force = true });
        await open.SettledAsync();
        await page.Locator("label:has-text('Classes') input").FillAsync("3");
        await open.SettledAsync();
        Assert.EndsWith("[Dense(3), Softmax]\n[CrossEntropyLoss]\npublic partial class Net;", await DeclarationAsync(page), StringComparison.Ordinal);
        Assert.Equal(3 + 5 + 4 + 3, await page.Locator(".neuron").CountAsync());
    }

    [ChromiumFact]
    public async Task WrongSize_IsUnderlinedAndMended()
    {
        await using OpenPage open = await playground.OpenAsync("circle");
        IPage page = open.Page;
        ILocator text = page.Locator("#declaration-editor textarea");
        string sound = await text.InputValueAsync();

        await text.FillAsync(sound.Replace("[Dense(2), Tanh]", "[Dense(2), Tanh, Add(\"tanh1\", \"tanh2\")]", StringComparison.Ordinal));
        await page.Locator(".squiggle.error").WaitForAsync();
        Assert.Contains("NNG", await open.TextAsync("#declaration-editor .findings"));
        Assert.Contains("4", await open.TextAsync("#declaration-editor .findings .error"));
        Assert.StartsWith("Not compiled", await open.TextAsync("#compiled"));
        Assert.Equal("true", await text.GetAttributeAsync("aria-invalid"));

        // The fix is the analyzer's own: both sides get as many units.
        await page.Locator("#declaration-editor .fix").First.ClickAsync();
        await open.SettledAsync();
        Assert.Equal(0, await page.Locator(".squiggle.error").CountAsync());

        await text.FillAsync(sound.Replace("Tanh", "Tnah", StringComparison.Ordinal));
        await page.ClickAsync("text=Change to Tanh");
        await page.ClickAsync("text=Change to Tanh");
        await open.SettledAsync();
        Assert.Equal(sound, await text.InputValueAsync());
    }

    [ChromiumFact]
    public async Task Advice_IsGivenAndFollowed()
    {
        await using OpenPage open = await playground.OpenAsync("equal");
        Assert.Equal("equal", await open.Page.InputValueAsync("#preset"));
        await open.Page.Locator("#declaration-editor .advice .fix").First.ClickAsync();
        await open.SettledAsync();
        Assert.StartsWith("[Network]\n[Input(2)]\n[Dense(4), Tanh]", await DeclarationAsync(open.Page), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Lecture_HasItsNumbers()
    {
        await using OpenPage open = await playground.OpenAsync("neuron");
        IPage page = open.Page;
        await open.WaitAsync("document.querySelector('.formula .sum')?.innerText === '0.1900'");
        Assert.Equal("0.5474", await open.TextAsync(".formula .activation"));
        await page.ClickAsync("[data-step='example']");
        await open.WaitAsync("document.querySelector('.formula .activation').innerText === '0.5862'");

        // The lecture prints 0.2122, computed from intermediates of four digits.
        Assert.Equal(0.2122, double.Parse(await page.InputValueAsync("[aria-label='Bias of neuron 3']"), CultureInfo.InvariantCulture), 0.00015);
        Assert.Equal("0.1449", await page.InputValueAsync("[aria-label='Weight from x to neuron 3']"));
        Assert.Equal("0.1561", await page.InputValueAsync("[aria-label='Weight from y to neuron 3']"));

        await open.ChooseAsync("lecture");
        await open.WaitAsync("document.querySelector('.formula .sum')?.innerText === '1.5379'");
        Assert.Equal("0.8232", await open.TextAsync(".formula .activation"));

        // delta_5 = (a_5 - 1) a_5 (1 - a_5) = -0.1768 * 0.8232 * 0.1768
        Assert.Equal("−0.0257", await open.TextAsync(".formula .delta"));
        await page.ClickAsync("[aria-label='Neuron 4, hidden unit 2']");
        Assert.Equal("−1.0000", await open.TextAsync(".formula .sum"));
        Assert.Equal("0.2689", await open.TextAsync(".formula .activation"));

        // A weight by hand: -12 becomes -9 with -3 in place of -4, so in_4 = 3 - 9 + 8 = 2.
        await page.FillAsync("[aria-label='Weight from x to neuron 4']", "-3");
        await page.PressAsync("[aria-label='Weight from x to neuron 4']", "Enter");
        await open.WaitAsync("document.querySelector('.formula .sum')?.innerText === '2.0000'");
    }

    [ChromiumFact]
    public async Task SlowMotion_GoesForwardBackAndDoesTheStep()
    {
        await using OpenPage open = await playground.OpenAsync("lecture");
        IPage page = open.Page;
        await page.ClickAsync("#slow");
        await open.WaitAsync("document.querySelector('#slow-motion p').innerText.startsWith('Forward. The next example is at (3, 4)')");
        ILocator next = page.Locator("#slow-motion button:has-text('Next')");
        foreach (string words in (string[])["in = 0.0000, a = 0.5000", "in = 1.5379, a = 0.8232", "The network says 0.8232", "δ = −0.0257", "δ = −0.0257"])
        {
            await next.ClickAsync();
            Assert.Contains(words, await open.TextAsync("#slow-motion p"));
        }

        Assert.True(await page.Locator(".code-step.active").CountAsync() > 0);
        await next.ClickAsync();
        await page.ClickAsync("#slow-motion button:has-text('Do the step')");
        await open.WaitAsync("document.querySelector('#slow-motion p').innerText.startsWith('Forward. The next')");
        await open.WaitAsync("Number(document.querySelector('#epoch').innerText) === 1");
    }

    [ChromiumFact]
    public async Task VanishingGradient_IsToldAndDeadUnitsAre()
    {
        await using OpenPage open = await playground.OpenAsync("chain");
        await open.WaitAsync("document.querySelector('#warning').innerText.includes('The gradient vanishes')");
        Assert.Equal(11, await open.Page.Locator("#norms li").CountAsync());

        await open.ChooseAsync("wide");
        await open.Page.ClickAsync("[aria-label='Neuron 3, dense1 unit 1']");
        await open.Page.FillAsync("[aria-label='Bias of neuron 3']", "-100");
        await open.Page.PressAsync("[aria-label='Bias of neuron 3']", "Enter");
        await open.WaitAsync("document.querySelector('#warning').innerText.includes('Dead: neuron 3')");
    }

    [ChromiumFact]
    public async Task Link_HasTheWholeState()
    {
        await using OpenPage open = await playground.OpenAsync("lecture");
        IPage page = open.Page;
        await page.ClickAsync("[data-step='example']");
        await open.WaitAsync("Number(document.querySelector('#epoch').innerText) === 1");
        string loss = await open.TextAsync("#loss");
        await page.ClickAsync("#share");
        await open.WaitAsync("document.querySelector('#message').innerText.includes('weights of now')");

        await page.ReloadAsync();
        await open.SettledAsync();
        Assert.Contains("Name = \"hidden\"", await DeclarationAsync(page));
        Assert.Equal(loss, await open.TextAsync("#loss"));
        Assert.Equal("0", await open.TextAsync("#epoch"));
    }

    [ChromiumFact]
    public async Task OwnPoints_AreDrawnAndPasted()
    {
        await using OpenPage open = await playground.OpenAsync("circle");
        IPage page = open.Page;
        await page.CheckAsync("[name='shape'][value='points']", new() { Force = true });
        await page.FillAsync("[aria-label='Points as lines of x, y and class or number']", "x,y,kind\n-3,-3,a\n3,3,b\n0,3,c");
        await page.ClickAsync("text=Take table");
        await open.WaitAsync("document.querySelector('#declaration-editor textarea').value.includes('[Dense(3), Softmax]')");
        await open.SettledAsync();
        await page.ClickAsync("#plane", new() { Position = new() { X = 20, Y = 30 } });
        await open.WaitAsync("document.querySelector('.own textarea').value.split('\\n').length === 4");
        await open.SettledAsync();
    }

    private static async Task<double> NumberAsync(OpenPage open, string selector) => double.Parse(await open.TextAsync(selector), CultureInfo.InvariantCulture);

    private static Task<string> DeclarationAsync(IPage page) => page.InputValueAsync("#declaration-editor textarea");
}
