using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NnGen.Package.Tests.Browser;

/// <summary>A page in a browser, driven by the DevTools protocol as a person would drive it: by the mouse and by what is to be seen.</summary>
internal sealed class BrowserPage : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _calls = new();
    private string? _session;
    private int _lastCall;

    /// <summary>What the page and its scripts complained about.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>The addresses that the page asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>A new page.</summary>
    public static async Task<BrowserPage> Open(Chromium browser)
    {
        var page = new BrowserPage();
        await page._socket.ConnectAsync(browser.Address, CancellationToken.None);
        _ = page.Listen();
        JsonObject target = await page.Call("Target.createTarget", new() { ["url"] = "about:blank" });
        JsonObject session = await page.Call("Target.attachToTarget", new() { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        page._session = (string)session["sessionId"]!;
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
        {
            await page.Call(domain + ".enable", []);
        }

        return page;
    }

    /// <summary>Goes to an address.</summary>
    public Task Go(string address) => Call("Page.navigate", new() { ["url"] = address });

    /// <summary>The value of an expression.</summary>
    public async Task<JsonNode?> Evaluate(string expression)
    {
        JsonObject answer = await Call("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is JsonNode fault ? throw new InvalidOperationException($"{expression}: {fault.ToJsonString()}") : answer["result"]!["value"];
    }

    /// <summary>The text of an element.</summary>
    public async Task<string> Text(string selector) => (string)(await Evaluate($"document.querySelector({JsonSerializer.Serialize(selector)}).innerText"))!;

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitFor(string expression)
    {
        DateTime end = DateTime.UtcNow + s_patience;
        while (!(bool)(await Evaluate($"!!({expression})"))!)
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"'{expression}' has not come true within {s_patience.TotalSeconds} s. {string.Join('\n', Complaints)}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Clicks an element, where it is.</summary>
    public async Task Click(string selector)
    {
        (double x, double y) = await Corner(selector, 0.5);
        await Mouse("mousePressed", x, y);
        await Mouse("mouseReleased", x, y);
    }

    /// <summary>Presses the mouse in an element, moves it along points, counted from the element's corner, and releases it.</summary>
    public async Task Drag(string selector, params (double X, double Y)[] points)
    {
        (double left, double top) = await Corner(selector, 0);
        await Mouse("mousePressed", left + points[0].X, top + points[0].Y);
        foreach ((double x, double y) in points)
        {
            await Mouse("mouseMoved", left + x, top + y);
        }

        await Mouse("mouseReleased", left + points[^1].X, top + points[^1].Y);
    }

    /// <summary>Gives the page a size, and says which colours its user prefers.</summary>
    public async Task Show(int width, int height, string scheme)
    {
        await Call("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await Call("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });
    }

    /// <summary>What is to be seen, as a PNG.</summary>
    public async Task<byte[]> Screenshot() =>
        Convert.FromBase64String((string)(await Call("Page.captureScreenshot", new() { ["captureBeyondViewport"] = true }))["data"]!);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task<(double X, double Y)> Corner(string selector, double part)
    {
        string element = $"document.querySelector({JsonSerializer.Serialize(selector)})";
        JsonNode place = (await Evaluate($"{element}.scrollIntoView({{ block: 'nearest' }}), (r => [r.left + {part} * r.width, r.top + {part} * r.height])({element}.getBoundingClientRect())"))!;
        return ((double)place[0]!, (double)place[1]!);
    }

    private Task Mouse(string type, double x, double y) =>
        Call("Input.dispatchMouseEvent", new() { ["type"] = type, ["x"] = x, ["y"] = y, ["button"] = "left", ["buttons"] = type == "mouseReleased" ? 0 : 1, ["clickCount"] = 1 });

    private async Task<JsonObject> Call(string method, JsonObject arguments)
    {
        int id = Interlocked.Increment(ref _lastCall);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = arguments };
        if (_session is not null)
        {
            message["sessionId"] = _session;
        }

        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return await answer.Task.WaitAsync(s_patience);
    }

    private async Task Listen()
    {
        byte[] buffer = new byte[64 * 1024];
        var message = new MemoryStream();
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.ToArray())!.AsObject());
                    message.SetLength(0);
                }
            }
        }
        catch (Exception closed) when (closed is WebSocketException or ObjectDisposedException or OperationCanceledException or JsonException)
        {
            // Whoever still waits for an answer has a limit of his own.
        }
    }

    private void Take(JsonObject message)
    {
        if (message["id"] is JsonNode id && _calls.TryRemove((int)id, out TaskCompletionSource<JsonObject>? call))
        {
            if (message["error"] is JsonNode fault)
            {
                call.SetException(new InvalidOperationException(fault.ToJsonString()));
            }
            else
            {
                call.SetResult(message["result"]!.AsObject());
            }

            return;
        }

        JsonNode? arguments = message["params"];
        switch ((string?)message["method"])
        {
            case "Runtime.exceptionThrown":
                Complaints.Enqueue(arguments!["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string)arguments!["type"]! is "error" or "warning":
                Complaints.Enqueue(arguments["args"]!.ToJsonString());
                break;
            case "Log.entryAdded" when (string)arguments!["entry"]!["level"]! is "error" or "warning":
                Complaints.Enqueue(arguments["entry"]!.ToJsonString());
                break;
            case "Network.requestWillBeSent":
                Requests.Enqueue((string)arguments!["request"]!["url"]!);
                break;
        }
    }
}
