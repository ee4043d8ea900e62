using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using NnGen.Playground.Tests.Browser;

namespace NnGen.Playground.Tests;

/// <summary>What anyone may send to the server: it answers with a message, and goes on.</summary>
[Collection(PageCollection.Name)]
public sealed class SocketTests(PlaygroundFixture playground)
{
    private const string Sound = "[Network, Input(2), Dense(2), Tanh, Dense(1), Sigmoid, BinaryCrossEntropyLoss] public partial class Net;";

    [Fact]
    public async Task HostileMessages_GetAMessage()
    {
        using ClientWebSocket socket = await OpenAsync(playground.Address.GetLeftPart(UriPartial.Authority));

        foreach (string text in (string[])["", "null", "[]", "{", "{\"type\":\"shutdown\"}", "{\"type\":\"open\"}", "{\"type\":3}", new string('[', 5000), "{\"type\":\"weight\",\"layer\":\"x\"}"])
        {
            Assert.Contains("was not understood", await AskAsync(socket, text, "message"));
        }

        foreach (string text in (string[])["{\"type\":\"step\",\"unit\":\"epoch\"}", "{\"type\":\"play\"}", "{\"type\":\"save\"}", "{\"type\":\"explain\"}", "{\"type\":\"weight\",\"layer\":0,\"unit\":0,\"index\":0,\"value\":1}"])
        {
            Assert.Contains("There is no network yet", await AskAsync(socket, text, "message"));
        }

        foreach (string code in (string[])["public partial class Net { static Net() => System.IO.File.Delete(\"x\"); }", "System.Environment.Exit(1);", "[Network, Input(2), Dense(100000)] public partial class Net;", new string('(', 5000), new string('x', 50_000)])
        {
            JsonNode answer = JsonNode.Parse(await AskAsync(socket, Open(code), "declaration"))!;
            Assert.False((bool)answer["isNetwork"]!);
            Assert.NotEmpty(answer["findings"]!.AsArray());
        }

        Assert.Contains("no value below a million", await AskAsync(socket, Open(Sound).Replace("\"x\",\"y\"", "\"log(x)\",\"y\""), "message"));
        Assert.Contains("has 4 elements", await AskAsync(socket, Open(Sound).Replace("\"parameters\":{}", "\"parameters\":{\"dense1.weight\":[1]}"), "message"));
        Assert.True((bool)JsonNode.Parse(await AskAsync(socket, Open(Sound), "declaration"))!["isNetwork"]!);
        Assert.Contains("There is no class 5", await AskAsync(socket, "{\"type\":\"explain\",\"x\":1,\"y\":1,\"target\":5}", "message"));
        Assert.Contains("A weight is a number", await AskAsync(socket, "{\"type\":\"weight\",\"layer\":9,\"unit\":0,\"index\":0,\"value\":1}", "message"));
        Assert.Contains("\"loss\"", await AskAsync(socket, "{\"type\":\"explain\",\"x\":1,\"y\":1,\"target\":1}", "passes"));

        // Too much ends the line, and only this one.
        Assert.Contains("at most", await AskAsync(socket, new string(' ', 600 * 1024), "message"));
        using ClientWebSocket another = await OpenAsync(playground.Address.GetLeftPart(UriPartial.Authority));
        Assert.True((bool)JsonNode.Parse(await AskAsync(another, Open(Sound), "declaration"))!["isNetwork"]!);
    }

    [Fact]
    public async Task OtherSites_DoNotGetIn()
    {
        foreach (string? origin in (string?[])["http://evil.example", "http://localhost:1", "null", null])
        {
            await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(origin));
        }

        using var client = new HttpClient { BaseAddress = playground.Address };
        using HttpResponseMessage page = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("default-src 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(rebound)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/..%2fPlayground.dll")).StatusCode);
    }

    private static string Open(string declaration) => new JsonObject
    {
        ["type"] = "open",
        ["version"] = 1,
        ["declaration"] = declaration,
        ["training"] = "new TrainingOptions()",
        ["data"] = new JsonObject { ["shape"] = "circle", ["features"] = new JsonArray("x", "y") },
        ["seed"] = 1,
        ["parameters"] = new JsonObject(),
    }.ToJsonString();

    private async Task<ClientWebSocket> OpenAsync(string? origin)
    {
        var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await socket.ConnectAsync(new UriBuilder(playground.Address) { Scheme = "ws", Path = "/socket" }.Uri, patience.Token);
        return socket;
    }

    /// <summary>Sends a text, and gives the next answer of a type.</summary>
    private static async Task<string> AskAsync(ClientWebSocket socket, string text, string type)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        while (true)
        {
            var message = new MemoryStream();
            byte[] buffer = new byte[64 * 1024];
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
                message.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);

            if (part.MessageType == WebSocketMessageType.Text && (string?)JsonNode.Parse(message.ToArray())!["type"] == type)
            {
                return Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }
}
