using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NnGen.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>The widest vector that the runtime uses, in bits.</summary>
    public static int Width
        => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>The rows of the first table.</summary>
    public static IEnumerable<(string What, string Value)> Describe()
    {
        yield return ("date", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        yield return ("processor", Processor());
        yield return ("caches", Caches());
        yield return ("processors in use", $"{Environment.ProcessorCount}, load {Load()}");
        yield return ("vectors", $"{Width} bits in NnGen and in the loops that measure limits; the peers use what they find");
        yield return ("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
    }

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        if (!File.Exists(file))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        var facts = new Dictionary<string, string>();
        foreach (string line in File.ReadLines(file))
        {
            string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2)
            {
                facts.TryAdd(parts[0], parts[1]);
            }
        }

        string name = facts.GetValueOrDefault("model name", "unknown");
        return $"{name} (family {facts.GetValueOrDefault("cpu family", "?")}, model {facts.GetValueOrDefault("model", "?")})";
    }

    private static string Caches()
    {
        const string folder = "/sys/devices/system/cpu/cpu0/cache";
        if (!Directory.Exists(folder))
        {
            return "unknown";
        }

        var caches = new List<string>();
        foreach (string index in Directory.GetDirectories(folder, "index*").Order(StringComparer.Ordinal))
        {
            if (Read(index, "type") != "Instruction")
            {
                caches.Add($"L{Read(index, "level")} {Read(index, "size")}");
            }
        }

        return string.Join(", ", caches);

        static string Read(string index, string name) => File.ReadAllText(Path.Combine(index, name)).Trim();
    }

    private static string Load()
        => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
