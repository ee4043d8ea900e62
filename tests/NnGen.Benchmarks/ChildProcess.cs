using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace NnGen.Benchmarks;

/// <summary>Runs programs and keeps what they write.</summary>
internal static class ChildProcess
{
    /// <summary>Far above what any of them takes, so that one that hangs ends.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    /// <summary>The exit code and all output; -1 and the reason where the program does not start.</summary>
    public static (int Code, string Output) Run(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        Clean(start.Environment);
        try
        {
            using Process process = Process.Start(start)!;
            var output = new StringBuilder();
            process.OutputDataReceived += (_, line) => Append(line.Data);
            process.ErrorDataReceived += (_, line) => Append(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"{program} did not end within {s_patience.TotalMinutes} minutes");
            }

            process.WaitForExit();
            return (process.ExitCode, output.ToString());

            void Append(string? line)
            {
                if (line is not null)
                {
                    lock (output)
                    {
                        output.Append(line).Append('\n');
                    }
                }
            }
        }
        catch (Win32Exception exception)
        {
            return (-1, $"{program}: {exception.Message}");
        }
    }

    /// <summary>Takes away what distorts a peer: a setting that makes Python's linear algebra slow, and those of a build that may have started this program.</summary>
    public static void Clean(IDictionary<string, string?> environment)
    {
        environment.Remove("OPENBLAS_CORETYPE");
        foreach (string name in environment.Keys.Where(key => key.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            environment.Remove(name);
        }
    }

    /// <summary>The first line that says something.</summary>
    public static string FirstLine(string output)
        => output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "no output";
}
