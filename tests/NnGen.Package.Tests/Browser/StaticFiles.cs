using System.Net;
using System.Net.Sockets;

namespace NnGen.Package.Tests.Browser;

/// <summary>A web server for the files of a folder, for this machine only.</summary>
internal sealed class StaticFiles : IDisposable
{
    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css",
        [".js"] = "text/javascript",
        [".json"] = "application/json",
        [".wasm"] = "application/wasm",
    };

    private readonly HttpListener _listener = new();
    private readonly string _folder;

    /// <summary>Serves a folder at a free port.</summary>
    public StaticFiles(string folder)
    {
        _folder = folder;
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = Serve();
    }

    /// <summary>Where the folder is served.</summary>
    public string Address { get; }

    /// <summary>Ends serving.</summary>
    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext call;
            try
            {
                call = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Answer(call);
        }
    }

    private async Task Answer(HttpListenerContext call)
    {
        using HttpListenerResponse response = call.Response;
        string name = call.Request.Url!.AbsolutePath.TrimStart('/');
        string file = Path.GetFullPath(Path.Combine(_folder, name.Length == 0 ? "index.html" : name));
        if (!file.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        byte[] content = await File.ReadAllBytesAsync(file);
        response.ContentType = s_types.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
        response.ContentLength64 = content.Length;
        await response.OutputStream.WriteAsync(content);
    }
}
