namespace Samples.Playground.Sessions;

/// <summary>The page at the other end of a session.</summary>
internal interface IPage
{
    /// <summary>Sends a message as JSON.</summary>
    Task SendAsync(object message, CancellationToken cancellation);

    /// <summary>Sends a frame.</summary>
    Task SendAsync(byte[] frame, CancellationToken cancellation);
}
