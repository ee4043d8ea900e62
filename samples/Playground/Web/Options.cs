using System.Globalization;

namespace Samples.Playground.Web;

/// <summary>What the command line says.</summary>
/// <param name="Address">Where to listen.</param>
/// <param name="Hosts">Names that the page may be called by, beside this machine's own.</param>
internal sealed record Options(string Address, IReadOnlyCollection<string> Hosts)
{
    private const int UsualPort = 5080;

    /// <summary>Reads the command line.</summary>
    /// <returns>The options; null where they are wrong, and then <paramref name="wrong"/> says how.</returns>
    public static Options? Read(string[] args, out string wrong)
    {
        wrong = "Usage: Playground [--port PORT] [--host NAME]. Without --host it listens on this machine only.";
        int port = UsualPort;
        var hosts = new List<string>();
        for (int i = 0; i < args.Length; i += 2)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            if (args[i] == "--port" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535)
            {
                continue;
            }

            if (args[i] == "--host" && value is { Length: > 0 })
            {
                hosts.Add(value);
                continue;
            }

            return null;
        }

        return new Options(string.Create(CultureInfo.InvariantCulture, $"http://{(hosts.Count > 0 ? "0.0.0.0" : "127.0.0.1")}:{port}"), hosts);
    }
}
