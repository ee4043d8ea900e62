using System.Globalization;

namespace NnGen;

/// <summary>Which processors share a core.</summary>
internal static class ProcessorTopology
{
    /// <summary>The physical cores that this process may use; at least 1.</summary>
    public static int CountCores()
    {
        int processors = Environment.ProcessorCount;
        if (!OperatingSystem.IsLinux())
        {
            return processors;
        }

        try
        {
            return Math.Clamp(CountCores(File.ReadLines("/proc/self/status"), cpu => File.ReadAllText($"/sys/devices/system/cpu/cpu{cpu.ToString(CultureInfo.InvariantCulture)}/topology/thread_siblings_list")), 1, processors);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            // A system that hides its processors: there is no better number.
            return processors;
        }
    }

    /// <summary>The cores of the processors that a status allows.</summary>
    /// <param name="status">The lines of <c>/proc/self/status</c>.</param>
    /// <param name="siblings">The processors that share a core with one, itself among them: the same text for all of them.</param>
    /// <exception cref="FormatException">The status does not say which processors are allowed.</exception>
    internal static int CountCores(IEnumerable<string> status, Func<int, string> siblings)
    {
        const string Allowed = "Cpus_allowed_list:";
        string line = status.FirstOrDefault(line => line.StartsWith(Allowed, StringComparison.Ordinal)) ?? throw new FormatException($"There is no line {Allowed}");
        return Numbers(line[Allowed.Length..]).Select(cpu => siblings(cpu).Trim()).Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>The numbers of a list such as <c>0-3,8</c>.</summary>
    private static IEnumerable<int> Numbers(string list)
    {
        foreach (string range in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = range.Split('-');
            int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
            int last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (int number = first; number <= last; number++)
            {
                yield return number;
            }
        }
    }
}
