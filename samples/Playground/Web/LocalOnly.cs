using System.Net;

namespace Samples.Playground.Web;

/// <summary>
/// Lets only this machine's own page in: another site that a browser has open could otherwise speak to it, by a name that it makes resolve to 127.0.0.1
/// (DNS rebinding), or by a socket from its own page (sockets know no same-origin policy).
/// </summary>
/// <param name="further">Further names that the page may be called by, as an option says.</param>
internal sealed class LocalOnly(IReadOnlyCollection<string> further)
{
    /// <summary>Whether a request names this machine, and comes from its page where it says where it comes from.</summary>
    public bool Allows(HttpRequest request) =>
        IsOwnName(request.Host.Host) && request.Headers.Origin.All(origin => IsOwn(origin, request.Host));

    /// <summary>A socket has to say where it comes from: browsers do.</summary>
    public bool AllowsSocket(HttpRequest request) => request.Headers.Origin.Count == 1 && Allows(request);

    private static bool IsOwn(string? origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);

    private bool IsOwnName(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address))
        || further.Contains(name, StringComparer.OrdinalIgnoreCase);
}
