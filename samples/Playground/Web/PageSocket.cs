using System.Net.WebSockets;
using System.Text.Json;
using NnGen.InMemory;
using Samples.Playground.Sessions;

namespace Samples.Playground.Web;

/// <summary>The socket of a page: commands come, messages and frames go.</summary>
internal sealed class PageSocket(WebSocket socket) : IPage, IDisposable
{
    // Two loops speak: the one that trains, and the one that refuses what it cannot read.
    private readonly SemaphoreSlim _speaking = new(1);

    /// <summary>Serves a page until it leaves.</summary>
    public static async Task ServeAsync(WebSocket socket, NetworkProject project, CancellationToken cancellation)
    {
        using var page = new PageSocket(socket);
        using var session = new Session(project, page);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task listening = page.ListenAsync(session, ends.Token);
        Task running = session.RunAsync(ends.Token);
        await Task.WhenAny(listening, running);
        await ends.CancelAsync();
        try
        {
            await Task.WhenAll(listening, running);
        }
        catch (Exception left) when (left is OperationCanceledException or WebSocketException)
        {
            // The page is gone, or the server is about to go.
        }

        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
    }

    /// <inheritdoc/>
    public Task SendAsync(object message, CancellationToken cancellation) =>
        SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), PageJson.Options), WebSocketMessageType.Text, cancellation);

    /// <inheritdoc/>
    public Task SendAsync(byte[] frame, CancellationToken cancellation) => SendAsync(frame, WebSocketMessageType.Binary, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _speaking.Dispose();

    private async Task SendAsync(byte[] bytes, WebSocketMessageType type, CancellationToken cancellation)
    {
        await _speaking.WaitAsync(cancellation);
        try
        {
            await socket.SendAsync(bytes, type, endOfMessage: true, cancellation);
        }
        finally
        {
            _speaking.Release();
        }
    }

    private async Task ListenAsync(Session session, CancellationToken cancellation)
    {
        byte[] buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            message.Write(buffer, 0, part.Count);
            if (message.Length > SessionLimits.MessageBytes)
            {
                await SendAsync(new { type = "message", text = $"A message has at most {SessionLimits.MessageBytes} bytes." }, cancellation);
                return;
            }

            if (part.EndOfMessage)
            {
                if (Read(message.GetBuffer().AsSpan(0, (int)message.Length), part.MessageType) is { } command)
                {
                    await session.TakeAsync(command, cancellation);
                }
                else
                {
                    await SendAsync(new { type = "message", text = "That was not understood: a message is a JSON object with a known type and its values." }, cancellation);
                }

                message.SetLength(0);
            }
        }
    }

    private static Command? Read(ReadOnlySpan<byte> message, WebSocketMessageType type)
    {
        try
        {
            return type == WebSocketMessageType.Text ? JsonSerializer.Deserialize<Command>(message, PageJson.Options) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
